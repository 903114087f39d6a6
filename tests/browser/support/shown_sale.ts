// A sale of this project's own items that a test tells as a story: the real rules in memory, the
// console of the house, and the page of one of its bidders, Ana, who hears each event at once.
//
// Time goes on with the browser's from the moment that the story stands.

import { assertEquals } from "@std/assert";
import type { BidderRow } from "../../../lib/admin/house_port.ts";
import type { BidKind, Command } from "../../../lib/auction/command.ts";
import type { LotId, Paddle } from "../../../lib/auction/lot.ts";
import { toCents } from "../../../lib/auction/money.ts";
import { toBase64url, toUtf8 } from "../../../lib/base/bytes.ts";
import type { BidTicket, BidWish } from "../../../lib/bidder/house_link.ts";
import { ItemsFolder } from "../../../lib/catalogue/items_folder.ts";
import { sha256 } from "../../../lib/secure/digest.ts";
import { newStage, type Stage } from "../../admin/stage.ts";
import type { Untimed } from "../../settlement/_sold_sale.ts";
import { FakeLink } from "../../support/fake_link.ts";
import { projectRoot } from "../../support/source_files.ts";
import { ServedBidderPage } from "./served_bidder_page.ts";
import { ServedConsole } from "./served_console.ts";

/** Ana, whose page is shown. */
export const ANA: Paddle = "12";
/** Who bids against her. */
export const BENTO: Paddle = "15";
export const CAIO: Paddle = "18";
/** In the room, without keys. */
export const LIA: Paddle = "40";

const ITEMS = `${projectRoot}/items`;
const saleStartMs = Date.UTC(2027, 0, 15, 22, 30);
const SALT = "00".repeat(16);

/** The bidders of the sale as the house sees them; Dora is not let bid. */
const ROWS: readonly BidderRow[] = [
  row(ANA, "Ana Lima", { joined: true, path: "multicast", lossPercent: 0 }),
  row(BENTO, "Bento Rocha", { joined: true, path: "unicast", lossPercent: 2.1 }),
  row(CAIO, "Caio Nunes", { joined: true, path: "tcp", lossPercent: 0 }),
  row("21", "Dora Reis", { status: "suspended" }),
];

/** A link whose bids the rules answer at once. */
class RoomLink extends FakeLink {
  readonly #stage: Stage;

  constructor(stage: Stage) {
    super();
    this.#stage = stage;
  }

  override nowMs(): number {
    return this.#stage.clock.ms;
  }

  override async bid(wish: BidWish): Promise<BidTicket> {
    const nth = this.wishes.length;
    const ticket = await super.bid(wish);
    const { house } = this.#stage;
    const bid = { ...wish, paddle: ANA, currency: null };
    const answer = house.play({ type: "PlaceBid", at: house.nowMs, ...bid });
    this.answer(
      nth,
      answer.type === "done"
        ? { state: "accepted", seq: answer.seq }
        : { state: "refused", reason: answer.reason, ask: answer.ask ?? null, seq: this.seq() },
    );
    return ticket;
  }
}

/** The sale; dispose of it, and nothing of it is served any more. */
export class ShownSale implements AsyncDisposable {
  readonly stage: Stage;
  readonly link: FakeLink;
  readonly console: ServedConsole;
  readonly page: ServedBidderPage;

  private constructor(parts: Pick<ShownSale, "stage" | "link" | "console" | "page">) {
    this.stage = parts.stage;
    this.link = parts.link;
    this.console = parts.console;
    this.page = parts.page;
  }

