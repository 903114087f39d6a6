// The verdict of an audit, in words for people and as JSON for programs.

import type { LotView, SaleView } from "../auction/view.ts";
import type { EvidenceCheck } from "../audit/evidence.ts";
import type { Finding } from "../audit/finding.ts";
import type { AuditReport } from "../audit/ledger_audit.ts";
import type { OwnRecordReport } from "../audit/own_record_audit.ts";
import { toHex } from "../base/bytes.ts";
import { type Language, textIn } from "../base/language.ts";
import { formatMoney } from "../base/money_text.ts";
import { safeText } from "../bidder/safe_text.ts";
import { fingerprintText } from "../secure/key_set.ts";
import { auditWords, claimWords, evidenceFlawWords, findingWords } from "./_audit_words.ts";
import type { Style } from "./style.ts";

/** What was audited and what came of it. */
export interface AuditOutcome {
  readonly report: AuditReport;
  /** What a bidder's own file says to it, where one was given. */
  readonly mine: OwnRecordReport | null;
  /** Where the evidence was written, where some was. */
  readonly evidenceFile: string | null;
}

/** For whom a verdict is written. */
export interface Reader {
  readonly language: Language;
  readonly style: Style;
}

/** Whether nothing at all is wrong. */
export function isRight({ report, mine }: AuditOutcome): boolean {
  return report.finding === null && (mine?.finding ?? null) === null;
}

/** The verdict as one JSON object. */
export function outcomeJson(outcome: AuditOutcome): unknown {
  const { report, mine, evidenceFile } = outcome;
  const { sale, house, head, bids, checkpoints, view, finding } = report;
  return {
    verdict: isRight(outcome) ? "right" : "wrong",
    sale,
    house,
    head: { seq: head.seq, hash: toHex(head.hash) },
    bids,
    checkpoints,
    finding,
    mine: mine && {
      statements: mine.statements,
      bids: mine.bids,
      upTo: mine.upTo,
      finding: mine.finding,
      evidence: mine.evidence?.claim ?? null,
    },
    evidenceFile,
    lots: [...view.lots.values()].map(({ lot, status, winner }) => ({
      id: lot.id,
      status,
      paddle: winner?.paddle ?? null,
      price: winner?.price ?? null,
    })),
  };
}

/** The verdict in words, line by line. */
export function outcomeLines(outcome: AuditOutcome, reader: Reader): readonly string[] {
  const { report, mine, evidenceFile } = outcome;
  const lines = [...recordLines(report, reader)];
  if (mine !== null) lines.push(...mineLines(mine, reader));
  if (evidenceFile !== null) {
    lines.push(auditWords.evidenceWritten(evidenceFile)[reader.language]);
  } else if (mine !== null && mine.finding !== null && mine.evidence === null) {
    lines.push(auditWords.noEvidence[reader.language]);
  }
  if (report.finding === null) lines.push(...resultLines(report.view, reader));
  return lines;
}

function recordLines(report: AuditReport, reader: Reader): readonly string[] {
  const { language, style } = reader;
  const { sale, house, head, bids, checkpoints, finding } = report;
  const lines = finding === null
    ? [style.green(auditWords.right(head.seq, bids)[language])]
    : [...findingLines(auditWords.wrong[language], finding, reader)];
  const named: readonly (readonly [string, string])[] = [
    [auditWords.sale[language], sale],
    [auditWords.house[language], house === null ? "-" : fingerprintText(house)],
    [auditWords.end[language], `${head.seq} ${toHex(head.hash)}`],
    ...(checkpoints === null
      ? []
      : [[auditWords.signedEnd[language], auditWords.coveredTo(checkpoints)[language]] as const]),
  ];
  lines.push(...named.map(([name, value]) => `  ${name.padEnd(12)} ${safeText(value)}`));
  const upTo = checkpoints?.upTo ?? null;
  // Of a record that is wrong its first flaw is to be told, and not what else might be.
  if (finding === null && (upTo ?? 0) < head.seq) {
    lines.push(style.yellow(auditWords.uncovered(upTo, head.seq)[language]));
  }
  return lines;
}

function mineLines(mine: OwnRecordReport, reader: Reader): readonly string[] {
  const { language, style } = reader;
  if (mine.finding !== null) {
    return findingLines(auditWords.mineWrong[language], mine.finding, reader);
  }
  return [style.green(auditWords.mineRight(mine)[language])];
}

function findingLines(
  verdict: string,
  { code, seq, detail }: Finding,
  { language, style }: Reader,
): readonly string[] {
  const place = seq === null ? "" : `, ${auditWords.atEvent(seq)[language]}`;
  return [
    `${style.bold(style.red(`${verdict}${place}`))}: ${findingWords[code][language]} (${code})`,
    style.dim(`  ${safeText(detail)}`),
  ];
}

function resultLines(view: SaleView, { language }: Reader): readonly string[] {
  const lots = [...view.lots.values()];
  return lots.map((lot) => {
    const title = safeText(textIn(lot.lot.title, language));
    return `  ${lot.lot.id}  ${title}  ${resultOf(lot, { currency: view.currency, language })}`;
  });
}

function resultOf(
  { status, winner, allotments }: LotView,
  format: { readonly currency: string; readonly language: Language },
): string {
  const { language } = format;
  if (winner === null) return auditWords.statuses[status][language];
  const price = safeText(formatMoney(winner.price, format));
  if (allotments.length === 0) return auditWords.sold(winner.paddle, price)[language];
  const shares = allotments.map((one) => auditWords.share(one.quantity, one.paddle)[language]);
  return auditWords.soldEach(shares.join(", "), price)[language];
}

/** What an evidence document proves, as one JSON object. */
export function evidenceJson(check: EvidenceCheck): unknown {
  const { holds, ...rest } = check;
  return { verdict: holds ? "holds" : "fails", ...rest };
}

/** What an evidence document proves, in words. */
export function evidenceLines(check: EvidenceCheck, { language, style }: Reader): string[] {
  if (!check.holds) {
    const verdict = style.bold(style.red(auditWords.evidenceFails[language]));
    return [`${verdict}: ${evidenceFlawWords[check.flaw][language]} (${check.flaw})`];
  }
  const { claim, seq, sale, house, endSignedAt } = check;
  const end = endSignedAt === null
    ? auditWords.endNotSigned
    : auditWords.endSigned(new Date(endSignedAt).toISOString());
  return [
    `${style.green(auditWords.evidenceHolds[language])}: ${
      claimWords[claim][language]
    } ${seq} (${claim})`,
    ...(claim === "omitted" ? [end[language]] : []),
    `  ${auditWords.sale[language].padEnd(12)} ${sale}`,
    `  ${auditWords.house[language].padEnd(12)} ${fingerprintText(house)}`,
  ];
}
