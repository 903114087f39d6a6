// Reading a record without touching it: the private copy, its life, and what comes out of it.

import { assertEquals, assertThrows } from "@std/assert";
import { Fault } from "../../lib/base/fault.ts";
import { DatabaseCopy } from "../../lib/ledger/database_copy.ts";
import { Ledger } from "../../lib/ledger/ledger.ts";
import { LedgerCorrupt } from "../../lib/ledger/ledger_corrupt.ts";
import { RecordReader } from "../../lib/ledger/record_reader.ts";
import { ANAS_SALE, CHECKS, decisions } from "./_record.ts";

const APPENDS = decisions(4);

/** Writes Ana's record of four decisions to `path`. */
function write(path: string): void {
  const ledger = Ledger.open(path, { identity: ANAS_SALE });
  for (const _ of ledger.load(CHECKS));
  for (const append of APPENDS) ledger.append(append);
  ledger.close();
}

/** Runs `body` with a fresh temporary folder. */
function inFolder(body: (folder: string) => void): void {
  const folder = Deno.makeTempDirSync({ prefix: "leilao-test-" });
  try {
    body(folder);
  } finally {
    Deno.removeSync(folder, { recursive: true });
  }
}

function names(folder: string): readonly string[] {
  return [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
}

Deno.test("RecordReader gives what the ledger holds, in order, as often as asked", () =>
  inFolder((folder) => {
    write(`${folder}/ledger.sqlite`);
    using reader = RecordReader.open(`${folder}/ledger.sqlite`, { workFolder: folder });
    assertEquals(reader.identity, ANAS_SALE);
    assertEquals(reader.lastSeq(), 10);
    for (let time = 0; time < 2; time++) {
      assertEquals([...reader.rows()], APPENDS.flatMap(({ rows }) => rows));
      assertEquals([...reader.batches()], APPENDS.flatMap(({ batches }) => batches));
      assertEquals([...reader.bids()], APPENDS.flatMap(({ bids }) => bids));
    }
  }));

Deno.test("RecordReader leaves no copy behind, also where the file cannot be opened", () =>
  inFolder((folder) => {
    write(`${folder}/ledger.sqlite`);
    Deno.writeTextFileSync(`${folder}/text.sqlite`, "no database ".repeat(400));
    const workFolder = `${folder}/work`;
    RecordReader.open(`${folder}/ledger.sqlite`, { workFolder })[Symbol.dispose]();
    assertThrows(
      () => RecordReader.open(`${folder}/text.sqlite`, { workFolder }),
      LedgerCorrupt,
    );
    assertEquals(names(workFolder), []);
    assertEquals(names(folder), ["ledger.sqlite", "text.sqlite", "work"]);
  }));

Deno.test({
  name: "DatabaseCopy.take() makes a copy that nobody else can open",
  ignore: Deno.build.os === "windows",
  fn: () =>
    inFolder((folder) => {
      write(`${folder}/ledger.sqlite`);
      Deno.chmodSync(`${folder}/ledger.sqlite`, 0o644);
      const workFolder = `${folder}/work`;
      using copy = DatabaseCopy.take(`${folder}/ledger.sqlite`, { workFolder });
      const [name = ""] = names(workFolder);
      assertEquals((Deno.statSync(`${workFolder}/${name}`).mode ?? 0) & 0o777, 0o700);
      assertEquals(Deno.readFileSync(copy.path), Deno.readFileSync(`${folder}/ledger.sqlite`));
    }),
});

Deno.test("DatabaseCopy.take() says what is not there, and what is no file", () =>
  inFolder((folder) => {
    for (const name of ["none.sqlite", "."]) {
      const take = () => DatabaseCopy.take(`${folder}/${name}`, { workFolder: `${folder}/work` });
      assertEquals(assertThrows(take, Fault).code, "not_found");
    }
    assertEquals(names(folder), []);
  }));
