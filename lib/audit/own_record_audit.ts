// The bidder's side: is what the house shows now what it signed for me then?
//
// A bidder keeps the batches and checkpoints it saw, its bids and their receipts, and whatever
// contradicted them.
// Each is held against the others and against a record. What disagrees is put together as evidence
// that a third person can check with the house's public key alone.

import { type Bytes, equalBytes } from "../base/bytes.ts";
import type { BidderStore, KeptBid } from "../ledger/bidder_store.ts";
import { commitmentTo } from "../secure/digest.ts";
import type { verifierSync } from "../secure/signing.ts";
import { bidCommand, encodeCommand } from "../wire/command_codec.ts";
import { decodeEvent } from "../wire/event_codec.ts";
import { SIGNATURE_BYTES } from "../wire/limits.ts";
import { decodeReceipt } from "../wire/member_message.ts";
import { type Evidence, evidenceOf } from "./evidence.ts";
import { type Finding, firstOf } from "./finding.ts";
import { headFlaw, type KnownHead } from "./known_head.ts";
import type { SignedHistory } from "./signed_history.ts";
import {
  areTwoAnswers,
  belies,
  contradictionAmong,
  readStatement,
  receiptStatement,
  type Statement,
} from "./statement.ts";

/** What a bidder keeps of one sale. */
export type OwnRecord = Pick<BidderStore, "batches" | "bids" | "checkpoints" | "evidence">;

/** What the record is that it is compared with. */
export interface ComparedRecord {
  readonly history: SignedHistory;
  /** False where the record broke off at something wrong: its end then says nothing. */
  readonly isWhole: boolean;
  readonly isHouse: ReturnType<typeof verifierSync>;
  /** The house's checkpoint of the record's last event, where there is one: so it signed the end. */
  readonly end: Statement | null;
  /** The receipts that the house keeps, by the digest of the bid; a published record has none. */
  readonly answers?: ReadonlyMap<string, Bytes>;
}

/** What the comparison gives. */
export interface OwnRecordReport {
  /** How many things that the house signed the bidder had kept of this sale. */
  readonly statements: number;
  /** How many own bids were looked up in the record. */
  readonly bids: number;
  /** The last event of the record that could be compared. */
  readonly upTo: number;
  readonly finding: Finding | null;
  /** What proves the finding to others, where the house's signatures alone do. */
  readonly evidence: Evidence | null;
}

/** Compares what a bidder kept with a record of the same sale. */
export function auditOwnRecord(own: OwnRecord, record: ComparedRecord): OwnRecordReport {
  const { sale } = record.history;
  const kept = keptStatements(own, record);
  const bids = own.bids(sale);
  const upTo = record.history.seq;
  const counts = { statements: kept.statements.length, bids: bids.length, upTo };
  const disagreement = amongOwn(kept.statements) ?? withRecord(kept.statements, record) ??
    withAnswers(kept.statements, record);
  const lost = notRecorded(bids, record.history);
  const proven = disagreement?.finding ?? null;
  const finding = firstOf(proven, firstOf(lost, kept.finding));
  const evidence = finding === proven ? disagreement?.evidence ?? null : null;
  return { ...counts, finding, evidence };
}

interface Disagreement {
  readonly finding: Finding;
  readonly evidence: Evidence;
}

function keptStatements(
  own: OwnRecord,
  { history: { sale }, isHouse }: ComparedRecord,
): { readonly statements: readonly Statement[]; readonly finding: Finding | null } {
  const statements: Statement[] = [];
  let finding: Finding | null = null;
  const take = (bytes: Bytes, what: { readonly name: string; readonly seq: number | null }) => {
    const statement = readStatement(bytes, { isHouse });
    if (statement !== null && statement.sale === sale) statements.push(statement);
    else {
      const detail = `${what.name} in the bidder's file is not signed by this house`;
      finding ??= { code: "own_record", seq: what.seq, detail };
    }
  };
  for (const { firstSeq, bytes } of own.batches(sale)) {
    take(bytes, { name: `batch ${firstSeq}`, seq: firstSeq });
  }
  for (const { bidId, receipt } of own.bids(sale)) {
    if (receipt !== null) {
      take(receiptStatement(receipt), { name: `the receipt of bid ${bidId}`, seq: null });
    }
  }
  for (const { seq, signed } of own.checkpoints(sale)) {
    take(signed, { name: "a checkpoint", seq });
  }
  for (const { seq, signed } of own.evidence(sale)) take(signed, { name: "a message", seq });
  return { statements, finding };
}

