// Every way in which a record can be wrong, by name: the code and the first event that are told.

import { assert, assertEquals } from "@std/assert";
import { toCents } from "../../lib/auction/money.ts";
import { auditLedger } from "../../lib/audit/ledger_audit.ts";
import type { LedgerBatch, LedgerBid, LedgerRow } from "../../lib/ledger/store.ts";
import { concat } from "../../lib/base/bytes.ts";
import { floorIdentity } from "../../lib/secure/floor_paddles.ts";
import { type CheckpointNote, encodeCheckpoint } from "../../lib/wire/checkpoint_note.ts";
import { SIGNATURE_BYTES } from "../../lib/wire/limits.ts";
import { decodeReceipt, encodeReceipt, type Receipt } from "../../lib/wire/member_message.ts";
import { T0 } from "../auction/scene.ts";
import { AuditStage, flipped, keptNotes, personAs, withEvent } from "./_audit_stage.ts";

type Changes = Parameters<AuditStage["source"]>[0];

/** The first finding as "code seq", or "right". */
function verdict(stage: AuditStage, changes: Changes = {}): string {
  const { finding } = auditLedger(stage.source(changes), { house: stage.house });
  return finding === null ? "right" : `${finding.code} ${finding.seq}`;
}

function rowsWith(
  stage: AuditStage,
  seq: number,
  change: (row: LedgerRow) => Partial<LedgerRow>,
): LedgerRow[] {
  return stage.rows.map((row) => row.seq === seq ? { ...row, ...change(row) } : row);
}

/** The events of a played sale: 1 created, 2 lot, 3 and 4 paddles, 5 and 6 opened, 7 to 10 bids. */
const FIRST_BID = 7;
const HAMMER = 11;

/** The receipt of the bid at `seq` as the house would sign it with other words. */
function resigned(stage: AuditStage, answer: LedgerBid, change: Partial<Receipt>): LedgerBid {
  const receipt = decodeReceipt(answer.receipt.slice(SIGNATURE_BYTES));
  assert(receipt !== null);
  const body = encodeReceipt({ ...receipt, ...change });
  return { ...answer, receipt: concat(stage.sign("receipt", body), body) };
}

Deno.test("auditLedger() finds nothing wrong in an honest record", () => {
  const stage = new AuditStage().played();
  assertEquals(stage.rows.length, HAMMER);
  const seen: number[] = [];
  const report = auditLedger(stage.source(), {
    house: stage.house,
    progress: (seq) => seen.push(seq),
  });
  assertEquals(report.finding, null);
  assertEquals(report.bids, 4);
  assertEquals(report.head, stage.head);
  assertEquals(seen, stage.rows.map(({ seq }) => seq));
  assertEquals(report.view.lots.get("7")?.winner?.paddle, stage.ben.paddle);
});

Deno.test("auditLedger() finds nothing wrong in a record of nothing", () => {
  assertEquals(verdict(new AuditStage()), "right");
});

