// What a bidder's own file proves against a house that shows another record than it signed.

import { assert, assertEquals } from "@std/assert";
import {
  checkEvidence,
  type EvidenceDocument,
  parseEvidence,
  toEvidenceDocument,
} from "../../lib/audit/evidence.ts";
import { auditLedger } from "../../lib/audit/ledger_audit.ts";
import {
  auditOwnRecord,
  type OwnRecord,
  type OwnRecordReport,
} from "../../lib/audit/own_record_audit.ts";
import { readHistory } from "../../lib/audit/signed_history.ts";
import { noteStatement, receiptStatement } from "../../lib/audit/statement.ts";
import { concat, toBase64url } from "../../lib/base/bytes.ts";
import type { KeptBid } from "../../lib/ledger/bidder_store.ts";
import { verifierSync } from "../../lib/secure/signing.ts";
import type { CheckpointNote } from "../../lib/wire/checkpoint_note.ts";
import { SIGNATURE_BYTES } from "../../lib/wire/limits.ts";
import { decodeReceipt, encodeReceipt, type Receipt } from "../../lib/wire/member_message.ts";
import { T0 } from "../auction/scene.ts";
import { AuditStage, flipped, ownRecord, SALE } from "./_audit_stage.ts";

/** What `own` says to the record of `shown`. */
function compared(
  own: OwnRecord,
  shown: AuditStage,
  { isWhole = true, note = null }: { isWhole?: boolean; note?: CheckpointNote | null } = {},
): OwnRecordReport {
  const batches = shown.batches.map(({ bytes }) => bytes);
  const { history } = readHistory({ sale: SALE, house: shown.key.x, batches }, { house: null });
  const isHouse = verifierSync(shown.key.x);
  const end = note === null ? null : noteStatement(note, { isHouse });
  return auditOwnRecord(own, { history, isWhole, isHouse, end });
}

function verdict({ finding, evidence }: OwnRecordReport): string {
  if (finding === null) return "right";
  return `${finding.code} ${finding.seq} ${evidence?.claim ?? "unproven"}`;
}

/** The file that `report`'s evidence makes, read back as a third person does. */
function document(report: OwnRecordReport, stage: AuditStage): EvidenceDocument {
  assert(report.evidence !== null);
  return parseEvidence(JSON.stringify(toEvidenceDocument(report.evidence, stage.key)));
}

/** Ana's bid of 20.00 and its receipt, as her client keeps them. */
function anasBid(stage: AuditStage, amount = 2_000): KeptBid {
  const { bid, signature } = stage.bid(stage.ana, amount);
  const answer = stage.bids.at(-1);
  assert(answer !== undefined);
  return { bidId: answer.bidId.toHex(), bid, signature, receipt: answer.receipt };
}

Deno.test("auditOwnRecord() finds nothing wrong where the house shows what it signed", () => {
  const stage = new AuditStage().open();
  const bids = [anasBid(stage), { ...anasBid(stage), receipt: null }];
  const report = compared(ownRecord(stage, { bids, evidence: [] }), stage);
  assertEquals(verdict(report), "right");
  assertEquals([report.statements, report.bids], [stage.batches.length + 1, 2]);
});

Deno.test("auditOwnRecord() proves two histories where the house went on otherwise", () => {
  const stage = new AuditStage().open();
  const shown = new AuditStage(stage);
  stage.bid(stage.ana, 2_000);
  stage.bid(stage.ben, 3_000);
  shown.bid(stage.ben, 3_000);
  shown.bid(stage.ana, 2_000);
  // Each record is right in itself: only the two together show that bids were put in another order.
  for (const each of [stage, shown]) {
    assertEquals(auditLedger(each.source(), { house: null }).finding, null);
  }
  const report = compared(ownRecord(stage), shown);
  assertEquals(verdict(report), "history 7 two_histories");
  assertEquals(checkEvidence(document(report, stage), { house: stage.house }), {
    holds: true,
    claim: "two_histories",
    house: stage.house,
    sale: SALE,
    seq: 7,
    endSignedAt: null,
  });
});

Deno.test("auditOwnRecord() proves it from the one batch that is left of the past", () => {
  const stage = new AuditStage().open();
  const shown = new AuditStage(stage);
  stage.bid(stage.ana, 2_000);
  stage.bid(stage.ben, 3_000);
  shown.bid(stage.ben, 3_000);
  shown.bid(stage.ana, 2_000);
  const report = compared(ownRecord(stage, { batches: stage.batches.slice(-1) }), shown);
  assertEquals(verdict(report), "history 7 two_histories");
  assert(checkEvidence(document(report, stage), { house: stage.house }).holds);
});

