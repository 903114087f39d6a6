// The page on the wall: the lot in the ring, for everyone in the hall.
//
// It follows by itself, has nothing to press, and shows only what every bidder may see. A lot that
// has ended stays until the next one opens or the sale is closed, so that the hall sees what became
// of it.

import { askAt } from "../auction/dutch.ts";
import { priceClock } from "../auction/price_clock.ts";
import { lastEnded, lotsAhead, ringLot } from "../auction/ring_lot.ts";
import { isSealed } from "../auction/lot.ts";
import type { LotView, SaleView } from "../auction/view.ts";
import { textIn } from "../base/language.ts";
import { formatMoney } from "../base/money_text.ts";
import { LotClock, StoppedClock } from "../web/lot_clock.tsx";
import { LotPicture } from "../web/lot_picture.tsx";
import type { ConsoleContext, ConsolePage } from "./console_page.ts";
import { CONSOLE_TEXTS, type ProjectorTexts } from "./console_texts.ts";

/** The projector. */
export const projectorPage: ConsolePage = {
  name: "projector",
  path: "/projector",
  styles: ["web/lot_picture.css", "admin/projector_page.css"],
  scripts: ["web/lot_clock.js"],
  hasControls: false,
  title: (texts) => texts.projector,
  body: (context) => (
    <main id="wall" class="projector-page">
      <Wall context={context} nowMs={context.clock.nowMs()} />
    </main>
  ),
  live: (context) => ({
    regions: (nowMs) => [
      { id: "wall", html: String(<Wall context={context} nowMs={nowMs} />) },
    ],
  }),
};

interface WallProps {
  readonly context: ConsoleContext;
  readonly nowMs: number;
}

interface LotProps extends WallProps {
  readonly lot: LotView;
  readonly view: SaleView;
}

function Wall({ context, nowMs }: WallProps) {
  const { view } = context.house.snapshot();
  const id = ringLot(view, null) ?? lastEnded(view);
  const lot = id === null ? undefined : view.lots.get(id);
  return (
    <>
      <p class="projector-sale">{view.name}</p>
      {view.announcement === null || view.phase === "closed"
        ? null
        : <p class="projector-word">{view.announcement.text}</p>}
      {lot === undefined || view.phase === "closed"
        ? <Waiting context={context} nowMs={nowMs} view={view} />
        : <WallLot context={context} nowMs={nowMs} lot={lot} view={view} />}
    </>
  );
}

/** Before the first lot: what will come. After the last: a word of thanks. */
function Waiting({ context, view }: WallProps & { readonly view: SaleView }) {
  const { language } = context;
  const texts = CONSOLE_TEXTS[language].wall;
  return (
    <section class="projector-coming">
      <h1>{view.phase === "closed" ? texts.saleClosed : texts.welcome}</h1>
      <ol>
        {lotsAhead(view).slice(0, 5).map(({ lot }) => (
          <li>
            {lot.id} · {textIn(lot.title, language)}
          </li>
        ))}
      </ol>
    </section>
  );
}

function WallLot({ context, nowMs, lot, view }: LotProps) {
  const { language } = context;
  const texts = CONSOLE_TEXTS[language].wall;
  return (
    <section class="projector-lot" data-status={lot.status}>
      <LotPicture lot={lot.lot} language={language} />
      <div class="projector-facts">
        <h1>
          <span class="projector-number">{texts.lot(lot.lot.id)}</span>{" "}
          {textIn(lot.lot.title, language)}
        </h1>
        <Amount context={context} nowMs={nowMs} lot={lot} view={view} />
        <Time lot={lot} texts={texts} nowMs={nowMs} />
      </div>
      <Call lot={lot} texts={texts} />
    </section>
  );
}

/** As large as fits: no price is cut, and none is broken. */
function Price({ text }: { readonly text: string }) {
  const length = [8, 10, 12, 15, 20].find((most) => text.length <= most) ?? 20;
  return <p class="projector-price" data-length={String(length)}>{text}</p>;
}

/** The large number, who has it, and what comes next. */
function Amount({ context, nowMs, lot, view }: LotProps) {
  const { language } = context;
  const texts = CONSOLE_TEXTS[language].wall;
  const money = (cents: number) => formatMoney(cents, { currency: view.currency, language });
  const { price, leader, ask, bids } = lot.standing;
  if (lot.winner !== null) {
    const isShared = lot.allotments.length > 1;
    const to = isShared
      ? lot.allotments.map(({ paddle, quantity }) => `${texts.paddle(paddle)} × ${quantity}`)
      : [texts.paddle(lot.winner.paddle)];
    return (
      <>
        <Price text={money(lot.winner.price)} />
        <p class="projector-paddle" data-many={isShared ? "" : undefined}>{to.join(", ")}</p>
      </>
    );
  }
  if (isSealed(lot.lot.format)) return <p class="projector-paddle">{texts.sealed(bids)}</p>;
  const { type } = lot.lot.format;
  if (type === "dutch") return <Price text={money(askAt(lot, nowMs))} />;
  if (price === null) {
    return (
      <>
        <Price text={money(ask)} />
        <p class="projector-paddle">{texts.opening}</p>
      </>
    );
  }
  return (
    <>
      <Price text={money(price)} />
      {leader === null || lot.status === "passed"
        ? null
        : <p class="projector-paddle">{texts.paddle(leader)}</p>}
      {type === "japanese" ? <p class="projector-paddle">{texts.inside(bids)}</p> : null}
      {type === "english" && lot.endedAt === null
        ? <p class="projector-ask">{texts.next(money(ask))}</p>
        : null}
    </>
  );
}

function Time(
  { lot, texts, nowMs }: {
    readonly lot: LotView;
    readonly texts: ProjectorTexts;
    readonly nowMs: number;
  },
) {
  if (lot.status === "paused" && lot.remainingMs !== null) {
    return (
      <p class="projector-clock">
        {texts.paused} <StoppedClock leftMs={lot.remainingMs} />
      </p>
    );
  }
  if (lot.endedAt !== null || lot.endsAt === null) return null;
  // A price that moves has its next step announced, and not how long it could go on.
  const clock = priceClock(lot, nowMs);
  if (clock !== null && clock.inMs === null) return null;
  const endsAt = clock === null ? lot.endsAt : Math.round(nowMs + (clock.inMs ?? 0));
  return (
    <p class="projector-clock">
      <LotClock endsAt={endsAt} />
    </p>
  );
}

/** What the auctioneer has called last, across the whole wall. */
function Call({ lot, texts }: { readonly lot: LotView; readonly texts: ProjectorTexts }) {
  const call = callOf(lot, texts);
  return call === null ? null : <p class="projector-call">{call}</p>;
}

function callOf({ status, warnings, lot, standing }: LotView, texts: ProjectorTexts) {
  switch (status) {
    case "fair_warning":
      return texts.fairWarning(warnings);
    case "sold":
      return texts.sold;
    case "passed":
      return texts.passed;
    case "withdrawn":
      return texts.withdrawn;
    case "paused":
      return texts.paused;
    default:
      return lot.hasReserve && !standing.reserveMet && standing.price !== null &&
          !isSealed(lot.format)
        ? texts.reserveNotMet
        : null;
  }
}