/** One wrong step each: what is changed, and what is told. */
const CASES: Readonly<Record<string, readonly [(stage: AuditStage) => Changes, string]>> = {
  event_byte_changed: [
    (s) => ({ rows: rowsWith(s, 8, ({ event }) => ({ event: flipped(event) })) }),
    "chain 8",
  ],
  hash_byte_changed: [
    (s) => ({ rows: rowsWith(s, 8, ({ hash }) => ({ hash: flipped(hash) })) }),
    "chain 8",
  ],
  command_byte_changed: [
    (s) => ({ rows: rowsWith(s, 8, ({ command }) => ({ command: command && flipped(command) })) }),
    "rules 8",
  ],
  time_changed: [(s) => ({ rows: rowsWith(s, 8, ({ at }) => ({ at: at + 1 })) }), "rules 8"],
  batch_byte_changed: [
    (s) => ({ batches: s.batches.map((b) => b.firstSeq === 8 ? changedBatch(b) : b) }),
    "batch 8",
  ],
  receipt_byte_changed: [
    (s) => ({ bids: s.bids.map((b) => b.seq === 8 ? changedReceipt(b, -1) : b) }),
    "receipt 8",
  ],
  receipt_signature_changed: [
    (s) => ({ bids: s.bids.map((b) => b.seq === 8 ? changedReceipt(b, 3) : b) }),
    "receipt 8",
  ],
  digest_byte_changed: [
    (s) => ({
      bids: s.bids.map((b) => b.seq === 8 ? { ...b, digest: flipped(b.digest) } : b),
    }),
    "receipt 8",
  ],
  row_missing: [(s) => ({ rows: s.rows.toSpliced(7, 1) }), "row_missing 8"],
  rows_swapped: [
    (s) => ({
      rows: rowsWith(s, 8, () => ({ ...s.rows[8], seq: 8 })).map((row) =>
        row.seq === 9 ? { ...row, ...s.rows[7], seq: 9 } : row
      ),
    }),
    "chain 8",
  ],
  rows_in_wrong_order: [
    (s) => ({ rows: [...s.rows.slice(0, 7), ...s.rows.slice(7, 9).reverse(), ...s.rows.slice(9)] }),
    "row_missing 8",
  ],
  batch_missing: [(s) => ({ batches: s.batches.filter((b) => b.firstSeq !== 8) }), "batch 8"],
  tail_of_rows_cut: [(s) => ({ rows: s.rows.slice(0, 8) }), "row_missing 9"],
  tail_of_rows_and_batches_cut: [
    (s) => ({ rows: s.rows.slice(0, 8), batches: s.batches.filter((b) => b.firstSeq <= 8) }),
    "row_missing 9",
  ],
  receipt_missing: [(s) => ({ bids: s.bids.filter((b) => b.seq !== 9) }), "receipt 9"],
  receipt_of_no_bid: [
    (s) => ({ bids: [...s.bids, ...s.bids.slice(0, 1).map((b) => ({ ...b, seq: HAMMER }))] }),
    `receipt ${HAMMER}`,
  ],
  receipt_kept_twice: [
    (s) => ({ bids: s.bids.toSpliced(1, 0, ...s.bids.slice(0, 1)) }),
    `receipt ${FIRST_BID}`,
  ],
  receipt_of_another_paddle: [
    (s) => ({ bids: s.bids.map((b) => b.seq === 8 ? { ...b, paddle: s.ana.paddle } : b) }),
    "receipt 8",
  ],
  receipt_with_another_verdict: [
    (s) => ({
      bids: s.bids.map((b) => b.seq === 8 ? resigned(s, b, { verdict: "below_ask" }) : b),
    }),
    "receipt 8",
  ],
  receipt_with_another_place: [
    (s) => ({ bids: s.bids.map((b) => b.seq === 8 ? resigned(s, b, { seq: 9 }) : b) }),
    "receipt 8",
  ],
};

for (const [name, [change, wanted]] of Object.entries(CASES)) {
  Deno.test(`auditLedger() tells the first event that is wrong: ${name}`, () => {
    const stage = new AuditStage().played();
    assertEquals(verdict(stage, change(stage)), wanted);
  });
}

Deno.test("auditLedger() finds one changed byte wherever it is", () => {
  const stage = new AuditStage().played();
  for (const [i, row] of stage.rows.entries()) {
    for (const part of ["event", "command", "hash"] as const) {
      const bytes = row[part];
      for (let at = 0; bytes !== null && at < bytes.length; at += 7) {
        const rows = stage.rows.with(i, { ...row, [part]: flipped(bytes, at) });
        assert(verdict(stage, { rows }) !== "right", `event ${row.seq}: ${part} byte ${at}`);
      }
    }
  }
});

Deno.test("auditLedger() finds a bid that the house forged", () => {
  const stage = new AuditStage().open();
  stage.bid(stage.ana, 2_000);
  stage.bid(stage.ben, 9_000, { signedBy: personAs(stage.ben.paddle, "a shill") });
  stage.bid(stage.ana, 9_500);
  assertEquals(verdict(stage), "bid_signature 8");
});

Deno.test("auditLedger() finds a bid that was signed for another sale", () => {
  const stage = new AuditStage().open();
  stage.bid(stage.ana, 2_000, { sale: "66".repeat(16) });
  assertEquals(verdict(stage), "bid_sale 7");
});

Deno.test("auditLedger() finds a signed bid that the house has played a second time", () => {
  const stage = new AuditStage().open();
  const bid = stage.signed(stage.ana, 5_000);
  stage.take([bid], bid.at);
  stage.say({ type: "UndoLastBid", at: bid.at + 1, lot: "7" });
  assertEquals(verdict(stage), "right");
  stage.take([{ ...bid, at: bid.at + 2 }], bid.at + 2);
  assertEquals(verdict(stage), "bid_twice 9");
});

