// /api/v1/lots: the catalogue, and how each lot is opened and ended by hand. Bids that the clerk
// enters, asks and what undoes them are in clerk_routes.ts.

import { type Context, Hono } from "hono";
import type * as v from "valibot";
import type { LotId } from "../auction/lot.ts";
import { toCents } from "../auction/money.ts";
import type { Clock } from "../base/clock.ts";
import { type CsvNote, describeCsvNote } from "../catalogue/csv_report.ts";
import { CatalogueSchema } from "../catalogue/item_schema.ts";
import type { AdminEnv } from "./admin_env.ts";
import { LoadedSchema, type LOT_CHANGES, LotsSchema, OneLotSchema } from "./answer_schemas.ts";
import { addClerkRoutes } from "./clerk_routes.ts";
import type { HousePort, LoadAnswer, LotLoad } from "./house_port.ts";
import { HttpProblem } from "./http_problem.ts";
import { addLotCommand, LOT_PATH, lotOf } from "./lot_command_route.ts";
import { itemsProblem, readLotLoad } from "./lot_upload.ts";
import { documented } from "./openapi.ts";
import { problemText } from "./problem_texts.ts";
import { HammerSchema, NothingSchema, WarnSchema, WithdrawSchema } from "./request_schemas.ts";
import { lotJson, lotsJson } from "./sale_json.ts";

type LoadedResults = Extract<LoadAnswer, { readonly type: "loaded" }>["results"];
type LotChange = typeof LOT_CHANGES[number];

/** The plain commands: their path, their command and what they do. */
const plainCommands = [
  ["open", "OpenLot", "Open the lot for bids"],
  ["pass", "PassLot", "End the lot unsold"],
  ["pause", "PauseLot", "Pause the lot and its clock"],
  ["resume", "ResumeLot", "Resume a paused lot with the time that was left"],
  ["undo", "UndoLastBid", "Undo the last accepted bid"],
] as const;

/** The routes of the lots over `house`; `clock` is the house's. */
export function lotRoutes(house: HousePort, clock: Clock): Hono<AdminEnv> {
  const routes = new Hono<AdminEnv>();
  addReading(routes, { house, clock });
  addLoading(routes, house);
  for (const [path, type, summary] of plainCommands) {
    addLotCommand(routes, house, {
      path,
      summary,
      body: NothingSchema,
      commandOf: (lot) => ({ type, lot }),
    });
  }
  addLotCommand(routes, house, {
    path: "warn",
    summary: "Give fair warning",
    body: WarnSchema,
    commandOf: (lot, { text }) => ({ type: "GiveFairWarning", lot, text }),
  });
  addLotCommand(routes, house, {
    path: "hammer",
    summary: "Sell the lot to its leader",
    body: HammerSchema,
    commandOf: (lot, { belowReserve }) => ({ type: "HammerLot", lot, belowReserve }),
    seenOf: (lot, { leader, price }) =>
      leader === null || price === null ? null : { lot, leader, price: toCents(price) },
  });
  addLotCommand(routes, house, {
    path: "withdraw",
    summary: "Take the lot out of the sale",
    body: WithdrawSchema,
    commandOf: (lot, { reason }) => ({ type: "WithdrawLot", lot, reason }),
  });
  addClerkRoutes(routes, house);
  return routes;
}

function addReading(
  routes: Hono<AdminEnv>,
  { house, clock }: { readonly house: HousePort; readonly clock: Clock },
): void {
  const all = documented({ id: "listLots", tag: "lots", summary: "All lots", answer: LotsSchema });
  routes.get("/", all, (c) => {
    const { seq, view } = house.snapshot();
    const body: v.InferOutput<typeof LotsSchema> = { seq, lots: lotsJson(view, clock.nowMs()) };
    return c.json(body);
  });
  const one = documented({ id: "getLot", tag: "lots", summary: "One lot", answer: OneLotSchema });
  routes.get(LOT_PATH, one, (c) => {
    const { seq, view } = house.snapshot();
    const lot = view.lots.get(lotOf(c));
    if (lot === undefined) throw new HttpProblem("unknown_lot");
    const { currency } = view;
    const body: v.InferOutput<typeof OneLotSchema> = {
      seq,
      lot: lotJson(lot, { currency, nowMs: clock.nowMs() }),
    };
    return c.json(body);
  });
}

function addLoading(routes: Hono<AdminEnv>, house: HousePort): void {
  const load = documented({
    id: "loadLots",
    tag: "lots",
    summary:
      "Load lots, as an items file or a catalogue in CSV does; with a form also their pictures",
    body: CatalogueSchema,
    takesFiles: true,
    answer: LoadedSchema,
    statuses: { 200: "All lots were loaded", 207: "Some lots were refused by the rules" },
  });
  routes.post("/", load, async (c) => {
    const { view } = house.snapshot();
    const currency = view.sale === null ? null : view.currency;
    const { notes, ...load } = await readLotLoad(c, currency);
    const { answer, changeOf } = await loadWatched(house, load);
    if (answer.type === "refused") throw itemsProblem(answer.problems, c.get("language"));
    const refused = answer.results.some((result) => result.answer.type === "rejected");
    return c.json(loadedJson(c, { results: answer.results, changeOf, notes }), refused ? 207 : 200);
  });
}

/**
 * Loads `load` and tells what it did to each lot. The events say so, not the lots' faces: those
 * look the same where only a reserve has changed.
 */
async function loadWatched(house: HousePort, load: LotLoad) {
  const before = new Set(house.snapshot().view.lots.keys());
  const catalogued = new Set<LotId>();
  const unsubscribe = house.subscribe(({ event }) => {
    if (event.type === "LotCatalogued") catalogued.add(event.lot.id);
  });
  try {
    const answer = await house.loadLots(load);
    const changeOf = (lot: LotId): LotChange => {
      if (!catalogued.has(lot)) return "unchanged";
      return before.has(lot) ? "replaced" : "added";
    };
    return { answer, changeOf };
  } finally {
    unsubscribe();
  }
}

function loadedJson(
  c: Context<AdminEnv>,
  { results, changeOf, notes }: {
    readonly results: LoadedResults;
    readonly changeOf: (lot: LotId) => LotChange;
    readonly notes: readonly CsvNote[];
  },
): v.InferOutput<typeof LoadedSchema> {
  const language = c.get("language");
  const told = notes.map((note) => ({ code: note.code, text: describeCsvNote(note, language) }));
  return {
    ...(told.length === 0 ? {} : { notes: told }),
    results: results.map(({ lot, answer }) =>
      answer.type === "done"
        ? { lot, type: "done" as const, change: changeOf(lot), seq: answer.seq }
        : {
          lot,
          type: "rejected" as const,
          code: answer.reason,
          title: problemText(answer.reason, language).title,
        }
    ),
  };
}
