// The program's whole ways in, as the vectors drive them, with wrong inputs made of theirs: streams
// of a join, both inboxes, what the house signs. Each must end in a word of its own.

import { assert } from "@std/assert";
import fc from "fast-check";
import { outcomeOf } from "../vectors/_outcomes.ts";
import type { Subject, Vector, VectorInput } from "../vectors/_vector.ts";
import { type Bytes, concat } from "../../lib/base/bytes.ts";
import { HEADER_BYTES } from "../../lib/wire/limits.ts";
import { house, jws, sealed } from "../vectors/_test_keys.ts";
import { changedCbor, changedMemberMessage } from "./_cbor_changes.ts";
import { changedJson } from "./_json_changes.ts";
import { changedBytes, mutants } from "./_mutator.ts";
import { runs } from "./_runs.ts";
import { byteSeeds, isHex, payloadSeeds, vectorsOf } from "./_seeds.ts";
import { changedText } from "./_text_changes.ts";

/** Where a stranger's bytes stand in the inputs of a subject; the rest is the reader's own. */
const strangersField: { readonly [S in Subject]?: string } = {
  group_frame: "datagrams",
  house_inbox: "datagrams",
  bidder_inbox: "datagrams",
  signed_message: "message",
  join_stream: "sent",
  challenge: "jws",
  welcome: "jws",
  refused: "jws",
};

/** The texts of a vector's field, be it one or a list. */
function textsIn(input: VectorInput, field: string): readonly string[] {
  const value = input[field] ?? [];
  return Array.isArray(value) ? value : [String(value)];
}

/** Texts like those of `pool` with something changed, as bytes where they spell bytes. */
function changedTexts(pool: readonly string[]): fc.Arbitrary<string> {
  if (!pool.every(isHex)) return mutants(pool, changedText);
  const seeds = pool.map((hex) => Uint8Array.fromHex(hex));
  return mutants(seeds, changedBytes, changedCbor).map((bytes) => bytes.toHex());
}

/** Inputs of `vectors` with the last text of the field changed. */
function trialsOf(vectors: readonly Vector[], field: string): fc.Arbitrary<VectorInput> {
  const pool = vectors.flatMap(({ input }) => textsIn(input, field)).filter((text) => text !== "");
  return fc.tuple(fc.constantFrom(...vectors), changedTexts(pool)).map(([{ input }, changed]) => {
    const list = [...textsIn(input, field).slice(0, -1), changed];
    return { ...input, [field]: Array.isArray(input[field]) ? list : changed };
  });
}

for (const subject of Object.keys(strangersField) as Subject[]) { // The keys of the table above.
  const field = strangersField[subject] ?? "";
  const vectors = vectorsOf(subject).filter(({ input }) => field in input);

  Deno.test(`The reader of ${subject} ends in one word for any mutant`, async () => {
    assert(vectors.length > 1, "the table names a field of the vectors");
    await fc.assert(
      fc.asyncProperty(trialsOf(vectors, field), async (input) => {
        const outcome = await outcomeOf({ subject, input });
        assert(/^[a-z_0-9 ]+$/.test(outcome), outcome);
      }),
      runs(60),
    );
  });
}

/** Datagrams whose inside is reached: what is sealed in them is changed, and sealed again. */
const insides: readonly (readonly [Subject, readonly Bytes[]])[] = [
  ["group_frame", byteSeeds("signed_message")],
  ["house_inbox", byteSeeds("to_house")],
  ["bidder_inbox", byteSeeds("to_bidder")],
];

function resealed({ input }: Vector, plaintext: Bytes): VectorInput {
  const [last = ""] = textsIn(input, "datagrams").slice(-1);
  const aad = Uint8Array.fromHex(last).subarray(0, HEADER_BYTES);
  const counter = Number(new DataView(aad.buffer).getBigUint64(24));
  const { key, salt } = input;
  const sealKey = { key: Uint8Array.fromHex(String(key)), salt: Uint8Array.fromHex(String(salt)) };
  const datagram = concat(aad, sealed(sealKey, { counter, aad, plaintext }));
  return { ...input, datagrams: [datagram.toHex()] };
}

for (const [subject, seeds] of insides) {
  const vectors = vectorsOf(subject).filter(({ expected }) => expected === "ok");

  Deno.test(`The reader of ${subject} ends in one word for anything sealed`, async () => {
    const trial = fc.tuple(
      fc.constantFrom(...vectors),
      mutants(seeds, changedBytes, changedCbor, changedMemberMessage),
    );
    await fc.assert(
      fc.asyncProperty(trial, async ([vector, plaintext]) => {
        const outcome = await outcomeOf({ subject, input: resealed(vector, plaintext) });
        assert(/^[a-z_0-9 ]+$/.test(outcome) && outcome !== "seal", outcome);
      }),
      runs(100),
    );
  });
}

for (const subject of ["challenge", "welcome", "refused"] as const) {
  Deno.test(`The reader of ${subject} ends in one word for any payload that is signed`, async () => {
    const vectors = vectorsOf(subject).filter(({ expected }) => expected === "ok");
    const payloads = mutants(payloadSeeds(subject), changedJson).filter(isJson);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...vectors), payloads, async ({ input }, payload) => {
        const head = { alg: "Ed25519", typ: `leilao-${subject}` };
        const signed = jws(house, head, JSON.parse(payload));
        const outcome = await outcomeOf({ subject, input: { ...input, jws: signed } });
        assert(["ok", "bad_protocol"].includes(outcome), outcome);
      }),
      runs(60),
    );
  });
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return text.length < 10_000;
  } catch {
    return false; // That is the question.
  }
}