Deno.test("auditLedger() finds a signed bid that the house has played under a second paddle", () => {
  const stage = new AuditStage().open();
  const bid = stage.signed(stage.ana, 5_000);
  stage.take([bid], bid.at);
  stage.say({ type: "AdmitPaddle", at: bid.at + 1, paddle: "3", identity: stage.ana.identity });
  stage.take([{ ...bid, paddle: "3", at: bid.at + 2 }], bid.at + 2);
  assertEquals(verdict(stage), "bid_twice 9");
});

Deno.test("auditLedger() finds a paddle that was admitted without keys of its own", () => {
  const other = JSON.parse(personAs("3", "Cid").identity);
  const weak = { ...other, x: "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" };
  const mixed = { ...other, thumbprint: JSON.parse(personAs("3", "Dora").identity).thumbprint };
  const room = JSON.stringify({ floor: true, name: "Cid", x: other.x });
  for (const identity of ["no keys", room, JSON.stringify(weak), JSON.stringify(mixed)]) {
    const stage = new AuditStage().open();
    stage.say({ type: "AdmitPaddle", at: T0, paddle: "3", identity });
    assertEquals(verdict(stage), "bid_key 7", identity);
  }
});

Deno.test("auditLedger() finds a hammer at a price that the rules would not give", () => {
  const stage = new AuditStage().played();
  const rows = stage.rows.map((row) =>
    row.seq !== HAMMER ? row : withEvent(row, (event) => {
      assert(event.type === "LotSold");
      return { ...event, price: toCents(event.price + 1) };
    })
  );
  assertEquals(verdict(stage, stage.signedAnew(rows)), `rules ${HAMMER}`);
});

Deno.test("auditLedger() finds a hammer that falls where nobody may hammer", () => {
  const stage = new AuditStage().played();
  const hammer = stage.rows[HAMMER - 1];
  assert(hammer !== undefined);
  const rows = [...stage.rows, hammer];
  assertEquals(verdict(stage, stage.signedAnew(rows)), `rules ${HAMMER + 1}`);
});

Deno.test("auditLedger() finds a refused bid that the house left out and signed over", () => {
  const stage = new AuditStage().played();
  const rows = stage.rows.filter(({ seq }) => seq !== 9);
  // What is left hangs together but for the later bid, whose receipt names what stood before.
  assertEquals(verdict(stage, stage.signedAnew(rows)), "receipt 9");
});

Deno.test("auditLedger() finds a decision of which the end was cut", () => {
  const stage = new AuditStage().open();
  const rows = stage.rows.slice(0, 5);
  assertEquals(verdict(stage, stage.signedAnew(rows)), "row_missing 6");
});

Deno.test("auditLedger() refuses another house, and a key that is none", () => {
  const stage = new AuditStage().played();
  const source = stage.source();
  const { finding } = auditLedger(source, { house: new AuditStage().house });
  assertEquals(finding?.code, "house");
  for (const house of ["", "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"]) {
    const report = auditLedger({ ...source, identity: { ...source.identity, house } }, {
      house: null,
    });
    assertEquals(report.finding?.code, "house");
  }
});

Deno.test("auditLedger() refuses a record that was signed by another house than it names", () => {
  const stage = new AuditStage().played();
  const source = stage.source();
  const identity = { ...source.identity, house: new AuditStage().key.x };
  const { finding } = auditLedger({ ...source, identity }, { house: null });
  assertEquals([finding?.code, finding?.seq], ["batch", 1]);
});

Deno.test("auditLedger() refuses a record under the id of another sale", () => {
  const stage = new AuditStage().played();
  const source = stage.source();
  const identity = { ...source.identity, sale: "66".repeat(16) };
  assertEquals(auditLedger({ ...source, identity }, { house: null }).finding?.seq, 1);
});

/** The record up to event 8, as a hand with a database tool would leave it. */
function cutAt8(stage: AuditStage): Changes {
  return {
    rows: stage.rows.slice(0, 8),
    batches: stage.batches.filter(({ firstSeq }) => firstSeq <= 8),
    bids: stage.bids.filter(({ seq }) => seq <= 8),
  };
}

/** The verdict where the house's checkpoints are `notes`. */
function withNotes(stage: AuditStage, changes: Changes, notes: readonly CheckpointNote[]): string {
  const checkpoints = [keptNotes(...notes)];
  const { finding } = auditLedger(stage.source(changes), { house: null, checkpoints });
  return finding === null ? "right" : `${finding.code} ${finding.seq}`;
}

/** Checkpoints of a played sale at event 6 and at its end. */
function playedWithNotes() {
  const opened = new AuditStage().open();
  const early = opened.note();
  const stage = new AuditStage(opened);
  for (const amount of [2_000, 3_000, 4_000]) stage.bid(stage.ana, amount);
  return { stage, early, late: stage.note() };
}

