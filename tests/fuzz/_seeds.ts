// The right messages that wrong ones are made of, and the wrong ones that are known already: the
// inputs of the vectors, so that a new message is fuzzed from the day it has a vector.

import { type Bytes, fromUtf8 } from "../../lib/base/bytes.ts";
import { allVectors } from "../vectors/_all_vectors.ts";
import type { Subject, Vector } from "../vectors/_vector.ts";

/** The vectors of one subject. */
export function vectorsOf(subject: Subject): readonly Vector[] {
  return allVectors.filter((vector) => vector.subject === subject);
}

/** Every byte string in the vectors of a subject, if there is such a subject. */
export function byteSeeds(subject: string): readonly Bytes[] {
  const inputs = allVectors.filter((vector) => vector.subject === subject)
    .flatMap(({ input }) => Object.values(input));
  return inputs.filter((value) => typeof value === "string" && isHex(value))
    .map((value) => Uint8Array.fromHex(String(value)));
}

/** The payloads of the JWS in the vectors of a subject, as text. */
export function payloadSeeds(subject: Subject): readonly string[] {
  return vectorsOf(subject).flatMap(({ input }) => {
    const [, payload = ""] = String(input["jws"] ?? "").split(".");
    const isOurs = /^[\w-]+$/.test(payload) && payload.length % 4 !== 1;
    const bytes = isOurs ? Uint8Array.fromBase64(payload, { alphabet: "base64url" }) : null;
    return bytes === null ? [] : fromUtf8(bytes) ?? [];
  });
}

/** Whether `text` spells bytes. */
export function isHex(text: string): boolean {
  return /^(?:[0-9a-f]{2})+$/.test(text);
}
