// /api/v1/actions: who did what, for the people of the house.

import { Hono } from "hono";
import type * as v from "valibot";
import { actionText } from "./action_texts.ts";
import type { AdminEnv } from "./admin_env.ts";
import { ActionsSchema } from "./answer_schemas.ts";
import type { HousePort } from "./house_port.ts";
import { documented } from "./openapi.ts";

/** The route of the actions over `house`. */
export function actionRoutes(house: HousePort): Hono<AdminEnv> {
  const routes = new Hono<AdminEnv>();
  const list = documented({
    id: "listActions",
    tag: "house",
    summary: "Who did what since the house started: the newest 500 requests that change something",
    answer: ActionsSchema,
  });
  routes.get("/", list, (c) => {
    const words = { language: c.get("language"), currency: house.snapshot().view.currency };
    const body: v.InferOutput<typeof ActionsSchema> = {
      actions: house.actions().map((entry) => {
        const { at, actor, operation, target, outcome, code } = entry;
        const summary = actionText(entry, words);
        return { at, actor, operation, target: { ...target }, outcome, code, summary };
      }),
    };
    return c.json(body);
  });
  return routes;
}
