// Backups of a house at work, and a house that moves: its folders come to another machine in the
// middle of a sale, and it goes on there with the bidders that it had.

import { assert, assertEquals, assertGreater, assertRejects } from "@std/assert";
import { Fault } from "../../lib/base/fault.ts";
import { checkBackup } from "../../lib/command/backup_folder.ts";
import { eventually } from "../support/bounded.ts";
import { ClientProcess, disposeAll } from "../support/client_process.ts";
import { freePlace, HouseProcess } from "../support/house_process.ts";
import { assertOneHistory } from "../support/one_history.ts";
import { readRecord, readRecordAt } from "../support/record_reading.ts";
import { makeKeys, SaleFolder } from "../support/sale_folder.ts";
import { runTaskIn, taskCommand } from "../support/task_run.ts";
import { whileBidding } from "../support/while_bidding.ts";

const NAMES = ["ana", "ben"] as const;
const LOT = { id: "1", title: "Lote 1", opening: 100, increments: { fixed: 1 } };
const CLOCK = { id: "2", title: "Lote 2", opening: 100, durationSeconds: 600 };
/** Answers of each client before and after something is done. */
const ANSWERS = 15;

Deno.test("A house that moves to another machine in mid-sale goes on there with its bidders", async () => {
  await using owned = new AsyncDisposableStack();
  const here = owned.use(await saleFolder());
  const there = owned.use(await SaleFolder.make());
  const first = owned.use(await HouseProcess.start(here));
  const before = await ClientProcess.startAll(here, NAMES);
  for (const client of before) owned.use(client);
  await open(first, { clients: before, lots: [LOT.id, CLOCK.id] });
  await whileBidding(before, { lot: LOT.id, from: 1_000, work: () => answered(before, ANSWERS) });
  await disposeAll(before);
  await first.stop();

  const made = await task(here, ["backup", "--json"]);
  const { folder: backup } = JSON.parse(made.out);
  await Deno.mkdir(`${there.path}/backups`);
  await Deno.rename(`${here.path}/${backup}`, `${there.path}/${backup}`);
  await task(there, ["restore", "--from", backup]);

  const second = owned.use(await HouseProcess.start(there, { ...freePlace(), host: "127.0.0.2" }));
  assertEquals(second.ready.house, first.ready.house);
  assert(second.ready.join.startsWith("127.0.0.2:"));
  // The bidders' machines stay what they were: they get a new invitation.
  await here.writeInvitation(second.ready.join, second.ready.house);
  const after = await ClientProcess.startAll(here, NAMES);
  for (const client of after) owned.use(client);
  const extended = await Promise.all(
    after.map((client) => client.eventOf("LotExtended", CLOCK.id)),
  );
  assertEquals(extended.map(({ cause }) => cause), after.map(() => "outage"));
  await whileBidding(after, { lot: LOT.id, from: 50_000, work: () => answered(after, ANSWERS) });
  const last = await second.command(`/lots/${LOT.id}/hammer`);
  await Promise.all(after.map((client) => client.event(last)));
  await second.stop();
  await assertOneHistory([...before, ...after], { folder: there, last });
});

Deno.test("A backup in mid-bidding holds the record as of an event, and the bidding goes on", async () => {
  await using folder = await saleFolder();
  await using elsewhere = await SaleFolder.make();
  await using house = await HouseProcess.start(folder);
  const clients = await ClientProcess.startAll(folder, NAMES);
  try {
    await open(house, { clients, lots: [LOT.id] });
    const backups: string[] = [];
    const work = async () => {
      await answered(clients, ANSWERS);
      for (let i = 0; i < 2; i++) {
        const made = await task(folder, ["backup", "--json", "--admin", house.ready.admin]);
        backups.push(JSON.parse(made.out).folder);
        await answered(clients, ANSWERS);
      }
    };
    await whileBidding(clients, { lot: LOT.id, from: 1_000, work });
    const last = await house.command(`/lots/${LOT.id}/hammer`);
    await Promise.all(clients.map((client) => client.event(last)));
    await house.stop();
    await assertOneHistory(clients, { folder, last });
    const { types } = await readRecord(folder);
    let seqBefore = 0;
    for (const backup of backups) {
      const { manifest: { seq } } = await checkBackup(`${folder.path}/${backup}`);
      assertGreater(seq, seqBefore);
      seqBefore = seq;
      const copy = `${folder.path}/${backup}`;
      const record = await readRecordAt(`${copy}/ledger.sqlite`, {
        keys: `${copy}/keys`,
        readOnly: true,
      });
      assertEquals(record.types, types.slice(0, seq));
      const ledger = `${backup}/ledger.sqlite`;
      const audit = JSON.parse((await task(folder, ["audit", "--json", "--ledger", ledger])).out);
      assertEquals([audit.verdict, audit.head.seq], ["right", seq]);
      assertGreater(audit.checkpoints.count, 0);
    }
    // The house has signed more since; its copy goes on elsewhere with the checkpoints that it has.
    await Deno.mkdir(`${elsewhere.path}/backups`);
    await Deno.rename(`${folder.path}/${backups[0]}`, `${elsewhere.path}/${backups[0]}`);
    await task(elsewhere, ["restore", "--from", `${backups[0]}`]);
    await using again = await HouseProcess.start(elsewhere);
    assertEquals((await again.admin("/healthz")).status, 200);
    await again.stop();
    assertGreater(last, seqBefore);
  } finally {
    await disposeAll(clients);
  }
});

