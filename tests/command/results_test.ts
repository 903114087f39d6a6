// `deno task results` as people run it: a process of its own with its permissions, over the record
// of a house that has stopped.

import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { DatabaseSync } from "node:sqlite";
import type { Command } from "../../lib/auction/command.ts";
import { Ledger } from "../../lib/ledger/ledger.ts";
import { chainHash, GENESIS_HASH } from "../../lib/secure/digest.ts";
import { HouseSigner } from "../../lib/secure/house_signer.ts";
import { fingerprintText, thumbprint } from "../../lib/secure/key_set.ts";
import { generateSigningJwk } from "../../lib/secure/private_key_set.ts";
import { Desk } from "../../lib/session/desk.ts";
import { houseNoteKey } from "../../lib/secure/note_key.ts";
import { encodeNote, encodeNotes } from "../../lib/wire/checkpoint_note.ts";
import { decodeSignedMessage } from "../../lib/wire/signed_message.ts";
import { inFolder } from "../secure/_folder.ts";
import { SALE, saleCommands } from "../settlement/_sold_sale.ts";
import { runTask } from "./_run_task.ts";

const EVERYTHING = [
  "invoice-100.html",
  "invoice-12.html",
  "invoice-9.html",
  "invoices.html",
  "report.html",
  "results.csv",
  "results.json",
];

interface Record {
  readonly path: string;
  readonly house: string;
  readonly head: ReturnType<Desk["head"]>;
}

/**
 * The record of a house that took `commands` and stopped. A forged one ends in an event that stood
 * in it before and that the rules never gave a second time, in its right place in the chain. A cut
 * one lacks its last decision, which the house had signed a checkpoint of.
 */
async function stoppedHouse(
  folder: string,
  commands: readonly Command[],
  { isForged = false, isCut = false }: {
    readonly isForged?: boolean;
    readonly isCut?: boolean;
  } = {},
): Promise<Record> {
  const signer = new HouseSigner(await generateSigningJwk());
  const house = thumbprint(signer.publicJwk());
  await Deno.mkdir(join(folder, "data"), { recursive: true });
  const path = join(folder, "data", "ledger.sqlite");
  const ledger = Ledger.open(path, { identity: { sale: SALE, house: signer.publicJwk().x } });
  const desk = new Desk({
    sale: SALE,
    sign: (label, body) => signer.sign(label, body),
    storedBid: () => null,
  });
  for (const _ of ledger.load({ genesis: GENESIS_HASH, chainHash }));
  let lastRows: ReturnType<Desk["take"]>["rows"] = [];
  for (const [i, command] of commands.entries()) {
    const output = desk.take([{ type: "command", ref: 1, command }], command.at);
    const [answer] = output.answers;
    assert(answer?.result.type === "done", JSON.stringify(answer));
    if (isCut && i === commands.length - 1) break;
    ledger.append(output);
    lastRows = output.rows;
  }
  if (isForged) {
    const [row] = lastRows;
    assert(row !== undefined);
    const { seq, hash } = desk.head();
    const again = { ...row, seq: seq + 1, hash: chainHash(hash, row.event) };
    const batch = { firstSeq: seq + 1, count: 1, bytes: new Uint8Array(1) };
    ledger.append({ rows: [again], batches: [batch], bids: [], aliveAt: row.at });
  }
  ledger.close();
  await Deno.writeFile(join(folder, "data", "checkpoints.txt"), noteOf(desk, signer));
  return { path, house, head: desk.head() };
}

/** The file of one checkpoint of the whole record. */
function noteOf(desk: Desk, signer: HouseSigner): Uint8Array {
  const message = decodeSignedMessage(desk.checkpoint(0));
  assert(message !== null);
  const { body: text, signature } = message;
  return encodeNotes([encodeNote({ ...houseNoteKey(signer.publicJwk().x), text, signature })]);
}

/** As who has the file could: the ledger's own triggers are put back, so that only the chain tells. */
function changeEvent20(path: string): void {
  const db = new DatabaseSync(path);
  const triggers = db.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").all();
  for (const { name } of triggers) db.exec(`DROP TRIGGER "${name}"`);
  db.prepare("UPDATE entry SET event = (SELECT event FROM entry WHERE seq = 19) WHERE seq = 20")
    .run();
  for (const { sql } of triggers) db.exec(String(sql));
  db.close();
}

async function namesIn(folder: string): Promise<string[]> {
  return (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name).sort();
}

