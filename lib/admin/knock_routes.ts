// /api/v1/knocks: people whose keys the house does not know and who ask to be let in. They read their
// fingerprint out to the auctioneer; nothing else tells who they are.

import { type Context, Hono } from "hono";
import type * as v from "valibot";
import { toPublicJwks } from "../secure/key_set.ts";
import type { AdminEnv } from "./admin_env.ts";
import { BidderRowSchema, KnockGoneSchema, KnocksSchema } from "./answer_schemas.ts";
import { bidderJson } from "./bidder_routes.ts";
import type { HousePort, Knock } from "./house_port.ts";
import { HttpProblem } from "./http_problem.ts";
import { documented } from "./openapi.ts";
import { readObject } from "./request_body.ts";
import { ApprovalSchema } from "./request_schemas.ts";

const knockPath = "/:fingerprint{[A-Za-z0-9_-]{43}}";

/** The routes of knocks over `house`. */
export function knockRoutes(house: HousePort): Hono<AdminEnv> {
  const routes = new Hono<AdminEnv>();
  const list = documented({
    id: "listKnocks",
    tag: "bidders",
    summary: "Who asks to be let in with keys that nobody has registered",
    answer: KnocksSchema,
  });
  routes.get("/", list, (c) => {
    const body: v.InferOutput<typeof KnocksSchema> = { knocks: house.knocks().map(knockJson) };
    return c.json(body);
  });
  addApproval(routes, house);
  const dismiss = documented({
    id: "dismissKnock",
    tag: "bidders",
    summary: "Forget a knock; who asks again is there again",
    answer: KnockGoneSchema,
  });
  routes.delete(knockPath, dismiss, (c) => {
    const fingerprint = fingerprintOf(c);
    if (!house.dismissKnock(fingerprint)) throw new HttpProblem("no_such_knock");
    const body: v.InferOutput<typeof KnockGoneSchema> = { fingerprint };
    return c.json(body);
  });
  return routes;
}

function addApproval(routes: Hono<AdminEnv>, house: HousePort): void {
  const approve = documented({
    id: "approveKnock",
    tag: "bidders",
    summary: "Register the keys of who asks to be let in; the client then joins by itself",
    body: ApprovalSchema,
    answer: BidderRowSchema,
    statuses: { 201: "Registered" },
  });
  routes.post(`${knockPath}/approve`, approve, async (c) => {
    const { name, paddle } = await readObject(c, ApprovalSchema);
    if (paddle !== null) c.set("target", { paddle });
    const fingerprint = fingerprintOf(c);
    // Those very keys: what the person read out is what is registered.
    const knock = house.knocks().find((one) => one.fingerprint === fingerprint);
    if (knock === undefined) throw new HttpProblem("no_such_knock");
    if (knock.isContested) throw new HttpProblem("knock_contested");
    const row = await house.registerBidder({ name, paddle, keySet: knock.keySet });
    c.set("target", { paddle: row.paddle });
    return c.json(bidderJson(row), 201);
  });
}

function fingerprintOf(c: Context<AdminEnv>): string {
  return c.req.param("fingerprint") ?? "";
}

function knockJson(
  { fingerprint, keySet, isContested, atMs, tries }: Knock,
): v.InferOutput<typeof KnocksSchema>["knocks"][number] {
  const keys = toPublicJwks(keySet).keys.map((key) => ({ ...key }));
  return { fingerprint, keySet: { keys }, isContested, atMs, tries };
}
