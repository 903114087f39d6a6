// /api/v1/bidders: who is registered, and who may go on bidding.

import { type Context, Hono } from "hono";
import type * as v from "valibot";
import type { Paddle } from "../auction/lot.ts";
import { toCents } from "../auction/money.ts";
import { checkPublicKeySet } from "../secure/key_set.ts";
import type { AdminEnv } from "./admin_env.ts";
import { BidderRowSchema, BiddersSchema, DoneSchema } from "./answer_schemas.ts";
import { LimitSchema } from "./command_schemas.ts";
import { answered } from "./house_answers.ts";
import type { Answer, BidderRow, HousePort, PaddleDecision } from "./house_port.ts";
import { HttpProblem } from "./http_problem.ts";
import { documented } from "./openapi.ts";
import { previewed } from "./preview.ts";
import { readObject, readObjectOrNothing } from "./request_body.ts";
import { BidderSchema, NothingSchema } from "./request_schemas.ts";

const paddlePath = "/:paddle{[A-Za-z0-9-]{1,12}}";

/** The routes of the bidders over `house`. */
export function bidderRoutes(house: HousePort): Hono<AdminEnv> {
  const routes = new Hono<AdminEnv>();
  addListing(routes, house);
  addRegistering(routes, house);
  addStanding(routes, house, {
    path: "suspend",
    asks: "SuspendPaddle",
    summary: "Suspend the bidder: no more bids, and cut off from the feed",
    change: (paddle) => house.suspendBidder(paddle),
  });
  addStanding(routes, house, {
    path: "ban",
    asks: "BanPaddle",
    summary:
      "Ban the bidder: cut off from the feed, and its bids on lots that are not over are void",
    change: (paddle) => house.banBidder(paddle),
  });
  addStanding(routes, house, {
    path: "reinstate",
    asks: "ReinstatePaddle",
    summary: "Let a suspended or banned bidder take part again; void bids stay void",
    change: (paddle) => house.reinstateBidder(paddle),
  });
  addLimit(routes, house);
  return routes;
}

function addListing(routes: Hono<AdminEnv>, house: HousePort): void {
  const list = documented({
    id: "listBidders",
    tag: "bidders",
    summary: "All registered bidders, and the paddles of those without keys",
    answer: BiddersSchema,
  });
  routes.get("/", list, (c) => {
    const body: v.InferOutput<typeof BiddersSchema> = {
      bidders: house.bidders().map(bidderJson),
      floorPaddles: floorPaddles(house),
    };
    return c.json(body);
  });
}

function addRegistering(routes: Hono<AdminEnv>, house: HousePort): void {
  const register = documented({
    id: "registerBidder",
    tag: "bidders",
    summary: "Register a bidder's public key set",
    body: BidderSchema,
    answer: BidderRowSchema,
    statuses: { 201: "Registered" },
  });
  routes.post("/", register, async (c) => {
    const { name, paddle, keySet } = await readObject(c, BidderSchema);
    const check = checkPublicKeySet(keySet);
    if (!check.ok) {
      // The problem is one of a few fixed names: no part of a key can be in it.
      const errors = [{ pointer: "/keySet", expected: "public key set", code: check.problem }];
      throw new HttpProblem("bad_key", { errors });
    }
    if (paddle !== null) c.set("target", { paddle });
    const row = await house.registerBidder({ name, paddle, keySet: check.keySet });
    c.set("target", { paddle: row.paddle, fingerprint: row.fingerprint });
    return c.json(bidderJson(row), 201);
  });
}

function addStanding(
  routes: Hono<AdminEnv>,
  house: HousePort,
  route: {
    readonly path: "suspend" | "ban" | "reinstate";
    readonly asks: PaddleDecision["type"];
    readonly summary: string;
    readonly change: (paddle: Paddle) => Promise<Answer>;
  },
): void {
  const operation = documented({
    id: `${route.path}Bidder`,
    tag: "bidders",
    summary: route.summary,
    body: NothingSchema,
    bodyOptional: true,
    answer: DoneSchema,
    previews: true,
  });
  routes.post(`${paddlePath}/${route.path}`, operation, async (c) => {
    await readObjectOrNothing(c, NothingSchema);
    const command = { type: route.asks, paddle: paddleOf(c) };
    if (c.get("preview")) return await previewed(c, { house, command });
    return answered(c, await route.change(paddleOf(c)));
  });
}

function addLimit(routes: Hono<AdminEnv>, house: HousePort): void {
  const operation = documented({
    id: "limitBidder",
    tag: "bidders",
    summary: "Set what the bidder may spend in all, or lift the limit; nobody else sees it",
    body: LimitSchema,
    answer: DoneSchema,
  });
  routes.post(`${paddlePath}/limit`, operation, async (c) => {
    const { limit } = await readObject(c, LimitSchema);
    const command = {
      type: "SetLimit",
      paddle: paddleOf(c),
      limit: limit === null ? null : toCents(limit),
    } as const;
    return answered(c, await house.command(command));
  });
}

function paddleOf(c: Context<AdminEnv>): Paddle {
  return c.req.param("paddle") ?? "";
}

/** The paddles of those without keys, in the order in which they were admitted. */
export function floorPaddles(
  house: HousePort,
): v.InferOutput<typeof BiddersSchema>["floorPaddles"] {
  const registered = new Set(house.bidders().map(({ paddle }) => paddle));
  const { names } = house.settlement();
  return [...house.snapshot().view.paddles].filter(([paddle]) => !registered.has(paddle))
    .map(([paddle, status]) => ({ paddle, name: names.get(paddle) ?? null, status }));
}

/** A bidder of an answer, field by field: what a row may gain later must not appear here by itself. */
export function bidderJson(row: BidderRow): v.InferOutput<typeof BidderRowSchema> {
  const { paddle, name, fingerprint, status, joined, path, lossPercent, lastSeenMs } = row;
  return { paddle, name, fingerprint, status, joined, path, lossPercent, lastSeenMs };
}
