// Everyone who takes part in a demo: the house and its scripted bidders, each a process of its own.
//
// They are started, watched and ended here. A process that ends before its time ends the whole
// performance, with what it said last as the reason.

import { assert } from "@std/assert";
import * as v from "valibot";
import { Fault } from "../base/fault.ts";
import { type BidderWatcher, DemoBidder } from "./demo_bidder.ts";
import { DemoProcess } from "./demo_process.ts";
import type { DemoRoom } from "./demo_room.ts";
import { type DemoStage, writeInvitation } from "./demo_stage.ts";
import type { Manner } from "./demo_temper.ts";
import { within } from "./demo_wait.ts";

/** A first start fetches the packages; after that a second is enough. */
export const startMs = 120_000;

const interruptMs = 300;

/** Where and for what they come together. */
export interface CompanyWishes {
  readonly stage: DemoStage;
  /** The sale's name. */
  readonly sale: string;
  /** ISO 4217. */
  readonly currency: string;
  /** Ends every wait; is aborted with a fault where a process ends before its time. */
  readonly stopping: AbortController;
  /** "Ana ended with exit code 3, want 0". */
  badEnd(name: string, code: number): string;
}

const ReadySchema = v.object({
  ready: v.object({ join: v.string(), group: v.string(), admin: v.string(), house: v.string() }),
});

/** The addresses of an open house. */
export type OpenHouse = v.InferOutput<typeof ReadySchema>["ready"];

/** The house and its bidders. */
export class DemoCompany {
  readonly #wishes: CompanyWishes;
  readonly #bidders: DemoBidder[] = [];
  #house: DemoProcess | null = null;
  #isOver = false;

  constructor(wishes: CompanyWishes) {
    this.#wishes = wishes;
  }

  /** Where they are. */
  get stage(): DemoStage {
    return this.#wishes.stage;
  }

  /** Those that have been started. */
  get bidders(): readonly DemoBidder[] {
    return this.#bidders;
  }

  /** What each of the bidders has heard. */
  get rooms(): readonly DemoRoom[] {
    return this.#bidders.map(({ room }) => room);
  }

  /** Starts the house on free ports, and writes its invitation. */
  async openHouse(): Promise<OpenHouse> {
    const { stage, sale, currency, stopping } = this.#wishes;
    const { keys, items, data, folder } = stage;
    const folders = ["--keys", keys, "--items", items, "--data", data];
    const ports = ["--port", "0", "--relay-port", "0", "--admin-port", "0", "--group", freeGroup()];
    const house = await DemoProcess.start({
      name: sale,
      program: "main_server.ts",
      args: ["--json", "--name", sale, "--currency", currency, ...ports, ...folders],
      folder,
      log: `${folder}/house.log`,
    });
    this.#house = house;
    this.#watch(house);
    const first = house.lines().next();
    const { value } = await within(first, { ms: startMs, what: "house", signal: stopping.signal });
    const { ready } = v.parse(ReadySchema, JSON.parse(value ?? "null"));
    await writeInvitation(stage, { name: sale, address: ready.join, house: ready.house });
    return ready;
  }

  /** Starts a bidder of the stage for each of the manners, in order, and waits until all are in. */
  async join(manners: readonly Manner[], watcher: BidderWatcher): Promise<void> {
    const { stage, stopping } = this.#wishes;
    for (const [index, manner] of manners.entries()) {
      const staged = stage.bidders[index];
      assert(staged !== undefined, "The stage has a bidder for each manner");
      const bidder = await DemoBidder.start(staged, { stage, manner, watcher });
      this.#bidders.push(bidder);
      this.#watch(bidder.process);
      bidder.run().catch((error) => stopping.abort(error));
    }
    const joined = Promise.all(this.rooms.map((room) => room.until(({ live }) => live)));
    await within(joined, { ms: startMs, what: "joins", signal: stopping.signal });
  }

  /** Lets all go in good order. Fault: `worker_failed` where one does not end well. */
  async leave(): Promise<void> {
    const { sale, badEnd } = this.#wishes;
    this.#isOver = true; // From here on a process that ends does as it was told.
    const ended: (readonly [string, number])[] = [];
    for (const bidder of this.#bidders) ended.push([bidder.name, await bidder.leave()]);
    ended.push([sale, await this.#house?.stop("SIGTERM") ?? 0]);
    for (const [name, code] of ended) {
      if (code !== 0) throw new Fault("worker_failed", badEnd(name, code));
    }
  }

  /** Ends whatever still runs, however it takes it. */
  async end(): Promise<void> {
    this.#isOver = true;
    await Promise.all(this.#bidders.map((bidder) => bidder.process.stop("SIGTERM")));
    await this.#house?.stop("SIGTERM");
  }

  /** A process that ends before the play does ends the play. */
  #watch(process: DemoProcess): void {
    const { stopping, badEnd } = this.#wishes;
    void process.ended.then(async (code) => {
      // Its log goes with the demo's folder, so what it said is told here.
      const said = await process.lastWords();
      const hint = said === null ? "It said nothing." : `It said: ${said}`;
      const fault = new Fault("worker_failed", badEnd(process.name, code), { hint });
      // Ctrl+C in a terminal reaches all processes: then the interruption has to be heard first.
      setTimeout(() => this.#isOver || stopping.abort(fault), interruptMs);
    });
  }
}

/** A group of our own: a random address of the local scope, and a port that is free now. */
function freeGroup(): string {
  const socket = Deno.listenDatagram({ transport: "udp", hostname: "127.0.0.1", port: 0 });
  const [high = 0, low = 0] = crypto.getRandomValues(new Uint8Array(2));
  const { addr } = socket;
  socket.close();
  assert(addr.transport === "udp", "A UDP socket has a UDP address");
  return `239.255.${high}.${low}:${addr.port}`;
}
