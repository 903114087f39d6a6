// `deno task demo`: a whole auction on this machine, with the real parts and throw-away keys.
//
// The house and three bidders run as processes of their own on loopback multicast; the demo only
// plays the people: three tempers that bid and an auctioneer at the admin API. Exit code 0 says
// that the sale was held and that all bidders and the house have the same events.

import { assert } from "@std/assert";
import * as v from "valibot";
import { adminTokenPath } from "../admin/admin_token.ts";
import { Fault } from "../base/fault.ts";
import { defineCommand } from "./cli.ts";
import { type CatalogueLot, DemoAuctioneer } from "./demo_auctioneer.ts";
import { type BidderWatcher, DemoBidder } from "./demo_bidder.ts";
import { timedSeconds } from "./demo_lots.ts";
import { DemoProcess } from "./demo_process.ts";
import { type DemoStage, removeStage, setStage, writeInvitation } from "./demo_stage.ts";
import { DemoStory } from "./demo_story.ts";
import type { Temper } from "./demo_temper.ts";
import { pause, within } from "./demo_wait.ts";
import type { CommandRun } from "./run_main.ts";
import { stopSignals } from "./stop_signals.ts";

/** The description of `demo`. */
export const demoCommand = defineCommand({
  name: "demo",
  summary: {
    en: "holds a whole auction on this machine in about a minute, with throw-away keys",
    pt: "faz um leilão inteiro nesta máquina em cerca de um minuto, com chaves descartáveis",
  },
  flags: {
    items: {
      type: "string",
      value: "FOLDER",
      default: "items",
      help: { en: "whose lots are sold, as copies", pt: "de onde vêm os lotes, em cópias" },
    },
    folder: {
      type: "string",
      value: "FOLDER",
      default: "data",
      help: {
        en: "where the demo makes a folder of its own, kept when all went well",
        pt: "onde a demonstração cria a sua própria pasta, que fica se tudo der certo",
      },
    },
  },
  examples: [
    { line: "deno task demo", text: { en: "the sample lots", pt: "os lotes de exemplo" } },
  ],
});

type DemoRun = CommandRun<typeof demoCommand.flags>;

/** Who bids, and how. */
const cast: readonly { readonly name: string; readonly temper: Temper }[] = [
  { name: "Ana", temper: "patient" },
  { name: "Bruno", temper: "eager" },
  { name: "Clara", temper: "late" },
];

const currency = "BRL";
/** A first start fetches the packages; after that a second is enough. */
const startMs = 120_000;
/** The demo is about a minute long, however many lots the folder holds. */
const lotsMax = 8;
const interruptMs = 300;

/** Ended by the person: no fault, but no success either. */
class Interrupted extends Error {}

/** Plays the demo and ends everything that it started, however it ends. */
export async function runDemo(run: DemoRun): Promise<number> {
  const story = new DemoStory({
    language: run.language,
    style: run.outStyle,
    currency,
    out: run.io.out,
  });
  const stopping = new AbortController();
  const interrupt = () => stopping.abort(new Interrupted());
  const signals = stopSignals();
  for (const signal of signals) Deno.addSignalListener(signal, interrupt);
  const play = new DemoPlay(run, { story, stopping });
  try {
    await play.run();
    return 0;
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    run.io.err(`${story.words.stopped}\n`);
    return 130; // As a shell reports a program that SIGINT ended.
  } finally {
    await play.end();
    for (const signal of signals) Deno.removeSignalListener(signal, interrupt);
  }
}

const ReadySchema = v.object({
  ready: v.object({ join: v.string(), group: v.string(), admin: v.string(), house: v.string() }),
});

/** One performance: its processes, and the order in which things happen. */
class DemoPlay implements BidderWatcher {
  readonly #run: DemoRun;
  readonly #story: DemoStory;
  readonly #stopping: AbortController;
  #house: DemoProcess | null = null;
  readonly #bidders: DemoBidder[] = [];
  #isOver = false;
  /** The folder to remove at the end; null before it is made, and once it is to be kept. */
  #passing: DemoStage | null = null;

  constructor(
    run: DemoRun,
    { story, stopping }: { readonly story: DemoStory; readonly stopping: AbortController },
  ) {
    this.#run = run;
    this.#story = story;
    this.#stopping = stopping;
  }

