// /api/v1/console-links: a one-time code that signs a browser in at the console, for who holds the
// token already. The page reads it behind the # of its address (web/page_sessions.ts).

import { Hono } from "hono";
import * as v from "valibot";
import { checkBidderName } from "../secure/registry.ts";
import { type PageSessions, SESSION_NAME_CHARS_MAX } from "../web/page_sessions.ts";
import type { AdminEnv } from "./admin_env.ts";
import { ConsoleLinkSchema } from "./answer_schemas.ts";
import { documented } from "./openapi.ts";
import { readObjectOrNothing } from "./request_body.ts";
import { Name } from "./request_schemas.ts";

const LinkWishSchema = v.strictObject({
  name: v.optional(v.nullable(v.pipe(Name, v.maxLength(SESSION_NAME_CHARS_MAX))), null),
});

/** The route over `sessions`. */
export function consoleLinkRoutes(sessions: PageSessions): Hono<AdminEnv> {
  const routes = new Hono<AdminEnv>();
  const make = documented({
    id: "makeConsoleLink",
    tag: "house",
    summary: "A one-time code that signs a browser in at the console",
    body: LinkWishSchema,
    bodyOptional: true,
    answer: ConsoleLinkSchema,
  });
  routes.post("/", make, async (c) => {
    const { name } = await readObjectOrNothing(c, LinkWishSchema);
    const code = sessions.newCode(name === null ? "" : checkBidderName(name) ?? "");
    const body: v.InferOutput<typeof ConsoleLinkSchema> = { path: `/sign-in#${code}` };
    return c.json(body);
  });
  return routes;
}
