// What both ledgers promise: the one on disk and its twin in memory.

import { assertEquals, AssertionError, assertThrows } from "@std/assert";
import { Fault, type FaultCode } from "../../lib/base/fault.ts";
import type { LedgerAppend, LedgerRow, LedgerStore } from "../../lib/ledger/store.ts";
import {
  ANAS_SALE,
  BENS_HOUSE,
  BENS_SALE,
  CHECKS,
  CLARA,
  claraBid,
  decisionAfter,
  decisions,
  EMPTY,
  headAfter,
  START_MS,
} from "./_record.ts";
import { loadAll, type Site, SITES } from "./_sites.ts";

const APPENDS = decisions(7);
const ROWS = APPENDS.flatMap((append) => append.rows);
const BATCHES = APPENDS.flatMap((append) => append.batches);
const FIRST = decisionAfter(EMPTY, { number: 1 });
const SECOND = decisionAfter(headAfter(FIRST), { number: 2 });

function contract(sentence: string, body: (site: Site) => void): void {
  for (const { name, make } of SITES) {
    Deno.test(`${name} ${sentence}`, () => {
      using site = make();
      body(site);
    });
  }
}

function filled(site: Site): LedgerStore {
  const store = site.open();
  loadAll(store);
  for (const append of APPENDS) store.append(append);
  return store;
}

function withoutCommand(row: LedgerRow): LedgerRow {
  return { ...row, command: null };
}

function assertFault(code: FaultCode, body: () => unknown): void {
  assertEquals(assertThrows(body, Fault).code, code);
}

contract("begins an empty record where an identity is given", (site) => {
  const store = site.open();
  assertEquals(loadAll(store), []);
  assertEquals(store.head(), EMPTY);
  assertEquals(store.identity, ANAS_SALE);
  assertEquals(store.aliveAt, null);
  assertEquals(store.batches(1, { bytesMax: 1000 }), []);
});

contract("open() finds no record where none was begun and no identity is given", (site) => {
  assertFault("not_found", () => site.open(null));
  assertFault("not_found", () => site.open(null));
});

contract("open() takes any record where no identity is given", (site) => {
  site.open().close();
  assertEquals(site.open(null).identity, ANAS_SALE);
});

contract("open() refuses the record of another sale or house", (site) => {
  site.open().close();
  assertFault("ledger_corrupt", () => site.open(BENS_SALE));
  assertFault("ledger_corrupt", () => site.open(BENS_HOUSE));
  site.open();
});

contract("open() refuses a second house until the first lets go", (site) => {
  const first = site.open();
  assertFault("ledger_locked", () => site.open());
  first.close();
  first.close();
  site.open();
});

contract("load() hands out after a restart exactly what was appended", (site) => {
  filled(site).close();
  const store = site.open();
  assertEquals(loadAll(store), ROWS);
  assertEquals(store.head(), headAfter(APPENDS.at(-1) ?? FIRST));
  assertEquals(store.aliveAt, START_MS + 71);
  assertEquals(store.batches(1, { bytesMax: 1e9 }), BATCHES);
});

contract("load() can be left early and begun again", (site) => {
  filled(site).close();
  const store = site.open();
  for (const row of store.load(CHECKS)) if (row.seq === 2) break;
  assertThrows(() => store.head(), AssertionError);
  assertEquals(loadAll(store).length, ROWS.length);
});

contract("load() names event 1 where the chain begins elsewhere", (site) => {
  filled(site).close();
  const other = { ...CHECKS, genesis: new Uint8Array(32) };
  assertFault("ledger_corrupt", () => [...site.open().load(other)]);
});

contract("append() refuses a record that was not loaded to its end", (site) => {
  filled(site).close();
  const store = site.open();
  store.load(CHECKS).next();
  assertThrows(() => store.append(FIRST), AssertionError);
});

contract("append() goes on after a restart where the record ended", (site) => {
  filled(site).close();
  const store = site.open();
  loadAll(store);
  const next = decisionAfter(store.head(), { number: 8 });
  store.append(next);
  store.close();
  assertEquals(loadAll(site.open()), [...ROWS, ...next.rows]);
});

