// Plays a made-up sale of one clerked lot twice, by the rules and by a model, and compares after
// each move: whether it was taken, how the lot stands, who has won.
//
// What is the same for every format (who may bid, limits, pauses, the hammer) is told again here.

import { assertEquals } from "@std/assert";
import type { Command } from "../../lib/auction/command.ts";
import type { Increments, Lot, Paddle } from "../../lib/auction/lot.ts";
import { toCents } from "../../lib/auction/money.ts";
import { emptySale, evolve } from "../../lib/auction/sale.ts";
import type { PaddleState } from "../../lib/auction/view.ts";
import type { LotModel, ModelBid } from "./lot_model.ts";
import { catalogued, play, SALT, type Scene, T0, viewOf } from "./scene.ts";

export type Move =
  | ({ readonly do: "bid"; readonly floor: boolean } & ModelBid)
  | ({ readonly do: "hold" } & ModelBid)
  | { readonly do: "open" | "undo" | "pause" | "resume" | "pass" | "reopen" }
  | { readonly do: "retract" | "award"; readonly paddle: Paddle }
  | Judgement
  | { readonly do: "limit"; readonly paddle: Paddle; readonly limit: number | null }
  | { readonly do: "hammer"; readonly belowReserve: boolean }
  | { readonly do: "ask"; readonly amount: number }
  | { readonly do: "steps"; readonly increments: Increments };

interface Judgement {
  readonly do: "ban" | "suspend" | "reinstate";
  readonly paddle: Paddle;
}

/** Plays `moves` on `lot`, both ways. */
export function compare(
  lot: Lot,
  moves: readonly Move[],
  modelOf: (lot: Lot) => LotModel,
): Scene {
  const told = new Retold(lot, modelOf(lot));
  let scene = catalogued(lot);
  for (const [index, move] of moves.entries()) {
    const taken = told.take(move);
    scene = play(scene, commandOf(move, T0 + index));
    const what = JSON.stringify(moves.slice(0, index + 1));
    assertEquals(scene.last.type === "accepted", taken, what);
    assertEquals<unknown>(faceOf(scene, lot), told.face(), what);
  }
  assertEquals(scene.events.reduce(evolve, emptySale()), scene.sale);
  return scene;
}

function faceOf(scene: Scene, { id }: Lot) {
  const { standing, status, winner, allotments, passReason, defaulters } = viewOf(scene, id);
  return { standing, status, winner, allotments, passReason, defaulters };
}

function commandOf(move: Move, at: number): Command {
  const lot = "7";
  switch (move.do) {
    case "bid": {
      const { do: _do, floor, ...bid } = move;
      const command = { at, lot, ...bid };
      return floor
        ? { type: "PlaceFloorBid", ...command, salt: SALT }
        : { type: "PlaceBid", ...command, currency: null };
    }
    case "hold": {
      const { do: _do, kind: _kind, ...bid } = move;
      return { type: "HoldAbsenteeBid", at, lot, ...bid, salt: SALT };
    }
    case "retract":
      return { type: "RetractBids", at, lot, paddle: move.paddle, reason: null, salt: SALT };
    case "award":
      return { type: "AwardLot", at, lot, defaulter: move.paddle };
    case "limit": {
      const limit = move.limit === null ? null : toCents(move.limit);
      return { type: "SetLimit", at, paddle: move.paddle, limit, salt: SALT };
    }
    case "hammer":
      return { type: "HammerLot", at, lot, belowReserve: move.belowReserve };
    case "ask":
      return { type: "SetAsk", at, lot, ask: toCents(move.amount) };
    case "steps":
      return { type: "SetIncrements", at, lot, increments: move.increments };
    case "reopen":
      return { type: "ReopenLot", at, lot, durationMs: null };
    default:
      return "paddle" in move
        ? { type: PADDLE_COMMANDS[move.do], at, paddle: move.paddle }
        : { type: LOT_COMMANDS[move.do], at, lot };
  }
}

const PADDLE_COMMANDS = {
  ban: "BanPaddle",
  suspend: "SuspendPaddle",
  reinstate: "ReinstatePaddle",
} as const;

const LOT_COMMANDS = {
  open: "OpenLot",
  undo: "UndoLastBid",
  pause: "PauseLot",
  resume: "ResumeLot",
  pass: "PassLot",
} as const;

const STATES = { ban: "banned", suspend: "suspended", reinstate: "admitted" } as const;

/** The life of a clerked lot, told again. */
class Retold {
  readonly #lot: Lot;
  readonly #model: LotModel;
  readonly #states = new Map<Paddle, PaddleState>();
  readonly #limits = new Map<Paddle, number>();
  #held: readonly ModelBid[] = [];
  #status = "catalogued";
  #winner: { readonly paddle: Paddle; readonly price: number } | null = null;
  #allotments: readonly unknown[] = [];
  #passReason: string | null = null;
  #defaulters: readonly Paddle[] = [];

