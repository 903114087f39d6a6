// A backup at the desk: made between its rounds, one at a time, and never the end of the house.

import { assertEquals, assertGreaterOrEqual } from "@std/assert";
import { setImmediate } from "node:timers";
import { Ledger } from "../../lib/ledger/ledger.ts";
import { LedgerCopy } from "../../lib/ledger/ledger_copy.ts";
import { DeskBackup } from "../../lib/worker/desk_backup.ts";
import type { BackupOutcome } from "../../lib/worker/desk_contract.ts";
import { ANAS_SALE, decisionAfter, decisions, headAfter } from "../ledger/_record.ts";
import { loadAll, TempFolder } from "../ledger/_sites.ts";
import { Transcript } from "../support/transcript.ts";

/** 1,800 events: several steps. */
const APPENDS = decisions(600);
const NAME = `backups/${ANAS_SALE.sale}-1800.ledger`;

Deno.test("DeskBackup copies the record of its beginning while the desk goes on", async () => {
  using stage = new Stage();
  stage.backup.start(1);
  let rounds = 0;
  while (stage.told.all.length === 0) {
    stage.append();
    rounds += 1;
    await new Promise<void>((resolve) => void setImmediate(resolve));
  }
  assertGreaterOrEqual(rounds, 5);
  const { size: bytes } = Deno.statSync(`${stage.path}/${NAME}`);
  const done = { type: "done", file: NAME, sale: ANAS_SALE.sale, seq: 1_800, bytes } as const;
  assertEquals(stage.told.all, [{ ref: 1, outcome: done }]);
  const copy = Ledger.open(`${stage.path}/${NAME}`, { identity: ANAS_SALE });
  assertEquals(loadAll(copy).length, 1_800);
  copy.close();
});

Deno.test("DeskBackup makes one backup at a time, and another once that is done", async () => {
  using stage = new Stage();
  stage.backup.start(1);
  stage.backup.start(2);
  assertEquals(stage.told.all, [{ ref: 2, outcome: { type: "busy" } }]);
  assertEquals(await stage.outcomeOf(1), "done");
  stage.backup.start(3);
  assertEquals(await stage.outcomeOf(3), "done");
});

Deno.test("DeskBackup that cannot write says so, and the next one is made", async () => {
  using stage = new Stage();
  Deno.writeTextFileSync(`${stage.path}/backups`, "in the way");
  stage.backup.start(1);
  assertEquals(await stage.outcomeOf(1), "file_unwritable");
  stage.append();
  Deno.removeSync(`${stage.path}/backups`);
  stage.backup.start(2);
  assertEquals(await stage.outcomeOf(2), "done");
});

Deno.test("DeskBackup.stop() in the midst of a backup leaves nothing and says nothing", async () => {
  using stage = new Stage();
  stage.backup.start(1);
  await new Promise<void>((resolve) => void setImmediate(resolve));
  stage.backup.stop();
  stage.ledger.close();
  for (let turn = 0; turn < 20; turn++) {
    await new Promise<void>((resolve) => void setImmediate(resolve));
  }
  assertEquals(stage.told.all, []);
  assertEquals([...Deno.readDirSync(`${stage.path}/backups`)], []);
});

/** A record in a folder of its own, and what its backups came to. */
class Stage implements Disposable {
  readonly #folder = new TempFolder();
  readonly ledger = Ledger.open(this.#folder.ledger, { identity: ANAS_SALE });
  readonly told = new Transcript<{ readonly ref: number; readonly outcome: BackupOutcome }>("told");
  readonly backup = new DeskBackup({
    path: this.#folder.ledger,
    ledger: this.ledger,
    begin: LedgerCopy.begin,
    told: (ref, outcome) => this.told.add({ ref, outcome }),
  });
  #number = APPENDS.length;

  constructor() {
    loadAll(this.ledger);
    for (const append of APPENDS) this.ledger.append(append);
  }

  get path(): string {
    return this.#folder.path;
  }

  append(): void {
    const append = decisionAfter(this.ledger.head(), { number: ++this.#number });
    this.ledger.append(append);
    assertEquals(this.ledger.head(), headAfter(append));
  }

  /** How the backup `ref` ended, or the code of its fault. */
  async outcomeOf(ref: number): Promise<string> {
    const { outcome } = await this.told.waitFor((told) => told.ref === ref, { what: "outcome" });
    return outcome.type === "failed" ? outcome.fault.code : outcome.type;
  }

  [Symbol.dispose](): void {
    this.backup.stop();
    this.ledger.close();
    this.#folder[Symbol.dispose]();
  }
}
