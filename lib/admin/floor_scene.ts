// What the sale floor shows at one moment: the lot in the ring or the one that the person chose, and
// how amounts and people are named.

import type { LotId, Paddle } from "../auction/lot.ts";
import { actionsOf, type LotAction } from "../auction/lot_actions.ts";
import { hasOpenedSince } from "../auction/opening.ts";
import { isOver, lastEnded, lotsAhead, ringLot } from "../auction/ring_lot.ts";
import type { LotView, SaleView } from "../auction/view.ts";
import type { Language } from "../base/language.ts";
import { formatMoney } from "../base/money_text.ts";
import type { ConsoleContext } from "./console_page.ts";
import { CONSOLE_TEXTS } from "./console_texts.ts";
import type { FloorTexts } from "./floor_texts.ts";

/** The floor at one moment, for one person. */
export interface FloorScene {
  readonly view: SaleView;
  readonly nowMs: number;
  readonly language: Language;
  readonly timeZone: string;
  readonly texts: FloorTexts;
  /** The lot that the page shows; null where the sale has none. */
  readonly shown: LotView | null;
  /** The lot that the page would show by itself. */
  readonly ring: LotId | null;
  readonly names: ReadonlyMap<Paddle, string>;
  money(cents: number): string;
  /** "Paddle 12 · Ana". */
  who(paddle: Paddle): string;
  /** What can be done with `lot` now. */
  actions(lot: LotView): ReadonlySet<LotAction>;
}

/** The floor as `context` shows it at `nowMs`, the house's time. */
export function floorScene(context: ConsoleContext, nowMs: number): FloorScene {
  const { house, language, timeZone, chosen } = context;
  const { view } = house.snapshot();
  const { names } = house.settlement();
  const texts = CONSOLE_TEXTS[language].floor;
  const ring = lotByItself(view);
  const shown = lotToShow(view, chosen) ?? ring;
  return {
    view,
    nowMs,
    language,
    timeZone,
    texts,
    ring,
    shown: shown === null ? null : view.lots.get(shown) ?? null,
    names,
    money: (cents) => formatMoney(cents, { currency: view.currency, language }),
    who: (paddle) => texts.ring.who(paddle, names.get(paddle) ?? null),
    actions: (lot) => new Set(actionsOf(lot, { view, nowMs })),
  };
}

/** The lot in the ring, else the one that ended last, else the first one to come. */
function lotByItself(view: SaleView): LotId | null {
  return ringLot(view, null) ?? lastEnded(view) ?? lotsAhead(view)[0]?.lot.id ?? null;
}

/** The chosen lot, until it is over and the sale has gone on. */
function lotToShow(view: SaleView, chosen: LotId | null): LotId | null {
  const lot = chosen === null ? undefined : view.lots.get(chosen);
  return lot === undefined || (isOver(lot) && hasOpenedSince(view, lot)) ? null : lot.lot.id;
}