  constructor(lot: Lot, model: LotModel) {
    this.#lot = lot;
    this.#model = model;
  }

  face(): unknown {
    return {
      standing: this.#model.standing(),
      status: this.#status,
      winner: this.#winner,
      allotments: this.#allotments,
      passReason: this.#passReason,
      defaulters: this.#defaulters,
    };
  }

  /** Whether the move is taken; it is then done. */
  take(move: Move): boolean {
    switch (move.do) {
      case "bid":
        return this.#status === "open" && this.#mayBid(move) && this.#model.bid(move);
      case "hold":
        return this.#hold(move);
      case "open":
        return this.#open();
      case "undo":
        return this.#runs() && this.#model.undo();
      case "retract":
        return this.#release(move.paddle) || (this.#runs() && this.#model.retract(move.paddle));
      case "ban":
      case "suspend":
      case "reinstate":
        return this.#judge(move);
      case "limit":
        this.#limits.set(move.paddle, move.limit ?? Infinity);
        return true;
      case "pause":
        return this.#pass("open", "paused");
      case "resume":
        return this.#pass("paused", "open");
      case "pass":
        this.#passReason = this.#status === "open" ? "by_hand" : this.#passReason;
        return this.#pass("open", "passed");
      case "hammer":
        return this.#hammer(move.belowReserve);
      case "reopen":
        return this.#reopen();
      case "award":
        return this.#award(move.paddle);
      case "ask":
        return this.#runs() && this.#model.setAsk(move.amount);
      case "steps":
        return this.#runs() && this.#model.setIncrements(move.increments);
    }
  }

  #runs(): boolean {
    return this.#status === "open" || this.#status === "paused";
  }

  #mayBid({ paddle, amount, quantity }: ModelBid): boolean {
    if ((this.#states.get(paddle) ?? "admitted") !== "admitted") return false;
    const { consignor, format } = this.#lot;
    const units = format.type === "uniform" ? format.quantity : 1;
    if (paddle === consignor || quantity > units) return false;
    return amount * quantity <= (this.#limits.get(paddle) ?? Infinity);
  }

  #hold(bid: ModelBid): boolean {
    const isFair = this.#mayBid(bid) && bid.amount >= this.#lot.opening;
    if (this.#status !== "catalogued" || !isFair) return false;
    this.#held = [...this.#held.filter(({ paddle }) => paddle !== bid.paddle), bid];
    return true;
  }

  #release(paddle: Paddle): boolean {
    const before = this.#held.length;
    this.#held = this.#held.filter((bid) => bid.paddle !== paddle);
    return this.#held.length < before;
  }

  #open(): boolean {
    if (!this.#pass("catalogued", "open")) return false;
    for (const bid of this.#held) if (this.#mayBid(bid)) this.#model.play(bid);
    this.#held = [];
    return true;
  }

  #judge(move: Judgement): boolean {
    const { paddle } = move;
    const isBanned = this.#states.get(paddle) === "banned";
    if (move.do === "suspend" && isBanned) return false;
    this.#states.set(paddle, STATES[move.do]);
    if (move.do !== "ban" || isBanned) return true;
    this.#release(paddle);
    if (this.#runs()) this.#model.retract(paddle);
    return true;
  }

  #pass(from: string, to: string): boolean {
    if (this.#status !== from) return false;
    this.#status = to;
    return true;
  }

  #hammer(belowReserve: boolean): boolean {
    const byHand = belowReserve && this.#passReason === "reserve_not_met";
    const result = this.#model.result();
    if ((this.#status !== "open" && !byHand) || result === null) return false;
    if (byHand && this.#states.get(result.paddle) === "banned") return false;
    const isSold = result.reserveMet || belowReserve;
    const { paddle, price, units } = result;
    this.#status = isSold ? "sold" : "passed";
    this.#passReason = isSold ? null : "reserve_not_met";
    this.#winner = isSold ? { paddle, price } : null;
    this.#allotments = isSold ? units.map((unit) => ({ ...unit, price })) : [];
    return true;
  }

  #reopen(): boolean {
    if (this.#status !== "sold" && this.#status !== "passed") return false;
    this.#status = "open";
    this.#winner = null;
    this.#allotments = [];
    this.#passReason = null;
    for (const [paddle, state] of this.#states) {
      if (state === "banned") this.#model.retract(paddle);
    }
    for (const paddle of this.#defaulters) this.#model.retract(paddle);
    return true;
  }

  #award(defaulter: Paddle): boolean {
    if (this.#winner?.paddle !== defaulter) return false;
    const banned = [...this.#states].filter(([, state]) => state === "banned");
    const out = [defaulter, ...this.#defaulters, ...banned.map(([paddle]) => paddle)];
    const next = this.#model.next(out);
    if (next === null) return false;
    this.#winner = next;
    this.#defaulters = [...this.#defaulters, defaulter];
    return true;
  }
}
