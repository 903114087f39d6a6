// /api/v1: the sale as a whole, what the house reports of itself, and the stream of events.

import { type Context, Hono } from "hono";
import type * as v from "valibot";
import type { Clock } from "../base/clock.ts";
import { describeProblem } from "../catalogue/problem.ts";
import type { AdminEnv } from "./admin_env.ts";
import {
  BackupSchema,
  CountersSchema,
  DoneSchema,
  ReportsSchema,
  SaleSchema,
} from "./answer_schemas.ts";
import { AnnounceSchema } from "./command_schemas.ts";
import { answered } from "./house_answers.ts";
import type { HousePort } from "./house_port.ts";
import { HttpProblem } from "./http_problem.ts";
import { documented, SEQ_TEXT } from "./openapi.ts";
import { previewed } from "./preview.ts";
import { readObject, readObjectOrNothing } from "./request_body.ts";
import { NothingSchema } from "./request_schemas.ts";
import { saleJson } from "./sale_json.ts";
import type { EventStreams } from "./server_sent_events.ts";
import { termsOf, TermsSchema } from "./terms_json.ts";

/** The routes of the sale over `house`, with `streams` for its events; `clock` is the house's. */
export function saleRoutes(
  house: HousePort,
  { streams, clock }: { readonly streams: EventStreams; readonly clock: Clock },
): Hono<AdminEnv> {
  const routes = new Hono<AdminEnv>();
  addSale(routes, { house, clock });
  addSayings(routes, house);
  addRekey(routes, house);
  addBackup(routes, house);
  addCheckpoint(routes, house);
  addReports(routes, house);
  addCounters(routes, { house, streams });
  addEvents(routes, streams);
  return routes;
}

function addSale(
  routes: Hono<AdminEnv>,
  { house, clock }: { readonly house: HousePort; readonly clock: Clock },
): void {
  const sale = documented({ id: "getSale", tag: "sale", summary: "The sale", answer: SaleSchema });
  routes.get("/sale", sale, (c) => c.json(saleJson(house.snapshot(), clock.nowMs())));
  const close = documented({
    id: "closeSale",
    tag: "sale",
    summary: "Close the sale for good",
    body: NothingSchema,
    bodyOptional: true,
    answer: DoneSchema,
    previews: true,
  });
  routes.post("/sale/close", close, async (c) => {
    await readObjectOrNothing(c, NothingSchema);
    const command = { type: "CloseSale" } as const;
    if (c.get("preview")) return await previewed(c, { house, command });
    return answered(c, await house.command(command));
  });
}

/** What the auctioneer says of the sale as a whole. */
function addSayings(routes: Hono<AdminEnv>, house: HousePort): void {
  const announce = documented({
    id: "announce",
    tag: "sale",
    summary: "Say a word to all",
    body: AnnounceSchema,
    answer: DoneSchema,
  });
  routes.post("/sale/announce", announce, async (c) => {
    const { text } = await readObject(c, AnnounceSchema);
    return answered(c, await house.command({ type: "Announce", text }));
  });
  const terms = documented({
    id: "setTerms",
    tag: "sale",
    summary: "Say what is owed on top of a hammer price, before the first lot opens",
    body: TermsSchema,
    answer: DoneSchema,
  });
  routes.post("/sale/terms", terms, async (c) => {
    const terms = termsOf(await readObject(c, TermsSchema));
    return answered(c, await house.command({ type: "SetTerms", terms }));
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

function addBackup(routes: Hono<AdminEnv>, house: HousePort): void {
  const backup = documented({
    id: "backup",
    tag: "house",
    summary: "Copy the record as it is now into the data folder, while the sale goes on",
    body: NothingSchema,
    bodyOptional: true,
    answer: BackupSchema,
  });
  routes.post("/backup", backup, async (c) => {
    await readObjectOrNothing(c, NothingSchema);
    const answer = await house.backup();
    if (answer.type === "busy") throw new HttpProblem("backup_runs");
    const { file, sale, seq, bytes } = answer;
    const body: v.InferOutput<typeof BackupSchema> = { file, sale, seq, bytes };
    return c.json(body);
  });
}

/** A text to print and to publish: whoever has it can hold the record against it later. */
function addCheckpoint(routes: Hono<AdminEnv>, house: HousePort): void {
  const checkpoint = documented({
    id: "getCheckpoint",
    tag: "sale",
    summary: "The newest checkpoint of the record, as the note that the house has signed",
    answer: "text",
  });
  routes.get("/checkpoint", checkpoint, (c) => {
    const note = house.checkpoint();
    if (note === null) throw new HttpProblem("no_checkpoint");
    return c.text(note);
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
