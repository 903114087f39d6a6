// Files that are not what they should be: each is refused by name, and a foreign one is left alone.

import { assert, assertEquals, assertThrows } from "@std/assert";
import { DatabaseSync } from "node:sqlite";
import { equalBytes, toUtf8 } from "../../lib/base/bytes.ts";
import { Fault } from "../../lib/base/fault.ts";
import { Ledger } from "../../lib/ledger/ledger.ts";
import { LedgerCorrupt } from "../../lib/ledger/ledger_corrupt.ts";
import { SCHEMA } from "../../lib/ledger/schema.ts";
import { ANAS_SALE, decisions } from "./_record.ts";
import { loadAll, TempFolder } from "./_sites.ts";

const APPENDS = decisions(8);
const ROWS = APPENDS.flatMap((append) => append.rows);
const BATCHES = APPENDS.flatMap((append) => append.batches);

/** A closed ledger of eight decisions. */
function filledFolder(): TempFolder {
  const folder = new TempFolder();
  const ledger = Ledger.open(folder.ledger, { identity: ANAS_SALE });
  loadAll(ledger);
  for (const append of APPENDS) ledger.append(append);
  ledger.close();
  return folder;
}

/** Opens and loads everything, and closes again. */
function readAll(folder: TempFolder): Pick<typeof APPENDS[number], "rows" | "batches"> {
  const ledger = Ledger.open(folder.ledger, { identity: ANAS_SALE });
  try {
    return { rows: loadAll(ledger), batches: ledger.batches(1, { bytesMax: 1e9 }) };
  } finally {
    ledger.close();
  }
}

/** Changes the file behind the ledger's back, as a hand with a database tool would. */
function meddle(folder: TempFolder, ...statements: readonly string[]): void {
  const db = new DatabaseSync(folder.ledger);
  try {
    for (const sql of statements) db.exec(sql);
  } finally {
    db.close();
  }
}

/** A copy of `file` with one bit flipped in each occurrence of `what`: there must be one. */
function flipIn(file: Uint8Array, what: Uint8Array): Uint8Array<ArrayBuffer> {
  const wrong = new Uint8Array(file);
  let found = 0;
  for (let at = file.indexOf(what[0] ?? 0); at >= 0; at = file.indexOf(what[0] ?? 0, at + 1)) {
    if (!equalBytes(file.subarray(at, at + what.length), what)) continue;
    wrong[at + 20] = (wrong[at + 20] ?? 0) ^ 0x10;
    found++;
  }
  assert(found > 0, "The bytes to flip are not in the file");
  return wrong;
}

Deno.test("Ledger.load() names the event in which one byte was flipped in the file", () => {
  using folder = filledFolder();
  const right = Deno.readFileSync(folder.ledger);
  for (const row of ROWS) {
    // An event is in its row, in its batch, and perhaps in free space that a moved row has left.
    Deno.writeFileSync(folder.ledger, flipIn(right, row.event));
    assertEquals(assertThrows(() => readAll(folder), LedgerCorrupt).seq, row.seq);
  }
});

Deno.test("Ledger.load() gives the true record or a fault, wherever a byte is flipped", () => {
  using folder = filledFolder();
  const right = Deno.readFileSync(folder.ledger);
  let refused = 0;
  // The header byte for byte, and a sample of all the rest.
  for (let at = 0; at < right.length; at += at < 100 ? 1 : 61) {
    const wrong = right.slice();
    wrong[at] = (wrong[at] ?? 0) ^ 0x41;
    Deno.writeFileSync(folder.ledger, wrong);
    try {
      // A byte that nothing uses, of free space for instance, may change unseen.
      assertEquals(readAll(folder), { rows: ROWS, batches: BATCHES });
    } catch (error) {
      assert(error instanceof Fault, `Byte ${at}: ${error}`);
      assert(["ledger_corrupt", "ledger_unwritable"].includes(error.code), error.code);
      refused++;
    }
  }
  assert(refused > 50, `Only ${refused} flips were refused`);
});

Deno.test("Ledger.open() refuses a file that was cut off at any page", () => {
  using folder = filledFolder();
  const right = Deno.readFileSync(folder.ledger);
  for (let length = 2048; length < right.length; length += 2048) {
    Deno.writeFileSync(folder.ledger, right.slice(0, length));
    const fault = assertThrows(() => readAll(folder), Fault);
    assertEquals(fault.code, "ledger_corrupt", `Cut at ${length}`);
  }
});

/** Changes through SQL, where the triggers must be out of the way first. */
const MEDDLING: Readonly<
  Record<string, { readonly sql: readonly string[]; readonly seq?: number }>
