// GET /pictures/SHA256: the picture of a lot for a page of the console.
//
// A picture came from outside, and a drawing can hold scripts: it is served in a sandbox of its own
// and as nothing but a picture.

import type { Context } from "hono";
import { pictureHeaders } from "../web/page_policy.ts";
import type { AdminEnv } from "./admin_env.ts";
import type { HousePort } from "./house_port.ts";
import { HttpProblem } from "./http_problem.ts";

/** The path of pictures. */
export const PICTURE_PATH = "/pictures/:sha256{[0-9a-f]{64}}";

/** The picture that the path names, or `no_such_page`. Whether the browser may see it is asked before. */
export async function pictureAnswer(c: Context<AdminEnv>, house: HousePort): Promise<Response> {
  const picture = await house.picture(c.req.param("sha256") ?? "");
  if (picture === null) throw new HttpProblem("no_such_page");
  return c.body(picture.bytes, 200, pictureHeaders(picture.mediaType));
}
