// The newest actions in memory, and the middleware that notes them. Where they are kept for good is
// the house's matter.

import { assert } from "@std/assert";
import type { Context, MiddlewareHandler } from "hono";
import type { Clock } from "../base/clock.ts";
import { asFault } from "../base/fault.ts";
import { type ActionEntry, type ActionTarget, isAction } from "./action.ts";
import type { AdminEnv } from "./admin_env.ts";
import type { HousePort } from "./house_port.ts";
import { HttpProblem, type ProblemCode } from "./http_problem.ts";
import { operationOf } from "./openapi.ts";

/** How many actions are shown. */
const shownMax = 500;

/** A ring of the newest actions. */
export class ActionLog {
  readonly #entries: ActionEntry[] = [];

  /** Adds the newest entry. */
  append(entry: ActionEntry): void {
    this.#entries.push(entry);
    if (this.#entries.length > shownMax) this.#entries.shift();
  }

  /** The newest entries, the newest last. */
  list(): readonly ActionEntry[] {
    return [...this.#entries];
  }
}

/**
 * Tells the house each request that changes something, once it is answered. It stands behind the
 * token, so that a stranger fills no log, and behind the previews, which change nothing.
 */
export function noteActions(house: HousePort, clock: Clock): MiddlewareHandler<AdminEnv> {
  return async (c, next) => {
    const operation = operationOf(c);
    const isReading = c.req.method === "GET" || c.req.method === "HEAD";
    if (operation === null || isReading || c.get("preview")) return await next();
    const { id } = operation;
    // Before anything is done: an action without words would be one that nobody hears of.
    assert(isAction(id), `${id} is no action`);
    await next();
    house.acted({
      at: clock.nowMs(),
      actor: c.get("actor"),
      operation: id,
      target: { ...inPath(c), ...c.get("target") },
      outcome: c.error === undefined ? "done" : "refused",
      code: c.error === undefined ? null : codeOf(c.error),
    });
  };
}

/** What the path names, known of every request: its form was checked before its handler ran. */
function inPath(c: Context<AdminEnv>): ActionTarget {
  const lot = c.req.param("lot");
  const paddle = c.req.param("paddle");
  const fingerprint = c.req.param("fingerprint");
  return {
    ...(lot === undefined ? {} : { lot }),
    ...(paddle === undefined ? {} : { paddle }),
    ...(fingerprint === undefined ? {} : { fingerprint }),
  };
}

function codeOf(error: Error): ProblemCode {
  return error instanceof HttpProblem ? error.code : asFault(error).code;
}
