// The console over HTTP: signing in, its pages, their event streams, and the pictures of lots.
//
// Pages only show. Everything that they do they ask of the admin API (/api/v1), as a program would.

import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import type { Clock } from "../base/clock.ts";
import { shownCurrency } from "../base/money_text.ts";
import { checkBidderName } from "../secure/registry.ts";
import { type Asset, buildOf } from "../web/assets.ts";
import type { LivePage, LiveStreams } from "../web/live_streams.ts";
import { pageDocument } from "../web/page_document.tsx";
import { pageLanguage, streamLanguage } from "../web/page_language.ts";
import { PAGE_HEADERS } from "../web/page_policy.ts";
import { PAGE_BODY_BYTES_MAX, pageRoutes } from "../web/page_routes.ts";
import { type PageSessions, SESSION_NAME_CHARS_MAX } from "../web/page_sessions.ts";
import { isFromOwnPage, namesOwnPage } from "../web/request_checks.ts";
import type { AdminEnv } from "./admin_env.ts";
import { biddersPage } from "./bidders_page.tsx";
import { cataloguePage } from "./catalogue_page.tsx";
import { CONSOLE_ASSETS } from "./console_assets.ts";
import { ConsoleFrame, frameRegions } from "./console_frame.tsx";
import type { ConsoleContext, ConsolePage } from "./console_page.ts";
import { CONSOLE_TEXTS } from "./console_texts.ts";
import { floorPage } from "./floor_page.tsx";
import type { HousePort } from "./house_port.ts";
import { HttpProblem } from "./http_problem.ts";
import { logPage } from "./log_page.tsx";
import { PICTURE_PATH, pictureAnswer } from "./picture_route.ts";
import { projectorPage } from "./projector_page.tsx";
import { resultsPage } from "./results_page.tsx";
import { signInPage } from "./sign_in_page.tsx";
import type { TokenCheck } from "./token_guard.ts";

/** Names the assets of this build. */
export const CONSOLE_BUILD = buildOf(CONSOLE_ASSETS);

/** Everything that the console leads to. */
const pages: readonly ConsolePage[] = [
  floorPage,
  biddersPage,
  cataloguePage,
  resultsPage,
  logPage,
  projectorPage,
];

/** What the console stands on. */
export interface ConsoleParts {
  readonly house: HousePort;
  readonly clock: Clock;
  readonly sessions: PageSessions;
  readonly token: TokenCheck;
  readonly streams: LiveStreams;
}

/** The routes of the console; mount them at the root, behind the check of the Host. */
export function consoleRoutes(parts: ConsoleParts): Hono<AdminEnv> {
  const routes = new Hono<AdminEnv>();
  const { house, sessions } = parts;
  const assets: readonly Asset[] = CONSOLE_ASSETS;
  routes.route(
    "/",
    pageRoutes({ sessions, assets, currency: () => shownCurrency(house.snapshot().view) }),
  );
  addSigningIn(routes, parts);
  for (const page of pages) addPage(routes, page, parts);
  routes.get(PICTURE_PATH, async (c) => {
    if (!await isSignedIn(c, sessions)) throw new HttpProblem("no_token");
    return await pictureAnswer(c, house);
  });
  return routes;
}

function addSigningIn(routes: Hono<AdminEnv>, { sessions, token }: ConsoleParts): void {
  const show = (c: Context<AdminEnv>, isWrong: boolean) => {
    const language = pageLanguage(c.req.raw.headers);
    const html = signInPage({ language, build: CONSOLE_BUILD, isWrong });
    return c.html(html, isWrong ? 401 : 200, PAGE_HEADERS);
  };
  routes.get("/sign-in", (c) => show(c, false));
  routes.post("/sign-in", bodyLimit({ maxSize: PAGE_BODY_BYTES_MAX }), async (c) => {
    if (!namesOwnPage(c.req.raw)) throw new HttpProblem("bad_origin");
    const form = await c.req.parseBody().catch(() => ({}));
    const given = "token" in form && typeof form.token === "string" ? form.token.trim() : undefined;
    const name = "name" in form && typeof form.name === "string" ? form.name : "";
    try {
      token.demand(given);
    } catch (error) {
      if (error instanceof HttpProblem && error.code === "no_token") return show(c, true);
      throw error;
    }
    c.header("set-cookie", await sessions.begin(personName(name)));
    return c.redirect("/", 303);
  });
  routes.post("/sign-out", async (c) => {
    if (!namesOwnPage(c.req.raw)) throw new HttpProblem("bad_origin");
    const session = await sessions.read(c.req.header("cookie"));
    if (session !== null) sessions.end(session);
    c.header("set-cookie", sessions.endHeader());
    return c.redirect("/sign-in", 303);
  });
}

