// Evidence: what the house signed and cannot both stand by, as a small JSON document (RECORD.md).
//
// Whoever checks it believes nothing in it but the signatures: the claim, the place and even the
// house are read off the signed statements. A document of another shape is refused whole.

import * as v from "valibot";
import { fromBase64url, toBase64url } from "../base/bytes.ts";
import { Fault } from "../base/fault.ts";
import { checkSigningJwk, type SigningJwk, thumbprint } from "../secure/key_set.ts";
import { verifierSync } from "../secure/signing.ts";
import { HouseJwkSchema } from "./house_jwk.ts";
import {
  areTwoAnswers,
  belies,
  contradictionAmong,
  lastSeqOf,
  readStatement,
  type Statement,
  STATEMENT_BYTES_MAX,
} from "./statement.ts";

/**
 * What evidence can show. `two_histories`: two signed statements name different events for one
 * place. `broken_receipt`: the same, where one of them is a receipt. `two_answers`: two different
 * receipts answer one bid. `omitted`: the house signed an event behind the end of the record that
 * was shown; with the checkpoint of that end, the house had signed the event before it signed the end.
 */
export const EVIDENCE_CLAIMS = [
  "two_histories",
  "broken_receipt",
  "two_answers",
  "omitted",
] as const;

/** One of {@link EVIDENCE_CLAIMS}. */
export type EvidenceClaim = typeof EVIDENCE_CLAIMS[number];

/** A claim with the house's own words for it. */
export interface Evidence {
  readonly claim: EvidenceClaim;
  readonly statements: readonly Statement[];
  /**
   * For `omitted`: the last event of the record that was shown. Nobody has signed this number, unless
   * the second statement is the checkpoint of that event.
   */
  readonly endsAt: number | null;
}

/** The most bytes of an evidence document. */
export const EVIDENCE_BYTES_MAX = 8_192;

const statement = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z0-9_-]+$/),
  v.maxLength(Math.ceil(STATEMENT_BYTES_MAX * 4 / 3)),
);
const document = { leilao: v.literal(1), type: v.literal("evidence"), house: HouseJwkSchema };

/** The document, strictly: no member more or less. */
export const EvidenceSchema = v.variant("claim", [
  v.strictObject({
    ...document,
    claim: v.picklist(["two_histories", "broken_receipt", "two_answers"]),
    statements: v.strictTuple([statement, statement]),
  }),
  v.strictObject({
    ...document,
    claim: v.literal("omitted"),
    statements: v.pipe(v.array(statement), v.minLength(1), v.maxLength(2)),
    endsAt: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  }),
]);

/** The content of an evidence file. */
export type EvidenceDocument = v.InferOutput<typeof EvidenceSchema>;

/** Why a document proves nothing: a closed list. */
export type EvidenceFlaw =
  | "house" // it names another house, or a key that anyone can sign for
  | "statement" // a statement cannot be read, or the house did not sign it
  | "sale" // the statements are of different sales
  | "claim"; // they are all true at once, or are not what the claim needs

/** What a document proves, or why it does not. */
export type EvidenceCheck =
  | {
    readonly holds: true;
    readonly claim: EvidenceClaim;
    readonly house: string;
    readonly sale: string;
    /** The first event of which the house said two things, or the last that it left out. */
    readonly seq: number;
    /** When the house signed the end that was shown, by its own clock; null where it did not. */
    readonly endSignedAt: number | null;
  }
  | { readonly holds: false; readonly flaw: EvidenceFlaw };

/**
 * Evidence from two statements that contradict each other; or from one behind `endsAt`, and the
 * checkpoint of `endsAt` that it belies, if there is one.
 */
export function evidenceOf(
  statements: readonly Statement[],
  { endsAt = null }: { readonly endsAt?: number | null } = {},
): Evidence {
  if (endsAt !== null) return { claim: "omitted", statements, endsAt };
  const [a, b] = statements;
  if (a !== undefined && b !== undefined && areTwoAnswers(a, b)) {
    return { claim: "two_answers", statements, endsAt };
  }
  const isReceipt = statements.some(({ kind }) => kind === "receipt");
  return { claim: isReceipt ? "broken_receipt" : "two_histories", statements, endsAt };
}

/** The document of `evidence` against the house with `key`, before JSON. */
export function toEvidenceDocument(
  { claim, statements, endsAt }: Evidence,
  key: SigningJwk,
): unknown {
  const { kty, crv, x, use, alg } = key;
  return {
    leilao: 1,
    type: "evidence",
    claim,
    house: { kty, crv, x, use, alg },
    statements: statements.map(({ bytes }) => toBase64url(bytes)),
    ...(claim === "omitted" ? { endsAt } : {}),
  };
}

/** The document in the text of a file. Fault: `bad_file`. */
export function parseEvidence(text: string): EvidenceDocument {
  if (text.length > EVIDENCE_BYTES_MAX) throw unfit();
  try {
    return v.parse(EvidenceSchema, JSON.parse(text));
  } catch (cause) {
    throw unfit(cause);
  }
}

/** What a document proves. `house` is the thumbprint that it must be about, or null for any. */
export function checkEvidence(
  document: EvidenceDocument,
  { house }: { readonly house: string | null },
): EvidenceCheck {
  const key = checkSigningJwk(document.house);
  if (typeof key === "string") return { holds: false, flaw: "house" };
  const print = thumbprint(key);
  if (house !== null && house !== print) return { holds: false, flaw: "house" };
  const isHouse = verifierSync(key.x);
  const statements: Statement[] = [];
  for (const text of document.statements) {
    const bytes = fromBase64url(text);
    const statement = bytes === null ? null : readStatement(bytes, { isHouse });
    if (statement === null) return { holds: false, flaw: "statement" };
    statements.push(statement);
  }
  const sale = statements[0]?.sale ?? "";
  if (statements.some((each) => each.sale !== sale)) return { holds: false, flaw: "sale" };
  const seq = provenSeq(document, statements);
  if (seq === null) return { holds: false, flaw: "claim" };
  const endSignedAt = document.claim === "omitted" ? statements[1]?.madeAt ?? null : null;
  return { holds: true, claim: document.claim, house: print, sale, seq, endSignedAt };
}

function provenSeq(document: EvidenceDocument, statements: readonly Statement[]): number | null {
  if (document.claim === "omitted") return omittedSeq(statements, document.endsAt);
  if (document.claim === "two_answers") {
    const [a, b] = statements;
    const isProven = a !== undefined && b !== undefined && areTwoAnswers(a, b);
    return isProven ? a.heads[0]?.seq ?? null : null;
  }
  const isReceipt = statements.some(({ kind }) => kind === "receipt");
  if (isReceipt !== (document.claim === "broken_receipt")) return null;
  return contradictionAmong(statements)?.seq ?? null;
}

function omittedSeq([other, end]: readonly Statement[], endsAt: number): number | null {
  if (other === undefined || lastSeqOf(other) <= endsAt) return null;
  const isEnd = end === undefined || (belies(other, end) && lastSeqOf(end) === endsAt);
  return isEnd ? lastSeqOf(other) : null;
}

function unfit(cause?: unknown): Fault {
  return new Fault("bad_file", "evidence: found another thing than an evidence document", {
    hint: "Ask its maker for the file as deno task audit --evidence-out wrote it.",
    cause,
  });
}
