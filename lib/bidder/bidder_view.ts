// All that the bidder's page shows at one moment in one language: what its parts are drawn from.

import type { BidEntry } from "../auction/bid_book.ts";
import { lastEnded, ringLot } from "../auction/ring_lot.ts";
import type { LotId } from "../auction/lot.ts";
import type { LotView } from "../auction/view.ts";
import type { Language } from "../base/language.ts";
import { formatMoney } from "../base/money_text.ts";
import { BIDDER_TEXTS, type BidderTexts } from "./bidder_texts.ts";
import type { CostReader } from "./cost_text.ts";
import type { FollowedSale } from "./followed_sale.ts";
import type { BidWish } from "./house_link.ts";
import { type Moment, moneyOf } from "./moment.ts";
import { type OwnPosition, ownPosition } from "./own_position.ts";
import { PAGE_TEXTS, type PageTexts } from "./page_texts.ts";

/** What the pages of one client are drawn from. */
export interface PageSource {
  /** The sale as followed, with its words in `language`. */
  sale(language: Language): FollowedSale;
  /** The steps of a lot's price, oldest first. */
  steps(lot: LotId): readonly BidEntry[];
  /** The lot that the person asked to see. */
  chosen(): LotId | null;
  /** Bids that are being handed over. */
  handedOver(): readonly BidWish[];
  /** Of the own key, to be read out. */
  readonly fingerprint: string;
  /** IANA name, for times of the day. */
  readonly timeZone: string;
}

/** One moment of a page. */
export interface BidderView {
  readonly source: PageSource;
  readonly sale: FollowedSale;
  readonly moment: Moment;
  readonly texts: PageTexts;
  /** What the terminal says too. */
  readonly words: BidderTexts;
  /** The lot that is shown large: in the ring, chosen, or else the one that ended last. */
  readonly lot: LotView | null;
  /** The own place in it. */
  readonly own: OwnPosition;
  readonly cost: CostReader;
  money(cents: number): string;
}

/** The page at `nowMs`, the house's time. */
export function bidderView(
  source: PageSource,
  { language, nowMs }: { readonly language: Language; readonly nowMs: number },
): BidderView {
  const sale = source.sale(language);
  const moment = { language, nowMs, timeZone: source.timeZone };
  const words = BIDDER_TEXTS[language];
  const money = moneyOf(sale, moment);
  const id = ringLot(sale.view, source.chosen()) ?? lastEnded(sale.view);
  return {
    source,
    sale,
    moment,
    texts: PAGE_TEXTS[language],
    words,
    lot: id === null ? null : sale.view.lots.get(id) ?? null,
    own: ownPosition(sale, id ?? ""),
    cost: { view: sale.view, texts: words, money },
    money: (cents) => formatMoney(cents, money),
  };
}