Deno.test("auditOwnRecord() proves a broken receipt", () => {
  const stage = new AuditStage().open();
  const shown = new AuditStage(stage);
  const bids = [anasBid(stage)];
  shown.bid(stage.ben, 3_000);
  const report = compared(ownRecord(stage, { batches: [], bids }), shown);
  assertEquals(verdict(report), "history 7 broken_receipt");
  const check = checkEvidence(document(report, stage), { house: stage.house });
  assert(check.holds && check.claim === "broken_receipt" && check.seq === 7);
});

Deno.test("auditOwnRecord() proves that the end of the record was left out", () => {
  const stage = new AuditStage().open();
  const shown = new AuditStage(stage);
  const bids = [anasBid(stage)];
  const own = [
    ownRecord(stage),
    ownRecord(stage, { batches: [], bids }),
    ownRecord(stage, { batches: [], evidence: [{ seq: 8, signed: stage.heartbeat() }] }),
  ];
  for (const each of own) {
    const report = compared(each, shown);
    assertEquals(verdict(report), "head 7 omitted");
    const check = checkEvidence(document(report, stage), { house: stage.house });
    assert(check.holds && check.claim === "omitted" && check.seq === 7);
  }
});

Deno.test("auditOwnRecord() proves two histories by a checkpoint that the bidder kept", () => {
  const stage = new AuditStage().open();
  const shown = new AuditStage(stage);
  const bids = [anasBid(stage)];
  shown.bid(stage.ben, 3_000);
  const kept = { seq: 7, signed: stage.checkpoint() };
  const table = [
    // Against a batch of the record, and against what the bidder holds besides.
    [ownRecord(stage, { batches: [], checkpoints: [kept] }), shown, "two_histories"],
    [ownRecord(stage, { batches: shown.batches, checkpoints: [kept] }), shown, "two_histories"],
    [
      ownRecord(stage, {
        batches: [],
        checkpoints: [kept],
        evidence: [{ seq: 7, signed: shown.heartbeat() }],
      }),
      shown,
      "two_histories",
    ],
    [
      ownRecord(stage, {
        batches: [],
        bids,
        checkpoints: [{ seq: 7, signed: shown.checkpoint() }],
      }),
      shown,
      "broken_receipt",
    ],
    [
      ownRecord(stage, {
        batches: [],
        checkpoints: [kept],
        evidence: [{ seq: 7, signed: shown.checkpoint() }],
      }),
      shown,
      "two_histories",
    ],
  ] as const;
  for (const [own, record, claim] of table) {
    const report = compared(own, record);
    assertEquals(verdict(report), `history 7 ${claim}`);
    const check = checkEvidence(document(report, stage), { house: stage.house });
    assert(check.holds && check.claim === claim && check.seq === 7);
  }
});

Deno.test("auditOwnRecord() proves that the house signed a shorter end than it knew", () => {
  const stage = new AuditStage().open();
  const shown = new AuditStage(stage);
  const bids = [anasBid(stage)];
  const madeAt = T0 + 60_000;
  const note = shown.note(madeAt);
  const own = ownRecord(stage, { bids });
  const report = compared(own, shown, { note });
  assertEquals(verdict(report), "head 7 omitted");
  assertEquals(report.evidence?.statements.map(({ kind }) => kind), ["batch", "checkpoint"]);
  const proof = document(report, stage);
  const check = checkEvidence(proof, { house: stage.house });
  assert(check.holds && check.seq === 7 && check.endSignedAt === madeAt);
  // A kept checkpoint says when it was made; a receipt says when the bid came, and proves no order.
  const checkpoints = [{ seq: 7, signed: stage.checkpoint(madeAt - 1) }];
  const byNote = compared(ownRecord(stage, { batches: [], checkpoints }), shown, { note });
  assertEquals(byNote.evidence?.statements.length, 2);
  assert(checkEvidence(document(byNote, stage), { house: null }).holds);
  const byReceipt = compared(ownRecord(stage, { batches: [], bids }), shown, { note });
  assertEquals(byReceipt.evidence?.statements.map(({ kind }) => kind), ["receipt"]);
  const unsigned = checkEvidence(document(byReceipt, stage), { house: null });
  assert(unsigned.holds && unsigned.endSignedAt === null);
});

