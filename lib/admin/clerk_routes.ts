// /api/v1/lots: the order of the lots, what the auctioneer asks, the bids that the clerk enters for
// someone, and what puts right a lot that went wrong: retracted, reopened, awarded to the
// under-bidder.

import type { Context, Hono } from "hono";
import * as v from "valibot";
import type { BidKind } from "../auction/command.ts";
import type { Increments, LotId } from "../auction/lot.ts";
import { type Cents, toCents } from "../auction/money.ts";
import { parseLot } from "../catalogue/lot_schema.ts";
import type { AdminEnv } from "./admin_env.ts";
import { DoneSchema, LotDoneSchema } from "./answer_schemas.ts";
import {
  AbsenteeBidSchema,
  AskSchema,
  AwardSchema,
  FloorBidSchema,
  IncrementsSchema,
  MoveSchema,
  OpenTimedSchema,
  ReopenSchema,
  RetractSchema,
} from "./command_schemas.ts";
import { answered, commandedLot, previewedLot } from "./house_answers.ts";
import type { HousePort } from "./house_port.ts";
import { HttpProblem } from "./http_problem.ts";
import { addLotCommand, LOT_PATH, lotOf } from "./lot_command_route.ts";
import { itemsProblem } from "./lot_upload.ts";
import { documented } from "./openapi.ts";
import { previewed } from "./preview.ts";
import { readObject, readObjectOrNothing } from "./request_body.ts";

/** Adds the clerk's commands to `routes`, which are those of the lots. */
export function addClerkRoutes(routes: Hono<AdminEnv>, house: HousePort): void {
  addOpenTimed(routes, house);
  addIncrements(routes, house);
  addBids(routes, house);
  addLotCommand(routes, house, {
    path: "move",
    summary: "Put a lot that has not opened before another one that has not, or behind all others",
    body: MoveSchema,
    needsBody: true,
    commandOf: (lot, { before }) => ({ type: "MoveLot", lot, before }),
  });
  addLotCommand(routes, house, {
    path: "ask",
    summary: "Ask another amount for the next bid; before the first bid it is the opening price",
    body: AskSchema,
    needsBody: true,
    commandOf: (lot, { ask }) => ({ type: "SetAsk", lot, ask: toCents(ask) }),
  });
  addLotCommand(routes, house, {
    path: "retract",
    summary: "Make all bids of a paddle on the lot void",
    body: RetractSchema,
    needsBody: true,
    commandOf: (lot, { paddle, reason }) => ({ type: "RetractBids", lot, paddle, reason }),
  });
  addLotCommand(routes, house, {
    path: "reopen",
    summary: "Offer a lot again that was sold or passed, until another lot opens",
    body: ReopenSchema,
    commandOf: (lot, { durationSeconds }) => ({
      type: "ReopenLot",
      lot,
      durationMs: durationSeconds === null ? null : millisecondsOf(durationSeconds),
    }),
  });
  addLotCommand(routes, house, {
    path: "award",
    summary: "Award the lot to the under-bidder, as its winner does not pay",
    body: AwardSchema,
    needsBody: true,
    commandOf: (lot, { defaulter }) => ({ type: "AwardLot", lot, defaulter }),
  });
}

function addBids(routes: Hono<AdminEnv>, house: HousePort): void {
  addLotCommand(routes, house, {
    path: "floor-bids",
    summary: "Enter a bid from the room for a paddle",
    body: FloorBidSchema,
    needsBody: true,
    previews: false,
    commandOf: (lot, { amount, ...bid }) => ({
      type: "PlaceFloorBid",
      lot,
      ...bid,
      amount: amount === undefined ? priceMeant(house, { lot, kind: bid.kind }) : toCents(amount),
    }),
  });
  addLotCommand(routes, house, {
    path: "absentee-bids",
    summary: "Enter the most that someone absent would pay; it plays when the lot opens",
    body: AbsenteeBidSchema,
    needsBody: true,
    previews: false,
    commandOf: (lot, { paddle, max, quantity }) => ({
      type: "HoldAbsenteeBid",
      lot,
      paddle,
      amount: max,
      quantity,
    }),
  });
}

/** The price at which someone enters or leaves; every other bid has to name its own. */
function priceMeant(
  house: HousePort,
  { lot, kind }: { readonly lot: LotId; readonly kind: BidKind },
): Cents {
  if (kind !== "enter" && kind !== "leave") {
    throw new HttpProblem("bad_body", { errors: [{ pointer: "/amount", expected: '"amount"' }] });
  }
  const view = house.snapshot().view.lots.get(lot);
  // An unknown lot is refused by the rules before they look at an amount.
  return view === undefined ? toCents(1) : view.standing.price ?? view.opening;
}

/** No lot is named: this path has one part, and a lot's command has two. */
function addOpenTimed(routes: Hono<AdminEnv>, house: HousePort): void {
  const operation = documented({
    id: "openTimedLots",
    tag: "lots",
    summary: "Open every timed lot of the catalogue, each ending later than the one before",
    body: OpenTimedSchema,
    bodyOptional: true,
    answer: DoneSchema,
    previews: true,
  });
  routes.post("/open-timed", operation, async (c) => {
    const { staggerSeconds } = await readObjectOrNothing(c, OpenTimedSchema);
    const staggerMs = millisecondsOf(staggerSeconds);
    const command = { type: "OpenTimedLots", staggerMs } as const;
    if (c.get("preview")) return await previewed(c, { house, command });
    return answered(c, await house.command(command));
  });
}

function addIncrements(routes: Hono<AdminEnv>, house: HousePort): void {
  const operation = documented({
    id: "incrementsLot",
    tag: "lots",
    summary: "Set the increments from now on, written as in a lot of the items folder",
    body: IncrementsSchema,
    answer: LotDoneSchema,
    previews: true,
  });
  routes.post(`${LOT_PATH}/increments`, operation, async (c) => {
    const increments = await readIncrements(c);
    const command = { type: "SetIncrements", lot: lotOf(c), increments } as const;
    if (c.get("preview")) return await previewedLot(c, { house, command });
    return await commandedLot(c, { house, command });
  });
}

/** The items' own reading judges the table, so that it is understood and refused as it is there. */
async function readIncrements(c: Context<AdminEnv>): Promise<Increments> {
  const { increments } = await readObject(c, v.strictObject({ increments: v.unknown() }));
  const parsed = parseLot({ id: "1", title: "1", opening: 1, increments });
  if (parsed.ok) return parsed.lot.increments;
  const problems = parsed.problems.map((problem) => ({ file: "", problem }));
  const { errors = [] } = itemsProblem(problems, c.get("language")).details;
  throw new HttpProblem("bad_body", {
    errors: errors.map(({ pointer, expected }) => ({ pointer: pointerTo(pointer), expected })),
  });
}

/** "increments.table[0].from" as a JSON pointer. */
function pointerTo(field: string): string {
  return `/${field.replaceAll("]", "").replaceAll(/[.[]/g, "/")}`;
}

function millisecondsOf(seconds: number): number {
  // JSON can write -0, which the record reads back as 0: adding 0 makes it that at once.
  return Math.round(seconds * 1000) + 0;
}
