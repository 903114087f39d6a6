// Every decoder of the wire against wrong messages made of right ones: no decoder throws, what one
// accepts it would write itself, and what is too long is refused before it is read.

import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { type Bytes, concat, fromUtf8, toUtf8 } from "../../lib/base/bytes.ts";
import { decodeBid } from "../../lib/wire/bid_codec.ts";
import { decodeCheckpoint } from "../../lib/wire/checkpoint_note.ts";
import { decodeEnvelope, encodeHeader } from "../../lib/wire/header.ts";
import { decodeJoinFrame } from "../../lib/wire/join_frame.ts";
import {
  ChallengeSchema,
  decodeJson,
  JoinSchema,
  ProofSchema,
  RefusedSchema,
  WelcomeSchema,
} from "../../lib/wire/join_message.ts";
import {
  BID_BYTES_MAX,
  DATAGRAM_BYTES_MAX,
  JOIN_FRAME_BYTES_MAX,
  PLAINTEXT_BYTES_MAX,
  SIGNED_BODY_BYTES_MAX,
} from "../../lib/wire/limits.ts";
import { decodeReceipt, decodeToBidder, decodeToHouse } from "../../lib/wire/member_message.ts";
import { decodeSignedMessage } from "../../lib/wire/signed_message.ts";
import { joinJson } from "../vectors/_join_frames.ts";
import { type Codec, codecs } from "../wire/_codecs.ts";
import { changedCbor, changedMemberMessage } from "./_cbor_changes.ts";
import { changedJson } from "./_json_changes.ts";
import { changedBytes, mutants } from "./_mutator.ts";
import { runs } from "./_runs.ts";
import { byteSeeds, payloadSeeds } from "./_seeds.ts";

const isPadded = ({ name }: Codec) => name === "to_house" || name === "to_bidder";

/** The codec's own samples, always the same ones, and the vectors of its name. */
function seedsOf(codec: Codec): readonly Bytes[] {
  const samples = fc.sample(codec.samples, { numRuns: 60, seed: 1 });
  return [...samples.map(({ encoded }) => new Uint8Array(encoded)), ...byteSeeds(codec.name)];
}

/** The header's codec looks at the header alone: what stands behind it is the seal's matter. */
function significant({ name }: Codec, bytes: Uint8Array): string {
  return (name === "header" ? bytes.subarray(0, 32) : bytes).toHex();
}

function isReadOneWay(codec: Codec, bytes: Bytes): void {
  const again = codec.again(bytes);
  if (again === null) return;
  // Bids and the commands that carry them keep an amount that is none: the rules refuse it by name.
  if (codec.name === "bid" || codec.name === "command") return;
  // A message padded to a larger size than needed is read as well; within a size there is one way.
  if (isPadded(codec) && again.length < bytes.length) return;
  assertEquals(significant(codec, again), significant(codec, bytes));
}

for (const codec of codecs) {
  const inside = isPadded(codec) ? changedMemberMessage : changedCbor;
  Deno.test(`Codec ${codec.name} accepts of mutants only what it would write itself`, () => {
    fc.assert(
      fc.property(mutants(seedsOf(codec), changedBytes, inside, inside), (bytes) => {
        isReadOneWay(codec, bytes);
      }),
      runs(400),
    );
  });
}

const jsonMessages = {
  JOIN: { schema: JoinSchema, seeds: [JSON.stringify(joinJson)] },
  CHALLENGE: { schema: ChallengeSchema, seeds: payloadSeeds("challenge") },
  PROOF: { schema: ProofSchema, seeds: ['{"transcript":"' + "A".repeat(43) + '"}'] },
  WELCOME: { schema: WelcomeSchema, seeds: payloadSeeds("welcome") },
  REFUSED: { schema: RefusedSchema, seeds: payloadSeeds("refused") },
};

