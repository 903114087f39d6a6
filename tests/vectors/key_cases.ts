// PROTOCOL §2, §3.3 and §3.4: key sets, thumbprints, the transcript, and what is derived from it.

import { concat, toBase64url } from "../../lib/base/bytes.ts";
import {
  afterProof,
  challenge,
  frame,
  join,
  proof,
  rsa,
  secret,
  signing,
  transcript,
} from "./_join_frames.ts";
import { modulus } from "./_modulus.ts";
import { flipped } from "./_stage.ts";
import {
  derivedKey,
  house,
  type RawSealKey,
  sealed,
  signingJwk,
  thumbprintOf,
} from "./_test_keys.ts";
import { type Case, family, type Vector, type VectorInput } from "./_vector.ts";

function keys(...list: readonly unknown[]): VectorInput {
  return { jwks: JSON.stringify({ keys: list }) };
}

const keySets: readonly Case[] = [
  ["right", "An RSA and an Ed25519 key.", keys(rsa, signing)],
  ["other_order", "The Ed25519 key first.", keys(signing, rsa)],
  ["with_kid", "Keys with names.", keys({ ...rsa, kid: "ana-enc" }, signing)],
  ["not_a_set", "A list.", { jwks: "[]" }, "not_a_key_set"],
  [
    "set_member_more",
    "A member beside keys.",
    { jwks: '{"keys":[],"name":"ana"}' },
    "not_a_key_set",
  ],
  ["three_keys", "Three keys.", keys(rsa, signing, signing), "not_two_keys"],
  ["two_rsa", "Two RSA keys.", keys(rsa, rsa), "wrong_kinds"],
  ["curve", "An X25519 key.", keys(rsa, { ...signing, crv: "X25519" }), "wrong_kinds"],
  [
    "private_member",
    "The private exponent.",
    keys({ ...rsa, d: "AQAB" }, signing),
    "private_member",
  ],
  ["extra_member", "A certificate.", keys({ ...rsa, x5c: [] }, signing), "extra_member"],
  ["missing_member", "No modulus.", keys({ ...rsa, n: undefined }, signing), "missing_member"],
  ["use", "An RSA key to sign with.", keys({ ...rsa, use: "sig" }, signing), "wrong_use"],
  ["alg", "RSA-OAEP with SHA-1.", keys({ ...rsa, alg: "RSA-OAEP" }, signing), "wrong_algorithm"],
  [
    "kid_long",
    "A name of 65 characters.",
    keys({ ...rsa, kid: "k".repeat(65) }, signing),
    "bad_kid",
  ],
  [
    "modulus_padded",
    "A modulus with padding.",
    keys({ ...rsa, n: `${rsa.n}=` }, signing),
    "not_base64url",
  ],
  ["exponent_1", "e = 1.", keys({ ...rsa, e: "AQ" }, signing), "exponent_not_65537"],
  ["exponent_3", "e = 3.", keys({ ...rsa, e: "Aw" }, signing), "exponent_not_65537"],
  [
    "modulus_zero_first",
    "A zero byte before the modulus.",
    keys(
      { ...rsa, n: toBase64url(concat(new Uint8Array(1), new Uint8Array(256).fill(0xc1))) },
      signing,
    ),
    "modulus_leading_zero",
  ],
  ["modulus_512", "512 bits.", keys({ ...rsa, n: modulus(64) }, signing), "modulus_too_small"],
  ["modulus_1024", "1,024 bits.", keys({ ...rsa, n: modulus(128) }, signing), "modulus_too_small"],
  ["modulus_2040", "2,040 bits.", keys({ ...rsa, n: modulus(255) }, signing), "modulus_too_small"],
  [
    "modulus_16384",
    "16,384 bits.",
    keys({ ...rsa, n: modulus(2_048) }, signing),
    "modulus_too_large",
  ],
  [
    "modulus_even",
    "An even modulus.",
    keys({ ...rsa, n: modulus(256, 0x42) }, signing),
    "modulus_even",
  ],
  [
    "modulus_factor_3",
    "A modulus that 3 divides.",
    keys({ ...rsa, n: toBase64url(new Uint8Array(256).fill(0xff)) }, signing),
    "modulus_small_factor",
  ],
  [
    "ed25519_short",
    "An Ed25519 key of 31 bytes.",
    keys(rsa, { ...signing, x: toBase64url(new Uint8Array(31)) }),
    "signing_key_length",
  ],
  [
    "ed25519_zero",
    "The point y = 0.",
    keys(rsa, { ...signing, x: toBase64url(new Uint8Array(32)) }),
    "signing_key_weak",
  ],
  [
    "ed25519_neutral",
    "The neutral point: anyone can sign for it.",
    keys(rsa, { ...signing, x: toBase64url(Uint8Array.of(1, ...new Uint8Array(31))) }),
    "signing_key_weak",
  ],
  [
    "ed25519_second_spelling",
    "y = p, which is 0 spelled in a second way.",
    keys(rsa, {
      ...signing,
      x: toBase64url(Uint8Array.of(0xed, ...new Uint8Array(30).fill(0xff), 0x7f)),
    }),
    "signing_key_weak",
  ],
];

