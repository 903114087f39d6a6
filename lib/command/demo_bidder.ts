// A bidder of the demo: the real client as a process, and a manner that tells it what to bid.

import { Fault } from "../base/fault.ts";
import { DemoProcess } from "./demo_process.ts";
import { DemoRoom, type RoomLot, type RoomNews } from "./demo_room.ts";
import type { DemoStage, StagedBidder } from "./demo_stage.ts";
import type { Manner } from "./demo_temper.ts";

/** Who is told what a bidder hears and does. */
export interface BidderWatcher {
  /** Called for everything that this bidder's client tells. */
  heard(bidder: DemoBidder, news: RoomNews): void;
  /** Called just before a bid is made. */
  bids(bidder: DemoBidder, bid: { readonly lot: RoomLot; readonly max: number }): void;
}

/** A bidder at the sale. */
export class DemoBidder {
  readonly name: string;
  readonly paddle: string;
  readonly folder: string;
  readonly process: DemoProcess;
  readonly room = new DemoRoom();
  readonly #watcher: BidderWatcher;
  readonly #manner: Manner;
  readonly #bidsMade = new Map<string, number>();
  #thinking: ReturnType<typeof setTimeout> | null = null;

  private constructor(
    { name, paddle, folder }: StagedBidder,
    { manner, watcher, process }: {
      readonly manner: Manner;
      readonly watcher: BidderWatcher;
      readonly process: DemoProcess;
    },
  ) {
    this.name = name;
    this.paddle = paddle;
    this.folder = folder;
    this.#manner = manner;
    this.process = process;
    this.#watcher = watcher;
  }

  /** Starts the client with the bidder's own key and the house's invitation. */
  static async start(
    bidder: StagedBidder,
    { stage, manner, watcher }: {
      readonly stage: DemoStage;
      readonly manner: Manner;
      readonly watcher: BidderWatcher;
    },
  ): Promise<DemoBidder> {
    const { name, keyPath, folder } = bidder;
    const process = await DemoProcess.start({
      name,
      program: "main_client.ts",
      args: ["--json", "--key", keyPath, "--invite", stage.invitation, "--data", folder],
      folder: stage.folder,
      log: `${folder}/client.log`,
    });
    return new DemoBidder(bidder, { manner, watcher, process });
  }

  /** Listens and bids until the client ends. */
  async run(): Promise<void> {
    for await (const line of this.process.lines()) {
      const news = this.room.hear(line);
      if (news === null) continue;
      this.#watcher.heard(this, news);
      if (news.type === "event") this.#think();
    }
    this.#forget();
  }

  /** Lets the client go, and gives its exit code. */
  async leave(): Promise<number> {
    this.#forget();
    return await this.process.stop("input");
  }

  /** Keeps what this bidder saw, as its client wrote it. Gives the file. */
  async keepEvents(): Promise<string> {
    const path = `${this.folder}/events.ndjson`;
    try {
      await Deno.writeTextFile(path, this.room.eventLines.map((line) => `${line}\n`).join(""));
    } catch (cause) {
      throw new Fault("file_unwritable", `"${path}": cannot be written`, { cause });
    }
    return path;
  }

  /** Whatever was about to be done is thought over again: something has happened. */
  #think(): void {
    this.#forget();
    const { lots } = this.room;
    const index = lots.findIndex(({ open }) => open);
    const lot = lots[index];
    if (lot === undefined) return;
    const bidsMade = this.#bidsMade.get(lot.lot) ?? 0;
    const move = this.#manner({ lot, index, paddle: this.paddle, bidsMade, nowMs: Date.now() });
    if (move === null) return;
    this.#thinking = setTimeout(() => void this.#bid(lot, move.max), move.inMs);
  }

  #forget(): void {
    if (this.#thinking !== null) clearTimeout(this.#thinking);
    this.#thinking = null;
  }

  async #bid(lot: RoomLot, max: number): Promise<void> {
    this.#bidsMade.set(lot.lot, (this.#bidsMade.get(lot.lot) ?? 0) + 1);
    this.#watcher.bids(this, { lot, max });
    await this.process.write(JSON.stringify({ do: "bid", lot: lot.lot, max }));
  }
}
