// "?preview=true": a command is asked what it would do, and nothing is done.
//
// The query is read before any route runs, and a route that cannot answer it refuses: a question
// that was taken for a command could not be taken back.

import type { Context, MiddlewareHandler } from "hono";
import type * as v from "valibot";
import type { AdminEnv } from "./admin_env.ts";
import type { PreviewSchema } from "./answer_schemas.ts";
import { effectWords } from "./effect_words.ts";
import type { HousePort, PreviewCommand } from "./house_port.ts";
import { HttpProblem, type ProblemDetails } from "./http_problem.ts";
import { operationOf, PREVIEW_QUERY } from "./openapi.ts";

/** Notes whether a request that changes something is only asked about, and refuses other queries. */
export function previewGuard(): MiddlewareHandler<AdminEnv> {
  return async (c, next) => {
    const isAsked = wantsPreview(c);
    if (isAsked && operationOf(c)?.previews === false) throw new HttpProblem("not_previewed");
    c.set("preview", isAsked);
    await next();
  };
}

function wantsPreview(c: Context<AdminEnv>): boolean {
  // What reads takes queries of its own.
  if (c.req.method === "GET" || c.req.method === "HEAD") return false;
  const { search } = new URL(c.req.url);
  if (search !== "" && search !== `?${PREVIEW_QUERY.name}=${PREVIEW_QUERY.value}`) {
    throw new HttpProblem("bad_query");
  }
  return search !== "";
}

/** Answers with the public events that `command` would cause and what they mean, or refuses as it would be refused. */
export async function previewed(
  c: Context<AdminEnv>,
  { house, command, hint = () => ({}) }: {
    readonly house: HousePort;
    readonly command: PreviewCommand;
    /** What the command's own refusal would say beyond its code. */
    readonly hint?: (reason: HttpProblem["code"]) => ProblemDetails;
  },
): Promise<Response> {
  const preview = await house.preview(command);
  if (preview.type === "secret") throw new HttpProblem("not_previewed");
  if (preview.type === "rejected") {
    const { reason, ask } = preview;
    throw new HttpProblem(reason, { ...(ask === undefined ? {} : { ask }), ...hint(reason) });
  }
  const { view } = house.snapshot();
  const { names } = house.settlement();
  const body: v.InferOutput<typeof PreviewSchema> = {
    events: preview.events.map((event) => ({ ...event })),
    effects: [...effectWords(preview.events, { language: c.get("language"), view, names })],
  };
  return c.json(body);
}
