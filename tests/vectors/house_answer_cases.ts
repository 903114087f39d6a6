// PROTOCOL §3.2, the bidder's side: what the house may answer, and what both say under seal.

import { toBase64url } from "../../lib/base/bytes.ts";
import { array, bytes, int, none } from "./_cbor_writer.ts";
import {
  afterChallenge,
  afterJoin,
  challengeHead,
  challengeJson,
  challengeJws,
  forWelcome,
  proofHead,
  refusedHead,
  refusedJws,
  welcomeHead,
  welcomeJson,
  welcomeJws,
} from "./_join_frames.ts";
import { batchBody, genesis, opened, openedHash, sale, signedMessage } from "./_stage.ts";
import { house, jws, signingJwk, stranger } from "./_test_keys.ts";
import { bytesCases, type Case, family, type Vector, type VectorInput } from "./_vector.ts";

/** What a bidder checks a JWS of the house with. */
function told(token: string, of: string): VectorInput {
  return { jws: token, x: house.x, transcript: of };
}

function otherChallenge(changes: { readonly [member: string]: unknown }): VectorInput {
  return told(jws(house, challengeHead, { ...challengeJson, ...changes }), afterJoin);
}

const challenges: readonly Case[] = [
  ["right", "The house's answer to JOIN.", told(challengeJws, afterJoin)],
  [
    "other_transcript",
    "The answer to another JOIN.",
    otherChallenge({ transcript: afterChallenge }),
    "bad_protocol",
  ],
  ["version_2", "A house of another version.", otherChallenge({ version: 2 }), "bad_protocol"],
  [
    "nonce_short",
    "A nonce of 31 bytes.",
    otherChallenge({ nonce: toBase64url(new Uint8Array(31)) }),
    "bad_protocol",
  ],
  ["time_negative", "A time before 1970.", otherChallenge({ now: -1 }), "bad_protocol"],
  [
    "house_use",
    "A house key with another use.",
    otherChallenge({ house: { ...signingJwk(house), use: "enc" } }),
    "bad_protocol",
  ],
  [
    "not_by_the_key_in_it",
    "Signed by another key than it shows.",
    told(jws(stranger, challengeHead, challengeJson), afterJoin),
    "bad_protocol",
  ],
  [
    "typ",
    "A JWS of another type.",
    told(jws(house, proofHead, challengeJson), afterJoin),
    "bad_protocol",
  ],
];

function otherWelcome(changes: { readonly [member: string]: unknown }): VectorInput {
  return told(jws(house, welcomeHead, { ...welcomeJson, ...changes }), forWelcome);
}

function otherRelay(changes: { readonly [member: string]: unknown }): VectorInput {
  return otherWelcome({ relay: { ...welcomeJson.relay, ...changes } });
}

