// The bidder's page: its parts, where they stand, and what of them is live.
//
// On a phone the bid stands in a bar at the bottom, on a wide screen beside the lot: the same
// elements in the same order, so that keys and screen readers find them alike.

import type { Child } from "hono/jsx";
import type { Language } from "../base/language.ts";
import { fingerprintText } from "../secure/key_set.ts";
import { ConfirmDialog, Outcome } from "../web/confirm_dialog.tsx";
import type { LivePage } from "../web/live_streams.ts";
import { LanguageSwitch } from "../web/page_document.tsx";
import { type Region, type Row, RowMemo } from "../web/region.ts";
import { renderedRows } from "../web/rendered.ts";
import { BidAmounts, BidButton } from "./bid_form.tsx";
import { historyRows } from "./bid_history_list.tsx";
import { type BidderView, bidderView, type PageSource } from "./bidder_view.ts";
import { ConnectionDetails, ConnectionLine } from "./connection_line.tsx";
import { EndedNotices } from "./ended_notices.tsx";
import { aheadRows, FIRST_ROWS_MAX, otherLotRows } from "./lot_lists.tsx";
import { standingOf } from "./followed_sale.ts";
import { announcementShownMs } from "./notice_rows.ts";
import { OwnStateLine } from "./own_state.tsx";
import { timeOfDay } from "./reader.ts";
import { RingCard } from "./ring_card.tsx";
import { safeText } from "./safe_text.ts";
import { saidParts } from "./said_sentence.ts";
import { WonCard } from "./won_card.tsx";

/** How many lines of what happened are shown. */
const happeningsShown = 12;

/** The parts that are one piece of HTML each, by the ids of their elements. */
const parts: Readonly<Record<string, (view: BidderView) => Child>> = {
  // Before the first join nobody has told the sale's name.
  "sale-name": ({ sale, texts }) => sale.view.name === "" ? texts.signIn.title : sale.view.name,
  person: (view) => <Person view={view} />,
  connection: (view) => <ConnectionLine view={view} />,
  notices: (view) => <Notices view={view} />,
  ring: (view) => <RingCard view={view} />,
  own: (view) => <OwnStateLine view={view} />,
  bid: (view) => <BidButton view={view} />,
  amounts: (view) => <BidAmounts view={view} />,
  won: (view) => <WonCard view={view} />,
  happenings: (view) => <Happenings view={view} />,
  "connection-facts": (view) => <ConnectionDetails view={view} />,
  seen: (view) => <data id="seen-seq" value={String(view.sale.seq)}></data>,
  say: (view) =>
    saidParts(view).map(({ text, once }) => <span data-once={once}>{`${text} `}</span>),
};

/** The parts that are lists. */
const lists: Readonly<Record<string, (view: BidderView, memo: RowMemo) => readonly Row[]>> = {
  others: otherLotRows,
  ahead: aheadRows,
  history: historyRows,
};

/** What of the page changes; one for all pages in one language. */
export function liveBidderPage(source: PageSource, language: Language): LivePage {
  const memos = memosOf();
  return {
    regions(nowMs): readonly Region[] {
      const view = bidderView(source, { language, nowMs });
      return [
        ...Object.entries(parts).map(([id, draw]) => ({ id, html: htmlOf(draw(view)) })),
        ...Object.entries(lists).map(([id, rowsOf]) => ({
          id,
          rows: rowsOf(view, memoOf(memos, id)).map(safeRow),
        })),
      ];
    },
  };
}

// Titles and messages come from the network: what hides or turns letters is made visible in all of
// the HTML at once (safe_text.ts), so that no text can go around it.
function htmlOf(child: Child): string {
  return safeText(String(<>{child}</>));
}

/** Rows that were made safe already: of five hundred a bid changes one. */
const safeRows = new WeakMap<Row, Row>();

function safeRow(row: Row): Row {
  const known = safeRows.get(row);
  if (known !== undefined) return known;
  const safe = { key: row.key, html: safeText(row.html) };
  safeRows.set(row, safe);
  return safe;
}

function memosOf(): ReadonlyMap<string, RowMemo> {
  return new Map(Object.keys(lists).map((id) => [id, new RowMemo()]));
}

function memoOf(memos: ReadonlyMap<string, RowMemo>, id: string): RowMemo {
  return memos.get(id) ?? new RowMemo();
}

/** The page as it is first shown. */
export function BidderPage({ view }: { readonly view: BidderView }) {
  const { language } = view.moment;
  return (
    <>
      <header class="bidder-page-head">
        <h1 id="sale-name">
          <Part view={view} id="sale-name" />
        </h1>
        <p id="person">
          <Part view={view} id="person" />
        </p>
        <p id="connection">
          <Part view={view} id="connection" />
        </p>
        <LanguageSwitch language={language} back="/" />
      </header>
      <main id="main" class="bidder-page">
        <div id="notices" class="bidder-page-notices">
          <Part view={view} id="notices" />
        </div>
        <div class="bidder-page-columns">
          <section id="ring" tabindex={-1} class="card ring-card" aria-labelledby="ring-title">
            <Part view={view} id="ring" />
          </section>
          <BidCard view={view} />
          <Sides view={view} />
        </div>
      </main>
      <div id="seen" hidden>
        <Part view={view} id="seen" />
      </div>
      <p id="say" hidden>
        <Part view={view} id="say" />
      </p>
      <ConfirmDialog language={language} />
    </>
  );
}

