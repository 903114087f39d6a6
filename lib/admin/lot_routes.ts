// /api/v1/lots: the catalogue, and the auctioneer's hand on each lot.

import { type Context, Hono } from "hono";
import type * as v from "valibot";
import type { LotId } from "../auction/lot.ts";
import { CatalogueSchema } from "../catalogue/item_schema.ts";
import type { AdminEnv } from "./admin_env.ts";
import {
  LoadedSchema,
  type LOT_CHANGES,
  LotDoneSchema,
  LotsSchema,
  OneLotSchema,
} from "./answer_schemas.ts";
import { commandedLot, type LotCommand } from "./house_answers.ts";
import type { HousePort, LoadAnswer, LotLoad } from "./house_port.ts";
import { HttpProblem } from "./http_problem.ts";
import { itemsProblem, readLotLoad } from "./lot_upload.ts";
import { documented } from "./openapi.ts";
import { problemText } from "./problem_texts.ts";
import { readObjectOrNothing } from "./request_body.ts";
import { HammerSchema, NothingSchema, WarnSchema, WithdrawSchema } from "./request_schemas.ts";
import { lotJson, lotsJson } from "./sale_json.ts";

type LoadedResults = Extract<LoadAnswer, { readonly type: "loaded" }>["results"];
type LotChange = typeof LOT_CHANGES[number];

const lotPath = "/:lot{[A-Za-z0-9-]{1,32}}";

/** The plain commands: their path, their command and what they do. */
const plainCommands = [
  ["open", "OpenLot", "Open the lot for bids"],
  ["pass", "PassLot", "End the lot unsold"],
  ["pause", "PauseLot", "Pause the lot and its clock"],
  ["resume", "ResumeLot", "Resume a paused lot with the time that was left"],
  ["undo", "UndoLastBid", "Undo the last accepted bid"],
] as const;

/** The routes of the lots over `house`. */
export function lotRoutes(house: HousePort): Hono<AdminEnv> {
  const routes = new Hono<AdminEnv>();
  addReading(routes, house);
  addLoading(routes, house);
  for (const [path, type, summary] of plainCommands) {
    addCommand(routes, house, {
      path,
      summary,
      body: NothingSchema,
      commandOf: (lot) => ({ type, lot }),
    });
  }
  addCommand(routes, house, {
    path: "warn",
    summary: "Give fair warning",
    body: WarnSchema,
    commandOf: (lot, { text }) => ({ type: "GiveFairWarning", lot, text }),
  });
  addCommand(routes, house, {
    path: "hammer",
    summary: "Sell the lot to its leader",
    body: HammerSchema,
    commandOf: (lot, { belowReserve }) => ({ type: "HammerLot", lot, belowReserve }),
  });
  addCommand(routes, house, {
    path: "withdraw",
    summary: "Take the lot out of the sale",
    body: WithdrawSchema,
    commandOf: (lot, { reason }) => ({ type: "WithdrawLot", lot, reason }),
  });
  return routes;
}

function addReading(routes: Hono<AdminEnv>, house: HousePort): void {
  const all = documented({ id: "listLots", tag: "lots", summary: "All lots", answer: LotsSchema });
  routes.get("/", all, (c) => {
    const { seq, view } = house.snapshot();
    const body: v.InferOutput<typeof LotsSchema> = { seq, lots: lotsJson(view) };
    return c.json(body);
  });
  const one = documented({ id: "getLot", tag: "lots", summary: "One lot", answer: OneLotSchema });
  routes.get(lotPath, one, (c) => {
    const { seq, view } = house.snapshot();
    const lot = view.lots.get(lotOf(c));
    if (lot === undefined) throw new HttpProblem("unknown_lot");
    const body: v.InferOutput<typeof OneLotSchema> = { seq, lot: lotJson(lot, view.currency) };
    return c.json(body);
  });
}

function addLoading(routes: Hono<AdminEnv>, house: HousePort): void {
  const load = documented({
    id: "loadLots",
    tag: "lots",
    summary: "Load lots, as an items file does; with a form also their pictures",
    body: CatalogueSchema,
    takesFiles: true,
    answer: LoadedSchema,
    statuses: { 200: "All lots were loaded", 207: "Some lots were refused by the rules" },
  });
  routes.post("/", load, async (c) => {
    const { view } = house.snapshot();
    const currency = view.sale === null ? null : view.currency;
    const { answer, changeOf } = await loadWatched(house, await readLotLoad(c, currency));
    if (answer.type === "refused") throw itemsProblem(answer.problems, c.get("language"));
    const refused = answer.results.some((result) => result.answer.type === "rejected");
    return c.json(loadedJson(c, { results: answer.results, changeOf }), refused ? 207 : 200);
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
  { results, changeOf }: {
    readonly results: LoadedResults;
    readonly changeOf: (lot: LotId) => LotChange;
  },
): v.InferOutput<typeof LoadedSchema> {
  const language = c.get("language");
  return {
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

interface LotCommandRoute<Body extends v.GenericSchema> {
  readonly path: string;
  readonly summary: string;
  readonly body: Body;
  readonly commandOf: (lot: LotId, body: v.InferOutput<Body>) => LotCommand;
}

function addCommand<Body extends v.GenericSchema>(
  routes: Hono<AdminEnv>,
  house: HousePort,
  route: LotCommandRoute<Body>,
): void {
  const { path, summary, body } = route;
  const operation = documented({
    id: `${path}Lot`,
    tag: "lots",
    summary,
    body,
    bodyOptional: true,
    answer: LotDoneSchema,
  });
  routes.post(`${lotPath}/${path}`, operation, async (c) => {
    const wish = await readObjectOrNothing(c, body);
    return await commandedLot(c, { house, command: route.commandOf(lotOf(c), wish) });
  });
}

function lotOf(c: Context<AdminEnv>): LotId {
  return c.req.param("lot") ?? "";
}
