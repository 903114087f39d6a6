// The lot in the ring: what it is, what it costs now, what comes next, and how long there is.

import { isEntering, priceClock } from "../auction/price_clock.ts";
import { isSealed } from "../auction/lot.ts";
import { isLive, isOver, ringLot } from "../auction/ring_lot.ts";
import type { LotView } from "../auction/view.ts";
import { textIn } from "../base/language.ts";
import { LotClock, StoppedClock } from "../web/lot_clock.tsx";
import { LotPicture } from "../web/lot_picture.tsx";
import { PriceChart } from "../web/price_chart.tsx";
import type { BidderView } from "./bidder_view.ts";
import { statusText } from "./lot_facts.ts";
import { moneyOf } from "./moment.ts";
import { paddleText } from "./reader.ts";

interface LotProps {
  readonly view: BidderView;
  readonly lot: LotView;
}

/** The card of the lot in the ring, or what there is to say where there is none. */
export function RingCard({ view }: { readonly view: BidderView }) {
  const { texts, lot, sale } = view;
  const isClosed = sale.view.phase === "closed";
  if (lot === null) {
    return (
      <div class="ring-card-empty stack">
        <h2 id="ring-title">{emptyTitle(view, isClosed)}</h2>
        {isClosed ? null : <p class="soft">{texts.ring.nothingHint}</p>}
      </div>
    );
  }
  return (
    <>
      <LotPicture lot={lot.lot} language={view.moment.language} />
      <div class="ring-card-facts stack">
        <Title view={view} lot={lot} />
        <Call view={view} lot={lot} />
        <Price view={view} lot={lot} />
        <Facts view={view} lot={lot} />
        <Description view={view} lot={lot} />
        {isClosed ? <p class="notice" data-tone="plain">{texts.ring.saleClosed}</p> : null}
      </div>
      <History view={view} lot={lot} />
    </>
  );
}

/** Who is not let in yet knows of no lot: for them it is not said that none is open. */
function emptyTitle({ texts: { ring }, sale: { connection } }: BidderView, isClosed: boolean) {
  if (isClosed) return ring.saleClosed;
  return connection === "waiting_approval" ? ring.notLetIn : ring.nothing;
}

function Title({ view, lot }: LotProps) {
  const { words, texts, source, sale, moment } = view;
  const format = words.format[lot.lot.format.type];
  const chosen = source.chosen();
  const ring = ringLot(sale.view, null);
  const isElsewhere = chosen === lot.lot.id && ring !== null && ring !== lot.lot.id;
  return (
    <div>
      <p class="row">
        <strong>{words.lot(lot.lot.id)}</strong>
        <span class="badge" data-tone={toneOf(lot)}>
          {statusText(lot, words)}
        </span>
        {format === "" ? null : <span class="soft">{format}</span>}
        {isElsewhere
          ? (
            <button
              type="button"
              class="quiet"
              data-action="/looked-at-lot"
              data-body='{"lot":null}'
            >
              {texts.ring.followAgain}
            </button>
          )
          : null}
      </p>
      <h2 id="ring-title">{textIn(lot.lot.title, moment.language)}</h2>
    </div>
  );
}

function toneOf(lot: LotView): "good" | "warn" | "plain" {
  if (lot.status === "fair_warning" || lot.status === "paused") return "warn";
  return isLive(lot) ? "good" : "plain";
}

/** Cannot be missed, and does not shout. */
function Call({ view: { texts }, lot }: LotProps) {
  if (lot.status !== "fair_warning") return null;
  return (
    <p class="notice ring-card-call" data-tone="warn">
      {texts.ring.fairWarning(lot.warnings)}
      <span class="soft">{texts.ring.fairWarningHint}</span>
    </p>
  );
}

/** The large amount with its name, and who has it. */
function Price({ view, lot }: LotProps) {
  const { name, amount, beside } = priceOf(view, lot);
  return (
    <p class="ring-card-price">
      <span class="soft">{name}</span>
      <span class="price" data-length={lengthOf(amount)}>{amount}</span>
      {beside === "" ? null : <span>{beside}</span>}
    </p>
  );
}

function lengthOf({ length }: string): "short" | "long" | "longest" {
  return length <= 10 ? "short" : length <= 15 ? "long" : "longest";
}

interface PriceWords {
  readonly name: string;
  readonly amount: string;
  readonly beside: string;
}