> = {
  other_program: { sql: ["PRAGMA application_id = 7"] },
  format_of_the_future: { sql: ["PRAGMA user_version = 3"] },
  format_of_the_past: { sql: ["PRAGMA user_version = 1"] },
  foreign_table: { sql: ["CREATE TABLE stranger (a)"] },
  foreign_trigger: {
    sql: ["CREATE TRIGGER thief AFTER INSERT ON bid BEGIN DELETE FROM meta; END"],
  },
  foreign_view: { sql: ["CREATE VIEW entries AS SELECT 1"] },
  trigger_missing: { sql: ["DROP TRIGGER entry_refuses_update"] },
  trigger_replaced: {
    sql: [
      "DROP TRIGGER entry_refuses_update",
      "CREATE TRIGGER entry_refuses_update AFTER UPDATE ON entry BEGIN SELECT 1; END",
    ],
  },
  identity_missing: { sql: ["DELETE FROM meta"] },
  constraint_broken: {
    sql: [
      "PRAGMA ignore_check_constraints = ON",
      "INSERT INTO bid VALUES ('8', x'00', x'00', 1, x'00')",
    ],
  },
  event_removed: { sql: final("entry", "delete", "DELETE FROM entry WHERE seq = 5"), seq: 5 },
  last_event_removed: {
    sql: final("entry", "delete", "DELETE FROM entry WHERE seq = 21"),
    seq: 21,
  },
  batch_removed: { sql: final("batch", "delete", "DELETE FROM batch WHERE first_seq = 4"), seq: 4 },
  command_changed: {
    sql: final("entry", "update", "UPDATE entry SET command = x'00' WHERE seq = 4"),
    seq: 4,
  },
  bid_of_no_event: {
    sql: ["INSERT INTO bid VALUES ('8', zeroblob(16), zeroblob(32), 22, x'00')"],
    seq: 22,
  },
};

/** The statements that change what is final, with its trigger put back as it was. */
function final(table: string, verb: string, sql: string): readonly string[] {
  const name = `${table}_refuses_${verb}`;
  const trigger = SCHEMA.find((text) => text.includes(name));
  assert(trigger !== undefined, `There is no trigger ${name}`);
  return [`DROP TRIGGER ${name}`, sql, trigger];
}

for (const [name, { sql, seq }] of Object.entries(MEDDLING)) {
  Deno.test(`Ledger refuses a file that was meddled with: ${name}`, () => {
    using folder = filledFolder();
    meddle(folder, ...sql);
    const fault = assertThrows(() => readAll(folder), LedgerCorrupt);
    assertEquals(fault.seq, seq ?? null);
  });
}

Deno.test("Ledger's file refuses to change or forget what was written", () => {
  using folder = filledFolder();
  for (const table of ["entry", "batch", "bid"]) {
    assertThrows(() => meddle(folder, `DELETE FROM ${table}`));
  }
  assertThrows(() => meddle(folder, "UPDATE entry SET at = 1"));
  assertThrows(() => meddle(folder, "UPDATE batch SET bytes = x'00'"));
  assertThrows(() => meddle(folder, "UPDATE bid SET receipt = x'00'"));
  assertEquals(readAll(folder).rows, ROWS);
});

Deno.test("Ledger.open() refuses a file that is no database, and leaves it as it is", () => {
  using folder = new TempFolder();
  const text = toUtf8("Dear diary, ".repeat(500));
  Deno.writeFileSync(folder.ledger, text, { mode: 0o644 });
  assertThrows(() => readAll(folder), LedgerCorrupt);
  assertEquals(Deno.readFileSync(folder.ledger), text);
  assertEquals([...Deno.readDirSync(folder.path)].length, 1);
});

Deno.test("Ledger.open() refuses the database of another program, and leaves it as it is", () => {
  using folder = new TempFolder();
  meddle(folder, "CREATE TABLE recipe (name TEXT)", "INSERT INTO recipe VALUES ('feijoada')");
  const before = Deno.readFileSync(folder.ledger);
  assertThrows(() => readAll(folder), LedgerCorrupt);
  assertEquals(Deno.readFileSync(folder.ledger), before);
  assertEquals([...Deno.readDirSync(folder.path)].length, 1);
});

Deno.test("Ledger.open() without an identity finds no record in an empty file", () => {
  using folder = new TempFolder();
  Deno.writeFileSync(folder.ledger, new Uint8Array());
  const fault = assertThrows(() => Ledger.open(folder.ledger, { identity: null }), Fault);
  assertEquals(fault.code, "not_found");
});

Deno.test("Ledger.open() goes on where a house died before its first commit", () => {
  using folder = new TempFolder();
  Deno.writeFileSync(folder.ledger, new Uint8Array());
  assertEquals(readAll(folder).rows, []);
  using other = new TempFolder();
  meddle(other, "PRAGMA journal_mode = WAL");
  assertEquals(readAll(other).rows, []);
});