Deno.test("auditLedger() finds a truncated tail by the checkpoints alone", () => {
  const { stage, early, late } = playedWithNotes();
  assertEquals(verdict(stage, cutAt8(stage)), "right");
  assertEquals(withNotes(stage, {}, [early, late]), "right");
  assertEquals(withNotes(stage, cutAt8(stage), [early, late]), "head 9");
  // The newest alone says nothing: whoever cut the record may have cut the notes as well.
  assertEquals(withNotes(stage, cutAt8(stage), [late, early]), "head 9");
  assertEquals(withNotes(stage, cutAt8(stage), [early]), "right");
});

Deno.test("auditLedger() finds a rolled-back database by the checkpoints alone", () => {
  const opened = new AuditStage().open();
  const first = new AuditStage(opened);
  first.bid(first.ana, 2_000);
  const note = first.note();
  // The house went on from its older copy, and is longer than before.
  opened.bid(opened.ben, 3_000);
  opened.bid(opened.ana, 4_000);
  assertEquals(verdict(opened), "right");
  assertEquals(withNotes(opened, {}, [note, opened.note()]), "history 7");
  assertEquals(withNotes(opened, {}, [opened.note(), note]), "history 7");
});

Deno.test("auditLedger() says nothing of the end of a record that breaks off elsewhere", () => {
  const { stage, late } = playedWithNotes();
  const rows = rowsWith(stage, 8, ({ event }) => ({ event: flipped(event) }));
  assertEquals(withNotes(stage, { rows }, [late]), "chain 8");
});

Deno.test("auditLedger() tells how far checkpoints cover the record", () => {
  const { stage, early, late } = playedWithNotes();
  const covered = (...notes: readonly CheckpointNote[]) => {
    const checkpoints = [keptNotes(...notes)];
    return auditLedger(stage.source(), { house: null, checkpoints }).checkpoints;
  };
  assertEquals(auditLedger(stage.source(), { house: null }).checkpoints, null);
  assertEquals(covered(), { count: 0, upTo: 0 });
  assertEquals(covered(early), { count: 1, upTo: 6 });
  assertEquals(covered(late, early), { count: 2, upTo: stage.head.seq });
});

Deno.test("auditLedger() refuses a checkpoint that is not this house's word for this sale", () => {
  const { stage, early, late } = playedWithNotes();
  const other = new AuditStage().played();
  const keyOf = ({ name, keyId }: CheckpointNote) => ({ name, keyId });
  const text = encodeCheckpoint({ ...late.checkpoint, sale: "66".repeat(16) });
  const ofSale = { ...late, text, checkpoint: { ...late.checkpoint, sale: "66".repeat(16) } };
  const table: Readonly<Record<string, CheckpointNote>> = {
    forged: { ...late, signature: flipped(late.signature) },
    of_another_house: other.note(),
    of_another_house_under_our_name: { ...other.note(), ...keyOf(late) },
    under_another_key_id: { ...late, keyId: flipped(late.keyId) },
    of_another_sale: { ...ofSale, signature: stage.sign("checkpoint", text) },
  };
  for (const [name, note] of Object.entries(table)) {
    // Wherever it stands: every note is looked at, and not the newest alone.
    for (const notes of [[note, early, late], [early, late, note]]) {
      assertEquals(withNotes(stage, {}, notes), "checkpoint null", name);
    }
  }
});

Deno.test("auditLedger() tells of a wrong record before it tells of a note that is not the house's", () => {
  const { stage, late } = playedWithNotes();
  const forged = { ...late, signature: flipped(late.signature) };
  assertEquals(withNotes(stage, cutAt8(stage), [forged, late]), "head 9");
});

Deno.test("auditLedger() takes a paddle of the room, and no signed bid under it", () => {
  const stage = new AuditStage().open();
  const identity = floorIdentity({ name: "Cid", salt: "00".repeat(16) });
  stage.say({ type: "AdmitPaddle", at: T0, paddle: "40", identity });
  assertEquals(verdict(stage), "right");
  stage.bid(personAs("40", "Cid"), 2_000);
  assertEquals(verdict(stage), "bid_key 8");
});

function changedBatch(batch: LedgerBatch): LedgerBatch {
  return { ...batch, bytes: flipped(batch.bytes, 5) };
}

function changedReceipt(bid: LedgerBid, at: number): LedgerBid {
  return { ...bid, receipt: flipped(bid.receipt, at < 0 ? bid.receipt.length + at : at) };
}