const thumbprints: readonly Case[] = [
  ["rsa_of_rfc_7638", "The key and the thumbprint of RFC 7638 §3.1.", {
    jwk: JSON.stringify(rsa),
    thumbprint: "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs",
  }],
  ["house", "The house's Ed25519 key.", {
    jwk: JSON.stringify(signingJwk(house)),
    thumbprint: toBase64url(thumbprintOf(house)),
  }],
  ["kid_does_not_count", "use, alg and kid are not in it.", {
    jwk: JSON.stringify({ ...signingJwk(house), kid: "any" }),
    thumbprint: toBase64url(thumbprintOf(house)),
  }],
  ["other_key", "The thumbprint of another key.", {
    jwk: JSON.stringify(signing),
    thumbprint: toBase64url(thumbprintOf(house)),
  }, "differs"],
];

/** A stand-in: a real WELCOME holds random bytes of RSA-OAEP, and any bytes do for a hash. */
const welcome = frame("WELCOME", "the JWE stands here");
const fullTranscript = transcript(join, challenge, proof, welcome);

const labels = {
  confirm: "leilao/1 confirm",
  catchup: "leilao/1 catch-up",
  toHouse: "leilao/1 bidder to house",
  toBidder: "leilao/1 house to bidder",
};

/** Each derived key with its salt, and a seal of nothing under it with counter 0. */
function derived(from: Uint8Array, of = labels): VectorInput {
  const entries = Object.entries(of).flatMap(([name, label]) => {
    const raw = derivedKey(secret, from, label);
    return [
      [`${name}Key`, raw.key.toHex()],
      [`${name}Salt`, raw.salt.toHex()],
      [`${name}Seal`, sealOfNothing(raw)],
    ];
  });
  return {
    secret: secret.toHex(),
    transcript: fullTranscript.toHex(),
    ...Object.fromEntries(entries),
  };
}

function sealOfNothing(raw: RawSealKey): string {
  const nothing = new Uint8Array(0);
  return sealed(raw, { counter: 0, aad: nothing, plaintext: nothing }).toHex();
}

const schedules: readonly Case[] = [
  ["right", "All keys of a member.", derived(fullTranscript)],
  [
    "other_transcript",
    "Derived with one bit of the transcript changed.",
    derived(flipped(fullTranscript, 0)),
    "differs",
  ],
  [
    "label_swapped",
    "The two directions swapped.",
    derived(fullTranscript, { ...labels, toHouse: labels.toBidder, toBidder: labels.toHouse }),
    "differs",
  ],
];

const frames = [join, challenge, proof, welcome].map((one) => one.toHex());
const hashes = [transcript(join), transcript(join, challenge), afterProof, fullTranscript]
  .map((hash) => hash.toHex());

const transcripts: readonly Case[] = [
  ["right", "The hash after each frame of a join.", { frames, hashes }],
  ["body_flipped", "One bit of CHALLENGE.", {
    frames: frames.with(1, flipped(challenge, 9).toHex()),
    hashes,
  }, "differs"],
  ["bodies_alone", "Without lengths and types.", {
    frames: frames.map((one) => one.slice(10)),
    hashes,
  }, "differs"],
];

/** All vectors of keys and what is derived. */
export const keyVectors: readonly Vector[] = [
  ...family("key_set", { section: "2", cases: keySets }),
  ...family("thumbprint", { section: "2", cases: thumbprints }),
  ...family("transcript", { section: "3.3", cases: transcripts }),
  ...family("key_schedule", { section: "3.4", cases: schedules }),
];
