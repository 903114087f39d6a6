// Records that anything may have happened to: rows whose bytes are still CBOR and whose chain was
// mended, columns of other kinds, a write-ahead log of any bytes. A start refuses them in words.

import { assert } from "@std/assert";
import { DatabaseSync } from "node:sqlite";
import fc from "fast-check";
import { type Bytes, concat } from "../../lib/base/bytes.ts";
import { BidderStore } from "../../lib/ledger/bidder_store.ts";
import { batchFrom, bidFrom, rowFrom } from "../../lib/ledger/_columns.ts";
import { Ledger } from "../../lib/ledger/ledger.ts";
import { logDamage } from "../../lib/ledger/log_damage.ts";
import { chainHash, GENESIS_HASH } from "../../lib/secure/digest.ts";
import type { RecordRow } from "../../lib/session/desk_message.ts";
import { BidderRecord } from "../../lib/worker/bidder_record.ts";
import { BEN, MINUTE, T0 } from "../auction/scene.ts";
import { ANAS_SALE, decisions } from "../ledger/_record.ts";
import { loadAll, TempFolder } from "../ledger/_sites.ts";
import { bidInput, DeskStage, SALE } from "../session/_desk_stage.ts";
import { changedCbor } from "./_cbor_changes.ts";
import { changedBytes, mutants } from "./_mutator.ts";
import { unlessRefused } from "./_own_faults.ts";
import { runs } from "./_runs.ts";
import { byteSeeds } from "./_seeds.ts";

/** A record with bids, an extension, an undo, a hammer and the close of the sale. */
function played(): DeskStage {
  const stage = new DeskStage().open();
  const late = T0 + 9 * MINUTE;
  stage.take([bidInput(), bidInput({ paddle: BEN, from: "member of Ben", amount: 1_500 })]);
  stage.take([bidInput({ bidId: "02".repeat(16), lot: "8", at: late })], late);
  stage.say(
    { type: "UndoLastBid", at: late + 5, lot: "7" },
    { type: "PauseLot", at: late + 6, lot: "8" },
    { type: "ResumeLot", at: late + 7, lot: "8" },
    { type: "SuspendPaddle", at: late + 8, paddle: BEN },
    { type: "Tick", at: T0 + 11 * MINUTE },
    { type: "HammerLot", at: T0 + 12 * MINUTE, lot: "7", belowReserve: true },
    { type: "CloseSale", at: T0 + 13 * MINUTE },
  );
  return stage;
}

const stage = played();
const { rows } = stage;
const commands = rows.flatMap(({ command }) => command ?? []);

/** The rows with another command or event at one place, and a chain that fits them again. */
function mended(at: number, change: Partial<RecordRow>): readonly RecordRow[] {
  let hash: Bytes = GENESIS_HASH;
  return rows.map((row, i) => {
    const changed = i === at ? { ...row, ...change } : row;
    hash = chainHash(hash, changed.event);
    return { ...changed, hash };
  });
}

Deno.test("Desk.restore() says in words what is wrong with any command or event of a record", () => {
  const place = fc.nat(rows.length - 1);
  const other = fc.oneof(
    mutants([...commands, ...byteSeeds("command")], changedCbor, changedBytes)
      .map((command) => ({ command })),
    mutants([...rows.map(({ event }) => event), ...byteSeeds("event")], changedCbor, changedBytes)
      .map((event) => ({ event })),
    fc.integer().map((by) => ({ at: T0 + by })),
  );
  fc.assert(
    fc.property(place, other, (at, change) => {
      const desk = stage.fresh();
      for (const row of mended(at, change)) {
        const flaw = desk.restore(row);
        if (flaw !== null) return assert(flaw.length > 5, flaw);
      }
      desk.restored();
    }),
    runs(300),
  );
});

/** The columns of the record's tables, each with what a hand or a bad sector could put there. */
const columns = [
  ...["entry.at", "entry.command", "entry.event", "entry.hash", "entry.seq"],
  ...["batch.bytes", "batch.count", "batch.first_seq", "bid.paddle", "bid.bid_id", "bid.digest"],
  ...["bid.seq", "bid.receipt", "meta.sale", "meta.house", "meta.alive_at"],
];
const strangeValues = [
  ...[null, -1, 2 ** 40, "text", "", new Uint8Array(0), new Uint8Array(3), 9_007_199_254_740_993n],
];

Deno.test("Ledger.load() gives a fault of its own for any value in any column of the record", () => {
  using folder = new TempFolder();
  const ledger = Ledger.open(folder.ledger, { identity: ANAS_SALE });
  loadAll(ledger);
  for (const append of decisions(3)) ledger.append(append);
  ledger.close();
  const right = Deno.readFileSync(folder.ledger);
  const meddling = fc.tuple(fc.constantFrom(...columns), fc.constantFrom(...strangeValues));
  let refused = 0;
  fc.assert(
    fc.property(meddling, fc.nat(2), ([column, value], row) => {
      Deno.writeFileSync(folder.ledger, right);
      const isChanged = meddle(folder.ledger, { column, value, row });
      const kept = unlessRefused(["ledger_corrupt", "ledger_unwritable"], () => {
        using record = new Opened(folder.ledger);
        return loadAll(record.ledger).length;
      });
      if (isChanged && kept === null) refused++;
    }),
    {
      ...runs(40),
      // Whatever chance brings, these are tried: no record may stand with them.
      examples: [
        [["entry.hash", new Uint8Array(3)], 0],
        [["entry.event", "text"], 1],
        [["batch.bytes", new Uint8Array(0)], 0],
      ],
    },
  );
  assert(refused >= 3, `Only ${refused} records were refused`);
});

