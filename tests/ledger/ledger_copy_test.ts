// A copy of a record that is made while the record grows on: what it holds, and what is left of one
// that was not finished.

import { assert, assertEquals, assertRejects, assertThrows } from "@std/assert";
import { Fault } from "../../lib/base/fault.ts";
import { Ledger } from "../../lib/ledger/ledger.ts";
import { LedgerCopy } from "../../lib/ledger/ledger_copy.ts";
import type { LedgerStore } from "../../lib/ledger/store.ts";
import { ANAS_SALE, decisionAfter, decisions, EMPTY, headAfter } from "./_record.ts";
import { loadAll, SITES, TempFolder } from "./_sites.ts";

/** 1,800 events: several pages of rows, batches and bids. */
const APPENDS = decisions(600);
const HEAD = APPENDS.map(headAfter).at(-1) ?? EMPTY;

for (const { name, make } of SITES) {
  Deno.test(`LedgerCopy of a ${name} holds the record as it was when the copy was begun`, async () => {
    using site = make();
    using folder = new TempFolder();
    const source = filled(site.open());
    const before = contentOf(source);
    const copy = LedgerCopy.begin(source, folder.ledger);
    let head = HEAD;
    let number = 601;
    do {
      const append = decisionAfter(head, { number });
      source.append(append);
      source.markAlive(append.aliveAt + 5);
      head = headAfter(append);
      number += 1;
    } while (copy.step());
    const { bytes } = await copy.finish();
    assertEquals([copy.seq, bytes], [HEAD.seq, Deno.statSync(folder.ledger).size]);
    assertEquals([...Deno.readDirSync(folder.path)].map((entry) => entry.name), ["sale.ledger"]);
    if (Deno.build.os !== "windows") assertEquals(modeOf(folder.ledger), 0o600);
    using copied = closing(Ledger.open(folder.ledger, { identity: ANAS_SALE }));
    assertEquals(loadAll(copied.store), before.rows);
    assertEquals(copied.store.aliveAt, before.aliveAt);
    assertEquals(copied.store.batches(1, { bytesMax: 1e9 }), before.batches);
    for (const { bids: [bid] } of APPENDS) {
      assert(bid !== undefined);
      assertEquals(copied.store.bid(bid.paddle, bid.bidId), bid);
    }
    // No answer is in it for an event that is not.
    assertEquals(copied.store.head(), HEAD);
    const [late] = decisionAfter(HEAD, { number: 601 }).bids;
    assert(late !== undefined && source.bid(late.paddle, late.bidId) !== null);
    assertEquals(copied.store.bid(late.paddle, late.bidId), null);
  });
}

Deno.test("LedgerCopy leaves no file that passes for a record until it is finished", () => {
  using folder = new TempFolder();
  using source = closing(filled(Ledger.open(folder.ledger, { identity: ANAS_SALE })));
  const path = `${folder.path}/backups/copy.ledger`;
  const copy = LedgerCopy.begin(source.store, path);
  const passes = () => {
    const [{ name } = { name: "" }, ...more] = Deno.readDirSync(`${folder.path}/backups`);
    assertEquals(more, []);
    Deno.copyFileSync(`${folder.path}/backups/${name}`, `${folder.path}/found.ledger`);
    // Whoever gives the unfinished file a record's name has no record.
    const open = () => Ledger.open(`${folder.path}/found.ledger`, { identity: null });
    assertEquals(assertThrows(open, Fault).code, "ledger_corrupt");
  };
  passes();
  while (copy.step()) passes();
  passes();
  // As after a crash: nobody finishes it, and the next one clears it away.
  const next = LedgerCopy.begin(source.store, `${folder.path}/backups/next.ledger`);
  assertEquals([...Deno.readDirSync(`${folder.path}/backups`)].length, 1);
  next.abandon();
  next.abandon();
  assertEquals([...Deno.readDirSync(`${folder.path}/backups`)], []);
  copy.abandon();
});

Deno.test("LedgerCopy on a full disk fails alone, gives its space back, and the record goes on", () => {
  using folder = new TempFolder();
  using source = closing(filled(Ledger.open(folder.ledger, { identity: ANAS_SALE })));
  const path = `${folder.path}/backups/copy.ledger`;
  const copy = LedgerCopy.begin(source.store, path, { pagesMax: 60 });
  const all = () => {
    while (copy.step());
  };
  assertEquals(assertThrows(all, Fault).code, "file_unwritable");
  assertEquals([...Deno.readDirSync(`${folder.path}/backups`)], []);
  const append = decisionAfter(HEAD, { number: 601 });
  source.store.append(append);
  assertEquals(source.store.head(), headAfter(append));
});

Deno.test({
  name: "LedgerCopy stops before it takes the space that the record needs to go on",
  // Writing to /dev/full fails as on a full disk.
  ignore: Deno.build.os !== "linux",
  fn() {
    using folder = new TempFolder();
    using source = closing(filled(Ledger.open(folder.ledger, { identity: ANAS_SALE })));
    const path = `${folder.path}/backups/copy.ledger`;
    const copy = LedgerCopy.begin(source.store, path);
    Deno.symlinkSync("/dev/full", `${path}.partial-room`);
    assertEquals(assertThrows(() => copy.step(), Fault).code, "file_unwritable");
    assertEquals([...Deno.readDirSync(`${folder.path}/backups`)], []);
  },
});

Deno.test("LedgerCopy that cannot get its name is gone, and says so", async () => {
  using folder = new TempFolder();
  using source = closing(filled(Ledger.open(folder.ledger, { identity: ANAS_SALE })));
  const path = `${folder.path}/backups/copy.ledger`;
  const copy = LedgerCopy.begin(source.store, path);
  while (copy.step());
  Deno.mkdirSync(path);
  const fault = await assertRejects(() => copy.finish(), Fault);
  assertEquals(fault.code, "file_unwritable");
  assertEquals([...Deno.readDirSync(`${folder.path}/backups`)].map(({ name }) => name), [
    "copy.ledger",
  ]);
});

function filled(store: LedgerStore): LedgerStore {
  loadAll(store);
  for (const append of APPENDS) store.append(append);
  return store;
}

/** All that a record can be asked. */
function contentOf(store: LedgerStore) {
  return {
    rows: APPENDS.flatMap(({ rows }) => rows),
    batches: store.batches(1, { bytesMax: 1e9 }),
    aliveAt: store.aliveAt,
  };
}

function closing(store: LedgerStore): { readonly store: LedgerStore } & Disposable {
  return { store, [Symbol.dispose]: () => store.close() };
}

function modeOf(path: string): number {
  return (Deno.statSync(path).mode ?? 0) & 0o777;
}
