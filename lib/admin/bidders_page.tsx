// The page of bidders: who asks to be let in, who takes part and how the sale reaches them, and
// what the house does about each.

import { byNumber } from "../settlement/settled_sale.ts";
import type { Row } from "../web/region.ts";
import { RowMemo } from "../web/region.ts";
import { BIDDER_LIST, BidderRow, FLOOR_LIST, FloorPaddleRow } from "./bidder_row.tsx";
import { floorPaddles } from "./bidder_routes.ts";
import { BIDDERS_TEXTS, type BiddersTexts } from "./bidders_texts.ts";
import type { ConsoleContext, ConsolePage } from "./console_page.ts";
import { KNOCK_LIST, KnockHead, KnockRow } from "./knock_list.tsx";
import { FIRST_ROWS, ListOf } from "./list_of.tsx";
import { FloorPaddleForm, RegisterForm } from "./register_form.tsx";
import { rendered } from "../web/rendered.ts";

/** The bidders. */
export const biddersPage: ConsolePage = {
  name: "bidders",
  path: "/bidders",
  styles: ["admin/bidders_page.css"],
  scripts: ["web/list_filter.js", "admin/key_drop.js"],
  hasControls: true,
  title: (texts) => texts.pages.bidders,
  body: (context) => <Body context={context} />,
  live(context) {
    const parts = new BiddersParts(context);
    return {
      regions: (nowMs) => [
        { id: "knock-head", html: parts.knockHead() },
        { id: KNOCK_LIST, rows: parts.knocks(nowMs) },
        { id: "bidder-counts", html: parts.counts() },
        { id: BIDDER_LIST, rows: parts.bidders(nowMs) },
        { id: "nobody", html: parts.nobody() },
        { id: FLOOR_LIST, rows: parts.floor() },
        { id: "say", html: parts.say() },
      ],
    };
  },
};

function Body({ context }: { readonly context: ConsoleContext }) {
  const texts = BIDDERS_TEXTS[context.language];
  const parts = new BiddersParts(context);
  const nowMs = context.clock.nowMs();
  return (
    <>
      <h1>{texts.title}</h1>
      <section class="bidders-knocks stack">
        <div
          id="knock-head"
          class="stack"
        >
          {rendered(parts.knockHead())}
        </div>
        <ListOf id={KNOCK_LIST} rows={parts.knocks(nowMs)} class="stack" />
      </section>
      <section class="stack" aria-labelledby="bidders-title">
        <div class="row apart">
          <h2 id="bidders-title">{texts.list}</h2>
          <p id="bidder-counts" class="soft">{parts.counts()}</p>
        </div>
        <div class="field bidders-filter">
          <label for="bidder-filter">{texts.filter}</label>
          <input
            id="bidder-filter"
            type="search"
            data-filters={`${BIDDER_LIST} ${FLOOR_LIST}`}
            data-none="bidder-none"
            autocomplete="off"
          />
        </div>
        <p id="bidder-none" class="soft" role="status" hidden>{texts.noneLeft}</p>
        <p id="nobody">{parts.nobody()}</p>
        <ListOf id={BIDDER_LIST} rows={parts.bidders(nowMs).slice(0, FIRST_ROWS)} class="bidders" />
      </section>
      <div class="bidders-ways-in">
        <RegisterForm texts={texts} />
        <section class="card" aria-labelledby="floor-title">
          <h2 id="floor-title">{texts.floor.title}</h2>
          <p>{texts.floor.help}</p>
          <FloorPaddleForm texts={texts} />
          <ListOf id={FLOOR_LIST} rows={parts.floor().slice(0, FIRST_ROWS)} class="bidders" />
        </section>
      </div>
      <p id="say" hidden>{parts.say()}</p>
    </>
  );
}

/** The page's live parts. */
class BiddersParts {
  readonly #context: ConsoleContext;
  readonly #texts: BiddersTexts;
  readonly #bidders = new RowMemo();
  readonly #floor = new RowMemo();

  constructor(context: ConsoleContext) {
    this.#context = context;
    this.#texts = BIDDERS_TEXTS[context.language];
  }

  knockHead(): string {
    const knocks = this.#context.house.knocks();
    return String(<KnockHead knocks={knocks} texts={this.#texts} />);
  }

  knocks(nowMs: number): readonly Row[] {
    const place = { ...this.#context, nowMs };
    return this.#context.house.knocks().map((knock) => ({
      key: knock.fingerprint,
      html: String(<KnockRow knock={knock} texts={this.#texts} place={place} />),
    }));
  }

  counts(): string {
    const bidders = this.#context.house.bidders();
    const { counts } = this.#texts;
    const barred = bidders.filter(({ status }) => status !== "registered").length;
    return [
      counts.registered(bidders.length),
      counts.joined(bidders.filter(({ joined }) => joined).length),
      ...(barred === 0 ? [] : [counts.barred(barred)]),
      counts.floor(floorPaddles(this.#context.house).length),
    ].join(" · ");
  }

  bidders(nowMs: number): readonly Row[] {
    const place = { ...this.#context, nowMs };
    const bidders = this.#context.house.bidders().toSorted((a, b) => byNumber(a.paddle, b.paddle));
    return bidders.map((bidder) => {
      const { paddle, name, fingerprint, status, joined, path, lossPercent, lastSeenMs } = bidder;
      // Of who is connected it does not matter when they were last heard of.
      const seenMs = joined ? null : lastSeenMs;
      const on = [name, fingerprint, status, joined, path, lossPercent, seenMs];
      return this.#bidders.row(
        paddle,
        on,
        () => String(<BidderRow bidder={bidder} texts={this.#texts} place={place} />),
      );
    });
  }

  nobody(): string {
    return this.#context.house.bidders().length === 0 ? this.#texts.nobody : "";
  }

  floor(): readonly Row[] {
    const paddles = floorPaddles(this.#context.house);
    return paddles.toSorted((a, b) => byNumber(a.paddle, b.paddle)).map((row) =>
      this.#floor.row(
        row.paddle,
        [row.name, row.status],
        () => String(<FloorPaddleRow row={row} texts={this.#texts} />),
      )
    );
  }

  say(): string {
    const { house } = this.#context;
    const joined = house.bidders().filter((bidder) => bidder.joined).length;
    return this.#texts.say(joined, house.knocks().length);
  }
}
