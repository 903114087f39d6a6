// Damage to a record, one kind each, and the event that is named.

import { assertEquals, assertThrows } from "@std/assert";
import { LedgerCorrupt } from "../../lib/ledger/ledger_corrupt.ts";
import { MemoryDisk, MemoryLedger } from "../../lib/ledger/memory_ledger.ts";
import type { LedgerBatch, LedgerChecks, LedgerRow } from "../../lib/ledger/store.ts";
import { verifyRecord } from "../../lib/ledger/verify.ts";
import { ANAS_SALE, CHECKS, decisionAfter, decisions, EMPTY, headAfter } from "./_record.ts";

// Events 1 | 2 3 | 4 5 6 | 7 8 9, 10: a bar ends a decision, a comma a batch within one.
const APPENDS = decisions(4);
const ROWS = APPENDS.flatMap((append) => append.rows);
const BATCHES = APPENDS.flatMap((append) => append.batches);

interface Damage {
  readonly rows?: readonly LedgerRow[];
  readonly batches?: readonly LedgerBatch[];
  readonly seq: number;
  /** True where only the caller's own look at the contents finds it. */
  readonly inContents?: true;
}

function changeRow(seq: number, change: (row: LedgerRow) => Partial<LedgerRow>): LedgerRow[] {
  return ROWS.map((row) => row.seq === seq ? { ...row, ...change(row) } : row);
}

function changeBatch(firstSeq: number, change: Partial<LedgerBatch>): LedgerBatch[] {
  return BATCHES.map((batch) => batch.firstSeq === firstSeq ? { ...batch, ...change } : batch);
}

function flipped(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes.map((byte, i) => i === 0 ? byte ^ 1 : byte);
}

const DAMAGES: Readonly<Record<string, Damage>> = {
  first_event_missing: { rows: ROWS.slice(1), seq: 1 },
  event_missing: { rows: ROWS.toSpliced(4, 1), seq: 5 },
  events_swapped: { rows: changeRow(5, () => ({ seq: 6 })), seq: 5 },
  event_doubled: { rows: ROWS.toSpliced(4, 0, ...ROWS.slice(3, 4)), seq: 5 },
  event_flipped: { rows: changeRow(5, (row) => ({ event: flipped(row.event) })), seq: 5 },
  hash_flipped: { rows: changeRow(5, (row) => ({ hash: flipped(row.hash) })), seq: 5 },
  hash_truncated: { rows: changeRow(5, (row) => ({ hash: row.hash.slice(1) })), seq: 5 },
  time_changed: { rows: changeRow(5, (row) => ({ at: row.at + 1 })), seq: 5, inContents: true },
  command_flipped: {
    rows: changeRow(4, (row) => ({ command: flipped(row.command ?? row.event) })),
    seq: 4,
    inContents: true,
  },
  command_lost: { rows: changeRow(4, () => ({ command: null })), seq: 4, inContents: true },
  command_of_the_first_lost: { rows: changeRow(1, () => ({ command: null })), seq: 1 },
  batch_missing: { batches: BATCHES.toSpliced(2, 1), seq: 4 },
  last_batch_missing: { batches: BATCHES.slice(0, -1), seq: 10 },
  batch_starts_late: { batches: changeBatch(4, { firstSeq: 5 }), seq: 4 },
  batch_of_nothing: { batches: changeBatch(4, { count: 0 }), seq: 4 },
  batch_ends_early: { batches: changeBatch(4, { count: 2 }), seq: 4, inContents: true },
  batch_flipped: {
    batches: changeBatch(4, { bytes: new Uint8Array(9) }),
    seq: 4,
    inContents: true,
  },
  events_cut_inside_a_batch: { rows: ROWS.slice(0, 8), seq: 9 },
  events_cut_between_batches: { rows: ROWS.slice(0, 9), seq: 10 },
  all_events_lost: { rows: [], seq: 1 },
};

/** The checks of a caller that knows nothing of the contents. */
const CHAIN_ONLY: LedgerChecks = { genesis: CHECKS.genesis, chainHash: CHECKS.chainHash };

for (const [name, { rows = ROWS, batches = BATCHES, seq, inContents }] of Object.entries(DAMAGES)) {
  Deno.test(`verifyRecord() names the event: ${name}`, () => {
    for (const checks of inContents ? [CHECKS] : [CHECKS, CHAIN_ONLY]) {
      const seen: number[] = [];
      const fault = assertThrows(() => {
        for (const row of verifyRecord({ rows, batches }, checks)) seen.push(row.seq);
      }, LedgerCorrupt);
      assertEquals(fault.code, "ledger_corrupt");
      assertEquals(fault.seq, seq);
      // Whatever was handed out before the fault was the true beginning.
      assertEquals(seen, ROWS.slice(0, seen.length).map((row) => row.seq));
    }
  });
}

Deno.test("verifyRecord() tells a batch's flaw the batch, its rows and the hash before them", () => {
  const told: string[] = [];
  const checks = {
    ...CHECKS,
    batchFlaw: ({ batch, rows, previous }: Parameters<typeof CHECKS.batchFlaw & object>[0]) => {
      const before = ROWS[batch.firstSeq - 2]?.hash ?? CHECKS.genesis;
      assertEquals(previous, before);
      told.push(`${batch.firstSeq}: ${rows.map((row) => row.seq).join(" ")}`);
      return null;
    },
  };
  assertEquals([...verifyRecord({ rows: ROWS, batches: BATCHES }, checks)], ROWS);
  assertEquals(told, ["1: 1", "2: 2 3", "4: 4 5 6", "7: 7 8 9", "10: 10"]);
});

Deno.test("verifyRecord() needs no more than the chain of a caller that checks no contents", () => {
  const rows = changeRow(5, (row) => ({ at: row.at + 1 }));
  assertEquals([...verifyRecord({ rows, batches: BATCHES }, CHAIN_ONLY)], rows);
});

Deno.test("MemoryDisk.crash() takes the hold away and keeps what was committed", () => {
  const disk = new MemoryDisk();
  const dead = MemoryLedger.open(disk, { identity: ANAS_SALE });
  [...dead.load(CHECKS)];
  const first = decisionAfter(EMPTY, { number: 1 });
  dead.append(first);
  disk.crash();
  assertThrows(() => dead.append(decisionAfter(headAfter(first), { number: 2 })));
  dead.close();
  const next = MemoryLedger.open(disk, { identity: ANAS_SALE });
  assertEquals([...next.load(CHECKS)], first.rows);
  // A dead house that closes late does not take the lock from its successor.
  dead.close();
  assertThrows(() => MemoryLedger.open(disk, { identity: ANAS_SALE }));
});

for (const outcome of ["lost", "kept"] as const) {
  Deno.test(`MemoryDisk.failNextCommit() is told apart only by the next house: ${outcome}`, () => {
    const disk = new MemoryDisk();
    const store = MemoryLedger.open(disk, { identity: ANAS_SALE });
    [...store.load(CHECKS)];
    disk.failNextCommit(outcome);
    const first = decisionAfter(EMPTY, { number: 1 });
    assertThrows(() => store.append(first));
    assertEquals(store.head(), EMPTY);
    assertThrows(() => store.append(first));
    disk.crash();
    const next = MemoryLedger.open(disk, { identity: ANAS_SALE });
    assertEquals([...next.load(CHECKS)], outcome === "kept" ? first.rows : []);
  });
}