const welcomes: readonly Case[] = [
  ["right", "The JWS inside the JWE.", {
    ...told(welcomeJws, forWelcome),
    payload: JSON.stringify(welcomeJson),
  }],
  [
    "other_transcript",
    "A WELCOME cut out of another join.",
    otherWelcome({ transcript: afterChallenge }),
    "bad_protocol",
  ],
  [
    "other_house",
    "By a key that is not the house's.",
    told(jws(stranger, welcomeHead, welcomeJson), forWelcome),
    "bad_protocol",
  ],
  [
    "refused_in_its_place",
    "A JWS of another type.",
    told(jws(house, refusedHead, welcomeJson), forWelcome),
    "bad_protocol",
  ],
  [
    "secret_short",
    "A secret of 31 bytes.",
    otherWelcome({ secret: toBase64url(new Uint8Array(31)) }),
    "bad_protocol",
  ],
  [
    "group_name",
    "A group by name.",
    otherWelcome({ group: { address: "group.example", port: 7311, ttl: 1 } }),
    "bad_protocol",
  ],
  [
    "port_0",
    "Port 0.",
    otherWelcome({ bids: { address: "192.168.1.5", port: 0 } }),
    "bad_protocol",
  ],
  ["relay_missing", "No relay.", otherWelcome({ relay: undefined }), "bad_protocol"],
  ["relay_null", "Null in the place of the relay.", otherWelcome({ relay: null }), "bad_protocol"],
  ["relay_port_0", "Port 0 of the relay.", otherRelay({ port: 0 }), "bad_protocol"],
  ["relay_port_65535", "The largest port.", otherRelay({ port: 65_535 })],
  ["relay_port_65536", "A port past the largest.", otherRelay({ port: 65_536 }), "bad_protocol"],
  ["relay_port_text", "The port as text.", otherRelay({ port: "7313" }), "bad_protocol"],
  ["relay_port_missing", "No port.", otherRelay({ port: undefined }), "bad_protocol"],
  [
    "relay_name",
    "A relay by name.",
    otherRelay({ address: "relay.example" }),
    "bad_protocol",
  ],
  ["relay_address_missing", "No address.", otherRelay({ address: undefined }), "bad_protocol"],
  ["relay_member_more", "A member more.", otherRelay({ ttl: 1 }), "bad_protocol"],
  ["member_more", "A member more.", otherWelcome({ role: "auctioneer" }), "bad_protocol"],
  ["member_missing", "No session.", otherWelcome({ session: undefined }), "bad_protocol"],
];

const refusals: readonly Case[] = [
  ["right", "Not registered.", told(refusedJws, forWelcome)],
  [
    "reason_unknown",
    "A reason that is none.",
    told(jws(house, refusedHead, { transcript: forWelcome, reason: "closed" }), forWelcome),
    "bad_protocol",
  ],
  [
    "other_transcript",
    "The refusal of another join.",
    told(refusedJws, afterChallenge),
    "bad_protocol",
  ],
  [
    "other_house",
    "By somebody on the way.",
    told(jws(stranger, refusedHead, { transcript: forWelcome, reason: "full" }), forWelcome),
    "bad_protocol",
  ],
];

const batch = signedMessage(batchBody([opened]));

const afterWelcome = [
  ...family("confirm", {
    section: "3.2",
    cases: bytesCases("plaintext", [
      ["nothing_held", "A bidder that holds nothing.", array(none)],
      [
        "one_event_held",
        "A bidder that holds event 1.",
        array(bytes(sale), int(1), bytes(openedHash)),
      ],
      ["hash_missing", "No hash.", array(bytes(sale), int(1)), "malformed"],
      ["seq_negative", "-1.", array(bytes(sale), int(-1), bytes(openedHash)), "malformed"],
      ["null_and_more", "Nothing, and a place.", array(none, int(1)), "malformed"],
    ]),
  }),
  ...family("catchup", {
    section: "3.2",
    cases: bytesCases("plaintext", [
      ["right", "One signed batch.", array(array(bytes(batch)))],
      [
        "batch_too_long",
        "A signed batch of 1,153 bytes.",
        array(array(bytes(new Uint8Array(1_153)))),
        "malformed",
      ],
      ["too_many", "257 batches.", array(array(...Array(257).fill(bytes("00")))), "malformed"],
      ["not_a_list", "The batch without its list.", array(bytes(batch)), "malformed"],
    ]),
  }),
  ...family("ready", {
    section: "3.2",
    cases: bytesCases("plaintext", [
      ["right", "Event 2 is next.", array(int(2), bytes(openedHash))],
      ["empty_record", "Nothing has happened yet.", array(int(1), bytes(genesis))],
      ["next_0", "Events count from 1.", array(int(0), bytes(genesis)), "malformed"],
      ["hash_short", "A hash of 31 bytes.", array(int(2), bytes("00".repeat(31))), "malformed"],
    ]),
  }),
];

/** All vectors of the bidder's side of a join. */
export const houseAnswerVectors: readonly Vector[] = [
  ...family("challenge", { section: "3.2", cases: challenges }),
  ...family("welcome", { section: "3.2", cases: welcomes }),
  ...family("refused", { section: "3.2", cases: refusals }),
  ...afterWelcome,
];