  /** The sale with its items in the books; where `isIn` is false Ana's client has not been let in. */
  static async begin({ isIn = true }: { readonly isIn?: boolean } = {}): Promise<ShownSale> {
    const stage = newStage();
    const { house, clock } = stage;
    clock.ms = house.nowMs = saleStartMs;
    house.bidders = () => ROWS;
    const link = new RoomLink(stage);
    const page = await ServedBidderPage.over({
      link,
      fingerprint: fingerprintOf("Ana Lima"),
      nowMs: () => clock.ms,
    });
    const sale = new ShownSale({ stage, link, page, console: new ServedConsole(stage) });
    if (isIn) await sale.#letAnaIn();
    await sale.#catalogue();
    for (const { paddle } of ROWS) sale.play({ type: "AdmitPaddle", paddle, identity: "" });
    sale.play({ type: "SuspendPaddle", paddle: "21" });
    await house.admitFloorPaddle({ paddle: LIA, name: "Dona Lia" });
    return sale;
  }

  /** What happens, one command a second; each is accepted. */
  play(...commands: readonly Untimed<Command>[]): void {
    const { house } = this.stage;
    for (const command of commands) {
      this.wait(1_000);
      const answer = house.play({ ...command, at: house.nowMs });
      assertEquals(answer.type, "done", JSON.stringify([command, answer]));
    }
  }

  /** Time goes by in which nothing happens. */
  wait(ms: number): void {
    const { house, clock } = this.stage;
    house.nowMs = clock.ms = clock.ms + ms;
  }

  /** Opens these lots. */
  open(...lots: readonly LotId[]): void {
    this.play(...lots.map((lot) => ({ type: "OpenLot", lot }) as const));
  }

  /** A bid of anybody but Ana's own client. */
  bid(
    lot: LotId,
    paddle: Paddle,
    { amount, kind = "max", quantity = 1 }: {
      readonly amount: number;
      readonly kind?: BidKind;
      readonly quantity?: number;
    },
  ): void {
    this.play({ type: "PlaceBid", lot, paddle, kind, amount, quantity, currency: null });
  }

  /** A bid of Ana's client, answered by the house. */
  async anaBids(
    lot: LotId,
    { amount, kind = "max", quantity = 1 }: {
      readonly amount: number;
      readonly kind?: BidKind;
      readonly quantity?: number;
    },
  ): Promise<void> {
    this.wait(1_000);
    await this.link.bid({ lot, kind, amount: toCents(amount), quantity });
  }

  async #letAnaIn(): Promise<void> {
    const { house } = this.stage;
    const { sale, name, currency } = house.snapshot().view;
    const at = house.nowMs;
    this.link.happen({ type: "SaleCreated", at, sale: sale ?? "", name, currency });
    house.subscribe(({ event }) => this.link.happen(event));
    this.link.self = { paddle: ANA, name: "Ana Lima" };
    const frames = { multicast: 812, unicast: 3, tcp: 0 };
    this.link.measured = { offsetMs: 14, roundTripMs: 2, lossPermille: 0, frames };
    this.link.notify({ type: "connection", state: "live", path: "multicast" });
    await Promise.resolve();
  }

  async #catalogue(): Promise<void> {
    const { lots, reports } = await new ItemsFolder(ITEMS).readAll();
    assertEquals(reports, []);
    for (const lot of lots) {
      this.play({ type: "CatalogueLot", lot, salt: SALT });
      if (lot.image === null) continue;
      const bytes = await Deno.readFile(`${ITEMS}/${lot.image.name}`);
      const picture = { bytes, mediaType: lot.image.mediaType };
      this.stage.house.pictures.set(lot.image.sha256, picture);
      this.link.pictures.set(lot.id, picture);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.page[Symbol.asyncDispose]();
    await this.console[Symbol.asyncDispose]();
  }
}

/** A fingerprint as keys have one, of nobody's keys. */
export function fingerprintOf(name: string): string {
  return toBase64url(sha256(toUtf8(name)));
}

function row(paddle: Paddle, name: string, link: Partial<BidderRow>): BidderRow {
  return {
    paddle,
    name,
    fingerprint: fingerprintOf(name),
    status: "registered",
    joined: false,
    path: null,
    lossPercent: null,
    lastSeenMs: saleStartMs - 3_600_000,
    ...link,
  };
}
