// What a vector is: one input, the section that speaks of it, and the one expected outcome.

import type { Bytes } from "../../lib/base/bytes.ts";

/** Which reader of the program a vector is for (_outcomes.ts). */
export type Subject =
  | "header"
  | "group_frame"
  | "group_epoch"
  | "signed_message"
  | "batch"
  | "heartbeat"
  | "checkpoint"
  | "checkpoint_note"
  | "event"
  | "command"
  | "bid"
  | "bid_signature"
  | "house_inbox"
  | "bidder_inbox"
  | "to_house"
  | "to_bidder"
  | "join_stream"
  | "key_set"
  | "challenge"
  | "welcome"
  | "refused"
  | "confirm"
  | "catchup"
  | "ready"
  | "key_schedule"
  | "thumbprint"
  | "chain"
  | "commitment"
  | "transcript"
  | "picture"
  | "picture_request"
  | "picture_length";

/** Text, numbers and lists of text; bytes are hexadecimal. */
export type VectorInput = { readonly [name: string]: string | number | readonly string[] };

/** One vector as its file holds it. */
export interface Vector {
  /** The file's place below this folder, without ".json". */
  readonly name: string;
  /** The section of PROTOCOL.md. */
  readonly section: string;
  readonly subject: Subject;
  readonly says: string;
  readonly input: VectorInput;
  /** "ok", or the one drop reason, end, verdict or problem. */
  readonly expected: string;
}

/** Name, what is wrong (or right), the input, and the outcome: "ok" where it is left out. */
export type Case = readonly [name: string, says: string, input: VectorInput, expected?: string];

/** The vectors of one subject. */
export function family(
  subject: Subject,
  { section, cases }: { readonly section: string; readonly cases: readonly Case[] },
): readonly Vector[] {
  return cases.map(([name, says, input, expected = "ok"]) => ({
    name: `${subject}/${name}`,
    section,
    subject,
    says,
    input,
    expected,
  }));
}

/** A table of cases with bytes under one name: the usual input. */
export function bytesCases(
  field: string,
  rows: readonly (readonly [name: string, says: string, bytes: Bytes, expected?: string])[],
): readonly Case[] {
  return rows.map(([name, says, bytes, expected]) => [
    name,
    says,
    { [field]: bytes.toHex() },
    expected ?? "ok",
  ]);
}
