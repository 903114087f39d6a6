// What an event of the sale says to this bidder, as one line.

import type { PublicEvent } from "../auction/event.ts";
import type { Format, LotId, Paddle } from "../auction/lot.ts";
import type { SaleTerms } from "../auction/settlement.ts";
import { localeOf, textIn } from "../base/language.ts";
import { formatMoney } from "../base/money_text.ts";
import { BIDDER_TEXTS, type BidderTexts } from "./bidder_texts.ts";
import type { Line, SaidLine, Tone } from "./happening.ts";
import { paddleText, type Reader, timeOfDay } from "./reader.ts";

type EventOf<T extends PublicEvent["type"]> = Extract<PublicEvent, { readonly type: T }>;

/** The line of `event`, or null: descriptions, and other people's comings and goings, stay silent. */
export function eventLine(event: PublicEvent, reader: Reader, texts: BidderTexts): Line {
  if (isOfLot(event)) return lotLine(event, reader, texts);
  switch (event.type) {
    case "SaleOpened":
      return plain(texts.event.saleOpened);
    case "SaleClosed":
      return plain(texts.event.saleClosed);
    case "Announced":
      return { text: texts.announcement(event.text), tone: "warn" };
    case "TermsSet":
      return plain(termsText(event.terms, reader, texts));
    case "PaddleSuspended":
      return isMine(event, reader) ? { text: texts.event.youSuspended, tone: "bad" } : null;
    case "PaddleReinstated":
      return isMine(event, reader) ? { text: texts.event.youReinstated, tone: "good" } : null;
    case "PaddleBanned":
      return isMine(event, reader) ? { text: texts.event.youBanned, tone: "bad" } : null;
    case "SaleCreated":
    case "LotCatalogued":
    case "PaddleAdmitted":
    case "BidRecorded": // That some bid was answered says nothing to anyone but its bidder,
    case "LimitSet": // and whose limit was set nobody may learn.
      return null;
  }
}

type LotEvent = Extract<PublicEvent, { readonly lot: LotId }>;

function isOfLot(event: PublicEvent): event is LotEvent {
  return "lot" in event && typeof event.lot === "string";
}

function lotLine(event: LotEvent, reader: Reader, texts: BidderTexts): Line {
  const lot = texts.lot(event.lot);
  const money = (cents: number) => formatMoney(cents, reader);
  switch (event.type) {
    case "LotDescribed":
    case "LotMoved": // The lists show the order; an auctioneer at work on it would fill the screen.
      return null;
    case "LotOpened":
      return plain(openedText(event, reader, texts));
    case "BidAccepted":
      return acceptedLine(event, reader, texts);
    case "LotExtended":
      return plain(extendedText(event, reader, texts));
    case "FairWarningGiven":
      return withWords(texts.event.fairWarning(lot, event.call), event.text, "warn");
    case "LotPaused":
      return { text: texts.event.lotPaused(lot), tone: "warn" };
    case "LotResumed":
      return plain(texts.event.lotResumed(lot));
    case "BidUndone":
      return standingNow({ text: texts.event.bidUndone(lot), tone: "warn" }, event, reader);
    case "AskSet":
      return plain(texts.event.askSet(lot, money(event.ask)));
    case "IncrementsSet":
      return plain(texts.event.incrementsSet(lot, money(event.ask)));
    case "BidderLeft":
      return leftLine(event, reader, texts);
    case "PriceRaised": {
      const { price, ask, bids } = event.standing;
      return plain(texts.event.priceRaised(lot, money(price ?? ask), bids));
    }
    case "BidsRetracted":
      return retractedLine(event, reader, texts);
    case "UnitsSold":
    case "LotSold":
    case "LotAwarded":
      return soldLine(event, reader, texts);
    case "LotReopened":
      return { text: texts.event.lotReopened(lot), tone: "warn" };
    case "LotPassed":
      return plain(texts.event.lotPassed(lot));
    case "LotWithdrawn":
      return withWords(texts.event.lotWithdrawn(lot), event.reason, "warn");
  }
}

function openedText(event: EventOf<"LotOpened">, reader: Reader, texts: BidderTexts): string {
  const title = textIn(reader.view.lots.get(event.lot)?.lot.title ?? {}, reader.language);
  const { type } = formatOf(event.lot, reader);
  const opened = type === "english" ? texts.event.lotOpened : texts.event.lotOpenedTo[type];
  return opened(texts.lot(event.lot), formatMoney(event.ask, reader), title);
}