Deno.test("A house or a backup killed in mid-copy leaves nothing that passes for a backup", async () => {
  await using folder = await saleFolder();
  const place = freePlace();
  await using house = await HouseProcess.start(folder, place);
  const clients = await ClientProcess.startAll(folder, NAMES);
  try {
    await open(house, { clients, lots: [LOT.id] });
    const work = () => answered(clients, ANSWERS);
    await whileBidding(clients, { lot: LOT.id, from: 1_000, work });
  } finally {
    await disposeAll(clients);
  }
  const copies = `${folder.path}/data/backups`;
  const { sale, seq } = (await house.admin("/api/v1/sale")).body;
  const name = `${sale}-${seq}.ledger`;
  await Deno.mkdir(copies);
  // Where the copy looks for free space there is a pipe that nobody reads: it waits there for ever.
  await pipeAt(`${copies}/${name}.partial-room`);
  const asked = house.admin("/api/v1/backup", {}).catch(() => null);
  await eventually(() => entries(copies).includes(`${name}.partial`) || null, { what: "a copy" });
  house.program.signal("SIGKILL");
  await Promise.all([asked, house.program.ended()]);
  await Deno.remove(`${copies}/${name}.partial-room`);
  assertEquals(entries(copies), [`${name}.partial`]);
  await Deno.copyFile(`${copies}/${name}.partial`, `${folder.path}/found.sqlite`);
  const found = readRecordAt(`${folder.path}/found.sqlite`, { keys: `${folder.path}/keys` });
  assertEquals((await assertRejects(() => found, Fault)).code, "ledger_corrupt");

  const out = `${folder.path}/backups`;
  const killed = taskCommand(folder.path, ["backup"]).spawn();
  await eventually(() => entries(out).length > 0 || null, { what: "a backup under way" });
  killed.kill("SIGKILL");
  await killed.output();
  const whole = /^leilao-backup-/;
  const partial = /^\.leilao-backup-.*\.tmp(\.lock)?$/;
  for (const name of entries(out)) {
    assert(whole.test(name) || partial.test(name), name);
    if (!whole.test(name)) continue;
    await checkBackup(`${out}/${name}`);
    await Deno.remove(`${out}/${name}`, { recursive: true });
  }

  await using again = await HouseProcess.start(folder, place);
  const made = await task(folder, ["backup", "--json", "--admin", again.ready.admin]);
  await checkBackup(`${folder.path}/${JSON.parse(made.out).folder}`);
  // What was left behind, with every maximum in it, is gone.
  assertEquals(entries(copies), []);
  assertEquals(entries(out).length, 1);
  await again.stop();
});

/** A folder with both lots, and the bidders under their names as paddles. */
async function saleFolder(): Promise<SaleFolder> {
  const folder = await SaleFolder.make();
  for (const [name, keySet] of await makeKeys(NAMES)) {
    await folder.addBidder(name, { keySet, paddle: name });
  }
  await folder.writeItem("1.json", LOT);
  await folder.writeItem("2.json", CLOCK);
  return folder;
}

async function open(
  house: HouseProcess,
  { clients, lots }: {
    readonly clients: readonly ClientProcess[];
    readonly lots: readonly string[];
  },
): Promise<void> {
  await house.hasLots(LOT.id, CLOCK.id);
  for (const lot of lots) {
    const opened = await house.command(`/lots/${lot}/open`);
    await Promise.all(clients.map((client) => client.event(opened)));
  }
}

/** Waits until each client has so many more answers of its house. */
async function answered(clients: readonly ClientProcess[], more: number): Promise<void> {
  const count = (client: ClientProcess) =>
    client.answers().filter(({ seq }) => seq !== null).length;
  const enough = clients.map((client) => count(client) + more);
  await eventually(() => clients.every((client, i) => count(client) >= (enough[i] ?? 0)) || null, {
    what: `${more} answers for each`,
  });
}

async function task(folder: SaleFolder, words: readonly string[]) {
  const end = await runTaskIn(folder.path, words);
  if (end.code !== 0) throw new Error(`${words.join(" ")}: ${end.err}`);
  return end;
}

function entries(folder: string): readonly string[] {
  try {
    return [...Deno.readDirSync(folder)].map(({ name }) => name);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}

async function pipeAt(path: string): Promise<void> {
  const { success } = await new Deno.Command("mkfifo", { args: [path] }).output();
  assert(success, path);
}
