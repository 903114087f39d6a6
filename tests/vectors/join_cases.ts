// PROTOCOL §3.2, the house's side: what a stranger may send over TCP, and how each join ends.

import { concat, toBase64url, u32 } from "../../lib/base/bytes.ts";
import {
  afterChallenge,
  afterJoin,
  challenge,
  challengeHead,
  challengeJws,
  frame,
  join,
  joinJson,
  nonce,
  proof,
  proofHead,
  refusedJws,
  rsa,
  signing,
  transcript,
} from "./_join_frames.ts";
import { modulus } from "./_modulus.ts";
import { flipped } from "./_stage.ts";
import { ana, jws, stranger } from "./_test_keys.ts";
import { type Case, family, type Vector, type VectorInput } from "./_vector.ts";

/** What a stranger sends over TCP; the house answers with these. */
function stream(...sent: readonly Uint8Array[]): VectorInput {
  return { sent: concat(...sent).toHex(), challenge: challengeJws, refused: refusedJws };
}

function otherJoin(changes: { readonly [member: string]: unknown }): VectorInput {
  return stream(frame("JOIN", JSON.stringify({ ...joinJson, ...changes })));
}

function otherProof(token: string): VectorInput {
  return stream(join, frame("PROOF", token));
}

const streams: readonly Case[] = [
  [
    "unknown_member",
    "JOIN and PROOF of one whose keys nobody registered.",
    stream(join, proof),
    "refused",
  ],
  [
    "version_2",
    "Another version is told so after PROOF, like any refusal.",
    otherVersion(),
    "refused",
  ],
  ["silence", "Nothing is sent.", stream(), "closed"],
  ["join_alone", "JOIN, and then nothing.", stream(join), "closed"],
  ["length_0", "A frame of no byte.", stream(u32(0)), "length"],
  ["length_too_long", "A frame of 16,385 bytes.", stream(u32(16_385)), "length"],
  ["length_huge", "A frame of 4 GiB.", stream(u32(2 ** 32 - 1)), "length"],
  ["type_0", "Type 0 is none.", stream(frame(0, "{}")), "type"],
  ["type_9", "Type 9 is none.", stream(frame(9, "{}")), "type"],
  ["truncated", "JOIN without its last byte.", stream(join.slice(0, -1)), "closed"],
  ["proof_first", "PROOF without JOIN.", stream(proof), "out_of_order"],
  ["join_twice", "JOIN in the place of PROOF.", stream(join, join), "out_of_order"],
  [
    "welcome_from_bidder",
    "A bidder that says WELCOME.",
    stream(join, frame("WELCOME", "x")),
    "out_of_order",
  ],
  ["not_json", "JOIN is no JSON.", stream(frame("JOIN", "JOIN")), "join_malformed"],
  ["not_utf8", "JOIN is no UTF-8.", stream(frame("JOIN", Uint8Array.of(0xff))), "join_malformed"],
  [
    "nonce_short",
    "A nonce of 31 bytes.",
    otherJoin({ nonce: toBase64url(new Uint8Array(31)) }),
    "join_malformed",
  ],
  ["nonce_padded", "A nonce with padding.", otherJoin({ nonce: `${nonce}=` }), "join_malformed"],
  ["version_text", "The version as text.", otherJoin({ version: "1" }), "join_malformed"],
  ["member_more", "A member more.", otherJoin({ name: "Ana" }), "join_malformed"],
  ["one_key", "The RSA key alone.", otherJoin({ keys: [rsa] }), "join_malformed"],
  [
    "weak_rsa",
    "An RSA key of 1,024 bits.",
    otherJoin({ keys: [{ ...rsa, n: modulus(128) }, signing] }),
    "join_key",
  ],
  [
    "private_member",
    "A part of the private key.",
    otherJoin({ keys: [{ ...rsa, d: "AQAB" }, signing] }),
    "join_key",
  ],
  ["proof_not_jws", "PROOF is no JWS.", otherProof("x"), "proof"],
  [
    "proof_other_key",
    "PROOF by another key: the registered public key alone joins nobody.",
    otherProof(jws(stranger, proofHead, { transcript: afterChallenge })),
    "proof",
  ],
  [
    "proof_other_transcript",
    "PROOF of an earlier join.",
    otherProof(jws(ana, proofHead, { transcript: afterJoin })),
    "proof",
  ],
  [
    "proof_typ",
    "A challenge in the place of a proof.",
    otherProof(jws(ana, challengeHead, { transcript: afterChallenge })),
    "proof",
  ],
  [
    "proof_alg_none",
    "alg none.",
    otherProof(jws(ana, { alg: "none", typ: "leilao-proof" }, { transcript: afterChallenge })),
    "proof",
  ],
  [
    "proof_header_more",
    "A header member more.",
    otherProof(jws(ana, { ...proofHead, kid: "1" }, { transcript: afterChallenge })),
    "proof",
  ],
  [
    "proof_member_more",
    "A payload member more.",
    otherProof(jws(ana, proofHead, { transcript: afterChallenge, admin: true })),
    "proof",
  ],
  [
    "join_flipped",
    "One bit of JOIN's nonce: the signature was over another transcript.",
    stream(flipped(join, -3), proof),
    "proof",
  ],
];

/** Version 2 all the way: the house's CHALLENGE is the same for everyone. */
function otherVersion(): VectorInput {
  const first = frame("JOIN", JSON.stringify({ ...joinJson, version: 2 }));
  const token = jws(ana, proofHead, { transcript: toBase64url(transcript(first, challenge)) });
  return stream(first, frame("PROOF", token));
}

/** All vectors of the house's side of a join. */
export const joinVectors: readonly Vector[] = family("join_stream", {
  section: "3.2",
  cases: streams,
});
