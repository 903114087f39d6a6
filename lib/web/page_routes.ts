// What every program with pages serves beside them: its assets, the choice of language, signing in
// by a one-time code, and amounts read as the person writes them.

import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { LANGUAGES } from "../base/language.ts";
import { formatMoney, parseMoney } from "../base/money_text.ts";
import { type Asset, assetRoutes, buildOf } from "./assets.ts";
import { languageCookie, pageLanguage } from "./page_language.ts";
import { PAGE_HEADERS } from "./page_policy.ts";
import type { PageSessions } from "./page_sessions.ts";
import { problemPage } from "./problem_page.tsx";
import { namesOwnPage } from "./request_checks.ts";
import { WEB_TEXTS } from "./web_texts.ts";

/** The most bytes of a form or a body that these routes take. */
export const PAGE_BODY_BYTES_MAX = 4096;

/** The most characters of an amount that is asked for. */
const amountCharsMax = 40;

/** An own path to come back to: never another host's. */
const ownPath = /^\/[a-z-]*(?:\?[a-z]+=[A-Za-z0-9-]*)?$/;

/** What the routes stand on. */
export interface PageRoutesParts {
  readonly sessions: PageSessions;
  readonly assets: readonly Asset[];
  /** The sale's currency, ISO 4217. */
  currency(): string;
}

/** The routes; mount them at the root, behind the check of the Host. */
export function pageRoutes(parts: PageRoutesParts): Hono {
  const routes = new Hono();
  routes.route("/assets", assetRoutes(parts.assets));
  const build = buildOf(parts.assets);
  const bounded = bodyLimit({ maxSize: PAGE_BODY_BYTES_MAX });
  routes.post("/language", bounded, (c) => chooseLanguage(c, build));
  routes.post("/session", bounded, (c) => signIn(c, parts.sessions));
  routes.get("/amount", (c) => readAmount(c, parts));
  return routes;
}

async function chooseLanguage(c: Context, build: string): Promise<Response> {
  if (!namesOwnPage(c.req.raw)) {
    const language = pageLanguage(c.req.raw.headers);
    const title = WEB_TEXTS[language].problem.foreign;
    const html = problemPage({ language, build, title, advice: "", path: "/" });
    return c.html(html, 403, PAGE_HEADERS);
  }
  const form = await c.req.parseBody().catch(() => ({}));
  const { language, back } = form as Readonly<Record<string, unknown>>;
  const chosen = LANGUAGES.find((known) => known === language);
  if (chosen !== undefined) c.header("set-cookie", languageCookie(chosen));
  return c.redirect(typeof back === "string" && ownPath.test(back) ? back : "/", 303);
}

/** Takes the one-time code of a link that the program itself gave to the person. */
async function signIn(c: Context, sessions: PageSessions): Promise<Response> {
  const texts = WEB_TEXTS[pageLanguage(c.req.raw.headers)].signIn;
  const body: unknown = await c.req.json().catch(() => null);
  const code = typeof body === "object" && body !== null && "code" in body ? body.code : null;
  const isAsked = namesOwnPage(c.req.raw) && typeof code === "string";
  const cookie = isAsked ? await sessions.signIn(code) : null;
  if (cookie === null) return c.json({ title: texts.used }, 403, PAGE_HEADERS);
  return c.body(null, 204, { ...PAGE_HEADERS, "set-cookie": cookie });
}

/** One reading of money for the whole program: pages do not guess what "1.250" means. */
async function readAmount(c: Context, { sessions, currency }: PageRoutesParts): Promise<Response> {
  const { headers } = c.req.raw;
  const language = pageLanguage(headers);
  if (await sessions.read(headers.get("cookie") ?? undefined) === null) {
    return c.json({ title: WEB_TEXTS[language].signIn.signedOut }, 401, PAGE_HEADERS);
  }
  const text = (c.req.query("text") ?? "").trim();
  const format = { currency: currency(), language };
  const cents = text.length > amountCharsMax ? null : parseMoney(text, format);
  if (cents !== null) return c.json({ cents }, 200, PAGE_HEADERS);
  return c.json({ title: WEB_TEXTS[language].noAmount(formatMoney(125_000, format)) }, 422, {
    ...PAGE_HEADERS,
  });
}