Deno.test("auditOwnRecord() does not blame a house that went on after it signed the end", () => {
  const stage = new AuditStage().open();
  const shown = new AuditStage(stage);
  const at = T0 + 5_000;
  const note = shown.note(at);
  stage.bid(stage.ana, 2_000);
  for (const signed of [stage.checkpoint(at + 1_000), stage.checkpoint(at)]) {
    const own = ownRecord(stage, { batches: [], checkpoints: [{ seq: 7, signed }] });
    const report = compared(own, shown, { note });
    assertEquals(verdict(report), "head 7 omitted");
    assertEquals(report.evidence?.statements.length, 1);
    const later = report.evidence?.statements[0];
    const end = noteStatement(note, { isHouse: verifierSync(stage.key.x) });
    assert(later !== undefined && end !== null && report.evidence !== null);
    const statements = [later, end];
    const forced = toEvidenceDocument({ ...report.evidence, statements }, stage.key);
    const check = checkEvidence(parseEvidence(JSON.stringify(forced)), { house: null });
    assertEquals(check, { holds: false, flaw: "claim" });
  }
});

Deno.test("auditOwnRecord() says nothing of the end of a record that breaks off elsewhere", () => {
  const stage = new AuditStage().open();
  const shown = new AuditStage(stage);
  stage.bid(stage.ana, 2_000);
  assertEquals(verdict(compared(ownRecord(stage), shown, { isWhole: false })), "right");
});

Deno.test("auditOwnRecord() sees what the house said to the bidder's face, without any record", () => {
  const stage = new AuditStage().open();
  const other = new AuditStage(stage);
  const shown = new AuditStage(stage);
  stage.bid(stage.ana, 2_000);
  other.bid(stage.ben, 3_000);
  const own = ownRecord(stage, { evidence: [{ seq: 8, signed: other.heartbeat() }] });
  const report = compared(own, shown);
  assertEquals(verdict(report), "history 7 two_histories");
  assert(checkEvidence(document(report, stage), { house: stage.house }).holds);
});

Deno.test("auditOwnRecord() finds a receipt at whose place another bid was recorded", () => {
  const stage = new AuditStage().open();
  const [first, second] = [anasBid(stage), anasBid(stage, 2_500)];
  // The house answered the second bid and gave the first one's receipt the second one's place.
  const mixed = { ...first, receipt: second.receipt };
  assertEquals(verdict(compared(ownRecord(stage, { bids: [first, second] }), stage)), "right");
  const report = compared(ownRecord(stage, { bids: [second, mixed] }), stage);
  assertEquals(verdict(report), "not_recorded 8 unproven");
});

Deno.test("auditOwnRecord() does not believe what the house did not sign", () => {
  const stage = new AuditStage().open();
  const kept = anasBid(stage);
  assert(kept.receipt !== null);
  const forged = { ...kept, receipt: flipped(kept.receipt, 0) };
  const batches = stage.batches.map((batch) => ({ ...batch, bytes: flipped(batch.bytes, 9) }));
  const signed = flipped(stage.heartbeat(), 2);
  const table = [
    [ownRecord(stage, { bids: [forged] }), "own_record null unproven"],
    [ownRecord(stage, { batches }), "own_record 1 unproven"],
    [ownRecord(stage, { evidence: [{ seq: 3, signed }] }), "own_record 3 unproven"],
    [
      ownRecord(stage, { checkpoints: [{ seq: 7, signed: flipped(stage.checkpoint(), 2) }] }),
      "own_record 7 unproven",
    ],
  ] as const;
  for (const [own, wanted] of table) assertEquals(verdict(compared(own, stage)), wanted);
});

