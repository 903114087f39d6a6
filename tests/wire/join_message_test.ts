// The schemas of a join: each takes its message as it is spelled, and nothing that differs from it
// in one member.

import { assertEquals } from "@std/assert";
import type * as v from "valibot";
import {
  ChallengeSchema,
  decodeJson,
  encodeJson,
  JoinSchema,
  ProofSchema,
  RefusedSchema,
  WelcomeSchema,
} from "../../lib/wire/join_message.ts";
import { JOIN_FRAME_BYTES_MAX } from "../../lib/wire/limits.ts";

const TEXT_32 = "A".repeat(43);
const PLACE = { address: "10.0.0.1", port: 7_310 };
const HOUSE = { kty: "OKP", crv: "Ed25519", x: TEXT_32, use: "sig", alg: "Ed25519" };
const EPOCH = { number: 1, key: TEXT_32, salt: "AAAAAA" };

interface Message {
  readonly schema: v.GenericSchema;
  readonly right: Readonly<Record<string, unknown>>;
  /** Each member's other values, none of which is taken. */
  readonly wrong: Readonly<Record<string, readonly unknown[]>>;
}

const texts32 = [TEXT_32.slice(1), `${TEXT_32}A`, `${TEXT_32.slice(1)}=`, "", 1, null];
const places = [
  { ...PLACE, port: 0 },
  { ...PLACE, port: 65_536 },
  { ...PLACE, port: 1.5 },
  { ...PLACE, address: "house.example" },
  { ...PLACE, address: "10.0.0.256" },
  { ...PLACE, more: 1 },
  { port: 1 },
];
const counts = [0, -1, 1.5, 2 ** 53, "1", null];

const messages: Readonly<Record<string, Message>> = {
  JOIN: {
    schema: JoinSchema,
    right: { version: 1, keys: [{}, {}], nonce: TEXT_32 },
    wrong: { version: [-1, "1"], keys: [[], [{}], [{}, {}, {}], {}], nonce: texts32 },
  },
  CHALLENGE: {
    schema: ChallengeSchema,
    right: { version: 1, transcript: TEXT_32, nonce: TEXT_32, house: HOUSE, now: 1 },
    wrong: {
      version: [0, 2, "1"],
      transcript: texts32,
      nonce: texts32,
      house: [
        { ...HOUSE, x: TEXT_32.slice(1) },
        { ...HOUSE, x: "" },
        { ...HOUSE, use: "enc" },
        { ...HOUSE, kty: "RSA" },
        { ...HOUSE, d: TEXT_32 },
      ],
      now: [-1, "1"],
    },
  },
  PROOF: { schema: ProofSchema, right: { transcript: TEXT_32 }, wrong: { transcript: texts32 } },
  WELCOME: {
    schema: WelcomeSchema,
    right: {
      transcript: TEXT_32,
      sale: "5a".repeat(16),
      saleName: "Leilão",
      currency: "BRL",
      session: "5e".repeat(8),
      paddle: "7",
      name: "Ana",
      member: "ab".repeat(8),
      secret: TEXT_32,
      group: { address: "239.1.1.1", port: 7_311, ttl: 1 },
      epoch: EPOCH,
      bids: PLACE,
      relay: PLACE,
      next: 1,
      head: "00".repeat(32),
      now: 1,
      bidsPerSecond: 1,
    },
    wrong: {
      transcript: texts32,
      sale: ["5A".repeat(16), "5a".repeat(15), "5a".repeat(17)],
      saleName: ["", "a".repeat(201)],
      currency: ["brl", "BR", "BRLL"],
      session: ["5e".repeat(7), "5e".repeat(9)],
      paddle: ["", "a b", "1".repeat(13)],
      name: ["", "a".repeat(201)],
      member: ["ab".repeat(7), "AB".repeat(8)],
      secret: texts32,
      group: places.map((place) => ({ ttl: 1, ...place })).concat({ ...PLACE, ttl: 256 }),
      epoch: [
        { ...EPOCH, number: 0 },
        { ...EPOCH, key: "A" },
        { ...EPOCH, salt: "AAAAA" },
        { ...EPOCH, salt: "AAAAAAA" },
        { ...EPOCH, salt: "AAAA==" },
        { ...EPOCH, more: 1 },
      ],
      bids: places,
      relay: places,
      next: counts,
      head: ["00".repeat(31), "00".repeat(33)],
      now: [-1],
      bidsPerSecond: counts,
    },
  },
  REFUSED: {
    schema: RefusedSchema,
    right: { transcript: TEXT_32, reason: "full" },
    wrong: { transcript: texts32, reason: ["", "accepted", null] },
  },
};

for (const [name, { schema, right, wrong }] of Object.entries(messages)) {
  const read = (message: unknown) => decodeJson(encodeJson(message), schema);

  Deno.test(`decodeJson() reads ${name}, and not with a member less or more`, () => {
    assertEquals(read(right), right);
    assertEquals(read({ ...right, more: 1 }), null);
    for (const member of Object.keys(right)) {
      const { [member]: _gone, ...rest } = right;
      assertEquals(read(rest), null, member);
    }
  });

  Deno.test(`decodeJson() reads no ${name} with another value in one member`, () => {
    assertEquals(Object.keys(wrong), Object.keys(right));
    for (const [member, values] of Object.entries(wrong)) {
      for (const value of values) {
        assertEquals(read({ ...right, [member]: value }), null, `${member}: ${value}`);
      }
    }
  });
}

Deno.test("decodeJson() reads what fits a frame, and nothing that is longer", () => {
  const { schema, right } = messages["PROOF"] ?? fail();
  const bytes = (length: number) => {
    const padded = new Uint8Array(length).fill(0x20);
    padded.set(encodeJson(right));
    return padded;
  };
  assertEquals(decodeJson(bytes(JOIN_FRAME_BYTES_MAX), schema), right);
  assertEquals(decodeJson(bytes(JOIN_FRAME_BYTES_MAX + 1), schema), null);
});

function fail(): never {
  throw new Error("There is no PROOF");
}
