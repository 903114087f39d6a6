// Every way in which a record can be wrong, by name: the code and the first event that are told.

import { assert, assertEquals } from "@std/assert";
import { toCents } from "../../lib/auction/money.ts";
import { auditLedger } from "../../lib/audit/ledger_audit.ts";
import type { LedgerBatch, LedgerBid, LedgerRow } from "../../lib/ledger/store.ts";
import { concat } from "../../lib/base/bytes.ts";
import { SIGNATURE_BYTES } from "../../lib/wire/limits.ts";
import { decodeReceipt, encodeReceipt, type Receipt } from "../../lib/wire/member_message.ts";
import { T0 } from "../auction/scene.ts";
import { AuditStage, flipped, personAs, withEvent } from "./_audit_stage.ts";

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

Deno.test("auditLedger() finds a paddle that was admitted without keys of its own", () => {
  const other = JSON.parse(personAs("3", "Cid").identity);
  const weak = { ...other, x: "AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA" };
  const mixed = { ...other, thumbprint: JSON.parse(personAs("3", "Dora").identity).thumbprint };
  for (const identity of ["no keys", JSON.stringify(weak), JSON.stringify(mixed)]) {
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

Deno.test("auditLedger() sees a cut or another past by a head that is known from elsewhere", () => {
  const stage = new AuditStage().played();
  const cut = {
    rows: stage.rows.slice(0, 8),
    batches: stage.batches.filter(({ firstSeq }) => firstSeq <= 8),
    bids: stage.bids.filter(({ seq }) => seq <= 8),
  };
  const head = { ...stage.head, source: "a note" };
  const told = (changes: Changes, knownHeads: readonly (typeof head)[]) => {
    const { finding } = auditLedger(stage.source(changes), { house: null, knownHeads });
    return finding === null ? "right" : `${finding.code} ${finding.seq}`;
  };
  assertEquals(told(cut, []), "right");
  assertEquals(told(cut, [head]), "head 9");
  assertEquals(told({}, [head]), "right");
  assertEquals(told({}, [{ ...head, seq: 8 }]), "history 8");
  assertEquals(told({}, [head, { ...head, seq: 9 }, { ...head, seq: 8 }]), "history 8");
});

function changedBatch(batch: LedgerBatch): LedgerBatch {
  return { ...batch, bytes: flipped(batch.bytes, 5) };
}

function changedReceipt(bid: LedgerBid, at: number): LedgerBid {
  return { ...bid, receipt: flipped(bid.receipt, at < 0 ? bid.receipt.length + at : at) };
}