  async run(): Promise<void> {
    const { words } = this.#story;
    this.#story.note(`${this.#run.outStyle.bold(words.title)}\n`);
    const stage = await setStage({
      parent: this.#run.flags.folder,
      itemsFrom: this.#run.flags.items,
      names: cast.map(({ name }) => name),
      language: this.#run.language,
      keyMade: (name) => this.#story.say(words.keysFor(name)),
    });
    this.#passing = stage;
    this.#signal.throwIfAborted();
    this.#story.introduce(stage.bidders);
    const admin = await this.#openHouse(stage);
    await this.#join(stage);
    const auctioneer = await DemoAuctioneer.start({
      admin,
      tokenPath: adminTokenPath(stage.keys),
      rooms: this.#bidders.map(({ room }) => room),
      signal: this.#signal,
    });
    const catalogue = (await auctioneer.lots()).slice(0, lotsMax);
    for (const lot of catalogue) {
      this.#story.lot(lot, timedSeconds);
      await auctioneer.sell(lot);
      await pause(400, this.#signal); // So that a reader can take a breath.
    }
    await auctioneer.close();
    await this.#finish(stage, { catalogue, houseSeq: await auctioneer.lastSeq() });
    this.#passing = null;
  }

  /** Ends whatever still runs, and removes the folder of a demo that did not go well. */
  async end(): Promise<void> {
    this.#isOver = true;
    await Promise.all(this.#bidders.map((bidder) => bidder.process.stop("SIGTERM")));
    await this.#house?.stop("SIGTERM");
    if (this.#passing !== null) await removeStage(this.#passing);
    this.#passing = null;
  }

  heard(bidder: DemoBidder, news: Parameters<BidderWatcher["heard"]>[1]): void {
    if (news.type === "refused") this.#story.refused(bidder.name, news.reason);
    else if (bidder === this.#bidders[0]) this.#story.event(news.event, news.before);
  }

  bids(bidder: DemoBidder, { max }: Parameters<BidderWatcher["bids"]>[1]): void {
    this.#story.offer(bidder.name, { temper: bidder.temper, max });
  }

  get #signal(): AbortSignal {
    return this.#stopping.signal;
  }

  /** Starts the house on free ports; gives the address of its admin API. */
  async #openHouse(stage: DemoStage): Promise<string> {
    const { words } = this.#story;
    const { keys, items, data, folder } = stage;
    const folders = ["--keys", keys, "--items", items, "--data", data];
    const ports = ["--port", "0", "--relay-port", "0", "--admin-port", "0", "--group", freeGroup()];
    const house = await DemoProcess.start({
      name: words.sale,
      program: "main_server.ts",
      args: ["--json", "--name", words.sale, "--currency", currency, ...ports, ...folders],
      folder,
      log: `${folder}/house.log`,
    });
    this.#house = house;
    this.#watch(house);
    const first = house.lines().next();
    const { value } = await within(first, { ms: startMs, what: "house", signal: this.#signal });
    const { ready } = v.parse(ReadySchema, JSON.parse(value ?? "null"));
    await writeInvitation(stage, { name: words.sale, address: ready.join, house: ready.house });
    this.#story.say(words.house(ready.join, ready.group));
    return ready.admin;
  }

  async #join(stage: DemoStage): Promise<void> {
    for (const [index, staged] of stage.bidders.entries()) {
      const temper = cast[index]?.temper ?? "eager";
      const bidder = await DemoBidder.start(staged, { stage, temper, watcher: this });
      this.#bidders.push(bidder);
      this.#watch(bidder.process);
      bidder.run().catch((error) => this.#stopping.abort(error));
    }
    const joined = Promise.all(this.#bidders.map(({ room }) => room.until(({ live }) => live)));
    await within(joined, { ms: startMs, what: "joins", signal: this.#signal });
    const names = this.#bidders.map(({ name }) => name);
    this.#story.say(this.#story.words.joined(names, this.#bidders[0]?.room.path ?? ""));
  }

  /** A process that ends before the play does ends the play. */
  #watch(process: DemoProcess): void {
    void process.ended.then(async (code) => {
      // Its log goes with the demo's folder, so what it said is told here.
      const said = await process.lastWords();
      const message = this.#story.words.badEnd(process.name, code);
      const hint = said === null ? "It said nothing." : `It said: ${said}`;
      const fault = new Fault("worker_failed", message, { hint });
      // Ctrl+C in a terminal reaches all processes: then the interruption has to be heard first.
      setTimeout(() => this.#isOver || this.#stopping.abort(fault), interruptMs);
    });
  }

  async #finish(
    stage: DemoStage,
    { catalogue, houseSeq }: {
      readonly catalogue: readonly CatalogueLot[];
      readonly houseSeq: number;
    },
  ): Promise<void> {
    const { words } = this.#story;
    this.#isOver = true; // From here on a process that ends does as it was told.
    const ended: (readonly [string, number])[] = [];
    for (const bidder of this.#bidders) ended.push([bidder.name, await bidder.leave()]);
    ended.push([words.sale, await this.#house?.stop("SIGTERM") ?? 0]);
    for (const [name, code] of ended) {
      if (code !== 0) throw new Fault("worker_failed", words.badEnd(name, code));
    }
    const seen = await Promise.all(this.#bidders.map(async (bidder) => {
      return { name: bidder.name, path: await bidder.keepEvents() };
    }));
    const rooms = this.#bidders.map(({ room }) => room);
    const first = rooms[0];
    if (first === undefined || !rooms.every((room) => hasSameEvents(room, first))) {
      throw new Fault("internal", words.differs);
    }
    if (first.lastSeq !== houseSeq) throw new Fault("internal", words.differs);
    this.#story.results(catalogue, first.lots);
    if (first.lots.every(({ result }) => result !== "sold")) {
      throw new Fault("internal", words.nothingSold);
    }
    this.#story.note(words.same(rooms.length, first.eventLines.length));
    this.#story.places(stage, seen);
  }
}

function hasSameEvents(
  { eventLines }: { readonly eventLines: readonly string[] },
  other: { readonly eventLines: readonly string[] },
): boolean {
  return eventLines.length === other.eventLines.length &&
    eventLines.every((line, at) => line === other.eventLines[at]);
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
