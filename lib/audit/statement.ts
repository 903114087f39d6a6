// What the house signed and somebody kept: a batch, a heartbeat or a receipt, as bytes that anyone
// can check with the house's public key alone.
//
//   offset  bytes  field
//        0      1  kind: 1 batch, 2 heartbeat (both are signed messages, PROTOCOL §5), 3 receipt
//        1     64  the house's signature over label and body (PROTOCOL §3.3)
//       65      -  body
//
// Whatever its kind, a statement names hashes of the chain at places of the record: two that name
// different ones for the same place prove that the house has told two histories.

import { type Bytes, concat, equalBytes } from "../base/bytes.ts";
import { chainHash } from "../secure/digest.ts";
import { signedBytes, type verifierSync } from "../secure/signing.ts";
import { SIGNATURE_BYTES, SIGNED_BODY_BYTES_MAX } from "../wire/limits.ts";
import { decodeReceipt } from "../wire/member_message.ts";
import { decodeBatch, decodeHeartbeat } from "../wire/signed_message.ts";

const KINDS = ["batch", "heartbeat", "receipt"] as const;

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
  /** The digest of the signed bid that it answers, hexadecimal; null where it answers none. */
  readonly answers: string | null;
}

type Content = Pick<Statement, "sale" | "heads" | "answers">;

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
      return { sale: beat.sale, heads, answers: null };
    }
    case "receipt": {
      const receipt = decodeReceipt(body);
      if (receipt === null) return null;
      // A conflict says only that the bid's id was used before: it is no answer to the bid.
      const answers = receipt.verdict === "conflict" ? null : receipt.bidDigest.toHex();
      return { sale: receipt.sale, heads: [{ seq: receipt.seq, hash: receipt.hash }], answers };
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
  return { sale: batch.sale, heads, answers: null };
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