/** A name for the log: as a bidder's name may be, or none. */
function personName(text: string): string {
  return checkBidderName(text.slice(0, SESSION_NAME_CHARS_MAX)) ?? "";
}

function addPage(routes: Hono<AdminEnv>, page: ConsolePage, parts: ConsoleParts): void {
  routes.get(page.path, async (c) => {
    if (!await isSignedIn(c, parts.sessions)) return c.redirect("/sign-in", 303);
    return c.html(documentOf(page, contextOf(c, parts)), 200, PAGE_HEADERS);
  });
  routes.get(`/live/${page.name}`, async (c) => {
    if (!await isSignedIn(c, parts.sessions)) throw new HttpProblem("no_token");
    // A page at another port of this machine sends our cookie: it could take all places.
    if (!isFromOwnPage(c.req.raw)) throw new HttpProblem("bad_origin");
    if (parts.streams.full) {
      throw new HttpProblem("too_many_streams", { headers: { "retry-after": "5" } });
    }
    const context = { ...contextOf(c, parts), language: streamLanguage(c.req.raw) };
    const headers = { ...PAGE_HEADERS, "content-type": "text/event-stream; charset=utf-8" };
    // A HEAD request runs this handler too; its stream would stay open with nobody to read it.
    if (c.req.method === "HEAD") return c.body(null, 200, headers);
    // All that a page depends on beside the house: browsers that agree in it see the same.
    const key = JSON.stringify([page.name, context.language, context.chosen]);
    return c.body(parts.streams.stream(key, () => liveOf(page, context)), 200, headers);
  });
}

function liveOf(page: ConsolePage, context: ConsoleContext): LivePage {
  const live = page.live(context);
  if (!page.hasControls) return live;
  return { regions: (nowMs) => [...frameRegions(context), ...live.regions(nowMs)] };
}

async function isSignedIn(c: Context<AdminEnv>, sessions: PageSessions): Promise<boolean> {
  return await sessions.read(c.req.header("cookie")) !== null;
}

function contextOf(c: Context<AdminEnv>, { house, clock }: ConsoleParts): ConsoleContext {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const chosen = c.req.query("lot") ?? null;
  return { house, clock, timeZone, chosen, language: pageLanguage(c.req.raw.headers) };
}

/** What of the page's address its stream has to know. */
function queryOf({ chosen }: ConsoleContext): string {
  return chosen === null ? "" : `?${new URLSearchParams({ lot: chosen })}`;
}

function documentOf(page: ConsolePage, context: ConsoleContext): string {
  const { language, house } = context;
  const texts = CONSOLE_TEXTS[language];
  const { hasControls } = page;
  return pageDocument({
    language,
    title: `${page.title(texts)} · ${house.snapshot().view.name}`,
    name: hasControls ? "console" : page.name,
    styles: [...(hasControls ? ["admin/console_frame.css"] : []), ...page.styles],
    scripts: hasControls
      ? ["web/action.js", "web/shortcut_keys.js", "web/announcer.js", ...page.scripts]
      : page.scripts,
    live: `/live/${page.name}${queryOf(context)}`,
    build: CONSOLE_BUILD,
    hasControls,
    children: hasControls
      ? <ConsoleFrame page={page} context={context}>{page.body(context)}</ConsoleFrame>
      : page.body(context),
  });
}
