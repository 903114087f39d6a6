// What goes wrong with a request of the bidder's page, and how it is told: a code for scripts and a
// sentence for the person. Nothing of what was sent is repeated.

import type { Context } from "hono";
import * as v from "valibot";
import { pageLanguage } from "../web/page_language.ts";
import { PAGE_HEADERS } from "../web/page_policy.ts";
import { problemPage } from "../web/problem_page.tsx";
import { wantsPage } from "../web/request_checks.ts";
import { WEB_TEXTS, type WebTexts } from "../web/web_texts.ts";
import { BIDDER_BUILD } from "./page_assets.ts";
import { PAGE_TEXTS, type PageTexts } from "./page_texts.ts";

/** The requests that are not served, each with its status. */
const statuses = {
  bad_host: 421,
  foreign: 403,
  signed_out: 401,
  malformed: 400,
  too_large: 413,
  full: 503,
  nothing_here: 404,
  failed: 500,
} as const;

/** Why a request is not served. */
export type RequestProblem = keyof typeof statuses;

/** Thrown where a request is not served; the app's `onError` answers it. */
export class PageProblem extends Error {
  readonly code: RequestProblem;

  constructor(code: RequestProblem) {
    super(code);
    this.code = code;
  }
}

/** The answer to a request that is not served: to a person at a browser a page, else JSON. */
export function requestProblem(c: Context, code: RequestProblem): Response {
  const language = pageLanguage(c.req.raw.headers);
  const title = wordsOf[code](WEB_TEXTS[language], PAGE_TEXTS[language]);
  // Under a host that is not ours a page would find neither its style nor a way back.
  if (wantsPage(c.req.raw) && code !== "bad_host") {
    const { path } = c.req;
    const html = problemPage({ language, build: BIDDER_BUILD, title, advice: "", path });
    return c.html(html, statuses[code], PAGE_HEADERS);
  }
  return pageProblem(c, { status: statuses[code], code }, title);
}

/** An answer that says what was not done, in words. */
export function pageProblem(
  c: Context,
  { status, code }: {
    readonly status: 400 | 401 | 403 | 404 | 409 | 413 | 421 | 422 | 500 | 503;
    readonly code: string;
  },
  title: string,
): Response {
  return c.json({ code, title }, status, PAGE_HEADERS);
}

/** The JSON object of the body as `schema` wants it; its length is bounded before (bodyLimit). */
export async function readPageObject<Schema extends v.GenericSchema>(
  c: Context,
  schema: Schema,
): Promise<v.InferOutput<Schema>> {
  // A form of another site cannot state this type without asking first (CORS).
  if (c.req.header("content-type") !== "application/json") throw new PageProblem("malformed");
  const body: unknown = await c.req.json().catch(() => undefined);
  const read = v.safeParse(schema, body);
  if (!read.success || Array.isArray(body)) throw new PageProblem("malformed");
  return read.output;
}

const wordsOf: Readonly<Record<RequestProblem, (web: WebTexts, own: PageTexts) => string>> = {
  bad_host: ({ problem }) => problem.foreign,
  foreign: ({ problem }) => problem.foreign,
  signed_out: ({ signIn }) => signIn.signedOut,
  malformed: (_, { request }) => request.malformed,
  too_large: (_, { request }) => request.tooLarge,
  full: (_, { request }) => request.full,
  nothing_here: ({ problem }) => problem.nothingHere,
  failed: ({ problem }) => problem.failed,
};
