// /api/v1: the sale as a whole, what the house reports of itself, and the stream of events.

import { type Context, Hono } from "hono";
import type * as v from "valibot";
import { describeProblem } from "../catalogue/problem.ts";
import type { AdminEnv } from "./admin_env.ts";
import { CountersSchema, DoneSchema, ReportsSchema, SaleSchema } from "./answer_schemas.ts";
import { answered } from "./house_answers.ts";
import type { HousePort } from "./house_port.ts";
import { HttpProblem } from "./http_problem.ts";
import { documented, SEQ_TEXT } from "./openapi.ts";
import { readObjectOrNothing } from "./request_body.ts";
import { NothingSchema } from "./request_schemas.ts";
import { saleJson } from "./sale_json.ts";
import type { EventStreams } from "./server_sent_events.ts";

/** The routes of the sale over `house`, with `streams` for its events. */
export function saleRoutes(house: HousePort, streams: EventStreams): Hono<AdminEnv> {
  const routes = new Hono<AdminEnv>();
  addSale(routes, house);
  addRekey(routes, house);
  addReports(routes, house);
  addCounters(routes, { house, streams });
  addEvents(routes, streams);
  return routes;
}

function addSale(routes: Hono<AdminEnv>, house: HousePort): void {
  const sale = documented({ id: "getSale", tag: "sale", summary: "The sale", answer: SaleSchema });
  routes.get("/sale", sale, (c) => c.json(saleJson(house.snapshot())));
  const close = documented({
    id: "closeSale",
    tag: "sale",
    summary: "Close the sale for good",
    body: NothingSchema,
    bodyOptional: true,
    answer: DoneSchema,
  });
  routes.post("/sale/close", close, async (c) => {
    await readObjectOrNothing(c, NothingSchema);
    return answered(c, await house.command({ type: "CloseSale" }));
  });
}

function addRekey(routes: Hono<AdminEnv>, house: HousePort): void {
  const rekey = documented({
    id: "rekey",
    tag: "house",
    summary: "Make a new group key, within a second",
    body: NothingSchema,
    bodyOptional: true,
    answer: DoneSchema,
  });
  routes.post("/rekey", rekey, async (c) => {
    await readObjectOrNothing(c, NothingSchema);
    return answered(c, await house.rekey());
  });
}

function addReports(routes: Hono<AdminEnv>, house: HousePort): void {
  const reports = documented({
    id: "listReports",
    tag: "house",
    summary: "What is wrong in the items folder",
    answer: ReportsSchema,
  });
  routes.get("/reports", reports, (c) => {
    const language = c.get("language");
    const body: v.InferOutput<typeof ReportsSchema> = {
      reports: house.reports().map(({ file, problem }) => {
        const { field, code, found } = problem;
        return { file, field, code, found, text: describeProblem(problem, language) };
      }),
    };
    return c.json(body);
  });
}

function addCounters(
  routes: Hono<AdminEnv>,
  { house, streams }: { readonly house: HousePort; readonly streams: EventStreams },
): void {
  const counters = documented({
    id: "listCounters",
    tag: "house",
    summary: "What the house counts, dropped datagrams by reason above all",
    answer: CountersSchema,
  });
  routes.get("/counters", counters, (c) => {
    const own = { admin_streams_open: streams.open, admin_streams_cut: streams.cut };
    const body: v.InferOutput<typeof CountersSchema> = {
      counters: { ...house.counters(), ...own, ...c.get("refusals").snapshot() },
    };
    return c.json(body);
  });
}

function addEvents(routes: Hono<AdminEnv>, streams: EventStreams): void {
  const events = documented({
    id: "streamEvents",
    tag: "sale",
    summary: "The events of the sale as server-sent events, resumable by their ids",
    answer: "events",
    seqParameters: [{ name: "after", in: "query" }, { name: "Last-Event-ID", in: "header" }],
  });
  routes.get("/events", events, (c) => {
    const afterSeq = resumePoint(c);
    if (streams.full) {
      throw new HttpProblem("too_many_streams", { headers: { "retry-after": "5" } });
    }
    c.header("content-type", "text/event-stream; charset=utf-8");
    // A HEAD request runs this handler too; its stream would stay open with nobody to read it.
    return c.req.method === "HEAD" ? c.body(null) : c.body(streams.stream(afterSeq));
  });
}

/** The header of a browser that comes back outweighs the query of its first request. */
function resumePoint(c: Context<AdminEnv>): number | null {
  const text = c.req.header("last-event-id") ?? c.req.query("after");
  if (text === undefined) return null;
  if (!SEQ_TEXT.test(text)) throw new HttpProblem("bad_event_id");
  return Number(text);
}
