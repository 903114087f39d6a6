// The stage of the clerk's routes: an open lot, a few paddles, and looks at what a request did.

import { assertEquals } from "@std/assert";
import * as v from "valibot";
import { LotDoneSchema, OneLotSchema } from "../../lib/admin/answer_schemas.ts";
import { problemOf, type Stage, stageWithLot } from "./stage.ts";

/** Where the lots are. */
export const lots = "/api/v1/lots";

/** The stage with lot 7 open and the paddles 1, 2 and 3 admitted. */
export async function openStage(...commands: readonly string[]): Promise<Stage> {
  const stage = await stageWithLot("open", ...commands);
  for (const paddle of ["1", "2", "3"]) admit(stage, paddle);
  return stage;
}

/** Lets a paddle take part. */
export function admit({ house }: Stage, paddle: string): void {
  house.play({ type: "AdmitPaddle", at: house.nowMs, paddle, identity: "" });
}

/** What has become of the lot; the request must have been carried out. */
export async function done(response: Response) {
  const text = await response.text();
  assertEquals(response.status, 200, text);
  return v.parse(LotDoneSchema, JSON.parse(text)).lot;
}

/** The lot as GET shows it. */
export async function lotNow(stage: Stage, id: string) {
  return v.parse(OneLotSchema, await (await stage.get(`${lots}/${id}`)).json()).lot;
}

/** Posts what cannot be taken; nothing may have changed. Gives the pointers of the complaints. */
export async function misshapen(
  stage: Stage,
  path: string,
  body: unknown,
): Promise<readonly string[]> {
  const before = stage.house.snapshot();
  const response = await stage.post(path, body);
  const { errors } = await response.clone().json();
  assertEquals([response.status, await problemOf(response)], [422, "bad_body"], path);
  assertEquals(stage.house.snapshot(), before);
  return errors.map((error: { readonly pointer: string }) => error.pointer);
}
