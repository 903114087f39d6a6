// Lots of every format for the bidder's tests, beside the English ones of _sale.ts.

import type { PublicEvent, PublicLot, Standing } from "../../lib/auction/event.ts";
import { toCents } from "../../lib/auction/money.ts";
import type { Language } from "../../lib/base/language.ts";
import type { Reader } from "../../lib/bidder/reader.ts";
import type { FakeLink } from "../support/fake_link.ts";
import { anasLink, join, lot, saleStartMs } from "./_sale.ts";

const cents = toCents;

/** Lots by their ids; amounts from 1,000.00. */
export const FORMAT_LOTS: Readonly<Record<string, PublicLot>> = {
  sealed: lot("S", {
    format: { type: "sealed_first" },
    title: { en: "Dinner for two", pt: "Jantar a dois" },
    hasReserve: true,
  }),
  vickrey: lot("V", {
    format: { type: "vickrey" },
    title: { en: "Signed first edition", pt: "Primeira edição autografada" },
  }),
  dutch: lot("D", {
    format: { type: "dutch", floor: cents(40_000), step: cents(10_000), everyMs: 5_000 },
    closing: { type: "paced" },
    title: { en: "A cart of tulips", pt: "Um carrinho de tulipas" },
  }),
  japanese: lot("J", {
    format: { type: "japanese", step: cents(5_000), everyMs: 10_000, entryMs: 30_000 },
    closing: { type: "paced" },
    title: { en: "Cellar of Port wine", pt: "Adega de vinho do Porto" },
    hasReserve: true,
  }),
  uniform: lot("U", {
    format: { type: "uniform", quantity: 10 },
    title: { en: "Wheels of Serra cheese", pt: "Queijos da Serra" },
  }),
  buyNow: lot("B", {
    format: { type: "english", buyNow: cents(300_000) },
    estimate: { low: cents(150_000), high: cents(200_000) },
    closing: {
      type: "timed",
      end: { type: "after", durationMs: 120_000 },
      softClose: { type: "none" },
      group: "clocks",
    },
    title: { en: "Mantel clock", pt: "Relógio de mesa" },
  }),
};

const runsMs: Readonly<Record<string, number>> = { D: 35_000, J: 30_000, B: 120_000 };

/** The lots enter the catalogue and open, one after another; Ana is in. */
export function openFormats(link: FakeLink, ...names: readonly string[]): void {
  join(link);
  for (const name of names) {
    const found = FORMAT_LOTS[name];
    if (found === undefined) throw new RangeError(`There is no lot "${name}"`);
    const { id, opening } = found;
    const runs = runsMs[id];
    const endsAt = runs === undefined ? null : saleStartMs + runs;
    link.happen(
      { type: "LotCatalogued", at: saleStartMs, lot: found },
      { type: "LotOpened", at: saleStartMs, lot: id, ask: opening, endsAt },
    );
  }
}

/** A standing without a leader, as sealed and Japanese lots have it. */
export function hidden(bids: number, price: number | null = null): Standing {
  return {
    leader: null,
    price: price === null ? null : cents(price),
    ask: cents(price ?? 100_000),
    bids,
    reserveMet: false,
  };
}

/** A bid that changed what everyone sees of the lot. */
export function seen(id: string, standing: Standing, afterMs = 1_000): PublicEvent {
  return { type: "BidAccepted", at: saleStartMs + afterMs, lot: id, standing };
}

/** The price of lot J goes up. */
export function raised(price: number, bids: number, afterMs: number): PublicEvent {
  const at = saleStartMs + afterMs;
  return { type: "PriceRaised", at, lot: "J", standing: hidden(bids, price), endsAt: at + 10_000 };
}

/** Ana, who reads of a sale with a lot of every format. */
export function readerOf(language: Language): Reader {
  const link = anasLink();
  openFormats(link, ...Object.keys(FORMAT_LOTS));
  return { view: link.view(), me: link.me(), language, currency: "BRL", timeZone: "UTC" };
}