/** One wrong step each from the right second decision, which has events 2 and 3. */
const WRONG_APPENDS: Readonly<Record<string, (right: LedgerAppend) => Partial<LedgerAppend>>> = {
  no_rows: () => ({ rows: [], batches: [], bids: [] }),
  decision_without_its_command: ({ rows }) => ({ rows: rows.map(withoutCommand) }),
  row_left_out: ({ rows }) => ({ rows: rows.slice(0, 1) }),
  row_doubled: ({ rows }) => ({ rows: [...rows, ...rows.slice(-1)] }),
  seq_left_out: ({ rows, batches }) => ({
    rows: rows.map((row) => row.seq === 3 ? { ...row, seq: 4 } : row),
    batches: batches.map((batch) => ({ ...batch, count: 3 })),
  }),
  rows_swapped: ({ rows }) => ({ rows: rows.toReversed() }),
  event_of_another_chain: ({ rows }) => ({
    rows: rows.map((row) => ({ ...row, event: new Uint8Array(3) })),
  }),
  hash_too_short: ({ rows }) => ({
    rows: rows.map((row) => ({ ...row, hash: row.hash.slice(1) })),
  }),
  time_in_fractions: ({ rows }) => ({ rows: rows.map((row) => ({ ...row, at: row.at + 0.5 })) }),
  sign_of_life_before_1970: () => ({ aliveAt: -1 }),
  no_batches: () => ({ batches: [] }),
  batch_of_other_events: ({ batches }) => ({
    batches: batches.map((batch) => ({ ...batch, firstSeq: 9 })),
  }),
  batch_starts_late: ({ batches }) => ({
    batches: batches.map((batch) => ({ ...batch, firstSeq: 3, count: 1 })),
  }),
  batch_starts_early: ({ batches }) => ({
    batches: batches.map((batch) => ({ ...batch, firstSeq: 1, count: 3 })),
  }),
  batch_ends_early: ({ batches }) => ({
    batches: batches.map((batch) => ({ ...batch, count: 1 })),
  }),
  batch_ends_late: ({ batches }) => ({
    batches: batches.map((batch) => ({ ...batch, count: 3 })),
  }),
  batch_of_nothing: ({ batches }) => ({
    batches: [{ firstSeq: 2, count: 0, bytes: new Uint8Array(1) }, ...batches],
  }),
  bid_without_paddle: ({ bids }) => ({ bids: bids.map((bid) => ({ ...bid, paddle: "" })) }),
  bid_id_too_short: ({ bids }) => ({
    bids: bids.map((bid) => ({ ...bid, bidId: bid.bidId.slice(1) })),
  }),
  bid_digest_too_short: ({ bids }) => ({
    bids: bids.map((bid) => ({ ...bid, digest: bid.digest.slice(1) })),
  }),
  bid_of_an_earlier_event: ({ bids }) => ({ bids: bids.map((bid) => ({ ...bid, seq: 1 })) }),
  bid_of_a_later_event: ({ bids }) => ({ bids: bids.map((bid) => ({ ...bid, seq: 4 })) }),
  bid_twice: ({ bids }) => ({ bids: [...bids, ...bids] }),
  bid_answered_before: () => ({ bids: [claraBid(1, 2)] }),
};

for (const [mistake, change] of Object.entries(WRONG_APPENDS)) {
  contract(`append() asserts and writes nothing: ${mistake}`, (site) => {
    const store = site.open();
    loadAll(store);
    store.append(FIRST);
    assertThrows(() => store.append({ ...SECOND, ...change(SECOND) }), AssertionError);
    assertFault("ledger_unwritable", () => store.append(SECOND));
    store.close();
    const again = site.open();
    assertEquals(loadAll(again), FIRST.rows);
    assertEquals(again.aliveAt, FIRST.aliveAt);
    assertEquals(again.batches(1, { bytesMax: 1e9 }), FIRST.batches);
  });
}

