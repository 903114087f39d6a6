// The one entrance of the rules: a command in, events or one named refusal out. It changes
// nothing and reads no clock; the shell records the events and then evolves the sale by them.

import { holdAbsenteeBid } from "./absentee.ts";
import { setAsk, setIncrements } from "./asking.ts";
import { awardLot } from "./award.ts";
import { catalogueLot, isCataloguedAlready } from "./catalogue_lot.ts";
import type { Command } from "./command.ts";
import { accept, type Decision, reject, type Rejected } from "./decision.ts";
import {
  giveFairWarning,
  hammerLot,
  passLot,
  pauseLot,
  resumeLot,
  withdrawLot,
} from "./lot_life.ts";
import { moveLot } from "./move_lot.ts";
import { openLot, openTimedLots, reopenLot } from "./opening.ts";
import { placeBid, placeFloorBid } from "./place_bid.ts";
import { banPaddle, retractBids } from "./retract.ts";
import type { Sale } from "./sale.ts";
import { returnLostTime, tick } from "./sale_clock.ts";
import {
  admitPaddle,
  announce,
  closeSale,
  createSale,
  reinstatePaddle,
  setLimit,
  setTerms,
  suspendPaddle,
} from "./sale_life.ts";
import { undoLastBid } from "./undo.ts";

/**
 * What the rules answer to `command` in the state `sale`. Commands come in the order of their
 * times, and a Tick before any that is not earlier than the next deadline; a bid at or past a lot's end
 * is refused even where that Tick is still missing.
 */
export function decide(sale: Sale, command: Command): Decision {
  if (command.type === "CreateSale") return createSale(sale, command);
  // Time passes in every state of a sale; there is nothing in it to refuse.
  if (command.type === "Tick") return tick(sale, command.at);
  if (command.type === "ReturnLostTime") return returnLostTime(sale, command);
  if (command.type === "CatalogueLot" && isCataloguedAlready(sale, command.lot)) return accept();
  // Who does not pay is known only afterwards.
  if (command.type === "AwardLot" && sale.view.sale !== null) return awardLot(sale, command);
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

type CommandOnLot = Extract<CommandInSale, { readonly lot: unknown }>;

function decideInSale(sale: Sale, command: CommandInSale): Decision {
  if ("lot" in command) return decideOnLot(sale, command);
  switch (command.type) {
    case "OpenTimedLots":
      return openTimedLots(sale, command);
    case "Announce":
      return announce(command);
    case "SetTerms":
      return setTerms(sale, command);
    case "SetLimit":
      return setLimit(sale, command);
    case "CloseSale":
      return closeSale(sale, command.at);
    case "AdmitPaddle":
      return admitPaddle(sale, command);
    case "SuspendPaddle":
      return suspendPaddle(sale, command);
    case "ReinstatePaddle":
      return reinstatePaddle(sale, command);
    case "BanPaddle":
      return banPaddle(sale, command);
  }
}

// One row for each command, which the compiler checks to be complete.
function decideOnLot(sale: Sale, command: CommandOnLot): Decision {
  switch (command.type) {
    case "PlaceBid":
      return placeBid(sale, command);
    case "PlaceFloorBid":
      return placeFloorBid(sale, command);
    case "HoldAbsenteeBid":
      return holdAbsenteeBid(sale, command);
    case "CatalogueLot":
      return catalogueLot(sale, command);
    case "MoveLot":
      return moveLot(sale, command);
    case "OpenLot":
      return openLot(sale, command);
    case "SetAsk":
      return setAsk(sale, command);
    case "SetIncrements":
      return setIncrements(sale, command);
    case "GiveFairWarning":
      return giveFairWarning(sale, command);
    case "HammerLot":
      return hammerLot(sale, command);
    case "PassLot":
      return passLot(sale, command);
    case "PauseLot":
      return pauseLot(sale, command);
    case "ResumeLot":
      return resumeLot(sale, command);
    case "WithdrawLot":
      return withdrawLot(sale, command);
    case "UndoLastBid":
      return undoLastBid(sale, command);
    case "RetractBids":
      return retractBids(sale, command);
    case "ReopenLot":
      return reopenLot(sale, command);
    case "AwardLot":
      return awardLot(sale, command);
  }
}
