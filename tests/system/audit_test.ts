// A sale of real processes, checked afterwards as the house and as a bidder would: an honest record
// passes, and a house that goes on from an older copy is proven to have told two histories.

import { assert, assertEquals } from "@std/assert";
import { ClientProcess } from "../support/client_process.ts";
import { runFolderTask } from "../support/folder_task.ts";
import { HouseProcess } from "../support/house_process.ts";
import { makeKeys, SaleFolder } from "../support/sale_folder.ts";

const LOT = { id: "1", title: "Lote 1", opening: 100, increments: { fixed: 1 } };

/** The exit code of an audit and its verdict. */
async function audited(folder: SaleFolder, ...args: readonly string[]) {
  const { code, out, err } = await runFolderTask("audit", [...args, "--json"], {
    folder: folder.path,
  });
  assert(out !== "", err);
  return { code, ...JSON.parse(out) };
}

/** The file that a client of `name` keeps. */
function ownFile(folder: SaleFolder, name: string): string {
  const files = [...Deno.readDirSync(`${folder.path}/data/${name}`)].map((entry) => entry.name);
  const file = files.find((each) => each.endsWith(".sqlite"));
  assert(file !== undefined, files.join(" "));
  return `data/${name}/${file}`;
}

Deno.test("A sale of real processes passes its audit, and a house with two histories is proven one", async () => {
  const keys = await makeKeys(["ana", "ben"]);
  await using folder = await SaleFolder.make();
  for (const [name, keySet] of keys) await folder.addBidder(name, { keySet, paddle: name });
  await folder.writeItem("1.json", LOT);
  const record = `${folder.path}/data/ledger.sqlite`;
  const ledger = ["--ledger", "data/ledger.sqlite"];
  await using first = await HouseProcess.start(folder);
  await first.command("/lots/1/open");
  await first.stop();
  await Deno.copyFile(record, `${folder.path}/backup.sqlite`);

  await using second = await HouseProcess.start(folder, first.place);
  await using ana = ClientProcess.start(folder, "ana");
  await using ben = ClientProcess.start(folder, "ben");
  for (const client of [ana, ben]) await client.live();
  assertEquals((await ana.bid("1", { max: 300 })).state, "accepted");
  assertEquals((await ben.bid("1", { max: 200 })).state, "accepted");
  await second.stop();
  const right = await audited(folder, ...ledger);
  assertEquals([right.code, right.verdict, right.bids], [0, "right", 2]);
  const mine = ["--mine", ownFile(folder, "ana"), "--evidence-out", "evidence.json"];
  assertEquals((await audited(folder, ...ledger, ...mine)).code, 0);
  const out = [...ledger, "--out", "record.json"];
  assertEquals((await runFolderTask("publish", out, { folder: folder.path })).code, 0);
  const shown = await audited(folder, "--record", "record.json", "--house", right.house, ...mine);
  assertEquals([shown.code, shown.sale, shown.mine.bids], [0, right.sale, 1]);

  // The house's own notes find the older copy at once, and it does not start while they are there.
  const notes = `${folder.path}/data/checkpoints.txt`;
  assertEquals(right.checkpoints.upTo, right.head.seq);
  await Deno.copyFile(`${folder.path}/backup.sqlite`, record);
  const rolled = await audited(folder, ...ledger);
  assertEquals([rolled.code, rolled.finding.code], [1, "head"]);
  await Deno.rename(notes, `${folder.path}/notes.txt`);
  await using third = await HouseProcess.start(folder, first.place);
  await third.command("/lots/1/pass");
  await third.stop();
  assertEquals((await audited(folder, ...ledger)).code, 0);
  const noted = await audited(folder, ...ledger, "--checkpoints", "notes.txt");
  assertEquals([noted.code, noted.finding.code], [1, "head"]);
  const { mine: told, code } = await audited(folder, ...ledger, ...mine);
  assertEquals([code, told.finding.code, told.evidence], [1, "history", "two_histories"]);
  const evidence = ["--evidence", "evidence.json", "--house", right.house];
  const { verdict, seq } = await audited(folder, ...evidence);
  assertEquals([verdict, seq], ["holds", told.finding.seq]);
});
