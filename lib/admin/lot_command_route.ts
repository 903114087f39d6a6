// One route for a command on one lot: its body by a schema, its answer what has become of the lot.

import type { Context, Hono } from "hono";
import type * as v from "valibot";
import type { LotId } from "../auction/lot.ts";
import type { SeenStanding } from "../session/seen_standing.ts";
import { targetOf } from "./action.ts";
import type { AdminEnv } from "./admin_env.ts";
import { LotDoneSchema } from "./answer_schemas.ts";
import {
  commandedLot,
  type LotCommand,
  previewedLot,
  type PreviewedLotCommand,
} from "./house_answers.ts";
import type { HousePort } from "./house_port.ts";
import { documented } from "./openapi.ts";
import { readObjectOrNothing } from "./request_body.ts";

/** The part of a path that names a lot. */
export const LOT_PATH = "/:lot{[A-Za-z0-9-]{1,32}}";

/** What a lot's command needs to be a route. */
export type LotCommandRoute<Body extends v.GenericSchema> =
  & LotCommandFace<Body>
  & (
    | { readonly commandOf: (lot: LotId, body: v.InferOutput<Body>) => PreviewedLotCommand }
    | {
      /** Its preview would be a way to search for what others have bid. */
      readonly previews: false;
      readonly commandOf: (lot: LotId, body: v.InferOutput<Body>) => LotCommand;
    }
  );

interface LotCommandFace<Body extends v.GenericSchema> {
  /** The last part of the path, and the first of the operation's name. */
  readonly path: string;
  readonly summary: string;
  readonly body: Body;
  /** Whether the body has a field that must be there. */
  readonly needsBody?: boolean;
  /** How the lot stood for whoever asks, where the body says so: it must stand so still. */
  readonly seenOf?: (lot: LotId, body: v.InferOutput<Body>) => SeenStanding | null;
}

/** Adds POST /:lot/`path`. */
export function addLotCommand<Body extends v.GenericSchema>(
  routes: Hono<AdminEnv>,
  house: HousePort,
  route: LotCommandRoute<Body>,
): void {
  const { path, summary, body } = route;
  const operation = documented({
    id: `${path.replace(/-(\w)/, (_, letter) => letter.toUpperCase())}Lot`,
    tag: "lots",
    summary,
    body,
    bodyOptional: route.needsBody !== true,
    answer: LotDoneSchema,
    previews: !("previews" in route),
  });
  routes.post(`${LOT_PATH}/${path}`, operation, async (c) => {
    const wish = await readObjectOrNothing(c, body);
    if (c.get("preview") && !("previews" in route)) {
      return await previewedLot(c, { house, command: route.commandOf(lotOf(c), wish) });
    }
    const command = route.commandOf(lotOf(c), wish);
    c.set("target", targetOf(command));
    const seen = route.seenOf?.(lotOf(c), wish) ?? null;
    return await commandedLot(c, { house, command, seen });
  });
}

/** The lot that a request's path names. */
export function lotOf(c: Context<AdminEnv>): LotId {
  return c.req.param("lot") ?? "";
}
