// The folders of a house that has a signed record, a bidder and a lot, for backups of them.

import { dirname } from "@std/path";
import { LedgerCopy } from "../../lib/ledger/ledger_copy.ts";
import { MemoryLedger } from "../../lib/ledger/memory_ledger.ts";
import { recordChecks } from "../../lib/ledger/record_check.ts";
import { type MadeBackup, makeBackup } from "../../lib/command/backup_folder.ts";
import { copyFile } from "../../lib/secure/file_copy.ts";
import { floorClaimFile } from "../../lib/secure/floor_paddles.ts";
import { houseKeyPath } from "../../lib/secure/house_key.ts";
import { toJsonText } from "../../lib/secure/key_file.ts";
import type { PrivateSigningJwk } from "../../lib/secure/private_key_set.ts";
import { encodeNotes } from "../../lib/wire/checkpoint_note.ts";
import { ManualClock, ThreadHouse } from "../support/thread_house.ts";
import { VirtualNetwork } from "../support/virtual_network.ts";

/** Texts of the house's files by their paths in its folder. */
const FILES: Readonly<Record<string, string>> = {
  "keys/registered/12.jwks.json": '{"ana":12}\n',
  [`keys/registered/${floorClaimFile("40")}`]: '{"paddle":"40"}\n',
  "keys/ana.public.jwks.json": "no business of a backup\n",
  "items/1.json": '{"id":"1"}\n',
  "items/pot.svg": "<svg/>\n",
  "items/.DS_Store": "of the system\n",
  "data/images/0a.png": "a picture\n",
};

/** A place with a house in `a` that has stopped, and an empty `b`. */
export class BackupStage {
  readonly path: string;
  readonly houseKey: PrivateSigningJwk;

  private constructor(path: string, houseKey: PrivateSigningJwk) {
    this.path = path;
    this.houseKey = houseKey;
  }

  /** Writes the house's folders into `path`. */
  static async make(path: string): Promise<BackupStage> {
    for (const [name, text] of Object.entries(FILES)) await write(`${path}/a/${name}`, text);
    await Deno.mkdir(`${path}/b`);
    const house = await ThreadHouse.start({
      network: new VirtualNetwork(),
      clock: new ManualClock(),
      bidders: [],
    });
    await house.openLot({ id: "1" });
    await house.command({ type: "WithdrawLot", at: 0, lot: "1", reason: null });
    await house.stop();
    const stage = new BackupStage(path, house.houseKey);
    await stage.writeKey(houseKeyPath(`${path}/a/keys`), house.houseKey);
    await stage.#writeRecord(house);
    await write(stage.notes, new TextDecoder().decode(encodeNotes(house.checkpoints.notes)), 0o600);
    return stage;
  }

  async #writeRecord({ disk, houseKey }: ThreadHouse): Promise<void> {
    const record = MemoryLedger.open(disk, { identity: null });
    for (const _ of record.load(recordChecks(record.identity.sale, houseKey.x)));
    const copy = LedgerCopy.begin(record, this.ledger);
    while (copy.step());
    await copy.finish();
  }

  /** The record of the house in `a`. */
  get ledger(): string {
    return `${this.path}/a/data/ledger.sqlite`;
  }

  /** The checkpoints of the house in `a`. */
  get notes(): string {
    return `${this.path}/a/data/checkpoints.txt`;
  }

  /** The folders of the house `a` or `b`. */
  house(name: "a" | "b") {
    const folder = `${this.path}/${name}`;
    return { data: `${folder}/data`, keys: `${folder}/keys`, items: `${folder}/items` };
  }

  /** Writes a house's key file. */
  async writeKey(path: string, key: PrivateSigningJwk): Promise<void> {
    await write(path, toJsonText({ keys: [key] }), 0o600);
  }

  /** Makes a backup of the house `a` in the folder `out`. */
  async backUp(): Promise<MadeBackup> {
    return await makeBackup(this.house("a"), {
      out: `${this.path}/out`,
      copyLedger: async (to) => void await copyFile(this.ledger, to, { mode: 0o600 }),
    });
  }

  /** Every file below a folder, with its mode, sorted. */
  async filesIn(name: string): Promise<readonly string[]> {
    const found: string[] = [];
    const walk = async (folder: string, prefix: string): Promise<void> => {
      for await (const entry of Deno.readDir(folder)) {
        const path = `${folder}/${entry.name}`;
        const shown = `${prefix}${entry.name}`;
        if (entry.isDirectory) await walk(path, `${shown}/`);
        else {found.push(
            `${((await Deno.lstat(path)).mode ?? 0).toString(8).slice(-3)} ${shown}`,
          );}
      }
    };
    await walk(`${this.path}/${name}`, "");
    return found.sort((x, y) => x.slice(4) < y.slice(4) ? -1 : 1);
  }
}

/** Writes a file and the folders above it. */
export async function write(path: string, text: string, mode = 0o644): Promise<void> {
  await Deno.mkdir(dirname(path), { recursive: true });
  await Deno.writeTextFile(path, text, { mode });
}
