// A house that comes back with an older copy of its record, as after a backup put back: it finds that
// out by its checkpoints, and a bidder who holds more than that copy does not follow it.

import { assert, assertEquals, assertMatch } from "@std/assert";
import { decodeNotes, encodeNote } from "../../lib/wire/checkpoint_note.ts";
import { ClientProcess } from "../support/client_process.ts";
import { HouseProcess, startHouseProgram } from "../support/house_process.ts";
import { makeKeys, SaleFolder } from "../support/sale_folder.ts";

const LOT = { id: "1", title: "Lote 1", opening: 100, increments: { fixed: 1 } };

/** The files of the record: the database, and what SQLite may keep beside it. */
function recordFiles(folder: string): readonly string[] {
  return [...Deno.readDirSync(folder)].map(({ name }) => name)
    .filter((name) => name.startsWith("ledger.sqlite"));
}

function copyRecord(from: string, to: string): void {
  for (const name of recordFiles(to)) Deno.removeSync(`${to}/${name}`);
  for (const name of recordFiles(from)) Deno.copyFileSync(`${from}/${name}`, `${to}/${name}`);
}

Deno.test("A house does not go on with an older record, nor does its client where it is made to", async () => {
  const keys = await makeKeys(["ana"]);
  await using folder = await SaleFolder.make();
  for (const [name, keySet] of keys) await folder.addBidder(name, { keySet, paddle: name });
  await folder.writeItem("1.json", LOT);
  const data = `${folder.path}/data`;
  const backup = `${folder.path}/backup`;
  Deno.mkdirSync(backup);
  await using first = await HouseProcess.start(folder);
  await first.hasLots("1");
  await first.stop();
  copyRecord(data, backup);
  await using second = await HouseProcess.start(folder, first.place);
  await second.command("/lots/1/open");
  await using ana = ClientProcess.start(folder, "ana");
  await ana.live();
  assertEquals((await ana.bid("1", { max: 300 })).state, "accepted");
  const note = await second.checkpoint();
  await second.stop();
  const notes = decodeNotes(Deno.readFileSync(`${data}/checkpoints.txt`));
  assert(notes.ok && notes.notes.some((kept) => encodeNote(kept) === note));
  copyRecord(backup, data);
  await using refused = startHouseProgram(folder, first.place);
  const end = await refused.ended();
  assertEquals(end.code, 1, end.err);
  assertMatch(end.err, /^record_rolled_back: /m);
  assertMatch(end.err, /move checkpoints\.txt away/);
  // Where there is no record at all, none is begun in its place.
  for (const name of recordFiles(data)) Deno.removeSync(`${data}/${name}`);
  await using empty = startHouseProgram(folder, first.place);
  assertMatch((await empty.ended()).err, /^record_rolled_back: /m);
  assertEquals(recordFiles(data), []);
  copyRecord(backup, data);
  // Its loss is accepted: the house goes on, and the bidders' programs show why they do not.
  Deno.renameSync(`${data}/checkpoints.txt`, `${folder.path}/checkpoints.txt`);
  await using third = await HouseProcess.start(folder, first.place);
  const { code, err } = await ana.program.ended();
  assertEquals(code, 1, err);
  assertMatch(err, /^two_histories: /m);
  assertEquals((await third.admin("/healthz")).status, 200);
  await third.stop();
});
