// What a typed line does: a new model, and perhaps a bid or the wish to leave.
//
// Pure, like the model. A bid goes out only from here, and only from a line that says so or from
// the yes to a question that showed the lot and the amount.

import type { LotId } from "../auction/lot.ts";
import type { LotView } from "../auction/view.ts";
import { textIn } from "../base/language.ts";
import type { Question } from "./bid_question.ts";
import { exampleAmount } from "./bid_text.ts";
import { BIDDER_TEXTS, type BidderTexts } from "./bidder_texts.ts";
import type { BidWish } from "./house_link.ts";
import {
  amountWish,
  isStillAsked,
  naturalWish,
  stepsWish,
  takeWish,
  type WishContext,
} from "./lot_wish.ts";
import { type Moment, moneyOf } from "./moment.ts";
import { ownPosition } from "./own_position.ts";
import { isOver } from "../auction/ring_lot.ts";
import {
  type AmountCommand,
  type Misunderstanding,
  readTerminalCommand,
  type TakeCommand,
  type TerminalCommand,
} from "./terminal_command.ts";
import { type TerminalModel, withChosen } from "./terminal_model.ts";
import { isUnusual } from "./unusual_bid.ts";

/** What the shell has to do. */
export type TerminalEffect =
  | { readonly type: "bid"; readonly wish: BidWish }
  | { readonly type: "quit" };

/** The model after a line, and what to do. */
export interface TerminalAnswer {
  readonly model: TerminalModel;
  readonly effects: readonly TerminalEffect[];
}

/** One line as it was typed. `sinceMs` is when its first character came. */
export interface TypedLine {
  readonly text: string;
  readonly sinceMs: number;
}

/** What `line` does at `moment`. */
export function answerLine(
  model: TerminalModel,
  line: TypedLine,
  moment: Moment,
): TerminalAnswer {
  const command = readTerminalCommand(line.text, moneyOf(model, moment));
  const quiet = { ...model, message: null, panel: null, question: null };
  if (model.question !== null) {
    const answer = answerQuestion(quiet, model.question, { command, moment });
    if (answer !== null) return answer;
  }
  if (command.type === "steps") return answerSteps(quiet, command.steps, { line, moment });
  if (command.type === "bid" || command.type === "take") {
    return answerBid(quiet, command, { line, moment });
  }
  // An empty line on top of a list closes the list; it must not bid by surprise.
  if (command.type === "empty") return model.panel === null ? askAsk(quiet, moment) : done(quiet);
  return answerOther(quiet, command, moment);
}

function answerOther(
  model: TerminalModel,
  command: Exclude<TerminalCommand, { type: "bid" | "take" | "steps" | "empty" }>,
  moment: Moment,
): TerminalAnswer {
  const texts = BIDDER_TEXTS[moment.language];
  switch (command.type) {
    case "quit":
      return { model, effects: [{ type: "quit" }] };
    case "list":
      return done({ ...model, panel: { type: command.list, page: command.page } });
    case "lot":
      return lookAt(model, command.lot, moment);
    case "not_understood":
      return say(
        model,
        misunderstoodText(command.what, { texts, example: exampleAmount(moneyOf(model, moment)) }),
        moment,
      );
    case "yes":
    case "no":
      return say(model, texts.wrong.command, moment);
  }
}

/** Puts a lot that is not over into the ring, and lays open what is said about it. */
function lookAt(model: TerminalModel, lot: LotId, moment: Moment): TerminalAnswer {
  const view = lotView(model, lot);
  if (view === null) return say(model, BIDDER_TEXTS[moment.language].wrong.noSuchLot(lot), moment);
  const shown: TerminalModel = { ...model, panel: { type: "lot", lot } };
  if (isOver(view)) return done(shown);
  // Where nothing is said there is nothing to lay open, and no list for an Enter to close.
  const hasWords = textIn(view.description, moment.language).trim() !== "";
  return done(withChosen(hasWords ? shown : model, lot, moment.nowMs));
}

function misunderstoodText(
  what: Misunderstanding,
  { texts, example }: { readonly texts: BidderTexts; readonly example: string },
): string {
  if (what === "max") return texts.wrong.maxUse(example);
  if (what === "exact") return texts.wrong.exactUse(example);
  return what === "money" ? texts.wrong.money(example) : texts.wrong[what];
}

interface BidContext {
  readonly line: TypedLine;
  readonly moment: Moment;
}