/** The own state and what can be pressed; bid_form.js reads its words here. */
function BidCard({ view }: { readonly view: BidderView }) {
  const { texts } = view;
  return (
    <section
      class="card bid-form"
      aria-labelledby="bid-title"
      data-moved={texts.bid.moved}
      data-other-lot={texts.bid.otherLot}
      data-waiting={texts.bid.off.unanswered}
      data-behind={texts.bid.off.lagging}
      data-trying={texts.bid.trying}
      data-lost={texts.bid.lost}
    >
      <h2 id="bid-title">{texts.bid.heading}</h2>
      <div class="bid-form-bar">
        <div id="own">
          <Part view={view} id="own" />
        </div>
        <div id="bid" class="bid-form-buttons">
          <Part view={view} id="bid" />
        </div>
        <Outcome />
      </div>
      <div id="amounts" class="stack">
        <Part view={view} id="amounts" />
      </div>
      <p class="bid-form-keys small">
        <label>
          <input type="checkbox" id="shortcut-keys" /> {texts.keys}
        </label>
      </p>
    </section>
  );
}

/** What stands below the lot and the bid. */
function Sides({ view }: { readonly view: BidderView }) {
  const { texts } = view;
  return (
    <>
      <section class="card lot-lists" aria-labelledby="others-title">
        <h2 id="others-title">{texts.others.heading}</h2>
        <List view={view} id="others" />
      </section>
      <section class="card won-card" aria-labelledby="won-title">
        <h2 id="won-title">{texts.won.heading}</h2>
        <div id="won" class="stack">
          <Part view={view} id="won" />
        </div>
      </section>
      <section class="card bid-history" aria-labelledby="history-title">
        <h2 id="history-title">{texts.history.heading}</h2>
        <List view={view} id="history" />
        <p class="soft bidder-page-none">{texts.history.none}</p>
      </section>
      <section class="card lot-lists" aria-labelledby="ahead-title">
        <h2 id="ahead-title">{texts.ahead.heading}</h2>
        <List view={view} id="ahead" />
        <p class="soft bidder-page-none">{texts.ahead.none}</p>
      </section>
      <section class="card" aria-labelledby="happenings-title">
        <h2 id="happenings-title">{texts.happenings}</h2>
        <ol id="happenings" role="list" class="stack small">
          <Part view={view} id="happenings" />
        </ol>
      </section>
      <section class="card connection-line" aria-labelledby="connection-title">
        <h2 id="connection-title">{texts.connection.heading}</h2>
        <div id="connection-facts">
          <Part view={view} id="connection-facts" />
        </div>
      </section>
    </>
  );
}

function Part({ view, id }: { readonly view: BidderView; readonly id: string }) {
  return <>{parts[id]?.(view)}</>;
}

function List({ view, id }: { readonly view: BidderView; readonly id: string }) {
  const rows = lists[id]?.(view, new RowMemo()) ?? [];
  const first = renderedRows(rows.slice(0, FIRST_ROWS_MAX));
  return <ol id={id} role="list" class="lot-lists-rows">{first}</ol>;
}

function Person({ view: { sale: { me }, texts } }: { readonly view: BidderView }) {
  return <>{me === null ? null : texts.you(me.paddle, me.name)}</>;
}

/** What must not be missed: that this bidder is out, how a lot went, and the auctioneer's last word. */
function Notices({ view }: { readonly view: BidderView }) {
  const { sale: { view: sale, connection }, source, texts, words, moment } = view;
  const standing = standingOf(view.sale);
  const out = standing === "banned"
    ? words.barred
    : standing === "suspended"
    ? texts.suspended
    : null;
  const { announcement } = sale;
  const isFresh = announcement !== null && moment.nowMs - announcement.at < announcementShownMs;
  return (
    <>
      {out === null ? null : <p class="notice" data-tone="bad">{out}</p>}
      {connection === "waiting_approval"
        ? (
          <p class="notice" data-tone="warn">
            {words.waitsForApproval(fingerprintText(source.fingerprint))}
          </p>
        )
        : null}
      {connection === "ended" && standing !== "banned"
        ? <p class="notice" data-tone="warn">{texts.connection.ended}</p>
        : null}
      <EndedNotices view={view} />
      {isFresh
        ? <p class="notice" data-tone="plain">{words.announcement(announcement.text)}</p>
        : null}
    </>
  );
}

/** The newest first. */
function Happenings({ view }: { readonly view: BidderView }) {
  const { sale: { happenings }, moment } = view;
  return (
    <>
      {happenings.slice(-happeningsShown).reverse().map(({ at, text }) => (
        <li>
          <time class="soft">{timeOfDay(at, moment)}</time> {text}
        </li>
      ))}
    </>
  );
}
