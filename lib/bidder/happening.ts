// What has happened, as one line for a person: from events, answers to bids and the link's state.
//
// Not everything is worth a line: descriptions, catalogue entries and other people's comings and
// goings stay silent. The texts still hold what the network sent; they are made harmless where
// they are written (safe_text.ts).

import type { FaultCode } from "../base/fault.ts";
import { faultSummary } from "../base/fault_hints.ts";
import { type Language, localeOf } from "../base/language.ts";
import { formatMoney, type MoneyFormat } from "../base/money_text.ts";
import { fingerprintText } from "../secure/key_set.ts";
import { bidWords } from "./bid_text.ts";
import { BIDDER_TEXTS, type BidderTexts } from "./bidder_texts.ts";
import { eventLine } from "./event_line.ts";
import type { BidTicket, LinkNotice } from "./house_link.ts";
import type { Reader } from "./reader.ts";

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

/** A happening without its time. */
export type SaidLine = Omit<Happening, "at">;

/** What is said of a notice, or null where nothing is. */
export type Line = SaidLine | null;

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

/** Why a bid was refused, in words, with the ask or the delay that explains it. */
export function refusalText(ticket: BidTicket, { language, currency }: MoneyFormat): string {
  const texts = BIDDER_TEXTS[language];
  if (ticket.reason === "below_ask" && ticket.ask !== null && ticket.kind === "buy") {
    return texts.bid.belowPrice(formatMoney(ticket.ask, { language, currency }));
  }
  if (ticket.reason === "not_above_own_max" && ticket.quantity > 1) return texts.bid.notMoreUnits;
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

function lineOf(notice: LinkNotice, reader: Reader): Line {
  const texts = BIDDER_TEXTS[reader.language];
  if (notice.type === "ahead") return null; // The picture tells it; its events are on their way.
  if (notice.type === "event") return eventLine(notice.event, reader, texts);
  if (notice.type === "bid") return bidLine(notice.ticket, reader, texts);
  if (notice.type === "problem") {
    const text = texts.wrong.problem(notice.code, faultSummary(notice, reader.language));
    return { text, tone: "bad", trouble: { code: notice.code, tries: 1 } };
  }
  if (notice.type === "house") {
    return { text: texts.house[notice.state], tone: notice.state === "running" ? "plain" : "warn" };
  }
  if (notice.fingerprint !== undefined) {
    return { text: texts.waitsForApproval(fingerprintText(notice.fingerprint)), tone: "warn" };
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
  const bid = bidWords(ticket, reader);
  const lot = texts.lot(ticket.lot);
  if (ticket.state === "sent") return { text: `${lot}: ${texts.bid.sent(bid)}`, tone: "plain" };
  return ticket.state === "accepted"
    ? { text: `${lot}: ${texts.bid.accepted(bid)}`, tone: "good" }
    : { text: `${lot}: ${texts.bid.refused(bid, refusalText(ticket, reader))}`, tone: "bad" };
}
