// /api/v1/paddles: paddles of people without keys, for whom the clerk enters bids.

import { Hono } from "hono";
import type * as v from "valibot";
import { checkBidderName } from "../secure/registry.ts";
import type { AdminEnv } from "./admin_env.ts";
import { PaddleDoneSchema } from "./answer_schemas.ts";
import { FloorPaddleSchema } from "./command_schemas.ts";
import type { HousePort } from "./house_port.ts";
import { HttpProblem } from "./http_problem.ts";
import { documented } from "./openapi.ts";
import { readObject } from "./request_body.ts";

/** The routes of paddles over `house`. */
export function paddleRoutes(house: HousePort): Hono<AdminEnv> {
  const routes = new Hono<AdminEnv>();
  const admit = documented({
    id: "admitFloorPaddle",
    tag: "bidders",
    summary: "Give a paddle to someone in the room, or absent, who has no keys",
    body: FloorPaddleSchema,
    answer: PaddleDoneSchema,
    statuses: { 201: "Admitted" },
  });
  routes.post("/", admit, async (c) => {
    const wish = await readObject(c, FloorPaddleSchema);
    c.set("target", { paddle: wish.paddle });
    const name = wish.name === null ? null : checkBidderName(wish.name);
    const answer = await house.admitFloorPaddle({ paddle: wish.paddle, name });
    if (answer.type === "rejected") throw new HttpProblem(answer.reason);
    const { seq } = answer;
    const body: v.InferOutput<typeof PaddleDoneSchema> = { seq, paddle: wish.paddle, name };
    return c.json(body, 201);
  });
  return routes;
}
