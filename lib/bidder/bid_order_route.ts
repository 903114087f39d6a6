// POST /bids: one press of a page as a bid. Reads the order strictly, has it done once
// (page_bids.ts), and answers in the person's words.

import type { Context } from "hono";
import * as v from "valibot";
import { type Cents, CENTS_MAX, toCents } from "../auction/money.ts";
import type { Language } from "../base/language.ts";
import { formatMoney, parseMoney } from "../base/money_text.ts";
import { pageLanguage } from "../web/page_language.ts";
import { WEB_TEXTS } from "../web/web_texts.ts";
import { UNITS_MAX } from "../wire/limits.ts";
import { lotIdPattern } from "../wire/lot_codec.ts";
import { unitsText } from "./bid_text.ts";
import { BIDDER_TEXTS } from "./bidder_texts.ts";
import { refusalText } from "./happening.ts";
import type { BidTicket, BidWish, HouseLink } from "./house_link.ts";
import { priceClock } from "../auction/price_clock.ts";
import { moneyOf } from "./moment.ts";
import type { BidOrder, OrderAnswer, OrderRefusal, PageBids } from "./page_bids.ts";
import { pageProblem, readPageObject } from "./page_problem.ts";
import { PAGE_TEXTS } from "./page_texts.ts";
import { PAGE_HEADERS } from "../web/page_policy.ts";

/** The most characters of an amount that is typed. */
const amountCharsMax = 40;

const Amount = v.pipe(
  v.number(),
  v.safeInteger(),
  v.minValue(1),
  v.maxValue(CENTS_MAX),
  v.transform(toCents),
);

const common = {
  intent: v.pipe(v.string(), v.uuid()),
  lot: v.pipe(v.string(), v.regex(lotIdPattern)),
  quantity: v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(UNITS_MAX)),
  seen: v.strictObject({
    seq: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
    ask: v.nullable(Amount),
  }),
  confirmed: v.optional(v.boolean(), false),
};

/** What stands on a button comes as an amount, what was typed as its text: never both. */
const BidOrderSchema = v.union([
  v.strictObject({
    ...common,
    kind: v.picklist(["max", "exact", "buy", "enter", "leave"]),
    amount: Amount,
  }),
  v.strictObject({
    ...common,
    kind: v.picklist(["max", "exact"]),
    text: v.pipe(v.string(), v.maxLength(amountCharsMax)),
  }),
]);

/** What orders need. */
export interface OrderParts {
  readonly link: HouseLink;
  readonly bids: PageBids;
  /** A bid was sent: its lot stays in sight. */
  sent(wish: BidWish): void;
}

/** Does what the body asks for, once for each intent. */
export async function orderBid(c: Context, parts: OrderParts): Promise<Response> {
  const body = await readPageObject(c, BidOrderSchema);
  const language = pageLanguage(c.req.raw.headers);
  const amount = "amount" in body ? body.amount : typedAmount(body.text, parts.link, language);
  if (amount === null) {
    const example = formatMoney(125_000, moneyOf({ view: parts.link.view() }, { language }));
    return pageProblem(
      c,
      { status: 422, code: "bad_amount" },
      WEB_TEXTS[language].noAmount(example),
    );
  }
  const { intent, lot, kind, quantity, seen, confirmed } = body;
  const order: BidOrder = { intent, wish: { lot, kind, amount, quantity }, seen, confirmed };
  const answer = await parts.bids.place(order);
  if (answer.type === "sent") parts.sent(order.wish);
  return answerOf(c, answer, { order, link: parts.link, language });
}

/** Read as the person's language writes it, by the one reading of money of this program. */
function typedAmount(text: string, link: HouseLink, language: Language): Cents | null {
  const cents = parseMoney(text.trim(), moneyOf({ view: link.view() }, { language }));
  return cents === null || cents < 1 ? null : toCents(cents);
}

interface AnswerContext {
  readonly order: BidOrder;
  readonly link: HouseLink;
  readonly language: Language;
}

function answerOf(c: Context, answer: OrderAnswer, context: AnswerContext): Response {
  switch (answer.type) {
    case "sent": {
      const { id, state } = answer.ticket;
      return c.json({ id, state }, 202, PAGE_HEADERS);
    }
    case "confirm":
      return c.json(questionOf(answer.about, context), 409, PAGE_HEADERS);
    case "refused":
      return pageProblem(
        c,
        { status: statusOf(answer.why), code: answer.why },
        refusalWords(answer.why, answer.ticket, context),
      );
  }
}

/** What the person is asked, and what their yes will do. */
function questionOf(about: "unusual" | "leave", { order, link, language }: AnswerContext) {
  const { confirm } = PAGE_TEXTS[language];
  const view = link.view();
  const money = moneyOf({ view }, { language });
  const lot = BIDDER_TEXTS[language].lot(order.wish.lot);
  const amount = unitsText(order.wish, money);
  const lotView = view.lots.get(order.wish.lot);
  const price = formatMoney(lotView?.standing.price ?? lotView?.opening ?? 0, money);
  return about === "leave"
    ? { confirm: confirm.leave(lot), effects: [confirm.leaveEffect], verb: confirm.verb.leave("") }
    : {
      confirm: confirm.unusual(lot, amount),
      effects: [confirm.unusualEffect(price)],
      verb: confirm.verb.unusual(amount),
    };
}

function statusOf(why: OrderRefusal): 404 | 409 | 422 | 500 {
  if (why === "no_such_lot") return 404;
  if (why === "not_for_this_lot") return 422;
  return why === "not_kept" ? 500 : 409;
}

function refusalWords(
  why: OrderRefusal,
  ticket: BidTicket | null,
  { order, link, language }: AnswerContext,
): string {
  const view = link.view();
  const money = moneyOf({ view }, { language });
  if (ticket !== null) return PAGE_TEXTS[language].order[why](refusalText(ticket, money));
  const lot = view.lots.get(order.wish.lot);
  const now = lot === undefined ? 0 : priceClock(lot, link.nowMs())?.price ?? lot.standing.ask;
  return PAGE_TEXTS[language].order[why](formatMoney(now, money));
}
