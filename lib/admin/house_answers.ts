// The house's answers to commands as HTTP: done with its sequence number, or a problem.

import type { Context } from "hono";
import type * as v from "valibot";
import type { AdminEnv } from "./admin_env.ts";
import type { DoneSchema } from "./answer_schemas.ts";
import type { Answer } from "./house_port.ts";
import { HttpProblem } from "./http_problem.ts";

/** `answer` as the response of a command: 200 with its `seq`, else the rules' refusal. */
export function answered(c: Context<AdminEnv>, answer: Answer): Response {
  if (answer.type === "rejected") {
    throw new HttpProblem(answer.reason, answer.ask === undefined ? {} : { ask: answer.ask });
  }
  const body: v.InferOutput<typeof DoneSchema> = { seq: answer.seq };
  return c.json(body);
}
