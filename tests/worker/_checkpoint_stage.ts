// A house's checkpoints with nothing around them: a real desk, a file in memory, and what is told.

import type { Clock } from "../../lib/base/clock.ts";
import type { Command } from "../../lib/auction/command.ts";
import { HouseSigner } from "../../lib/secure/house_signer.ts";
import { generateSigningJwk } from "../../lib/secure/private_key_set.ts";
import { Desk } from "../../lib/session/desk.ts";
import type { CheckpointLog } from "../../lib/ledger/checkpoint_file.ts";
import { DeskCheckpoints } from "../../lib/worker/desk_checkpoints.ts";
import type { DeskNotice, DeskToFeed } from "../../lib/worker/desk_contract.ts";
import { MemoryCheckpoints } from "../support/memory_checkpoints.ts";
import { lotOf, ManualClock } from "../support/thread_house.ts";
import { Transcript } from "../support/transcript.ts";

const SALE = "5a".repeat(16);

/** One record after the other under one key, each with the checkpoints of a run. */
export class CheckpointStage {
  readonly log = new MemoryCheckpoints();
  readonly main = new Transcript<DeskNotice>("checkpoints to main");
  readonly feed = new Transcript<DeskToFeed>("checkpoints to the feed");
  readonly clock = new ManualClock();
  readonly #signer: HouseSigner;
  #runs: DeskCheckpoints[] = [];

  private constructor(signer: HouseSigner) {
    this.#signer = signer;
  }

  /** The `x` of the house's key. */
  get houseX(): string {
    return this.#signer.publicJwk().x;
  }

  static async make(): Promise<CheckpointStage> {
    return new CheckpointStage(new HouseSigner({ ...await generateSigningJwk() }));
  }

  /** A desk of an empty record. */
  desk(sale = SALE): Desk {
    const sign: HouseSigner["sign"] = (label, body) => this.#signer.sign(label, body);
    return new Desk({ sale, sign, storedBid: () => null });
  }

  /** A record that holds the sale and so many lots: two events where there is one lot. */
  record({ name = "Leilão", lots = 1, sale = SALE } = {}): Desk {
    const desk = this.desk(sale);
    const at = this.clock.now;
    this.say(desk, { type: "CreateSale", at, sale, name, currency: "BRL" });
    for (let lot = 1; lot <= lots; lot++) {
      const salt = "00".repeat(16);
      this.say(desk, { type: "CatalogueLot", at, lot: lotOf({ id: `${lot}` }), salt });
    }
    return desk;
  }

  /** Has the desk carry a command out; gives the events. */
  say(desk: Desk, command: Command) {
    return desk.take([{ type: "command", ref: 0, command }], this.clock.now).events;
  }

  /** The checkpoints of a run over this record. */
  over(
    desk: Desk,
    { sale = SALE, clock = this.clock, log = this.log }: {
      readonly sale?: string;
      readonly clock?: Clock;
      readonly log?: CheckpointLog;
    } = {},
  ): DeskCheckpoints {
    const run = new DeskCheckpoints({
      clock,
      desk,
      log,
      sale,
      houseX: this.houseX,
      main: { send: (notice) => this.main.add(notice) },
      feed: { send: (message) => this.feed.add(message) },
      guard: (work) => work(),
    });
    this.#runs.push(run);
    return run;
  }

  [Symbol.dispose](): void {
    for (const run of this.#runs) run.stop();
  }
}