function priceOf(view: BidderView, lot: LotView): PriceWords {
  const { texts: { ring }, words, money, sale, moment } = view;
  const reader = { me: sale.me, language: moment.language };
  const { price, ask, bids, leader } = lot.standing;
  const { winner, lot: { format } } = lot;
  if (winner !== null) {
    const each = format.type === "uniform" ? ring.priceEach : ring.hammerPrice;
    const who = lot.allotments.length > 1
      ? lot.allotments.map(({ paddle, quantity }) => `${paddleText(paddle, reader)} × ${quantity}`)
      : [paddleText(winner.paddle, reader)];
    return { name: each, amount: money(winner.price), beside: ring.soldTo(who.join(", ")) };
  }
  if (isSealed(format)) return { name: ring.sealed, amount: String(bids), beside: "" };
  const clock = priceClock(lot, moment.nowMs);
  if (clock !== null) {
    const inside = format.type === "japanese" ? words.inside(bids) : "";
    return { name: ring.movingPrice, amount: money(clock.price), beside: inside };
  }
  if (price === null) {
    const opening = lot.status === "catalogued" ? lot.opening : ask;
    return { name: ring.opening, amount: money(opening), beside: words.noBids };
  }
  const by = leader === null || format.type === "uniform" ? [] : [paddleText(leader, reader)];
  return {
    name: format.type === "uniform" ? ring.priceEach : ring.price,
    amount: money(price),
    beside: [...by, words.bids(bids)].join(" · "),
  };
}

/** What comes next, and what else is known, each with its name. */
function Facts({ view, lot }: LotProps) {
  const { words, money, texts: { ring } } = view;
  const { estimate, hasReserve, format } = lot.lot;
  const isRunning = !isOver(lot) && view.sale.view.phase !== "closed";
  const clock = isRunning ? priceClock(lot, view.moment.nowMs) : null;
  const next = lot.status === "catalogued" ? lot.opening : lot.standing.ask;
  // Of a sealed lot nobody is told before the end whether the reserve is met.
  const reserve = hasReserve && !isSealed(format) && isRunning
    ? lot.standing.reserveMet ? words.reserve.met : words.reserve.notMet
    : null;
  return (
    <>
      <dl class="ring-card-list">
        {isRunning && clock === null
          ? (
            <Fact name={isSealed(format) ? ring.least : ring.next}>
              <strong>{money(next)}</strong>
            </Fact>
          )
          : null}
        {clock === null ? null : <NextPrice view={view} lot={lot} />}
        <Time view={view} lot={lot} />
        {estimate === null ? null : (
          <Fact name={words.labels.estimate}>
            {words.between(money(estimate.low), money(estimate.high))}
          </Fact>
        )}
        {format.type === "uniform"
          ? <Fact name={words.labels.units}>{String(format.quantity)}</Fact>
          : null}
      </dl>
      {reserve === null ? null : <p class="ring-card-reserve">{reserve}</p>}
    </>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: unknown }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** A price that moves: what it becomes, and when. */
function NextPrice({ view, lot }: LotProps) {
  const { texts: { ring }, words, money, moment } = view;
  const clock = priceClock(lot, moment.nowMs);
  if (clock === null) return null;
  const { next, inMs } = clock;
  return (
    <Fact name={ring.nextPrice}>
      {next === null ? words.lowestPrice : money(next)}
      {next === null || inMs === null ? null : (
        <>
          {" · "}
          <LotClock endsAt={Math.round(moment.nowMs + inMs)} />
        </>
      )}
    </Fact>
  );
}

function Time({ view, lot }: LotProps) {
  const { texts: { ring }, words } = view;
  const { closing, format } = lot.lot;
  if (lot.status === "paused" && lot.remainingMs !== null) {
    return (
      <Fact name={ring.timeLeft}>
        <StoppedClock leftMs={lot.remainingMs} />
      </Fact>
    );
  }
  if (!isLive(lot) || lot.status === "paused") return null;
  if (lot.endsAt === null) return <Fact name={ring.timeLeft}>{ring.until}</Fact>;
  // The price of a Japanese lot that nobody can enter any more has its clock beside it.
  if (format.type === "japanese" && !isEntering(lot)) return null;
  const group = closing.type === "timed" ? closing.group : null;
  return (
    <Fact name={format.type === "japanese" ? ring.timeToEnter : ring.timeLeft}>
      <span class="ring-card-clock">
        <LotClock endsAt={lot.endsAt} />
      </span>
      {group === null ? null : <span class="soft">{words.sharedClock(group)}</span>}
    </Fact>
  );
}

/** How the price came to be. */
function History({ view, lot }: LotProps) {
  const { source, sale, moment: { language, timeZone } } = view;
  if (lot.status === "catalogued") return null;
  return (
    <div class="ring-card-history">
      <PriceChart
        lot={lot.lot.id}
        entries={source.steps(lot.lot.id)}
        currency={moneyOf(sale, { language }).currency}
        isSealed={isSealed(lot.lot.format)}
        language={language}
        timeZone={timeZone}
      />
    </div>
  );
}

function Description({ view: { texts, moment }, lot }: LotProps) {
  const paragraphs = textIn(lot.description, moment.language).split(/\s*\n\s*/).filter(Boolean);
  if (paragraphs.length === 0) return null;
  return (
    <details id={`description-${lot.lot.id}`}>
      <summary>{texts.ring.description}</summary>
      <div class="stack">{paragraphs.map((text) => <p>{text}</p>)}</div>
    </details>
  );
}
