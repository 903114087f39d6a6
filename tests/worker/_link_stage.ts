// A bidder's whole client but its face: the real link with its file, over the client's own feed
// thread, at a house in memory. A test may stand between the feed thread and the link.

import type { Clock } from "../../lib/base/clock.ts";
import { asFault, Fault } from "../../lib/base/fault.ts";
import type { LinkNotice } from "../../lib/bidder/house_link.ts";
import { BidderStore } from "../../lib/ledger/bidder_store.ts";
import type { BidderFeedNotice, BidderFeedRequest } from "../../lib/worker/bidder_feed_contract.ts";
import { runBidderFeed } from "../../lib/worker/bidder_feed_thread.ts";
import { BidderLink } from "../../lib/worker/bidder_link.ts";
import { faultOf, type LifeNotice } from "../../lib/worker/life_cycle.ts";
import { type TypedPort, typedPort } from "../../lib/worker/typed_port.ts";
import { inTime } from "../support/bounded.ts";
import type { Person } from "../support/thread_bidder.ts";
import type { ThreadHouse } from "../support/thread_house.ts";
import { Transcript } from "../support/transcript.ts";

/** What the feed thread says of its work. */
export type WorkNotice = Exclude<BidderFeedNotice, LifeNotice>;

/** How a client lives. */
export interface LinkStageOptions {
  readonly clock: Clock;
  /** Its address: its datagrams come from here. */
  readonly host?: string;
  /** Whether the house's relay is reached, and from where: another address shows a move. */
  readonly relay?: boolean;
  readonly relayHost?: string;
  /** Changes what the feed thread says on its way to the link. */
  readonly change?: (notice: WorkNotice) => WorkNotice;
  /** Whether it waits until the house lets its key in. */
  readonly waitsForApproval?: boolean;
  /** Puts bids into the file before the link opens. */
  readonly before?: (store: BidderStore) => void;
}

/** A running client. */
export class LinkStage {
  readonly host: string;
  readonly link: BidderLink;
  readonly store: BidderStore;
  /** What the link told its face. */
  readonly told = new Transcript<LinkNotice>("a link");
  /** What the feed thread told the link, before any change. */
  readonly feed = new Transcript<BidderFeedNotice>("a client's feed");
  /** How long it wanted to wait before it joined again, in milliseconds. */
  readonly waits: number[] = [];
  readonly #end: Promise<string>;
  readonly #folder: string;
  readonly #channel = new MessageChannel();
  readonly #port: TypedPort<BidderFeedNotice, BidderFeedRequest>;

  private constructor(
    house: ThreadHouse,
    person: Person,
    options: LinkStageOptions,
  ) {
    const { clock, host = "10.0.0.77", relay = false, relayHost, before } = options;
    const { change = (notice) => notice, waitsForApproval = false } = options;
    this.host = host;
    this.#folder = Deno.makeTempDirSync({ prefix: "leilao-" });
    this.store = BidderStore.open(`${this.#folder}/bidder.sqlite`);
    before?.(this.store);
    runBidderFeed(typedPort(this.#channel.port1), {
      clock,
      random: () => 0.5,
      openSocket: (options) => Promise.resolve(house.network.open(options)),
      connectRelay: () =>
        relay
          ? Promise.resolve(house.connectRelay(relayHost ?? host))
          : Promise.reject(new Fault("unreachable", "")),
    });
    this.#port = typedPort(this.#channel.port2);
    this.link = new BidderLink({
      clock,
      identity: person.identity,
      store: this.store,
      trialLossPercent: 0,
      waitsForApproval,
      connect: () => Promise.resolve({ ...house.connect(), localAddress: host }),
      checkHouse: () => {},
      pictures: { picture: () => Promise.resolve(null) },
      feed: (request) => this.#port.send(request),
      // The next turn instead of a wait.
      wait: (ms) => {
        this.waits.push(ms);
        return new Promise((resolve) => setTimeout(resolve, 0));
      },
    });
    this.link.subscribe((notice) => this.told.add(notice));
    this.#port.listen((notice) => {
      this.feed.add(notice);
      if (notice.type === "alive" || notice.type === "stopped") return;
      if (notice.type === "failed") return this.link.feedFailed(faultOf(notice.fault));
      this.link.feedNotice(change(notice));
    });
    this.#end = this.link.run().then(() => "ended", (error) => asFault(error).code);
  }

  /** Starts a client, whatever comes of it. */
  static start(house: ThreadHouse, person: Person, options: LinkStageOptions): LinkStage {
    return new LinkStage(house, person, options);
  }

  /** Starts a client and waits until it follows the sale. */
  static async live(
    house: ThreadHouse,
    person: Person,
    options: LinkStageOptions,
  ): Promise<LinkStage> {
    const stage = new LinkStage(house, person, options);
    await stage.isLive();
    return stage;
  }

  /** Waits until the link is live, `after` a mark of what it told. */
  async isLive(after = 0): Promise<void> {
    const isIt = (notice: LinkNotice) => notice.type === "connection" && notice.state === "live";
    await this.told.waitFor(isIt, { what: "live", after });
  }

  /** Waits until the link has lost its first session; gives the place of that in what it told. */
  async rejoins(): Promise<number> {
    const isIt = (notice: LinkNotice) =>
      notice.type === "connection" && notice.state === "rejoining";
    return this.told.all.indexOf(await this.told.waitFor(isIt, { what: "joining again" }));
  }

  /** Waits until the link has shown event `seq`. */
  async shows(seq: number): Promise<void> {
    const isIt = (notice: LinkNotice) => notice.type === "event" && notice.seq === seq;
    await this.told.waitFor(isIt, { what: `event ${seq}` });
  }

  /** Waits for the house's answer to a bid: its state. */
  async answer(id: string): Promise<string> {
    const isIt = (notice: LinkNotice): notice is Extract<LinkNotice, { type: "bid" }> =>
      notice.type === "bid" && notice.ticket.id === id;
    return (await this.told.waitFor(isIt, { what: `the answer to bid ${id}` })).ticket.state;
  }

  /** Waits for the link's end: the code of its fault, or "ended". */
  async ended(): Promise<string> {
    return await inTime(this.#end, { what: "the link's end", ms: 10_000 });
  }

  /** The sale that it takes part in. */
  get sale(): string {
    const { sale } = this.link.view();
    if (sale === null) throw new Error("It has not seen the sale");
    return sale;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.link.stop();
    await this.#end;
    this.#port.send({ type: "stop" });
    await this.feed.waitFor(({ type }) => type === "stopped", { what: "stopped" });
    this.#channel.port1.close();
    this.#channel.port2.close();
    this.store.close();
    Deno.removeSync(this.#folder, { recursive: true });
  }
}
