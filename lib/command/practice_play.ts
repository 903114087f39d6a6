// `deno task demo --practice`: a sale in which a person bids against scripted bidders.
//
// The house, the scripted bidders and the auctioneer are those of the demo. The person has the real
// client, with a throw-away key, at this terminal, and may leave at any time: that is no failure.
// Nothing is kept.

import { assert } from "@std/assert";
import { adminTokenPath } from "../admin/admin_token.ts";
import { Fault } from "../base/fault.ts";
import type { Language } from "../base/language.ts";
import { type CatalogueLot, DemoAuctioneer } from "./demo_auctioneer.ts";
import type { BidderWatcher } from "./demo_bidder.ts";
import { DemoCompany, startMs } from "./demo_company.ts";
import type { RoomLot } from "./demo_room.ts";
import { type DemoStage, removeStage, setStage, type StagedBidder } from "./demo_stage.ts";
import { pause, within } from "./demo_wait.ts";
import { type OwnBid, readOwnBids } from "./practice_bids.ts";
import { PracticeGuest } from "./practice_guest.ts";
import { type LessonLot, lessonOf } from "./practice_lesson.ts";
import { practised } from "./practice_lots.ts";
import type { PracticePace } from "./practice_pace.ts";
import type { PracticeStory, Rival } from "./practice_story.ts";
import { practiceLimit, practiceManner, type PracticeTemper } from "./practice_temper.ts";

/** What is practised, and how. */
export interface PracticeWishes {
  /** The folder of the lots. */
  readonly items: string;
  /** Where the practice makes a folder of its own, which it removes. */
  readonly folder: string;
  readonly lotsMax: number;
  readonly seed: number;
  readonly pace: PracticePace;
  /** The command line that gives the same again. */
  readonly again: string;
  /** ISO 4217. */
  readonly currency: string;
  readonly language: Language;
  readonly story: PracticeStory;
  /** Ends the practice: with {@link PracticeLeft}, or with a fault. */
  readonly stopping: AbortController;
}

/** The person has left, by the client or by Ctrl+C: no failure. */
export class PracticeLeft extends Error {}

/** Who bids beside the person, and how. */
const cast: readonly { readonly name: string; readonly temper: PracticeTemper }[] = [
  { name: "Ana", temper: "patient" },
  { name: "Bruno", temper: "hunter" },
  { name: "Clara", temper: "sniper" },
];

const interruptMs = 300;
const typedBytesMax = 1_024;
/** The person at the terminal bids by the client: nobody has to be told what was heard. */
const silent: BidderWatcher = { heard: () => {}, bids: () => {} };

/** One practice, from the introduction to the review. */
export class PracticePlay {
  readonly #wishes: PracticeWishes;
  #stage: DemoStage | null = null;
  #company: DemoCompany | null = null;
  #guest: PracticeGuest | null = null;
  #sale = "";
  #catalogue: readonly CatalogueLot[] = [];
  readonly #reserves = new Map<string, number | null>();

  constructor(wishes: PracticeWishes) {
    this.#wishes = wishes;
  }

