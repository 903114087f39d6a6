// What a test does to a backup and to the record in it, so that the manifest does not tell of it.

import { assertEquals } from "@std/assert";
import { DatabaseSync } from "node:sqlite";
import { digestOf } from "../../lib/secure/file_copy.ts";
import { inFolder } from "../secure/_folder.ts";
import { BackupStage } from "./_backup_stage.ts";

/** Runs `body` on a stage of its own, which is removed afterwards. */
export async function onStage(body: (stage: BackupStage) => Promise<void>): Promise<void> {
  await inFolder(async (path) => await body(await BackupStage.make(path)));
}

/** The names of what lies in a folder, sorted. */
export async function names(folder: string): Promise<readonly string[]> {
  return (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name).sort();
}

/** Changes the bytes of a file, each a character. */
export async function edit(path: string, from: string | RegExp, to: string): Promise<void> {
  const before = new TextDecoder("latin1").decode(await Deno.readFile(path));
  const after = before.replace(from, to);
  assertEquals(after === before, false, path);
  await Deno.writeFile(path, Uint8Array.from(after, (letter) => letter.charCodeAt(0)));
}

/** Changes what a record says of itself. */
export function changeMeta(path: string, column: string, value: string): void {
  const db = new DatabaseSync(path);
  db.prepare(`UPDATE meta SET ${column} = ?`).run(value);
  db.close();
}

/** Changes the record of a backup as {@link changeRecord} does, and makes the manifest right. */
export async function changeLedger(folder: string, sql: string): Promise<void> {
  changeRecord(`${folder}/ledger.sqlite`, sql);
  await renewDigest(folder, "ledger.sqlite");
}

/** Changes a record behind its triggers, which are there again afterwards. */
export function changeRecord(path: string, sql: string): void {
  const db = new DatabaseSync(path);
  const triggers = db.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").all();
  for (const { name } of triggers) db.exec(`DROP TRIGGER ${name}`);
  db.exec(sql);
  for (const trigger of triggers) db.exec(`${trigger["sql"]}`);
  db.close();
}

/** Puts another text in place of the checkpoints. */
export async function changeNotes(folder: string, text: string): Promise<void> {
  await Deno.writeTextFile(`${folder}/checkpoints.txt`, text);
  await renewDigest(folder, "checkpoints.txt");
}

/** The last event of the record in a backup. */
export function lastSeqIn(folder: string): number {
  const db = new DatabaseSync(`${folder}/ledger.sqlite`);
  const row = db.prepare("SELECT max(seq) AS seq FROM entry").get();
  db.close();
  return Number(row?.["seq"]);
}

/** Makes the manifest right again: what is to be found out is behind it. */
export async function renewDigest(folder: string, path: string): Promise<void> {
  const digest = await digestOf(`${folder}/${path}`);
  await changeManifest(folder, ({ files }) => {
    for (const file of files) if (file.path === path) Object.assign(file, digest);
  });
}

/** Changes the manifest. */
export async function changeManifest(
  folder: string,
  change: (manifest: { readonly files: { readonly path: string }[] }) => void,
): Promise<void> {
  const manifest = JSON.parse(await Deno.readTextFile(`${folder}/manifest.json`));
  change(manifest);
  await Deno.writeTextFile(`${folder}/manifest.json`, JSON.stringify(manifest));
}