for (const [name, { schema, seeds }] of Object.entries(jsonMessages)) {
  const right = seeds.filter((seed) => decodeJson(toUtf8(seed), schema) !== null);

  Deno.test(`decodeJson() reads the right ${name}`, () => {
    assert(right.length > 0);
  });

  Deno.test(`decodeJson() takes of mutants of ${name} only what the schema wrote out says`, () => {
    fc.assert(
      fc.property(fc.oneof(mutants(seeds, changedJson), mutants(right, changedJson)), (text) => {
        const bytes = toUtf8(text);
        const message = decodeJson(bytes, schema);
        // A member that is not in the schema would be in the text and not in the message.
        if (message === null) return;
        const said: Readonly<Record<string, unknown>> = JSON.parse(fromUtf8(bytes) ?? "");
        // The keys of JOIN may be anything, of any depth: key_set.ts looks at them.
        const keys = name === "JOIN" ? { keys: [] } : {};
        assertEquals<unknown>({ ...message, ...keys }, { ...said, ...keys });
      }),
      runs(300),
    );
  });
}

/** Each decoder with its own bound, and the largest that it may be handed. */
const bounds: readonly (readonly [string, number, (bytes: Bytes) => unknown])[] = [
  ["decodeJoinFrame", JOIN_FRAME_BYTES_MAX, (bytes) => decodeJoinFrame(bytes) === null],
  ["decodeSignedMessage", PLAINTEXT_BYTES_MAX, (bytes) => decodeSignedMessage(bytes) === null],
  ["decodeCheckpoint", SIGNED_BODY_BYTES_MAX, (bytes) => decodeCheckpoint(bytes) === null],
  ["decodeBid", BID_BYTES_MAX, (bytes) => decodeBid(bytes) === null],
  ["decodeReceipt", BID_BYTES_MAX, (bytes) => decodeReceipt(bytes) === null],
  ["decodeToHouse", PLAINTEXT_BYTES_MAX, (bytes) => decodeToHouse(bytes) === null],
  ["decodeToBidder", PLAINTEXT_BYTES_MAX, (bytes) => decodeToBidder(bytes) === null],
];

for (const [name, bytesMax, isRefused] of bounds) {
  Deno.test(`${name}() refuses bytes over its limit before it touches one of them`, () => {
    for (const length of [bytesMax + 1, 2 * bytesMax]) {
      const { bytes, touched } = watched(length);
      assert(isRefused(bytes), `${length}`);
      assert(touched() <= 1, `${touched()} bytes of ${length} were touched`);
    }
  });
}

Deno.test("decodeEnvelope() refuses a right header before a body that is too long", () => {
  const fields = { session: "00".repeat(8), channel: "00".repeat(8), counter: 0 };
  const header = encodeHeader({ kind: "group", ...fields });
  const body = new Uint8Array(DATAGRAM_BYTES_MAX - header.length);
  assert(typeof decodeEnvelope(concat(header, body)) !== "string");
  assertEquals(decodeEnvelope(concat(header, body, Uint8Array.of(0))), "too_long");
});

Deno.test("decodeJson() refuses a right message that spaces make longer than a frame", () => {
  const text = JSON.stringify(joinJson);
  const longest = toUtf8(text.padEnd(JOIN_FRAME_BYTES_MAX));
  assert(decodeJson(longest, JoinSchema) !== null);
  assertEquals(decodeJson(toUtf8(text.padEnd(JOIN_FRAME_BYTES_MAX + 1)), JoinSchema), null);
});

/** Bytes that count who looks at them: the first, a type, may be looked at. */
function watched(length: number): { readonly bytes: Bytes; touched(): number } {
  let touched = 0;
  const bytes = new Proxy(new Uint8Array(length).fill(1), {
    get(target, name) {
      if (typeof name === "string" && /^\d+$/.test(name)) touched++;
      const value: unknown = Reflect.get(target, name, target);
      // Whatever copies, cuts or walks them counts as touching all.
      if (typeof value !== "function") return value;
      return (...args: unknown[]) => {
        touched += length;
        return Reflect.apply(value, target, args);
      };
    },
  });
  return { bytes, touched: () => touched };
}
