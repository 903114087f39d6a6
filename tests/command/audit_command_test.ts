// `deno task audit` and `deno task publish` as they are run: with the permissions of their tasks, on
// files, by exit code.

import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { DatabaseSync } from "node:sqlite";
import { BidderStore } from "../../lib/ledger/bidder_store.ts";
import { Ledger } from "../../lib/ledger/ledger.ts";
import { SCHEMA } from "../../lib/ledger/schema.ts";
import { encodeNote, encodeNotes } from "../../lib/wire/checkpoint_note.ts";
import { lot7, T0 } from "../auction/scene.ts";
import { AuditStage, SALE } from "../audit/_audit_stage.ts";
import { type Ended, runFolderTask } from "../support/folder_task.ts";

/** A folder with a data folder in it, as a house or a bidder has it. */
class Desk implements AsyncDisposable {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async make(): Promise<Desk> {
    const folder = await Deno.makeTempDir();
    await Deno.mkdir(`${folder}/data`);
    return new Desk(folder);
  }

  path(name: string): string {
    return `${this.folder}/${name}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Deno.remove(this.folder, { recursive: true });
  }

  async run(task: "audit" | "publish", ...args: readonly string[]): Promise<Ended> {
    return await runFolderTask(task, args, { folder: this.folder });
  }

  /** The verdict of an audit with --json. */
  async verdict(...args: readonly string[]) {
    const { code, out, err } = await this.run("audit", ...args, "--json");
    assert(out !== "", err);
    return { code, ...JSON.parse(out) };
  }
}

/** All files under a folder with their bytes. */
function contents(folder: string): readonly string[] {
  return [...Deno.readDirSync(folder)].map(({ name, isFile }) =>
    isFile ? `${name} ${Deno.readFileSync(`${folder}/${name}`).toHex()}` : name
  ).sort();
}

/** Changes a ledger as a hand with a database tool could, and hides that it did. */
function meddle(path: string, sql: string): void {
  const db = new DatabaseSync(path);
  const triggers = SCHEMA.filter((text) => text.startsWith("CREATE TRIGGER"));
  for (const text of triggers) db.exec(`DROP TRIGGER ${text.split(" ")[2]}`);
  db.exec(sql);
  for (const text of triggers) db.exec(text);
  db.close();
}

Deno.test("audit says that a record is right, in words of both languages and as JSON", async () => {
  await using desk = await Desk.make();
  const stage = new AuditStage().played();
  stage.write(desk.path("data/ledger.sqlite"));
  const args = ["--ledger", "data/ledger.sqlite", "--house", stage.house];
  const english = await desk.run("audit", ...args);
  assertEquals([english.code, english.err], [0, ""]);
  assertStringIncludes(english.out, "No checkpoint covers events 1 to 11");
  assertStringIncludes(english.out, "The record is right: 11 events, 4 bids");
  assertStringIncludes(english.out, "sold to paddle 2 for");
  const portuguese = await desk.run("audit", ...args, "--lang", "pt");
  assertStringIncludes(portuguese.out, "O registro está certo: 11 acontecimentos, 4 lances");
  const { verdict, house, head, bids, finding, lots } = await desk.verdict(...args);
  assertEquals([verdict, house, bids, finding], ["right", stage.house, 4, null]);
  assertEquals(head, { seq: 11, hash: stage.head.hash.toHex() });
  assertEquals(lots, [{ id: "7", status: "sold", paddle: "2", price: 2_700 }]);
});

Deno.test("audit says who has how many units of a lot, and the price of each", async () => {
  await using desk = await Desk.make();
  const stage = new AuditStage().open();
  const lot = { ...lot7, id: "8", format: { type: "uniform", quantity: 3 } } as const;
  stage.say(
    { type: "CatalogueLot", at: T0, lot, salt: "00".repeat(16) },
    { type: "OpenLot", at: T0, lot: "8" },
  );
  stage.bid(stage.ana, 2_000, { lot: "8", quantity: 2 });
  stage.bid(stage.ben, 3_000, { lot: "8", quantity: 1 });
  stage.say({ type: "HammerLot", at: T0 + 10, lot: "8", belowReserve: false });
  stage.write(desk.path("data/ledger.sqlite"));
  const args = ["--ledger", "data/ledger.sqlite", "--house", stage.house];
  const { out } = await desk.run("audit", ...args);
  assertStringIncludes(out, "sold for R$10.00 each: 1 to paddle 2, 2 to paddle 1");
  const { out: portuguese } = await desk.run("audit", ...args, "--lang", "pt");
  assertStringIncludes(portuguese, "vendido a R$\u00a010,00 cada: 1 à placa 2, 2 à placa 1");
});

Deno.test("audit changes nothing, neither in a file nor beside it, with or without its log", async () => {
  await using desk = await Desk.make();
  const stage = new AuditStage().played();
  for (const folder of ["rest", "crashed"]) Deno.mkdirSync(desk.path(folder));
  stage.write(desk.path("rest/ledger.sqlite"));
  // What a house leaves that was killed: the file, and a log with what is not in it yet. Another
  // process copies them: closing a handle of this one would drop the house's lock.
  stage.write(desk.path("live.sqlite"), () => {
    for (const suffix of ["", "-wal"]) {
      const args = [desk.path(`live.sqlite${suffix}`), desk.path(`crashed/ledger.sqlite${suffix}`)];
      assert(new Deno.Command("cp", { args }).outputSync().success);
    }
  });
  assert((await Deno.stat(desk.path("crashed/ledger.sqlite-wal"))).size > 0);
  for (const folder of ["rest", "crashed"]) {
    const before = contents(desk.path(folder));
    const { code, bids } = await desk.verdict("--ledger", `${folder}/ledger.sqlite`);
    assertEquals([code, bids], [0, 4], folder);
    assertEquals(contents(desk.path(folder)), before, folder);
  }
  assertEquals(contents(desk.path("data")), []);
});

Deno.test("audit finds what was changed in a file, and names the event", async () => {
  await using desk = await Desk.make();
  const stage = new AuditStage().played();
  const cases: Readonly<Record<string, readonly [sql: string, wanted: string]>> = {
    one_byte: ["UPDATE entry SET event = zeroblob(length(event)) WHERE seq = 8", "chain 8"],
    row_missing: ["DELETE FROM entry WHERE seq = 8", "row_missing 8"],
    rows_swapped: [
      "UPDATE entry SET seq = 99 WHERE seq = 8; UPDATE entry SET seq = 8 WHERE seq = 9; " +
      "UPDATE entry SET seq = 9 WHERE seq = 99",
      "chain 8",
    ],
    tail_cut: ["DELETE FROM entry WHERE seq > 8", "row_missing 9"],
    receipt_missing: ["DELETE FROM bid WHERE seq = 8", "receipt 8"],
    house_renamed: [`UPDATE meta SET house = '${new AuditStage().key.x}'`, "batch 1"],
  };
  for (const [name, [sql, wanted]] of Object.entries(cases)) {
    stage.write(desk.path(`${name}.sqlite`));
    meddle(desk.path(`${name}.sqlite`), sql);
    const { code, verdict, finding } = await desk.verdict("--ledger", `${name}.sqlite`);
    assertEquals([code, verdict], [1, "wrong"], name);
    assertEquals(`${finding.code} ${finding.seq}`, wanted, name);
  }
  const { out } = await desk.run("audit", "--ledger", "one_byte.sqlite", "--lang", "pt");
  assertStringIncludes(out, "O registro está ERRADO, acontecimento 8");
});

Deno.test("audit finds that a file is cut short, or is no ledger", async () => {
  await using desk = await Desk.make();
  new AuditStage().played().write(desk.path("cut.sqlite"));
  await Deno.truncate(desk.path("cut.sqlite"), (await Deno.stat(desk.path("cut.sqlite"))).size / 2);
  await Deno.writeTextFile(desk.path("text.sqlite"), "no database at all ".repeat(100));
  for (const name of ["cut.sqlite", "text.sqlite"]) {
    const { code, finding } = await desk.verdict("--ledger", name);
    assertEquals([code, finding.code], [1, "file"], name);
  }
  const { code, err } = await desk.run("audit", "--ledger", "none.sqlite");
  assertEquals(code, 1);
  assertStringIncludes(err, "no such file");
});

Deno.test("audit and publish leave a ledger alone that a house has open, and say so", async () => {
  await using desk = await Desk.make();
  new AuditStage().played().write(desk.path("data/ledger.sqlite"));
  const ledger = Ledger.open(desk.path("data/ledger.sqlite"), { identity: null });
  try {
    const names = [...Deno.readDirSync(desk.path("data"))].map(({ name }) => name).sort();
    const asked = ["--ledger", "data/ledger.sqlite"];
    const runs = [
      await desk.run("audit", ...asked),
      await desk.run("publish", ...asked, "--out", "record.json"),
    ];
    for (const { code, err } of runs) {
      assertEquals(code, 1);
      assertStringIncludes(err, "is in use");
      assertStringIncludes(err, "deno task backup");
    }
    assertEquals([...Deno.readDirSync(desk.path("data"))].map(({ name }) => name).sort(), names);
  } finally {
    ledger.close();
  }
});

Deno.test("audit --mine finds a database that was rolled back, and its evidence convinces others", async () => {
  await using desk = await Desk.make();
  const stage = new AuditStage().open();
  stage.write(desk.path("backup.sqlite"));
  const { bid, signature } = stage.bid(stage.ana, 2_000);
  const answer = stage.bids[0];
  assert(answer !== undefined);
  const store = BidderStore.open(desk.path("data/ana.sqlite"));
  store.keepBatches(SALE, stage.batches);
  const bidId = answer.bidId.toHex();
  store.keepBid(SALE, { bidId, bid, signature }, 1);
  store.keepReceipt(SALE, { bidId, receipt: answer.receipt });
  store.close();
  const before = contents(desk.path("data"));
  const alone = await desk.verdict("--ledger", "backup.sqlite");
  assertEquals([alone.code, alone.verdict], [0, "right"]);
  const mine = ["--mine", "data/ana.sqlite", "--evidence-out", "evidence.json"];
  const rolled = await desk.verdict("--ledger", "backup.sqlite", ...mine);
  assertEquals([rolled.code, rolled.mine.finding.code, rolled.mine.finding.seq], [1, "head", 7]);
  assertEquals(rolled.evidenceFile, "evidence.json");
  const asked = ["--evidence", "evidence.json", "--house", stage.house];
  const evidence = await desk.verdict(...asked);
  assertEquals([evidence.code, evidence.verdict, evidence.claim], [0, "holds", "omitted"]);
  const stranger = ["--evidence", "evidence.json", "--house", new AuditStage().house];
  assertEquals((await desk.verdict(...stranger)).code, 1);
  stage.write(desk.path("whole.sqlite"));
  const whole = await desk.verdict("--ledger", "whole.sqlite", "--mine", "data/ana.sqlite");
  assertEquals([whole.code, whole.mine.bids], [0, 1]);
  assertEquals(contents(desk.path("data")), before);
  const again = await desk.run("audit", "--ledger", "backup.sqlite", ...mine);
  assertEquals(again.code, 1);
  assertStringIncludes(again.err, "exists");
  assertStringIncludes(again.out, "event 7");
});

Deno.test("audit reads checkpoints.txt beside a ledger by itself, and finds what was cut or rolled back", async () => {
  await using desk = await Desk.make();
  const stage = new AuditStage().open();
  const notes = [stage.note()];
  stage.write(desk.path("rolled.sqlite"));
  stage.bid(stage.ana, 2_000);
  stage.bid(stage.ben, 3_000);
  notes.push(stage.note());
  stage.write(desk.path("data/ledger.sqlite"));
  const file = encodeNotes(notes.map(encodeNote));
  Deno.writeFileSync(desk.path("data/checkpoints.txt"), file);
  const ledger = ["--ledger", "data/ledger.sqlite"];
  const whole = await desk.verdict(...ledger);
  assertEquals([whole.code, whole.checkpoints], [0, { count: 2, upTo: 8 }]);
  Deno.copyFileSync(desk.path("data/ledger.sqlite"), desk.path("whole.sqlite"));
  const tail = "DELETE FROM entry WHERE seq = 8; DELETE FROM batch WHERE first_seq = 8; " +
    "DELETE FROM bid WHERE seq = 8";
  meddle(desk.path("data/ledger.sqlite"), tail);
  const cut = await desk.verdict(...ledger);
  assertEquals([cut.code, cut.finding.code, cut.finding.seq], [1, "head", 8]);
  assertStringIncludes(cut.finding.detail, "checkpoints.txt");
  Deno.copyFileSync(desk.path("rolled.sqlite"), desk.path("data/ledger.sqlite"));
  const rolled = await desk.verdict(...ledger);
  assertEquals([rolled.code, rolled.finding.code, rolled.finding.seq], [1, "head", 7]);
  // A torn note at the end is what a crash leaves, and a forged one is what nobody should believe.
  Deno.copyFileSync(desk.path("whole.sqlite"), desk.path("data/ledger.sqlite"));
  Deno.writeFileSync(desk.path("data/checkpoints.txt"), file.subarray(0, -60));
  const torn = await desk.run("audit", ...ledger);
  assertEquals(torn.code, 0, torn.out);
  assertStringIncludes(torn.out, "No checkpoint covers events 7 to 8");
  const { signature } = new AuditStage().open().note();
  const forged = notes.map((note) => encodeNote({ ...note, signature }));
  Deno.writeFileSync(desk.path("data/checkpoints.txt"), encodeNotes(forged));
  const { code, out } = await desk.run("audit", ...ledger, "--lang", "pt");
  assertEquals(code, 1);
  assertStringIncludes(out, "não é a palavra desta casa");
});

Deno.test("audit --checkpoints holds a ledger or a published record against a note from elsewhere", async () => {
  await using desk = await Desk.make();
  const stage = new AuditStage().open();
  stage.write(desk.path("ledger.sqlite"));
  const out = ["--ledger", "ledger.sqlite", "--out", "record.json"];
  const published = await desk.run("publish", ...out);
  assertEquals(published.code, 0);
  assertStringIncludes(published.err, "No checkpoint covers events 1 to 6");
  stage.bid(stage.ana, 2_000);
  Deno.writeTextFileSync(desk.path("printed.txt"), encodeNote(stage.note()).trimEnd());
  for (const source of [["--ledger", "ledger.sqlite"], ["--record", "record.json"]]) {
    assertEquals((await desk.verdict(...source)).code, 0);
    const { code, finding } = await desk.verdict(...source, "--checkpoints", "printed.txt");
    assertEquals([code, finding.code, finding.seq], [1, "head", 7], source.join(" "));
    assertEquals((await desk.run("audit", ...source, "--checkpoints", "none.txt")).code, 1);
  }
  Deno.writeTextFileSync(desk.path("list.txt"), "milk\n");
  const list = await desk.verdict("--ledger", "ledger.sqlite", "--checkpoints", "list.txt");
  assertEquals([list.code, list.finding.code], [1, "checkpoint"]);
});

Deno.test("publish signs the end of its record by the checkpoint, and an omission of it is proven", async () => {
  await using desk = await Desk.make();
  const stage = new AuditStage().open();
  stage.bid(stage.ana, 2_000);
  const shown = new AuditStage(stage);
  stage.bid(stage.ben, 3_000);
  const note = shown.note(T0 + 60_000);
  shown.write(desk.path("data/ledger.sqlite"));
  Deno.writeFileSync(desk.path("data/checkpoints.txt"), encodeNotes([encodeNote(note)]));
  const out = ["--ledger", "data/ledger.sqlite", "--out", "record.json", "--json"];
  const published = await desk.run("publish", ...out);
  assertEquals([published.code, published.err], [0, ""]);
  assertEquals(JSON.parse(published.out).signedUpTo, 7);
  const right = await desk.verdict("--record", "record.json");
  assertEquals([right.code, right.checkpoints], [0, { count: 1, upTo: 7 }]);
  // Cut at its tail by somebody on the way.
  const record = JSON.parse(Deno.readTextFileSync(desk.path("record.json")));
  const cut = { ...record, batches: record.batches.slice(0, -1) };
  Deno.writeTextFileSync(desk.path("cut.json"), JSON.stringify(cut));
  const found = await desk.verdict("--record", "cut.json");
  assertEquals([found.code, found.finding.code, found.finding.seq], [1, "head", 7]);
  // Left out by the house: Ben's client kept the batch that it signed before it signed that end.
  const store = BidderStore.open(desk.path("data/ben.sqlite"));
  store.keepBatches(SALE, stage.batches);
  store.close();
  const mine = ["--mine", "data/ben.sqlite", "--evidence-out", "evidence.json"];
  const omitted = await desk.verdict("--record", "record.json", ...mine);
  assertEquals([omitted.code, omitted.mine.evidence], [1, "omitted"]);
  const evidence = ["--evidence", "evidence.json", "--house", stage.house];
  const checked = await desk.verdict(...evidence);
  assertEquals([checked.code, checked.seq, checked.endSignedAt], [0, 8, T0 + 60_000]);
  assertStringIncludes((await desk.run("audit", ...evidence)).out, "had signed that event already");
});

Deno.test("publish refuses a ledger that its checkpoints say was cut", async () => {
  await using desk = await Desk.make();
  const stage = new AuditStage().open();
  stage.write(desk.path("data/ledger.sqlite"));
  stage.bid(stage.ana, 2_000);
  Deno.writeFileSync(desk.path("data/checkpoints.txt"), encodeNotes([encodeNote(stage.note())]));
  const out = ["--ledger", "data/ledger.sqlite", "--out", "record.json"];
  const { code, err } = await desk.run("publish", ...out);
  assertEquals(code, 1);
  assertStringIncludes(err, "event 7: the record was cut");
});

Deno.test("publish writes a record that audit verifies, and overwrites nothing", async () => {
  await using desk = await Desk.make();
  const stage = new AuditStage().played();
  stage.write(desk.path("data/ledger.sqlite"));
  const asked = ["--ledger", "data/ledger.sqlite", "--out", "record.json"];
  const { code, out, err } = await desk.run("publish", ...asked);
  assertEquals(code, 0, err);
  assertStringIncludes(out, "11 events");
  const record = ["--record", "record.json", "--house", stage.house];
  const audited = await desk.verdict(...record);
  assertEquals([audited.code, audited.verdict, audited.bids], [0, "right", null]);
  assertEquals(audited.lots, [{ id: "7", status: "sold", paddle: "2", price: 2_700 }]);
  assertEquals((await desk.run("publish", ...asked)).code, 1);
  const store = BidderStore.open(desk.path("data/ana.sqlite"));
  store.keepBatches(SALE, stage.batches);
  store.close();
  const mine = await desk.verdict(...record, "--mine", "data/ana.sqlite");
  assertEquals([mine.code, mine.mine.statements], [0, stage.batches.length]);
  BidderStore.open(desk.path("data/ben.sqlite")).close();
  const nothing = await desk.run("audit", ...record, "--mine", "data/ben.sqlite");
  assertEquals(nothing.code, 1);
  assertStringIncludes(nothing.err, "nothing of the sale");
});

Deno.test("publish refuses a ledger whose batches do not verify", async () => {
  await using desk = await Desk.make();
  new AuditStage().played().write(desk.path("bad.sqlite"));
  meddle(desk.path("bad.sqlite"), "UPDATE batch SET bytes = zeroblob(200) WHERE first_seq = 8");
  const { code, err } = await desk.run("publish", "--ledger", "bad.sqlite", "--out", "record.json");
  assertEquals(code, 1);
  assertStringIncludes(err, "event 8");
  assertEquals(
    [...Deno.readDirSync(desk.folder)].some(({ name }) => name === "record.json"),
    false,
  );
});

Deno.test("audit refuses flags that do not go together", async () => {
  await using desk = await Desk.make();
  const table: readonly (readonly string[])[] = [
    [],
    ["--ledger", "a", "--record", "b"],
    ["--evidence", "a", "--record", "b"],
    ["--mine", "a"],
    ["--checkpoints", "a"],
    ["--checkpoints", "a", "--evidence", "b"],
    ["--mine", "a", "--evidence", "b"],
    ["--ledger", "a", "--evidence-out", "b"],
    ["--ledger", "a", "--house", "no fingerprint"],
  ];
  for (const args of table) {
    assertEquals((await desk.run("audit", ...args)).code, 2, args.join(" "));
  }
});
