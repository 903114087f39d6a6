// A backup as a folder: the record and its checkpoints, the house's key, the registry and the lots,
// with a manifest.
//
// It is made under a passing name, and gets its manifest and then its own name last of all: what a
// crash leaves behind is no backup to anyone. It is readable by its owner alone.

import { basename, dirname, join } from "@std/path";
import { Fault } from "../base/fault.ts";
import { VERSION } from "../base/version.ts";
import { CHECKPOINTS_FILE } from "../ledger/checkpoint_file.ts";
import {
  flushFolder,
  makeFolder,
  readBoundedFile,
  writeFileAtomically,
} from "../secure/atomic_file.ts";
import { type HouseKey, houseKeyPath, readHouseKeyCopy } from "../secure/house_key.ts";
import { toJsonText } from "../secure/key_file.ts";
import {
  FILE_FOLDERS,
  HOUSE_KEY_FILE,
  isKeptName,
  LEDGER_FILE,
  type Manifest,
  MANIFEST_BYTES_MAX,
  MANIFEST_FILE,
  type ManifestFile,
  parseManifest,
} from "./backup_manifest.ts";
import { checkHashes, refuseUnfitNotes, takeNotes } from "./backup_notes.ts";
import { copyFile, digestOf } from "../secure/file_copy.ts";

/** The passing name of a backup that is being made. */
const STAGE = { prefix: ".leilao-backup-", suffix: ".tmp" } as const;

/** What is put behind a passing name for the lock of who makes it. */
const LOCK = ".lock";

/** The folders of a house. */
export interface HouseFolders {
  readonly data: string;
  readonly keys: string;
  readonly items: string;
}

/** A backup and where it lies. */
export interface Backup {
  readonly folder: string;
  readonly manifest: Manifest;
}

/** A backup that was just made, and what of the house's folders is not in it. */
export interface MadeBackup extends Backup {
  readonly leftOut: readonly string[];
}

/** Where the files of each folder of a backup lie in a house. */
export function placesOf(
  { data, keys, items }: HouseFolders,
): Readonly<Record<typeof FILE_FOLDERS[number], string>> {
  return { "keys/registered": join(keys, "registered"), items, images: join(data, "images") };
}

/**
 * Makes a backup in a new folder of `out`. `copyLedger` puts a copy of the record at a path, for
 * the house of the given key; it is verified here.
 *
 * Faults: those of files, keys and ledgers; `file_exists` where the backup of this very event is
 * there already. What was begun is removed then.
 */
export async function makeBackup(
  house: HouseFolders,
  { out, copyLedger }: {
    readonly out: string;
    copyLedger(to: string, key: HouseKey): Promise<void>;
  },
): Promise<MadeBackup> {
  const { stage, lock } = await makeStage(out);
  try {
    const { manifest, leftOut } = await fill(stage, { house, copyLedger });
    const folder = join(out, `leilao-backup-${manifest.sale}-${manifest.seq}`);
    await refuseExisting(folder);
    await named(stage, folder);
    await flushFolder(out);
    return { folder, manifest, leftOut };
  } catch (error) {
    await Deno.remove(stage, { recursive: true });
    throw error;
  } finally {
    await Deno.remove(stage + LOCK);
    lock.close();
  }
}

async function named(stage: string, folder: string): Promise<void> {
  try {
    await Deno.rename(stage, folder);
  } catch (error) {
    // Another backup of the same event may have got there just now.
    await refuseExisting(folder);
    throw error;
  }
}

/** A passing folder, and the lock beside it that says for as long as we live that it is ours. */
async function makeStage(
  out: string,
): Promise<{ readonly stage: string; readonly lock: Deno.FsFile }> {
  await makeFolder(out);
  const stage = join(out, `${STAGE.prefix}${crypto.randomUUID()}${STAGE.suffix}`);
  try {
    const lock = await Deno.open(stage + LOCK, { write: true, createNew: true, mode: 0o600 });
    await lock.lock(true);
    await Deno.mkdir(stage, { mode: 0o700 });
    return { stage, lock };
  } catch (cause) {
    throw new Fault("file_unwritable", `"${out}": cannot be written`, { cause });
  }
}

/**
 * A backup that was killed leaves the house's key and all maxima behind. One that is still being
 * made, of another house perhaps, is let alone: its lock is held.
 */
async function removeAbandoned(stage: string): Promise<void> {
  const out = dirname(stage);
  for (const { name } of await entriesOf(out)) {
    const isStage = name.startsWith(STAGE.prefix) && name.endsWith(STAGE.suffix);
    if (!isStage || name === basename(stage) || await isHeld(join(out, name) + LOCK)) continue;
    await removeIfThere(join(out, name));
    await removeIfThere(join(out, name) + LOCK);
  }
}

