// `deno task restore`: puts a backup back into the folders of a house, here or on another machine.
//
// Everything is checked before anything is written, and nothing is overwritten. The record comes
// last, so that a restore that was cut off can be run again.
// Permissions: read backups, read and write keys, items and data; no network.

import { VERSION } from "../base/version.ts";
import { checkBackup, type HouseFolders } from "./backup_folder.ts";
import { backupRows, nextSteps, otherVersion } from "./backup_texts.ts";
import { defineCommand } from "./cli.ts";
import { houseFolderFlags } from "./common_flags.ts";
import { restoreBackup } from "./restore_files.ts";
import { type CommandRun, runMain } from "./run_main.ts";

/** The description of `restore`. */
export const restoreCommand = defineCommand({
  name: "restore",
  summary: {
    en: "puts a backup of a house back, here or on another machine",
    pt: "devolve uma casa a partir da cópia, aqui ou em outra máquina",
  },
  flags: {
    from: {
      type: "string",
      short: "f",
      value: "FOLDER",
      required: true,
      help: { en: "the backup's folder", pt: "a pasta da cópia" },
    },
    ...houseFolderFlags,
  },
  examples: [
    {
      line: "deno task restore --from backups/leilao-backup-...",
      text: { en: "into this folder", pt: "nesta pasta" },
    },
  ],
});

/** Checks the backup, puts its files in their places, and says what to run. */
export async function restore(
  { flags, io, language, outStyle, errStyle }: CommandRun<typeof restoreCommand.flags>,
): Promise<void> {
  const backup = await checkBackup(flags.from);
  await restoreBackup(backup, flags);
  for (const [label, value] of backupRows(backup)) {
    io.out(`${outStyle.bold(label[language].padEnd(15))}${value}\n`);
  }
  const { version: wrote } = backup.manifest;
  if (wrote !== VERSION) {
    io.err(`\n${errStyle.yellow(otherVersion({ wrote, runs: VERSION })[language])}\n`);
  }
  io.err(`\n${
    nextSteps({
      server: folderFlags(flags, ["data", "keys", "items"]),
      invite: folderFlags(flags, ["keys"]),
    })[language]
  }\n`);
}

/** The flags of a command that takes these folders, where they are others than the usual ones. */
function folderFlags(flags: HouseFolders, names: readonly (keyof HouseFolders)[]): string {
  return names.map((name) => {
    const isUsual = flags[name] === houseFolderFlags[name].default;
    return isUsual ? "" : ` --${name} ${flags[name]}`;
  }).join("");
}

if (import.meta.main) await runMain(restoreCommand, restore);