contract("append() that finds the disk full leaves nothing and is the last one", (site) => {
  const store = site.openNearlyFull();
  loadAll(store);
  store.append(FIRST);
  const big = decisionAfter(store.head(), { number: 2, padding: 200_000 });
  assertFault("ledger_unwritable", () => store.append(big));
  assertEquals(store.head(), headAfter(FIRST));
  assertEquals(store.bid(CLARA, claraBid(2, 2).bidId), null);
  assertFault("ledger_unwritable", () => store.append(SECOND));
  assertFault("ledger_unwritable", () => store.markAlive(START_MS + 1e6));
  store.close();
  const again = site.open();
  assertEquals(loadAll(again), FIRST.rows);
  assertEquals(again.aliveAt, FIRST.aliveAt);
  again.append(SECOND);
});

contract("append() that throws half-way leaves nothing to be read", (site) => {
  const store = site.open();
  loadAll(store);
  store.append(FIRST);
  const broken = {
    ...claraBid(3, 2),
    get receipt(): never {
      throw new RangeError("A receipt that cannot be read");
    },
  };
  const bids = [...SECOND.bids, broken];
  assertThrows(() => store.append({ ...SECOND, bids }), RangeError);
  assertEquals(store.bid(CLARA, claraBid(2, 2).bidId), null);
  assertEquals(loadAll(store), FIRST.rows);
  assertEquals(store.aliveAt, FIRST.aliveAt);
});

contract("markAlive() is kept over a restart and never runs backwards", (site) => {
  const store = site.open();
  loadAll(store);
  store.markAlive(START_MS + 500);
  store.markAlive(START_MS + 400);
  assertEquals(store.aliveAt, START_MS + 500);
  store.append(FIRST);
  assertEquals(store.aliveAt, START_MS + 500);
  store.close();
  assertEquals(site.open().aliveAt, START_MS + 500);
});

contract("bid() gives the kept answer by paddle and bid id, before and after a restart", (site) => {
  const store = filled(site);
  const bid = claraBid(2, 2);
  assertEquals(store.bid(CLARA, bid.bidId), bid);
  assertEquals(store.bid("8", bid.bidId), null);
  assertEquals(store.bid(CLARA, new Uint8Array(16)), null);
  store.close();
  const again = site.open();
  loadAll(again);
  assertEquals(again.bid(CLARA, bid.bidId), bid);
});

contract("batches() begins with the batch that holds the event asked for", (site) => {
  const store = filled(site);
  // Decision 4 has the events 7 to 10, in the batches 7 to 9 and 10.
  for (const fromSeq of [7, 8, 9]) {
    assertEquals(store.batches(fromSeq, { bytesMax: 1e9 })[0]?.firstSeq, 7);
  }
  assertEquals(store.batches(10, { bytesMax: 1e9 })[0]?.firstSeq, 10);
  assertEquals(store.batches(ROWS.length, { bytesMax: 1e9 }).length, 1);
  assertEquals(store.batches(ROWS.length + 1, { bytesMax: 1e9 }), []);
  assertThrows(() => store.batches(0, { bytesMax: 1e9 }), AssertionError);
});

contract("batches() stops before it is over the limit, but always gets ahead", (site) => {
  const store = filled(site);
  const [first = 0, second = 0] = BATCHES.map((batch) => batch.bytes.length);
  assertEquals(store.batches(1, { bytesMax: 0 }), BATCHES.slice(0, 1));
  assertEquals(store.batches(1, { bytesMax: first + second - 1 }), BATCHES.slice(0, 1));
  assertEquals(store.batches(1, { bytesMax: first + second }), BATCHES.slice(0, 2));
});

contract("keeps its own copy of what was appended", (site) => {
  const store = site.open();
  loadAll(store);
  const append = decisionAfter(EMPTY, { number: 1 });
  const event = append.rows[0]?.event ?? new Uint8Array();
  const before = event.slice();
  store.append(append);
  event.fill(0);
  assertEquals(loadAll(store)[0]?.event, before);
});
