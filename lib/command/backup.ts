// `deno task backup`: the house in one folder, while the sale goes on or after it.
//
// Whether a house runs is told by the lock on its record: where it is held, that house copies the
// record; where it is free, this program takes the lock and copies it.
// Permissions: read and write data and backups, read keys and items; loopback.

import { join } from "@std/path";
import { Fault } from "../base/fault.ts";
import type { Ledger } from "../ledger/ledger.ts";
import { LedgerCopy } from "../ledger/ledger_copy.ts";
import { openChecked } from "../ledger/record_check.ts";
import type { HouseKey } from "../secure/house_key.ts";
import { type Backup, checkBackup, makeBackup } from "./backup_folder.ts";
import { LEDGER_FILE } from "./backup_manifest.ts";
import { requestBackup } from "./backup_request.ts";
import { backupRows, keepSecret, leftOutWords, verified } from "./backup_texts.ts";
import { defineCommand } from "./cli.ts";
import { adminFlag, houseFolderFlags, jsonResultFlag } from "./common_flags.ts";
import { copyFile, digestIfThere } from "../secure/file_copy.ts";
import { demandLoopback } from "./house_request.ts";
import { type CommandRun, runMain } from "./run_main.ts";

/** The description of `backup`. */
export const backupCommand = defineCommand({
  name: "backup",
  summary: {
    en: "copies the house into one folder, also while the sale goes on",
    pt: "copia a casa para uma pasta, mesmo com o leilão em andamento",
  },
  flags: {
    out: {
      type: "string",
      short: "o",
      value: "FOLDER",
      default: "backups",
      help: { en: "where to make the backup's folder", pt: "onde criar a pasta da cópia" },
    },
    ...houseFolderFlags,
    admin: adminFlag,
    verify: {
      type: "string",
      value: "FOLDER",
      help: { en: "only check this backup", pt: "só confere esta cópia" },
    },
    json: jsonResultFlag,
  },
  examples: [
    {
      line: "deno task backup",
      text: { en: "a copy in backups/", pt: "uma cópia em backups/" },
    },
    {
      line: "deno task backup --verify backups/leilao-backup-...",
      text: { en: "is that copy whole?", pt: "essa cópia está inteira?" },
    },
  ],
});

type BackupRun = CommandRun<typeof backupCommand.flags>;

/** Makes a backup, or checks the one that `--verify` names. */
export async function backup(run: BackupRun): Promise<void> {
  const { flags, io, language } = run;
  demandLoopback(flags.admin, { language, command: backupCommand.name });
  if (flags.verify !== null) {
    show(run, await checkBackup(flags.verify));
    if (!flags.json) io.err(`\n${verified[language]}\n`);
    return;
  }
  const made = await makeBackup(flags, {
    out: flags.out,
    copyLedger: (to, key) => copyLedger(run, { to, key }),
  });
  show(run, made);
  if (made.leftOut.length > 0) io.err(`\n${leftOutWords(made.leftOut)[language]}\n`);
  io.err(`\n${keepSecret[language]}\n`);
}

async function copyLedger(
  run: BackupRun,
  { to, key }: { readonly to: string; readonly key: HouseKey },
): Promise<void> {
  const ledger = openUnlessHeld(join(run.flags.data, LEDGER_FILE), key);
  if (ledger === null) return await takeCopy(run, to);
  try {
    const copy = LedgerCopy.begin(ledger, to);
    while (copy.step());
    await copy.finish();
  } finally {
    ledger.close();
  }
}

/** The verified record, or null where a house has it open. */
function openUnlessHeld(path: string, key: HouseKey): Ledger | null {
  try {
    return openChecked(path, { identity: null, houseX: key.publicJwk.x });
  } catch (error) {
    if (error instanceof Fault && error.code === "ledger_locked") return null;
    throw error;
  }
}

/** Has the house make a copy, and takes it out of the data folder. */
async function takeCopy({ flags, language }: BackupRun, to: string): Promise<void> {
  const { file } = await requestBackup({ ...flags, language });
  const path = join(flags.data, file);
  if (await digestIfThere(path) === null) {
    throw new Fault("not_found", `"${path}": the house at ${flags.admin} has put no copy there`, {
      hint: {
        en: "See that --data and --admin are those of one house.",
        pt: "Veja se --data e --admin são da mesma casa.",
      },
    });
  }
  try {
    await copyFile(path, to, { mode: 0o600 });
  } finally {
    await Deno.remove(path);
  }
}

function show({ flags, language, io, outStyle }: BackupRun, made: Backup): void {
  const { folder, manifest: { files, ...about } } = made;
  if (flags.json) return io.out(`${JSON.stringify({ folder, ...about, files: files.length })}\n`);
  for (const [label, value] of backupRows(made)) {
    io.out(`${outStyle.bold(label[language].padEnd(15))}${value}\n`);
  }
}

if (import.meta.main) await runMain(backupCommand, backup);
