// The one entrance of the rules: a command in, events or one named refusal out. It changes
// nothing and reads no clock; the shell records the events and then evolves the sale by them.

import { catalogueLot, isCataloguedAlready } from "./catalogue_lot.ts";
import type { Command } from "./command.ts";
import { accept, type Decision, reject, type Rejected } from "./decision.ts";
import {
  giveFairWarning,
  hammerLot,
  openLot,
  passLot,
  pauseLot,
  resumeLot,
  withdrawLot,
} from "./lot_life.ts";
import { placeBid } from "./place_bid.ts";
import type { Sale } from "./sale.ts";
import { returnLostTime, tick } from "./sale_clock.ts";
import { admitPaddle, closeSale, createSale, reinstatePaddle, suspendPaddle } from "./sale_life.ts";
import { undoLastBid } from "./undo.ts";

/**
 * What the rules answer to `command` in the state `sale`. Commands come in the order of their
 * times, and a Tick before any that is later than the next deadline; a bid at or past a lot's end
 * is refused even where that Tick is still missing.
 */
export function decide(sale: Sale, command: Command): Decision {
  if (command.type === "CreateSale") return createSale(sale, command);
  // Time passes in every state of a sale; there is nothing in it to refuse.
  if (command.type === "Tick") return tick(sale, command.at);
  if (command.type === "ReturnLostTime") return returnLostTime(sale, command);
  if (command.type === "CatalogueLot" && isCataloguedAlready(sale, command.lot)) return accept();
  return whyNoSale(sale) ?? decideInSale(sale, command);
}

function whyNoSale(sale: Sale): Rejected | null {
  if (sale.view.sale === null) return reject("no_sale");
  return sale.view.phase === "closed" ? reject("sale_closed") : null;
}

type CommandInSale = Exclude<
  Command,
  { readonly type: "CreateSale" | "Tick" | "ReturnLostTime" }
>;

function decideInSale(sale: Sale, command: CommandInSale): Decision {
  switch (command.type) {
    case "PlaceBid":
      return placeBid(sale, command);
    case "CatalogueLot":
      return catalogueLot(sale, command);
    case "GiveFairWarning":
      return giveFairWarning(sale, command);
    case "HammerLot":
      return hammerLot(sale, command);
    case "WithdrawLot":
      return withdrawLot(sale, command);
    case "CloseSale":
      return closeSale(sale, command.at);
    case "AdmitPaddle":
      return admitPaddle(sale, command);
    case "SuspendPaddle":
      return suspendPaddle(sale, command);
    case "ReinstatePaddle":
      return reinstatePaddle(sale, command);
    case "OpenLot":
      return openLot(sale, command);
    case "PassLot":
      return passLot(sale, command);
    case "PauseLot":
      return pauseLot(sale, command);
    case "ResumeLot":
      return resumeLot(sale, command);
    case "UndoLastBid":
      return undoLastBid(sale, command);
  }
}
