// What the house signed and somebody kept: a batch, a heartbeat, a checkpoint or a receipt, as bytes
// that anyone can check with the house's public key alone.
//
//   offset  bytes  field
//        0      1  kind: 1 batch, 2 heartbeat, 3 checkpoint (signed messages, PROTOCOL §5), 4 receipt
//        1     64  the house's signature over label and body, of a checkpoint over its text (§3.3)
//       65      -  body
//
// Whatever its kind, a statement names hashes of the chain at places of the record: two that name
// different ones for the same place prove that the house has told two histories.

import { type Bytes, concat, equalBytes } from "../base/bytes.ts";
import { chainHash } from "../secure/digest.ts";
import { signedBytes, type verifierSync } from "../secure/signing.ts";
import { SIGNATURE_BYTES, SIGNED_BODY_BYTES_MAX } from "../wire/limits.ts";
import { type CheckpointNote, decodeCheckpoint } from "../wire/checkpoint_note.ts";
import { decodeReceipt } from "../wire/member_message.ts";
import { decodeBatch, decodeHeartbeat, encodeSignedMessage } from "../wire/signed_message.ts";

const KINDS = ["batch", "heartbeat", "checkpoint", "receipt"] as const;

/** The most bytes of a statement. */
export const STATEMENT_BYTES_MAX = 1 + SIGNATURE_BYTES + SIGNED_BODY_BYTES_MAX;

/** What kind of thing the house said. */
export type StatementKind = typeof KINDS[number];

/** A statement whose signature was checked. */
export interface Statement {
  readonly kind: StatementKind;
  readonly sale: string;
  readonly bytes: Bytes;
  /** The chain's hash after each event that it names, by seq. */
  readonly heads: readonly { readonly seq: number; readonly hash: Bytes }[];
  /**
   * When the desk made it, by the house's clock; null for kinds whose time is of something else, as
   * a receipt's is that of the bid.
   */
  readonly madeAt: number | null;
  /** The digest of the signed bid that it answers, hexadecimal; null where it answers none. */
  readonly answers: string | null;
}

type Content = Pick<Statement, "sale" | "heads" | "madeAt" | "answers">;

/** Two statements that cannot both be true. */
export interface Contradiction {
  /** The first event for which they name different hashes. */
  readonly seq: number;
  readonly statements: readonly [Statement, Statement];
}

/** The bytes of a statement from a receipt as it is kept: the signature, then the body. */
export function receiptStatement(signed: Bytes): Bytes {
  return concat(new Uint8Array([KINDS.indexOf("receipt") + 1]), signed);
}

/** The statement in a note, which has the very signature of the house's message. */
export function noteStatement(
  { text, signature }: CheckpointNote,
  options: { readonly isHouse: ReturnType<typeof verifierSync> },
): Statement | null {
  return readStatement(encodeSignedMessage({ kind: "checkpoint", signature, body: text }), options);
}

/** The statement in `bytes`, or null where it cannot be read or the house did not sign it. */
export function readStatement(
  bytes: Bytes,
  { isHouse }: { readonly isHouse: ReturnType<typeof verifierSync> },
): Statement | null {
  const kind = KINDS[(bytes[0] ?? 0) - 1];
  if (kind === undefined || bytes.length > STATEMENT_BYTES_MAX) return null;
  const signature = bytes.subarray(1, 1 + SIGNATURE_BYTES);
  const body = bytes.subarray(1 + SIGNATURE_BYTES);
  const content = contentOf(kind, body);
  if (content === null || !isHouse(signedBytes(kind, body), signature)) return null;
  return { kind, bytes, ...content };
}

function contentOf(kind: StatementKind, body: Bytes): Content | null {
  switch (kind) {
    case "batch":
      return batchContent(body);
    case "heartbeat": {
      const beat = decodeHeartbeat(body);
      if (beat === null) return null;
      const heads = [{ seq: beat.nextSeq - 1, hash: beat.headHash }];
      return { sale: beat.sale, heads, madeAt: null, answers: null };
    }
    case "checkpoint": {
      const checkpoint = decodeCheckpoint(body);
      if (checkpoint === null) return null;
      const { sale, seq, hash, at } = checkpoint;
      return { sale, heads: [{ seq, hash }], madeAt: at, answers: null };
    }
    case "receipt": {
      const receipt = decodeReceipt(body);
      if (receipt === null) return null;
      // A conflict says only that the bid's id was used before: it is no answer to the bid.
      const answers = receipt.verdict === "conflict" ? null : receipt.bidDigest.toHex();
      const heads = [{ seq: receipt.seq, hash: receipt.hash }];
      return { sale: receipt.sale, heads, madeAt: null, answers };
    }
  }
}

/** A batch names the hash before it, and with its events every hash up to its end. */
function batchContent(body: Bytes): Content | null {
  const batch = decodeBatch(body);
  if (batch === null) return null;
  let hash = batch.prevHash;
  const heads = [{ seq: batch.firstSeq - 1, hash }];
  for (const [i, event] of batch.events.entries()) {
    hash = chainHash(hash, event);
    heads.push({ seq: batch.firstSeq + i, hash });
  }
  return { sale: batch.sale, heads, madeAt: batch.at, answers: null };
}

/** The last event that a statement names. */
export function lastSeqOf({ heads }: Statement): number {
  return Math.max(...heads.map(({ seq }) => seq));
}

/**
 * Whether the house, when it signed by the checkpoint `end` where its record ended, had signed in
 * `other` an event behind that end: by its own clock it knew better.
 */
export function belies(other: Statement, end: Statement): boolean {
  if (end.kind !== "checkpoint" || end.madeAt === null || other.madeAt === null) return false;
  return other.madeAt < end.madeAt && lastSeqOf(other) > lastSeqOf(end);
}

/** Whether two statements are different answers to one bid: a house gives one, and repeats it. */
export function areTwoAnswers(a: Statement, b: Statement): boolean {
  return a.answers !== null && a.answers === b.answers && !equalBytes(bodyOf(a), bodyOf(b));
}

function bodyOf({ bytes }: Statement): Uint8Array {
  return bytes.subarray(1 + SIGNATURE_BYTES);
}

/** The earliest contradiction among statements of one sale, or null. */
export function contradictionAmong(statements: readonly Statement[]): Contradiction | null {
  const known = new Map<number, { readonly hash: Bytes; readonly by: Statement }>();
  let first: Contradiction | null = null;
  for (const statement of statements) {
    for (const { seq, hash } of statement.heads) {
      const before = known.get(seq);
      if (before === undefined) known.set(seq, { hash, by: statement });
      else if (seq < (first?.seq ?? Infinity) && !equalBytes(before.hash, hash)) {
        first = { seq, statements: [before.by, statement] };
      }
    }
  }
  return first;
}
