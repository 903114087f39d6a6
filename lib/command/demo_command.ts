// `deno task demo`: a whole auction on this machine, with the real parts and throw-away keys.
//
// The house and three bidders run as processes of their own on loopback multicast; the demo only
// plays the people: three tempers that bid and an auctioneer at the admin API. Exit code 0 says
// that the sale was held and that all bidders and the house have the same events.

import { adminTokenPath } from "../admin/admin_token.ts";
import { Fault } from "../base/fault.ts";
import { defineCommand } from "./cli.ts";
import { type CatalogueLot, DemoAuctioneer } from "./demo_auctioneer.ts";
import type { BidderWatcher, DemoBidder } from "./demo_bidder.ts";
import { DemoCompany } from "./demo_company.ts";
import { shortened, timedSeconds } from "./demo_lots.ts";
import { type DemoStage, removeStage, setStage } from "./demo_stage.ts";
import { DemoStory } from "./demo_story.ts";
import { demoManner, type Temper } from "./demo_temper.ts";
import { pause } from "./demo_wait.ts";
import { checkPracticeFlags, practiceFlags, runPractice } from "./practice_start.ts";
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
    ...practiceFlags,
  },
  examples: [
    { line: "deno task demo", text: { en: "the sample lots", pt: "os lotes de exemplo" } },
    {
      line: "deno task demo --practice",
      text: { en: "bid against scripted bidders", pt: "lances contra participantes simulados" },
    },
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
/** The demo is about a minute long, however many lots the folder holds. */
const lotsMax = 8;
/** Silence before each fair warning and before the hammer. */
const silenceMs = 1_300;

/** Ended by the person: no fault, but no success either. */
class Interrupted extends Error {}

/** Plays the demo, or the practice that the flags ask for. */
export async function runDemo(run: DemoRun): Promise<number> {
  checkPracticeFlags(run);
  if (!run.flags.practice) return await playDemo(run);
  const [drawn = 0] = crypto.getRandomValues(new Uint32Array(1));
  return await runPractice(run, { currency, drawn });
}

/** Plays the demo and ends everything that it started, however it ends. */
async function playDemo(run: DemoRun): Promise<number> {
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

/** One performance: its processes, and the order in which things happen. */
class DemoPlay implements BidderWatcher {
  readonly #run: DemoRun;
  readonly #story: DemoStory;
  readonly #stopping: AbortController;
  #company: DemoCompany | null = null;
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
      lots: { from: this.#run.flags.items, change: shortened, countMax: null },
      names: cast.map(({ name }) => name),
      language: this.#run.language,
      keyMade: (name) => this.#story.say(words.keysFor(name)),
    });
    this.#passing = stage;
    this.#signal.throwIfAborted();
    this.#story.introduce(stage.bidders);
    const company = this.#gather(stage);
    const { join, group, admin } = await company.openHouse();
    this.#story.say(words.house(join, group));
    await company.join(cast.map(({ temper }) => demoManner(temper)), this);
    const names = company.bidders.map(({ name }) => name);
    this.#story.say(words.joined(names, company.rooms[0]?.path ?? ""));
    const auctioneer = await DemoAuctioneer.start({
      admin,
      tokenPath: adminTokenPath(stage.keys),
      rooms: company.rooms,
      silenceMs,
      signal: this.#signal,
    });
    const catalogue = (await auctioneer.lots()).slice(0, lotsMax);
    for (const lot of catalogue) {
      this.#story.lot(lot, timedSeconds);
      await auctioneer.sell(lot);
      await pause(400, this.#signal); // So that a reader can take a breath.
    }
    await auctioneer.close();
    await this.#finish(company, { catalogue, houseSeq: await auctioneer.lastSeq() });
    this.#passing = null;
  }

  /** Ends whatever still runs, and removes the folder of a demo that did not go well. */
  async end(): Promise<void> {
    await this.#company?.end();
    if (this.#passing !== null) await removeStage(this.#passing);
    this.#passing = null;
  }

  heard(bidder: DemoBidder, news: Parameters<BidderWatcher["heard"]>[1]): void {
    if (news.type === "refused") this.#story.refused(bidder.name, news.reason);
    else if (bidder === this.#company?.bidders[0]) this.#story.event(news.event, news.before);
  }

  bids(bidder: DemoBidder, { max }: Parameters<BidderWatcher["bids"]>[1]): void {
    const temper = cast.find(({ name }) => name === bidder.name)?.temper ?? "eager";
    this.#story.offer(bidder.name, { temper, max });
  }

  get #signal(): AbortSignal {
    return this.#stopping.signal;
  }

  #gather(stage: DemoStage): DemoCompany {
    const { words } = this.#story;
    const { sale, badEnd } = words;
    this.#company = new DemoCompany({ stage, sale, currency, badEnd, stopping: this.#stopping });
    return this.#company;
  }

  async #finish(
    company: DemoCompany,
    { catalogue, houseSeq }: {
      readonly catalogue: readonly CatalogueLot[];
      readonly houseSeq: number;
    },
  ): Promise<void> {
    const { words } = this.#story;
    await company.leave();
    const { bidders, rooms, stage } = company;
    const seen = await Promise.all(bidders.map(async (bidder) => {
      return { name: bidder.name, path: await bidder.keepEvents() };
    }));
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