/** The house contradicted itself to this bidder's face: no record is needed to see it. */
function amongOwn(statements: readonly Statement[]): Disagreement | null {
  const contradiction = contradictionAmong(statements);
  if (contradiction === null) return null;
  const { seq, statements: pair } = contradiction;
  const detail = `the house signed two of them: a ${pair[0].kind} and a ${pair[1].kind}`;
  return { finding: { code: "history", seq, detail }, evidence: evidenceOf(pair) };
}

function withRecord(
  statements: readonly Statement[],
  { history, isWhole, isHouse, end }: ComparedRecord,
): Disagreement | null {
  const heads = statements.flatMap((statement) =>
    statement.heads.map((head): KnownHead<Statement> => ({ ...head, source: statement }))
  );
  const flaw = headFlaw(heads, history);
  if (flaw === null || (flaw.code === "head" && !isWhole)) return null;
  const { code, seq, head } = flaw;
  const detail = `the bidder holds a ${head.source.kind} that names event ${head.seq}`;
  const finding = { code, seq, detail };
  if (code === "head") {
    // What the house signed before it signed the end needs no record to be believed.
    const known = end === null ? undefined : statements.find((each) => belies(each, end));
    const proof = end === null || known === undefined ? [head.source] : [known, end];
    return { finding, evidence: evidenceOf(proof, { endsAt: history.seq }) };
  }
  const bytes = history.batchAt(seq);
  const shown = bytes === null ? null : readStatement(bytes, { isHouse });
  return shown === null ? null : { finding, evidence: evidenceOf([head.source, shown]) };
}

/** The house told the bidder another thing about a bid than it has in its own books. */
function withAnswers(
  statements: readonly Statement[],
  { answers, isHouse }: ComparedRecord,
): Disagreement | null {
  for (const told of statements) {
    const receipt = told.answers === null ? undefined : answers?.get(told.answers);
    const kept = receipt === undefined
      ? null
      : readStatement(receiptStatement(receipt), { isHouse });
    if (kept === null || !areTwoAnswers(told, kept)) continue;
    const seq = told.heads[0]?.seq ?? null;
    const detail = `bid with the digest ${told.answers} has two different receipts`;
    const finding: Finding = { code: "two_answers", seq, detail };
    return { finding, evidence: evidenceOf([told, kept]) };
  }
  return null;
}

/**
 * A receipt names the place of its bid. The event there commits to the bid's command, which the
 * bidder can make again but for its paddle: one of those admitted must fit.
 */
function notRecorded(bids: readonly KeptBid[], history: SignedHistory): Finding | null {
  const paddles = new Set(history.view.paddles.keys());
  for (const kept of bids) {
    const receipt = kept.receipt === null
      ? null
      : decodeReceipt(kept.receipt.subarray(SIGNATURE_BYTES));
    // A conflict is the answer to an id that was used before, and names the place of that bid.
    if (receipt === null || receipt.verdict === "conflict") continue;
    const event = history.eventAt(receipt.seq);
    const hash = history.hashAt(receipt.seq);
    if (event === null || hash === null || !equalBytes(hash, receipt.hash)) continue;
    const commitment = decodeEvent(event)?.commitment ?? null;
    const paddle = commitment === null ? null : paddleOf(kept, { commitment, paddles, ...receipt });
    if (paddle === null) {
      const detail = `bid ${kept.bidId} has a receipt for it, and the event is not of that bid`;
      return { code: "not_recorded", seq: receipt.seq, detail };
    }
    // Every bid of one file is under one paddle: the others need not be tried again.
    paddles.clear();
    paddles.add(paddle);
  }
  return null;
}

function paddleOf(
  { bid, signature }: KeptBid,
  { at, commitment, paddles }: {
    readonly at: number;
    readonly commitment: Bytes;
    readonly paddles: ReadonlySet<string>;
  },
): string | null {
  for (const paddle of paddles) {
    const command = bidCommand(bid, { at, paddle });
    if (command === null) return null;
    const bytes = encodeCommand({ command, signed: { bid, signature } });
    if (equalBytes(commitmentTo(bytes), commitment)) return paddle;
  }
  return null;
}