function answerBid(
  model: TerminalModel,
  command: AmountCommand | TakeCommand,
  { line, moment }: BidContext,
): TerminalAnswer {
  const texts = BIDDER_TEXTS[moment.language];
  const lot = command.lot ?? model.ring.lot;
  if (lot === null) return say(model, texts.wrong.noLot, moment);
  const view = model.view.lots.get(lot);
  if (view === undefined) return say(model, texts.wrong.noSuchLot(lot), moment);
  const context = wishContext(model, moment);
  const found = command.type === "bid"
    ? amountWish(view, command, context)
    : takeWish(view, command.kind, context);
  if (found.type === "words") return say(model, found.text, moment);
  const { wish } = found;
  // Nobody comes back into a lot: a word typed in haste must not end it.
  if (wish.kind === "leave") return ask(model, { type: "final", wish });
  if (command.type === "bid" && isUnusual(view, command.amount)) {
    return ask(model, { type: "unusual", wish });
  }
  if (command.lot === null && model.ring.sinceMs > line.sinceMs) {
    return ask(model, { type: "lot_changed", wish });
  }
  // The price of the lot in the ring stands on the screen; that of another must be shown first.
  if (command.type === "take" && lot !== model.ring.lot) return ask(model, { type: "ask", wish });
  return bid(model, wish);
}

/** A quick step: the ask that it counts from must be the one that stood when it was typed. */
function answerSteps(
  model: TerminalModel,
  steps: number,
  { line, moment }: BidContext,
): TerminalAnswer {
  const view = lotView(model, model.ring.lot);
  if (view === null) return say(model, BIDDER_TEXTS[moment.language].wrong.noLot, moment);
  const own = ownPosition(model, view.lot.id);
  const found = stepsWish(view, { steps, own, context: wishContext(model, moment) });
  if (found.type === "words") return say(model, found.text, moment);
  const { wish } = found;
  if (isUnusual(view, wish.amount)) return ask(model, { type: "unusual", wish });
  if (model.ring.sinceMs > line.sinceMs) return ask(model, { type: "lot_changed", wish });
  if (model.ring.askSinceMs > line.sinceMs) return ask(model, { type: "ask_moved", wish });
  return bid(model, wish);
}

function askAsk(model: TerminalModel, moment: Moment): TerminalAnswer {
  const view = lotView(model, model.ring.lot);
  if (view === null) return say(model, BIDDER_TEXTS[moment.language].wrong.noLot, moment);
  const own = ownPosition(model, view.lot.id);
  const found = naturalWish(view, own, wishContext(model, moment));
  if (found.type === "words") return say(model, found.text, moment);
  return ask(model, { type: "ask", wish: found.wish });
}

function wishContext(model: TerminalModel, moment: Moment): WishContext {
  const texts = BIDDER_TEXTS[moment.language];
  return { texts, example: exampleAmount(moneyOf(model, moment)), nowMs: moment.nowMs };
}

interface ReplyContext {
  readonly command: TerminalCommand;
  readonly moment: Moment;
}

/** Null: the line was no reply but a command of its own, and the question is gone. */
function answerQuestion(
  model: TerminalModel,
  question: Question,
  { command, moment }: ReplyContext,
): TerminalAnswer | null {
  const texts = BIDDER_TEXTS[moment.language];
  if (command.type === "no") return say(model, texts.ask.notSent, moment);
  const isYes = command.type === "yes" || (command.type === "empty" && question.type === "ask");
  if (!isYes) return command.type === "empty" ? say(model, texts.ask.notSent, moment) : null;
  const view = lotView(model, question.wish.lot);
  if (view === null || isOver(view)) return say(model, texts.ask.notSent, moment);
  if (question.type === "ask" && !isStillAsked(view, question.wish, moment.nowMs)) {
    const isBid = question.wish.kind === "max" || question.wish.kind === "exact";
    return say(model, isBid ? texts.ask.askMoved : texts.ask.priceMoved, moment);
  }
  return bid(model, question.wish);
}

function lotView(model: TerminalModel, lot: LotId | null): LotView | null {
  return lot === null ? null : model.view.lots.get(lot) ?? null;
}

function bid(model: TerminalModel, wish: BidWish): TerminalAnswer {
  return { model, effects: [{ type: "bid", wish }] };
}

function ask(model: TerminalModel, question: Question): TerminalAnswer {
  return done({ ...model, question });
}

function say(model: TerminalModel, text: string, { nowMs }: Moment): TerminalAnswer {
  return done({ ...model, message: { text, saidMs: nowMs } });
}

function done(model: TerminalModel): TerminalAnswer {
  return { model, effects: [] };
}
