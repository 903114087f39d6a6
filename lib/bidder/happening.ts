// What has happened, as one line for a person: from events, answers to bids and the link's state.
//
// Not everything is worth a line: descriptions, catalogue entries and other people's comings and
// goings stay silent. The texts still hold what the network sent; they are made harmless where
// they are written (safe_text.ts).

import type { PublicEvent } from "../auction/event.ts";
import type { Paddle } from "../auction/lot.ts";
import type { SaleView } from "../auction/view.ts";
import type { FaultCode } from "../base/fault.ts";
import { type Language, localeOf, textIn } from "../base/language.ts";
import { formatMoney, type MoneyFormat } from "../base/money_text.ts";
import { BIDDER_TEXTS, type BidderTexts } from "./bidder_texts.ts";
import type { BidTicket, LinkNotice, Me } from "./house_link.ts";

/** How a line is meant for this bidder. */
export type Tone = "plain" | "good" | "bad" | "warn";

/** One line of what happened. `at` is the house's time. */
export interface Happening {
  readonly at: number;
  readonly text: string;
  readonly tone: Tone;
  /** Where it is a trouble: which, and how often in a row it has come. */
  readonly trouble?: { readonly code: FaultCode; readonly tries: number };
}

/** For whom the line is written. */
export interface Reader {
  readonly language: Language;
  /** ISO 4217. */
  readonly currency: string;
  /** IANA name, for times of the day. */
  readonly timeZone: string;
  readonly me: Me | null;
  /** For the titles of lots. */
  readonly view: SaleView;
}

type EventOf<T extends PublicEvent["type"]> = Extract<PublicEvent, { readonly type: T }>;
type Line = Omit<Happening, "at"> | null;

/** The line for `notice`, or null where it is not worth one. `nowMs` dates what has no own time. */
export function happeningOf(notice: LinkNotice, reader: Reader, nowMs: number): Happening | null {
  const at = notice.type === "event" ? notice.event.at : nowMs;
  const line = lineOf(notice, reader);
  return line === null ? null : { at, ...line };
}

/** A trouble that has come `tries` times in a row, and says so. */
export function happenedAgain(
  happening: Happening,
  { tries, language }: { readonly tries: number; readonly language: Language },
): Happening {
  if (happening.trouble === undefined) return happening;
  const text = `${happening.text} (${BIDDER_TEXTS[language].wrong.tries(tries)})`;
  return { ...happening, text, trouble: { ...happening.trouble, tries } };
}

/** The time of the day where the person is: "14:03:22". */
export function timeOfDay(
  atMs: number,
  { language, timeZone }: Pick<Reader, "language" | "timeZone">,
): string {
  return timeFormat(language, timeZone).format(atMs);
}

/** A paddle as this reader sees it: the own one is "you". */
export function paddleText(
  paddle: Paddle,
  { me, language }: Pick<Reader, "me" | "language">,
): string {
  const texts = BIDDER_TEXTS[language];
  return paddle === me?.paddle ? texts.youAsPaddle : texts.paddle(paddle);
}

/** Why a bid was refused, in words, with the ask or the delay that explains it. */
export function refusalText(ticket: BidTicket, { language, currency }: MoneyFormat): string {
  const texts = BIDDER_TEXTS[language];
  const why = ticket.reason === null ? "" : texts.refusal[ticket.reason];
  const ask = ticket.ask === null ? [] : [
    texts.bid.askIs(formatMoney(ticket.ask, { language, currency })),
  ];
  const late = ticket.lateMs === null ? [] : [
    texts.bid.late((ticket.lateMs / 1000).toLocaleString(localeOf(language), {
      minimumFractionDigits: 3,
    })),
  ];
  return [why, ...ask, ...late].join("; ");
}

const timeFormats = new Map<string, Intl.DateTimeFormat>();

function timeFormat(language: Language, timeZone: string): Intl.DateTimeFormat {
  const key = `${language} ${timeZone}`;
  const format = timeFormats.get(key) ?? new Intl.DateTimeFormat(localeOf(language), {
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
    timeZone,
  });
  timeFormats.set(key, format);
  return format;
}