/** Whether another process, or another backup of this one, holds the lock; it dies with its owner. */
async function isHeld(path: string): Promise<boolean> {
  try {
    using lock = await Deno.open(path, { write: true });
    return !await lock.tryLock(true);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

async function removeIfThere(path: string): Promise<void> {
  try {
    await Deno.remove(path, { recursive: true });
  } catch (error) {
    // Another backup clears away too.
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

async function fill(
  stage: string,
  { house, copyLedger }: {
    readonly house: HouseFolders;
    copyLedger(to: string, key: HouseKey): Promise<void>;
  },
): Promise<Omit<MadeBackup, "folder">> {
  const key = await readHouseKeyCopy(houseKeyPath(house.keys));
  // The record comes first: who bids in it stands in the registry that is copied afterwards.
  await copyLedger(join(stage, LEDGER_FILE), key);
  await removeAbandoned(stage);
  const files: ManifestFile[] = [
    { path: LEDGER_FILE, ...await digestOf(join(stage, LEDGER_FILE)) },
    await taken(houseKeyPath(house.keys), { stage, path: HOUSE_KEY_FILE }),
  ];
  const leftOut: string[] = [];
  for (const [folder, place] of Object.entries(placesOf(house))) {
    for (const { name, isFile } of await entriesOf(place)) {
      if (name.startsWith(".")) continue; // Of an editor or of the system.
      if (!isFile || !isKeptName(name)) leftOut.push(join(place, name));
      else files.push(await taken(join(place, name), { stage, path: `${folder}/${name}` }));
    }
  }
  const path = join(stage, LEDGER_FILE);
  const record = checkHashes(path, key.publicJwk.x);
  const { sale, seq, house: owner } = record;
  if (owner !== key.publicJwk.x) throw anotherHouse(join(house.data, LEDGER_FILE));
  const notes = join(stage, CHECKPOINTS_FILE);
  if (await takeNotes(house.data, { to: notes, record })) {
    files.push({ path: CHECKPOINTS_FILE, ...await digestOf(notes) });
  }
  const owned = { sale, seq, house: key.thumbprint };
  const manifest = { leilaoBackup: 1, version: VERSION, ...owned, files } as const;
  await writeFileAtomically(join(stage, MANIFEST_FILE), toJsonText(manifest), { mode: 0o600 });
  return { manifest, leftOut };
}

async function taken(
  from: string,
  { stage, path }: { readonly stage: string; readonly path: string },
): Promise<ManifestFile> {
  const to = join(stage, path);
  await Deno.mkdir(dirname(to), { recursive: true, mode: 0o700 });
  const digest = await copyFile(from, to, { mode: 0o600 });
  await flushFolder(dirname(to));
  return { path, ...digest };
}

/**
 * Checks the backup in `folder`: every file that the manifest names and no other, the record to its
 * last event, and that the key is the record's house's. Changes nothing.
 *
 * Faults: `not_found`, `bad_file` naming the file, `bad_key`, `ledger_corrupt`, `file_unreadable`.
 */
export async function checkBackup(folder: string): Promise<Backup> {
  const path = join(folder, MANIFEST_FILE);
  const { text } = await readBoundedFile(path, { bytesMax: MANIFEST_BYTES_MAX });
  const manifest = parseManifest(text, path);
  for (const file of manifest.files) await refuseChanged(folder, file);
  await refuseUnnamed(folder, manifest);
  const key = await readHouseKeyCopy(join(folder, HOUSE_KEY_FILE));
  const record = checkHashes(join(folder, LEDGER_FILE), key.publicJwk.x);
  const { sale, seq, house } = record;
  if (house !== key.publicJwk.x) throw anotherHouse(join(folder, LEDGER_FILE));
  refuseUnfitNotes(join(folder, CHECKPOINTS_FILE), record);
  const wanted = { sale, seq, house: key.thumbprint };
  for (const part of ["sale", "seq", "house"] as const) {
    if (wanted[part] === manifest[part]) continue;
    throw bad(path, `found ${part} "${manifest[part]}", want "${wanted[part]}" as in the record`);
  }
  return { folder, manifest };
}

async function refuseChanged(folder: string, { path, ...wanted }: ManifestFile): Promise<void> {
  const { bytes, sha256 } = await digestOf(join(folder, path));
  if (bytes === wanted.bytes && sha256 === wanted.sha256) return;
  throw bad(
    join(folder, path),
    bytes === wanted.bytes ? "found other bytes" : `found ${bytes} bytes, want ${wanted.bytes}`,
  );
}

/** What the manifest does not name is no part of the house, and nobody knows who put it there. */
async function refuseUnnamed(folder: string, { files }: Manifest): Promise<void> {
  const named = new Set([MANIFEST_FILE, ...files.map(({ path }) => path)]);
  const folders = new Set<string>(["keys", ...FILE_FOLDERS]);
  for (const place of ["", ...folders]) {
    for (const { name } of await entriesOf(join(folder, place))) {
      const path = place === "" ? name : `${place}/${name}`;
      if (named.has(path) || folders.has(path) || name.startsWith(".")) continue;
      throw bad(join(folder, path), "the manifest does not name it");
    }
  }
}

/** What lies in `folder`, sorted by name; nothing where there is no such folder. */
export async function entriesOf(folder: string): Promise<readonly Deno.DirEntry[]> {
  try {
    const entries = await Array.fromAsync(Deno.readDir(folder));
    return entries.toSorted((a, b) => a.name < b.name ? -1 : 1);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}

async function refuseExisting(folder: string): Promise<void> {
  try {
    await Deno.lstat(folder);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return;
    throw error;
  }
  throw new Fault("file_exists", `"${folder}": the backup up to this event is there already`, {
    hint: "Nothing has happened in the sale since. To make it anew, move that folder away.",
  });
}

function anotherHouse(path: string): Fault {
  return new Fault("bad_key", `"${path}": the record is of another house than the key`, {
    hint: "Give --keys the folder that this record was made with.",
  });
}

function bad(path: string, found: string): Fault {
  return new Fault("bad_file", `"${path}": ${found}`, {
    hint: "This backup was changed or damaged on its way. Use another copy of it.",
  });
}