function acceptedLine(event: EventOf<"BidAccepted">, reader: Reader, texts: BidderTexts): Line {
  const { leader, price, ask, bids } = event.standing;
  const lot = texts.lot(event.lot);
  const format = formatOf(event.lot, reader);
  if (format.type === "japanese") return plain(texts.event.insideNow(lot, bids));
  if (leader === null || price === null) return plain(texts.event.biddersNow(lot, bids));
  if (format.type === "uniform") {
    return plain(texts.event.unitPrice(lot, formatMoney(price, reader)));
  }
  // A lot that was taken at its price is sold at once, and that line says all.
  const isTaken = ask === price && (format.type === "dutch" || format.type === "english");
  if (isTaken) return null;
  const text = texts.event.bidAccepted(
    lot,
    formatMoney(price, reader),
    paddleText(leader, reader),
  );
  return { text, tone: isMine({ paddle: leader }, reader) ? "good" : "plain" };
}

function extendedText(event: EventOf<"LotExtended">, reader: Reader, texts: BidderTexts): string {
  const words = {
    late_bid: texts.event.lotExtended,
    outage: texts.event.outageReturned,
    group: texts.event.groupExtended,
    undo: texts.event.endTakenBack,
  };
  return words[event.cause](texts.lot(event.lot), timeOfDay(event.endsAt, reader));
}

function retractedLine(event: EventOf<"BidsRetracted">, reader: Reader, texts: BidderTexts): Line {
  const lot = texts.lot(event.lot);
  const line = isMine(event, reader)
    ? withWords(texts.event.yourBidsVoid(lot), event.reason, "bad")
    : withWords(texts.event.bidsVoid(lot, paddleText(event.paddle, reader)), event.reason, "warn");
  return standingNow(line, event, reader);
}

/** `line`, and who leads and at what after it: whoever hears of a bid gone asks just that. */
function standingNow(
  line: SaidLine,
  { lot, standing }: EventOf<"BidUndone"> | EventOf<"BidsRetracted">,
  reader: Reader,
): Line {
  const { type } = formatOf(lot, reader);
  if (type !== "english" && type !== "uniform") return line; // Nobody is told who leads there.
  const { event: texts } = BIDDER_TEXTS[reader.language];
  const { leader, price, ask } = standing;
  const now = price === null
    ? texts.nowNoBids(formatMoney(ask, reader))
    : leader === null
    ? texts.nowPrice(formatMoney(price, reader))
    : texts.nowLeads(formatMoney(price, reader), paddleText(leader, reader));
  return { ...line, text: `${line.text}; ${now}` };
}

function leftLine(event: EventOf<"BidderLeft">, reader: Reader, texts: BidderTexts): Line {
  const lot = texts.lot(event.lot);
  return isMine(event, reader)
    ? { text: texts.event.youLeft(lot), tone: "warn" }
    : plain(texts.event.bidderLeft(lot, paddleText(event.paddle, reader)));
}

function soldLine(
  event: EventOf<"UnitsSold"> | EventOf<"LotSold"> | EventOf<"LotAwarded">,
  reader: Reader,
  texts: BidderTexts,
): Line {
  const lot = texts.lot(event.lot);
  const price = formatMoney(event.price, reader);
  const winner = paddleText(event.paddle, reader);
  const tone = isMine(event, reader) ? "good" : "plain";
  switch (event.type) {
    case "UnitsSold":
      return { text: texts.event.unitsSold(lot, event.quantity, { winner, price }), tone };
    case "LotAwarded":
      return { text: texts.event.lotAwarded(lot, price, winner), tone };
    case "LotSold":
      // Who gets how many units was said in the lines before.
      if (formatOf(event.lot, reader).type === "uniform") {
        return plain(texts.event.unitsAllSold(lot, price));
      }
      return { text: texts.event.lotSold(lot, price, winner), tone };
  }
}

function termsText(terms: SaleTerms, reader: Reader, texts: BidderTexts): string {
  const { terms: words } = texts.event;
  const rate = (hundredths: number) =>
    `${(hundredths / 100).toLocaleString(localeOf(reader.language))}\u00a0%`;
  const tiers = terms.premium.map(({ from, rate: each }) =>
    from === 0 ? rate(each) : words.tier(rate(each), formatMoney(from, reader))
  );
  const premium = tiers.length === 0 ? words.noPremium : words.premium(tiers.join(", "));
  return words.all(
    premium,
    terms.taxRate === 0 ? null : words.tax(rate(terms.taxRate), terms.taxOn),
  );
}

function formatOf(lot: LotId, { view }: Reader): Format {
  return view.lots.get(lot)?.lot.format ?? { type: "english", buyNow: null };
}

function isMine(event: { readonly paddle: Paddle }, { me }: Reader): boolean {
  return event.paddle === me?.paddle;
}

function plain(text: string): Line {
  return { text, tone: "plain" };
}

function withWords(text: string, words: string | null, tone: Tone): SaidLine {
  return { text: words === null || words === "" ? text : `${text}: ${words}`, tone };
}