function lineOf(notice: LinkNotice, reader: Reader): Line {
  const texts = BIDDER_TEXTS[reader.language];
  if (notice.type === "ahead") return null; // The picture tells it; its events are on their way.
  if (notice.type === "event") return eventLine(notice.event, reader, texts);
  if (notice.type === "bid") return bidLine(notice.ticket, reader, texts);
  if (notice.type === "problem") {
    const text = texts.wrong.problem(notice.code, notice.message);
    return { text, tone: "bad", trouble: { code: notice.code, tries: 1 } };
  }
  if (notice.type === "house") {
    return { text: texts.house[notice.state], tone: notice.state === "running" ? "plain" : "warn" };
  }
  const path = notice.path === null || notice.state !== "live"
    ? ""
    : ` (${texts.path[notice.path]})`;
  return {
    text: texts.connection[notice.state] + path,
    tone: notice.state === "live" ? "good" : "warn",
  };
}

function bidLine(ticket: BidTicket, reader: Reader, texts: BidderTexts): Line {
  const money = formatMoney(ticket.amount, reader);
  const lot = texts.lot(ticket.lot);
  if (ticket.state === "sent") return { text: `${lot}: ${texts.bid.sent(money)}`, tone: "plain" };
  return ticket.state === "accepted"
    ? { text: `${lot}: ${texts.bid.accepted(money)}`, tone: "good" }
    : { text: `${lot}: ${texts.bid.refused(money, refusalText(ticket, reader))}`, tone: "bad" };
}

function eventLine(event: PublicEvent, reader: Reader, texts: BidderTexts): Line {
  const lot = "lot" in event && typeof event.lot === "string" ? texts.lot(event.lot) : "";
  const time = (atMs: number) => timeOfDay(atMs, reader);
  switch (event.type) {
    case "SaleOpened":
      return plain(texts.event.saleOpened);
    case "SaleClosed":
      return plain(texts.event.saleClosed);
    case "LotOpened":
      return plain(openedText(event, reader, texts));
    case "BidAccepted":
      return acceptedLine(event, reader, texts);
    case "LotExtended": {
      const goesOn = event.cause === "outage"
        ? texts.event.outageReturned
        : texts.event.lotExtended;
      return plain(goesOn(lot, time(event.endsAt)));
    }
    case "FairWarningGiven":
      return withWords(texts.event.fairWarning(lot, event.call), event.text, "warn");
    case "LotPaused":
      return { text: texts.event.lotPaused(lot), tone: "warn" };
    case "LotResumed":
      return plain(texts.event.lotResumed(lot));
    case "BidUndone":
      return { text: texts.event.bidUndone(lot), tone: "warn" };
    case "LotSold":
      return soldLine(event, reader, texts);
    case "LotPassed":
      return plain(texts.event.lotPassed(lot));
    case "LotWithdrawn":
      return withWords(texts.event.lotWithdrawn(lot), event.reason, "warn");
    case "PaddleSuspended":
      return isMine(event, reader) ? { text: texts.event.youSuspended, tone: "bad" } : null;
    case "PaddleReinstated":
      return isMine(event, reader) ? { text: texts.event.youReinstated, tone: "good" } : null;
    case "SaleCreated":
    case "LotCatalogued":
    case "LotDescribed":
    case "BidRecorded":
    case "PaddleAdmitted":
      return null;
  }
}

function openedText(event: EventOf<"LotOpened">, reader: Reader, texts: BidderTexts): string {
  const title = textIn(reader.view.lots.get(event.lot)?.lot.title ?? {}, reader.language);
  return texts.event.lotOpened(texts.lot(event.lot), formatMoney(event.ask, reader), title);
}

function acceptedLine(event: EventOf<"BidAccepted">, reader: Reader, texts: BidderTexts): Line {
  const { leader, price } = event.standing;
  if (leader === null || price === null) return null;
  const lot = texts.lot(event.lot);
  const text = texts.event.bidAccepted(
    lot,
    formatMoney(price, reader),
    paddleText(leader, reader),
  );
  return { text, tone: leader === reader.me?.paddle ? "good" : "plain" };
}

function soldLine(event: EventOf<"LotSold">, reader: Reader, texts: BidderTexts): Line {
  const price = formatMoney(event.price, reader);
  const text = texts.event.lotSold(
    texts.lot(event.lot),
    price,
    paddleText(event.paddle, reader),
  );
  return { text, tone: isMine(event, reader) ? "good" : "plain" };
}

function isMine(event: { readonly paddle: Paddle }, { me }: Reader): boolean {
  return event.paddle === me?.paddle;
}

function plain(text: string): Line {
  return { text, tone: "plain" };
}

function withWords(text: string, words: string | null, tone: Tone): Line {
  return { text: words === null || words === "" ? text : `${text}: ${words}`, tone };
}