Deno.test("results writes every paper for its owner alone, and leaves the record as it was", async () => {
  await inFolder(async (folder) => {
    const { path, house, head } = await stoppedHouse(folder, saleCommands());
    const before = await Deno.readFile(path);
    const args = ["--out", "results", "--issuer", "Casa Lima", "--note", "Pay soon", "--json"];
    const { code, out, err } = await runTask("results", args, { folder });
    assertEquals([code, err], [0, ""]);
    const { files, ...summary } = JSON.parse(out);
    assertEquals(summary, {
      sale: SALE,
      isPreliminary: false,
      seq: head.seq,
      sold: 4,
      invoices: 3,
      total: 339_514,
    });
    const made = join(folder, "results");
    assertEquals(await namesIn(made), EVERYTHING);
    assertEquals(files.length, EVERYTHING.length);
    for (const name of EVERYTHING) {
      assertEquals(((await Deno.stat(join(made, name))).mode ?? 0) & 0o777, 0o600, name);
    }
    assertEquals(((await Deno.stat(made)).mode ?? 0) & 0o777, 0o700);
    assertEquals(await Deno.readFile(path), before);
    assertEquals(await namesIn(join(folder, "data")), ["checkpoints.txt", "ledger.sqlite"]);
    const invoice = await Deno.readTextFile(join(made, "invoice-9.html"));
    for (
      const word of [
        "Ana Lima",
        "Casa Lima",
        "Pay soon",
        "2,170.51",
        fingerprintText(house),
        head.hash.toHex(),
        `<dd>${head.seq}</dd>`,
      ]
    ) {
      assertStringIncludes(invoice, word);
    }
    const json = JSON.parse(await Deno.readTextFile(join(made, "results.json")));
    assertEquals(json.record, { house, seq: head.seq, hash: head.hash.toHex() });
  });
});

Deno.test("results overwrites nothing unless told, and then removes invoices that hold no more", async () => {
  await inFolder(async (folder) => {
    const commands = saleCommands();
    // Before the award, lot 3 is Cid's.
    const award = commands.findIndex(({ type }) => type === "AwardLot");
    await stoppedHouse(folder, commands.slice(0, award));
    const made = join(folder, "results");
    const first = await runTask("results", ["-o", "results", "--lang", "pt"], { folder });
    assertEquals(first.code, 0);
    assertMatch(first.err, /provisórios/);
    assert((await namesIn(made)).includes("invoice-12A.html"));
    await Deno.remove(join(folder, "data"), { recursive: true });
    await stoppedHouse(folder, commands);
    await Deno.writeTextFile(join(made, "invoice-mine.txt"), "kept");
    await Deno.remove(join(made, "results.csv"));
    const again = await runTask("results", ["-o", "results"], { folder });
    assertEquals([again.code, again.out], [1, ""]);
    assertMatch(again.err, /exists\n.*--replace/);
    const pt = await runTask("results", ["-o", "results", "--lang", "pt"], { folder });
    assertMatch(pt.err, /já existe: .*\n.*--replace/);
    assert(!(await namesIn(made)).includes("results.csv"), "nothing is written by a refused run");
    const replaced = await runTask("results", ["-o", "results", "--replace"], { folder });
    assertEquals([replaced.code, replaced.err], [0, ""]);
    assertEquals(await namesIn(made), ["invoice-mine.txt", ...EVERYTHING].sort());
    assertStringIncludes(replaced.out, "4 lots sold, 3 buyers, R$3,395.14 in all");
  });
});

Deno.test("results writes the one format that is asked for", async () => {
  await inFolder(async (folder) => {
    const { path } = await stoppedHouse(folder, saleCommands());
    const cases = [
      ["csv", ["results.csv"]],
      ["json", ["results.json"]],
      ["report", ["report.html"]],
      ["invoices", EVERYTHING.slice(0, 4)],
    ] as const;
    for (const [format, files] of cases) {
      const args = ["--ledger", "data/ledger.sqlite", "-o", `results/${format}`, "--excel"];
      const { code, err } = await runTask("results", [...args, "--format", format], { folder });
      assertEquals([code, err], [0, ""], format);
      assertEquals(await namesIn(join(folder, "results", format)), [...files]);
    }
    const csv = await Deno.readFile(join(folder, "results/csv/results.csv"));
    assertEquals([...csv.slice(0, 3)], [0xef, 0xbb, 0xbf]);
    const both = ["--ledger", path, "--data", "data", "-o", "results"];
    assertEquals((await runTask("results", both, { folder })).code, 2);
  });
});

Deno.test("results makes no paper from a record that the rules did not make", async () => {
  await inFolder(async (folder) => {
    // Lot 6 is sold to Dora; sold to her again, it would not change who owes what.
    const commands = saleCommands({ isClosed: false });
    const { head } = await stoppedHouse(folder, commands, { isForged: true });
    const { code, out, err } = await runTask("results", ["-o", "results"], { folder });
    assertEquals([code, out], [1, ""]);
    assertStringIncludes(err, `event ${head.seq + 1}: the rules`);
  });
});

Deno.test("results makes no paper from a record that ends before a checkpoint of the house", async () => {
  await inFolder(async (folder) => {
    await stoppedHouse(folder, saleCommands(), { isCut: true });
    const { code, out, err } = await runTask("results", ["-o", "results"], { folder });
    assertEquals([code, out], [1, ""]);
    assertStringIncludes(err, "checkpoints.txt (head)");
  });
});

Deno.test("results makes no paper from a record that was changed, or that is not there", async () => {
  await inFolder(async (folder) => {
    const { path } = await stoppedHouse(folder, saleCommands());
    changeEvent20(path);
    const changed = await runTask("results", ["-o", "results"], { folder });
    assertEquals([changed.code, changed.out], [1, ""]);
    assertMatch(changed.err, /event 20/);
    assertEquals(await namesIn(join(folder, "results")), []);
    const missing = await runTask("results", ["--data", "data/none", "-o", "results"], { folder });
    assertEquals([missing.code, missing.out], [1, ""]);
    assertMatch(missing.err, /no such file/);
  });
});