Deno.test("Readers of columns give their own type or ledger_corrupt, whatever SQLite returns", () => {
  const value = fc.oneof(
    fc.constantFrom(...strangeValues),
    fc.bigInt(),
    fc.double(),
    fc.anything(),
  );
  const names = columns.map((column) => column.split(".")[1] ?? "");
  const row = fc.dictionary(fc.constantFrom(...names), value, { minKeys: 6 });
  fc.assert(
    fc.property(row, (columns) => {
      for (const read of [rowFrom, batchFrom, bidFrom]) {
        unlessRefused(["ledger_corrupt"], () => read(columns));
      }
    }),
    runs(200),
  );
});

/** A ledger that is closed with its block, whatever loading it throws. */
class Opened implements Disposable {
  readonly ledger: Ledger;

  constructor(path: string) {
    this.ledger = Ledger.open(path, { identity: ANAS_SALE });
  }

  [Symbol.dispose](): void {
    this.ledger.close();
  }
}

/** Writes a value behind the ledger's back; false where SQLite's own checks refuse it. */
function meddle(
  path: string,
  { column, value, row }: {
    readonly column: string;
    readonly value: typeof strangeValues[number];
    readonly row: number;
  },
): boolean {
  const [table = "", name = ""] = column.split(".");
  const db = new DatabaseSync(path);
  try {
    const sql = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'";
    const triggers = db.prepare(sql).all();
    for (const trigger of triggers) db.exec(`DROP TRIGGER ${trigger["name"]}`);
    db.exec("PRAGMA ignore_check_constraints = ON; PRAGMA foreign_keys = OFF");
    // Each table's own key, as it is in no other: bids have no row ids.
    const key = { entry: "seq", batch: "first_seq", bid: "seq", meta: "id" }[table];
    const place = `(SELECT ${key} FROM ${table} LIMIT 1 OFFSET ${row})`;
    const isChanged = unlessSqlite(() =>
      db.prepare(`UPDATE ${table} SET ${name} = ? WHERE ${key} = ${place}`).run(value)
    );
    for (const trigger of triggers) db.exec(String(trigger["sql"]));
    return isChanged;
  } finally {
    db.close();
  }
}

function unlessSqlite(write: () => unknown): boolean {
  try {
    write();
    return true;
  } catch {
    return false; // A strict table takes no value of another kind.
  }
}

Deno.test("logDamage() names a frame of the log or none, for any bytes", () => {
  // A log's header with pages of 512 bytes, and three frames that commit.
  const header = Uint8Array.fromHex(
    "377f0682002de218000002000000000000000001000000020000000000000000",
  );
  const frame = concat(
    Uint8Array.fromHex("000000010000000100000001000000020000000000000000"),
    new Uint8Array(512).fill(7),
  );
  const seeds = [concat(header, frame, frame, frame, frame), header, new Uint8Array(0)];
  fc.assert(
    fc.property(mutants(seeds, changedBytes), (log) => {
      const wrong = logDamage(log);
      if (wrong !== null) assert(wrong >= 0 && wrong <= log.length / 512);
    }),
    runs(200),
  );
});

Deno.test("BidderRecord.restore() takes the batches that fit, or gives bad_protocol", () => {
  using folder = new TempFolder();
  const seeds = byteSeeds("signed_message");
  let number = 0;
  fc.assert(
    fc.property(
      fc.array(mutants(seeds, changedBytes, changedCbor), { maxLength: 4 }),
      (batches) => {
        const store = BidderStore.open(folder.ledger);
        try {
          const sale = `${SALE}${number++}`;
          store.keepBatches(
            sale,
            batches.map((bytes, i) => ({ firstSeq: i + 1, count: 1, bytes })),
          );
          const record = new BidderRecord(sale, store);
          const seen = unlessRefused(["bad_protocol"], () => record.restore());
          if (seen !== null) assert(seen.length <= record.seq);
        } finally {
          store.close();
        }
      },
    ),
    runs(40),
  );
});

Deno.test("BidderStore.open() refuses any file that is not a bidder's by a code of its own", () => {
  using folder = new TempFolder();
  const store = BidderStore.open(folder.ledger);
  store.keepBatches(SALE, [{ firstSeq: 1, count: 1, bytes: new Uint8Array(200) }]);
  store.close();
  const right = Deno.readFileSync(folder.ledger);
  fc.assert(
    fc.property(mutants([right], changedBytes), (bytes) => {
      Deno.writeFileSync(folder.ledger, bytes);
      unlessRefused(["bad_file", "file_unwritable"], () => BidderStore.open(folder.ledger).close());
    }),
    runs(40),
  );
});