  /** Holds the sale; throws the reason where it ends before. */
  async run(): Promise<void> {
    const { story, pace, seed, again } = this.#wishes;
    story.begin({ seed, again });
    const stage = await this.#setStage();
    this.#signal.throwIfAborted();
    const guest = guestOf(stage);
    story.introduce(guest, rivalsOf(stage), pace);
    const auctioneer = await this.#gather(stage);
    await this.#isReady();
    await this.#seat(guest, { stage, auctioneer });
    for (const lot of this.#catalogue) {
      await pause(pace.breathMs, this.#signal);
      await auctioneer.sell(lot);
    }
    await auctioneer.close();
    await pause(pace.breathMs, this.#signal); // So that the end can be seen before it goes.
  }

  /** Gives the terminal back and tells how it went as far as it went. */
  async review(): Promise<void> {
    await this.#guest?.stop();
    const { story, seed } = this.#wishes;
    const [stage, room] = [this.#stage, this.#company?.rooms[0]];
    // Who left before the client had even begun has seen nothing to review.
    if (stage === null || room === undefined || this.#guest === null) return;
    const guest = guestOf(stage);
    const bids = readOwnBids(guest.folder, this.#sale);
    const lots = room.lots.flatMap((lot) => {
      const reserve = this.#reserves.get(lot.lot) ?? null;
      return lessonLot(lot, { bids, seed, rivals: rivalsOf(stage), reserve });
    });
    story.review(lessonOf(lots, guest.paddle), {
      titles: new Map(this.#catalogue.map(({ id, title }) => [id, title])),
      names: new Map(stage.bidders.map(({ paddle, name }) => [paddle, name])),
    });
  }

  /** Ends whatever still runs, and removes the folder. */
  async end(): Promise<void> {
    await this.#guest?.stop();
    await this.#company?.end();
    if (this.#stage !== null) await removeStage(this.#stage);
    this.#stage = null;
  }

  get #signal(): AbortSignal {
    return this.#wishes.stopping.signal;
  }

  async #setStage(): Promise<DemoStage> {
    const { folder, items, lotsMax, language, pace, story } = this.#wishes;
    this.#stage = await setStage({
      parent: folder,
      lots: {
        from: items,
        change: (item) => {
          // The house tells nobody: the review knows it from the folder that the lot comes from.
          this.#reserves.set(item.id, item.reserve ?? null);
          return practised(item, pace);
        },
        countMax: lotsMax,
      },
      names: [...cast.map(({ name }) => name), story.words.guest],
      language,
      keyMade: () => {},
    });
    return this.#stage;
  }

  /** Opens the house and lets the scripted bidders in. */
  async #gather(stage: DemoStage): Promise<DemoAuctioneer> {
    const { currency, stopping, story: { words }, seed, pace } = this.#wishes;
    const { sale, badEnd } = words;
    const company = new DemoCompany({ stage, sale, currency, badEnd, stopping });
    this.#company = company;
    const { admin } = await company.openHouse();
    await company.join(cast.map(({ temper }) => practiceManner(temper, { seed, pace })), silent);
    const auctioneer = await DemoAuctioneer.start({
      admin,
      tokenPath: adminTokenPath(stage.keys),
      rooms: company.rooms,
      silenceMs: pace.silenceMs,
      signal: this.#signal,
    });
    this.#sale = await auctioneer.sale();
    this.#catalogue = await auctioneer.lots();
    return auctioneer;
  }

  /** The client takes the whole screen: the person says when the introduction is read. */
  async #isReady(): Promise<void> {
    if (!Deno.stdin.isTerminal() || !Deno.stdout.isTerminal()) return;
    const { story, stopping } = this.#wishes;
    story.note(story.words.press);
    const typed = Promise.withResolvers<never>();
    const leave = () => typed.reject(this.#signal.reason);
    this.#signal.addEventListener("abort", leave);
    const line = new Uint8Array(typedBytesMax);
    const read = await Promise.race([Deno.stdin.read(line), typed.promise]);
    this.#signal.removeEventListener("abort", leave);
    const word = new TextDecoder().decode(line.subarray(0, read ?? 0)).trim().toLowerCase();
    if (read === null || ["q", "quit", "sair"].includes(word)) stopping.abort(new PracticeLeft());
    this.#signal.throwIfAborted();
  }

  /** Gives the person the client; returns once it has joined. */
  async #seat(
    staged: StagedBidder,
    { stage, auctioneer }: { readonly stage: DemoStage; readonly auctioneer: DemoAuctioneer },
  ): Promise<void> {
    const { language, stopping, story: { words } } = this.#wishes;
    const guest = PracticeGuest.start(staged, { stage, language });
    this.#guest = guest;
    void guest.ended.then((code) => {
      if (code === 0) return stopping.abort(new PracticeLeft());
      const fault = new Fault("worker_failed", words.badEnd(words.guest, code));
      // Ctrl+C in a terminal reaches all processes: then the interruption has to be heard first.
      setTimeout(() => stopping.abort(fault), interruptMs);
    });
    const joined = auctioneer.joined(staged.paddle);
    await within(joined, { ms: startMs, what: "join", signal: this.#signal });
    guest.listen();
  }
}

function guestOf({ bidders }: DemoStage): StagedBidder {
  const guest = bidders.at(-1);
  assert(guest !== undefined, "The stage has a bidder for the person");
  return guest;
}

function rivalsOf({ bidders }: DemoStage): readonly Rival[] {
  return cast.flatMap(({ temper }, index) => {
    const bidder = bidders[index];
    return bidder === undefined ? [] : [{ bidder, temper }];
  });
}

/** A lot as the review sees it; nothing where it has not ended. */
function lessonLot(
  lot: RoomLot,
  { bids, seed, rivals, reserve }: {
    readonly reserve: number | null;
    readonly bids: readonly OwnBid[];
    readonly seed: number;
    readonly rivals: readonly Rival[];
  },
): readonly LessonLot[] {
  if (lot.result === null) return [];
  const limits = rivals.map(({ bidder: { paddle }, temper }) => {
    return { paddle, limit: practiceLimit(temper, { seed, lot: lot.lot, opening: lot.opening }) };
  });
  const rival = limits.reduce((most, next) => next.limit > most.limit ? next : most);
  const isSold = lot.result === "sold";
  return [{
    id: lot.lot,
    result: lot.result,
    winner: isSold ? lot.leader : null,
    price: isSold ? lot.price : null,
    reserve,
    extensions: lot.extensions,
    ownAmounts: bids.filter((bid) => bid.lot === lot.lot).map(({ amount }) => amount),
    rival,
  }];
}
