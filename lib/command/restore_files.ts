// The files of a checked backup into the folders of a house, where nothing of theirs is yet.
//
// A file that is there already with the very bytes is left as it is. Anything else in its place is
// refused before the first file is written; and so are lots and bidders beside those of the backup,
// which the house would take for its own.

import { dirname, join } from "@std/path";
import { Fault } from "../base/fault.ts";
import { CHECKPOINTS_FILE } from "../ledger/checkpoint_file.ts";
import { flushFolder, makeFolder } from "../secure/atomic_file.ts";
import { houseKeyPath } from "../secure/house_key.ts";
import { type Backup, entriesOf, type HouseFolders, placesOf } from "./backup_folder.ts";
import { FILE_FOLDERS, HOUSE_KEY_FILE, LEDGER_FILE, type ManifestFile } from "./backup_manifest.ts";
import { copyFile, digestIfThere } from "../secure/file_copy.ts";

interface Placed {
  readonly file: ManifestFile;
  readonly to: string;
  readonly mode: number;
}

/** What SQLite may keep beside a record: with another record's it would be damaged. */
const LEDGER_COMPANIONS = ["", "-wal", "-shm", "-journal"];

const moveAway = "Nothing was changed. Move it away first, or name other folders.";

/**
 * Puts the files of `backup`, which was just checked, into the folders of `house`.
 * Faults: `file_exists` naming what is in the way, `file_unwritable`, and `bad_file` where the
 * backup has changed since it was checked.
 */
export async function restoreBackup(backup: Backup, house: HouseFolders): Promise<void> {
  const placed = backup.manifest.files.map((file) => placeOf(file, house));
  await refuseRecord(join(house.data, LEDGER_FILE));
  await refuseStrangers(placed, house);
  const missing: Placed[] = [];
  for (const one of placed) if (!await isThere(one)) missing.push(one);
  // A record is what makes a house go on with a sale: it comes when all else is there.
  const isRecord = ({ file }: Placed) => file.path === LEDGER_FILE;
  const inOrder = [...missing.filter((one) => !isRecord(one)), ...missing.filter(isRecord)];
  await makePrivate(house.data);
  for (const one of inOrder) await put(one, backup.folder);
}

function placeOf(file: ManifestFile, house: HouseFolders): Placed {
  if (file.path === LEDGER_FILE || file.path === CHECKPOINTS_FILE) {
    return { file, to: join(house.data, file.path), mode: 0o600 };
  }
  if (file.path === HOUSE_KEY_FILE) return { file, to: houseKeyPath(house.keys), mode: 0o600 };
  const at = file.path.lastIndexOf("/");
  const folder = FILE_FOLDERS.find((name) => name === file.path.slice(0, at)) ?? "items";
  return { file, to: join(placesOf(house)[folder], file.path.slice(at + 1)), mode: 0o644 };
}

async function refuseRecord(path: string): Promise<void> {
  for (const companion of LEDGER_COMPANIONS) {
    if (await digestIfThere(path + companion) === null) continue;
    throw new Fault("file_exists", `"${path + companion}": there is a record already`, {
      hint: moveAway,
    });
  }
}

/** The house takes every ".json" in its registry and among its lots. */
async function refuseStrangers(placed: readonly Placed[], house: HouseFolders): Promise<void> {
  const ours = new Set(placed.map(({ to }) => to));
  const { "keys/registered": registered, items } = placesOf(house);
  for (const folder of [registered, items]) {
    for (const { name } of await entriesOf(folder)) {
      const path = join(folder, name);
      if (name.startsWith(".") || !name.endsWith(".json") || ours.has(path)) continue;
      throw new Fault("file_exists", `"${path}": it is not in the backup`, {
        hint: `The house would take it for its own. Nothing was changed: move "${folder}" away.`,
      });
    }
  }
}

/** Whether the very file is there. Fault `file_exists` where another one is. */
async function isThere({ file, to }: Placed): Promise<boolean> {
  const found = await digestIfThere(to);
  if (found === null) return false;
  if (found.sha256 === file.sha256) return true;
  throw new Fault("file_exists", `"${to}": found another file than the backup's`, {
    hint: moveAway,
  });
}

async function makePrivate(folder: string): Promise<void> {
  try {
    await Deno.mkdir(folder, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw new Fault("file_unwritable", `"${folder}": cannot be written`, { cause });
  }
}

/** Under a passing name first: what has its own name is whole. */
async function put({ file, to, mode }: Placed, backup: string): Promise<void> {
  await makeFolder(dirname(to));
  const passing = join(dirname(to), `.${crypto.randomUUID()}.tmp`);
  try {
    const { sha256 } = await copyFile(join(backup, file.path), passing, { mode });
    if (sha256 !== file.sha256) {
      throw new Fault("bad_file", `"${join(backup, file.path)}": it has just changed`);
    }
    await Deno.rename(passing, to);
    await flushFolder(dirname(to));
  } catch (error) {
    await Deno.remove(passing).catch(() => {}); // It may never have been begun.
    if (error instanceof Fault) throw error;
    throw new Fault("file_unwritable", `"${to}": cannot be written`, { cause: error });
  }
}