Deno.test("auditOwnRecord() proves that the house keeps another answer than it gave", () => {
  const stage = new AuditStage().open();
  const kept = anasBid(stage);
  assert(kept.receipt !== null);
  const body = decodeReceipt(kept.receipt.slice(SIGNATURE_BYTES));
  assert(body !== null);
  const answered = (change: Partial<Receipt>) => {
    const bytes = encodeReceipt({ ...body, ...change });
    return concat(stage.sign("receipt", bytes), bytes);
  };
  const told = { ...kept, receipt: answered({ verdict: "below_ask", ask: 9 }) };
  const answers = new Map(stage.bids.map(({ digest, receipt }) => [digest.toHex(), receipt]));
  const batches = stage.batches.map(({ bytes }) => bytes);
  const { history } = readHistory({ sale: SALE, house: stage.key.x, batches }, { house: null });
  const record = { history, isWhole: true, isHouse: verifierSync(stage.key.x), end: null };
  const report = (bids: readonly KeptBid[]) =>
    auditOwnRecord(ownRecord(stage, { bids }), { ...record, answers });
  assertEquals(verdict(report([kept])), "right");
  assertEquals(verdict(report([told])), "two_answers 7 two_answers");
  const proof = document(report([told]), stage);
  assert(proof.claim === "two_answers");
  const check = checkEvidence(proof, { house: stage.house });
  assert(check.holds && check.seq === 7);
  // The same receipt twice, and a receipt beside a conflict, are what honest houses give.
  const [first = ""] = proof.statements;
  const conflict = toBase64url(receiptStatement(answered({ verdict: "conflict" })));
  for (const second of [first, conflict]) {
    const { holds } = checkEvidence(withStatements(proof, [first, second]), { house: null });
    assertEquals(holds, false);
  }
});

/** Two right statements that contradict each other. */
function proof(): { readonly stage: AuditStage; readonly document: EvidenceDocument } {
  const stage = new AuditStage().open();
  const shown = new AuditStage(stage);
  stage.bid(stage.ana, 2_000);
  shown.bid(stage.ben, 3_000);
  return { stage, document: document(compared(ownRecord(stage), shown), stage) };
}

Deno.test("checkEvidence() refuses another house than the one asked for", () => {
  const { stage, document } = proof();
  const other = new AuditStage();
  const asked = checkEvidence(document, { house: other.house });
  assertEquals(asked, { holds: false, flaw: "house" });
  const { kty, crv, x, use, alg } = other.key;
  const house = { kty, crv, x, use, alg } as EvidenceDocument["house"];
  const renamed = checkEvidence({ ...document, house }, { house: null });
  assertEquals(renamed, { holds: false, flaw: "statement" });
  assert(checkEvidence(document, { house: stage.house }).holds);
});

Deno.test("checkEvidence() refuses statements of which one character was changed", () => {
  const { document } = proof();
  const [first = "", second = ""] = document.statements;
  for (let at = 0; at < first.length; at += 11) {
    const character = first[at] === "A" ? "B" : "A";
    const changed = first.slice(0, at) + character + first.slice(at + 1);
    const check = checkEvidence(withStatements(document, [changed, second]), { house: null });
    assertEquals(check.holds, false, `character ${at}`);
  }
});

Deno.test("checkEvidence() refuses statements that can all be true", () => {
  const { document } = proof();
  const [first = ""] = document.statements;
  const twice = checkEvidence(withStatements(document, [first, first]), { house: null });
  assertEquals(twice, { holds: false, flaw: "claim" });
  const other = proof().document;
  const receipt = checkEvidence({ ...document, claim: "broken_receipt" } as EvidenceDocument, {
    house: null,
  });
  assertEquals(receipt, { holds: false, flaw: "claim" });
  const mixed = withStatements(document, [first, other.statements[0] ?? ""]);
  assertEquals(checkEvidence(mixed, { house: null }), { holds: false, flaw: "statement" });
});

Deno.test("checkEvidence() refuses an omission that the record does show", () => {
  const stage = new AuditStage().open();
  const shown = new AuditStage(stage);
  stage.bid(stage.ana, 2_000);
  const omitted = document(compared(ownRecord(stage), shown), stage);
  assert(omitted.claim === "omitted" && omitted.endsAt === 6);
  const check = checkEvidence({ ...omitted, endsAt: 7 }, { house: null });
  assertEquals(check, { holds: false, flaw: "claim" });
  const note = shown.note(T0 + 60_000);
  const signed = document(compared(ownRecord(stage), shown, { note }), stage);
  assert(signed.claim === "omitted" && signed.statements.length === 2);
  // The end is the one that the house signed, and it is signed by a checkpoint.
  const [other = "", end = ""] = signed.statements;
  const wrong = [
    { ...signed, endsAt: 5 },
    { ...signed, statements: [end, other] },
    { ...signed, statements: [other, other] },
  ];
  for (const each of wrong) {
    assertEquals(checkEvidence(each, { house: null }), { holds: false, flaw: "claim" });
  }
});

function withStatements(
  document: EvidenceDocument,
  statements: [string, string],
): EvidenceDocument {
  assert(document.claim !== "omitted");
  return { ...document, statements };
}
