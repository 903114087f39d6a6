// The house's answers to commands as HTTP: done with its sequence number, or a problem.

import type { Context } from "hono";
import { assert } from "@std/assert";
import type * as v from "valibot";
import type { LotId } from "../auction/lot.ts";
import type { LotView } from "../auction/view.ts";
import type { SeenStanding } from "../session/seen_standing.ts";
import type { AdminEnv } from "./admin_env.ts";
import type { DoneSchema, LotDoneSchema } from "./answer_schemas.ts";
import type { AdminCommand, Answer, HousePort, PreviewCommand } from "./house_port.ts";
import { HttpProblem, type ProblemCode, type ProblemDetails } from "./http_problem.ts";
import { previewed } from "./preview.ts";
import { belowReserveAdvice, moveAdvice, reopenAdvice } from "./refusal_advice.ts";
import { lotOutcomeJson } from "./sale_json.ts";

/** A command of the auctioneer about one lot. */
export type LotCommand = Extract<AdminCommand, { readonly lot: LotId }>;

/** A command about one lot that can be asked about before. */
export type PreviewedLotCommand = Extract<PreviewCommand, { readonly lot: LotId }>;

/** `answer` as the response of a command: 200 with its `seq`, else the rules' refusal. */
export function answered(c: Context<AdminEnv>, answer: Answer): Response {
  if (answer.type === "rejected") throw new HttpProblem(answer.reason, askOf(answer));
  const body: v.InferOutput<typeof DoneSchema> = { seq: answer.seq };
  return c.json(body);
}

/**
 * Carries out a command of one lot: 200 with what has become of the lot, else the rules' refusal.
 *
 * The house's snapshot holds the events of a command before the command is answered.
 */
export async function commandedLot(
  c: Context<AdminEnv>,
  { house, command, seen = null }: {
    readonly house: HousePort;
    readonly command: LotCommand;
    /** How the lot stood for whoever gave the command, where that was said. */
    readonly seen?: SeenStanding | null;
  },
): Promise<Response> {
  const answer = seen === null
    ? await house.command(command)
    : await house.commandIfStill(command, seen);
  const lot = house.snapshot().view.lots.get(command.lot);
  if (answer.type === "rejected") {
    const { reason } = answer;
    if (reason === "standing_moved") throw new HttpProblem(reason);
    throw new HttpProblem(reason, { ...askOf(answer), ...hint(command, { reason, lot }) });
  }
  assert(lot !== undefined, "A command was carried out on a lot of the sale");
  const body: v.InferOutput<typeof LotDoneSchema> = { seq: answer.seq, lot: lotOutcomeJson(lot) };
  return c.json(body);
}

/** What a command of one lot would do; it is refused in the same words. */
export async function previewedLot(
  c: Context<AdminEnv>,
  { house, command }: { readonly house: HousePort; readonly command: PreviewedLotCommand },
): Promise<Response> {
  const lot = () => house.snapshot().view.lots.get(command.lot);
  return await previewed(c, {
    house,
    command,
    hint: (reason) => hint(command, { reason, lot: lot() }),
  });
}

function hint(
  { type }: Pick<LotCommand, "type">,
  { reason, lot }: { readonly reason: ProblemCode; readonly lot: LotView | undefined },
): ProblemDetails {
  const isEnded = reason === "lot_closed" || reason === "not_clerked";
  if (type === "HammerLot" && isEnded) return wayOut(lot);
  const isOfBefore = lot?.status === "catalogued" &&
    ["lot_open", "lot_closed", "unknown_lot"].includes(reason);
  if (type === "MoveLot" && isOfBefore) return { advice: moveAdvice };
  return type === "ReopenLot" && reason === "bad_end" ? { advice: reopenAdvice } : {};
}

/** A lot that failed nothing but its reserve can still be sold by hand: the refusal says how. */
function wayOut(lot: LotView | undefined): ProblemDetails {
  if (lot?.passReason !== "reserve_not_met") return {};
  return { passReason: lot.passReason, advice: belowReserveAdvice };
}

function askOf({ ask }: Extract<Answer, { readonly type: "rejected" }>): ProblemDetails {
  return ask === undefined ? {} : { ask };
}
