// What a backup folder says of itself in manifest.json: each file with its size and digest, and
// whose record it is as of which event.
//
// It finds what was damaged or left out on the way. It is not signed: who can change the folder
// holds the house's key anyway, and the record in it carries the house's signatures.

import * as v from "valibot";
import { Fault } from "../base/fault.ts";
import { CHECKPOINTS_FILE } from "../ledger/checkpoint_file.ts";
import { isThumbprint } from "../secure/key_set.ts";

/** The manifest's own name in the folder. */
export const MANIFEST_FILE = "manifest.json";

/** The record's name in the folder. */
export const LEDGER_FILE = "ledger.sqlite";

/** The house's private key in the folder. */
export const HOUSE_KEY_FILE = "keys/house.private.jwks.json";

/** Folders of files that are taken as they are: the registry, the lots, pictures of uploaded lots. */
export const FILE_FOLDERS = ["keys/registered", "items", "images"] as const;

/** More than a manifest of the largest registry has. */
export const MANIFEST_BYTES_MAX = 16 * 1_048_576;

const File = v.strictObject({
  path: v.pipe(v.string(), v.check(isPlace)),
  bytes: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
});

const ManifestSchema = v.pipe(
  v.strictObject({
    leilaoBackup: v.literal(1),
    version: v.pipe(v.string(), v.maxLength(40)),
    sale: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)),
    seq: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
    house: v.pipe(v.string(), v.check(isThumbprint)),
    files: v.array(File),
  }),
  v.check(({ files }) => new Set(files.map(({ path }) => path)).size === files.length),
  v.check(({ files }) =>
    [LEDGER_FILE, HOUSE_KEY_FILE].every((needed) => files.some(({ path }) => path === needed))
  ),
);

/** What a backup holds: `seq` is the last event of its record, `house` its key's thumbprint. */
export type Manifest = v.InferOutput<typeof ManifestSchema>;

/** One file of a backup, its path with "/" from the backup's folder. */
export type ManifestFile = Manifest["files"][number];

/** The manifest in `text`, which stood in the file at `path`. Fault: `bad_file`. */
export function parseManifest(text: string, path: string): Manifest {
  const checked = v.safeParse(ManifestSchema, jsonIn(text));
  if (checked.success) return checked.output;
  throw new Fault("bad_file", `"${path}": found no manifest of a backup`, {
    hint: "Give the folder leilao-backup-... that the backup made, whole and unchanged.",
  });
}

/** Whether a file of this name in one of {@link FILE_FOLDERS} belongs into a backup. */
export function isKeptName(name: string): boolean {
  return name.length <= 255 && !name.startsWith(".") && !/[/\\\p{C}]/u.test(name);
}

/** No path of a manifest leads out of the folders that it is restored into. */
function isPlace(path: string): boolean {
  if ([LEDGER_FILE, HOUSE_KEY_FILE, CHECKPOINTS_FILE].includes(path)) return true;
  return FILE_FOLDERS.some((folder) => {
    const name = path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : "";
    return name !== "" && isKeptName(name);
  });
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // No JSON is no manifest either.
  }
}
