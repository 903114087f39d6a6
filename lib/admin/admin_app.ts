// The auctioneer's Hono app, put together: the guards in their order, the routes, and the one
// place where failures become answers.
//
// The order of the guards is the point: Host before anything, then the page's origin, then the
// token, and only then a route or a body. A stranger learns neither what exists nor what is wrong.

import { type Context, Hono, type MiddlewareHandler } from "hono";
import { methodNotAllowed } from "hono/method-not-allowed";
import type * as v from "valibot";
import type { Clock } from "../base/clock.ts";
import { asFault, type Fault } from "../base/fault.ts";
import { PAPER_STYLE_SOURCE } from "../settlement/paper.ts";
import { LiveStreams } from "../web/live_streams.ts";
import { pageLanguage } from "../web/page_language.ts";
import { PAGE_HEADERS } from "../web/page_policy.ts";
import { problemPage } from "../web/problem_page.tsx";
import { wantsPage } from "../web/request_checks.ts";
import { WEB_TEXTS } from "../web/web_texts.ts";
import type { PageSessions } from "../web/page_sessions.ts";
import { noteActions } from "./action_log.ts";
import { actionRoutes } from "./action_routes.ts";
import type { AdminEnv } from "./admin_env.ts";
import {
  REPLAY_EVENTS_MAX,
  STREAM_BEAT_MS,
  STREAM_CHUNK_BYTES_MAX,
  STREAMS_MAX,
} from "./admin_limits.ts";
import { HealthSchema } from "./answer_schemas.ts";
import { bidderRoutes } from "./bidder_routes.ts";
import { CONSOLE_BUILD, consoleRoutes } from "./console_app.tsx";
import { consoleLinkRoutes } from "./console_link_routes.ts";
import type { HousePort } from "./house_port.ts";
import { HttpProblem, problemResponse, STATUS_OF } from "./http_problem.ts";
import { knockRoutes } from "./knock_routes.ts";
import { RefusalCounts } from "./refusal_counts.ts";
import { lotRoutes } from "./lot_routes.ts";
import { documented, openApiDocument } from "./openapi.ts";
import { paddleRoutes } from "./paddle_routes.ts";
import { problemText } from "./problem_texts.ts";
import { previewGuard } from "./preview.ts";
import { hostGuard, originGuard } from "./request_guard.ts";
import { saleRoutes } from "./sale_routes.ts";
import { settlementRoutes } from "./settlement_routes.ts";
import { EventStreams } from "./server_sent_events.ts";
import { TokenCheck, tokenGuard } from "./token_guard.ts";

/** What the app is made of. */
export interface AdminParts {
  readonly house: HousePort;
  /** The admin token (admin_token.ts). */
  readonly token: string;
  /** Of the browsers that signed in at the console. */
  readonly sessions: PageSessions;
  /** The host names under which the app may be reached, without port: "127.0.0.1", "[::1]". */
  readonly allowedHosts: readonly string[];
  readonly clock: Clock;
  /** Calls `run` every `periodMs` until the returned function is called. */
  readonly every: (periodMs: number, run: () => void) => () => void;
  /** Told each fault behind an answer of 500 and above, for the log; the caller is told no more than its kind. */
  readonly report: (fault: Fault, requestId: string) => void;
}

/** The running app. */
export interface AdminApp {
  readonly app: Hono<AdminEnv>;
  /** Ends the event streams and the app's timer. Call it before the HTTP server's `shutdown()`. */
  close(): void;
}

/** The admin app over `parts`. It listens nowhere: pass `app.fetch` to a server. */
export function createAdminApp(parts: AdminParts): AdminApp {
  const { house } = parts;
  const streams = new EventStreams(house.snapshot().seq, {
    eventsMax: REPLAY_EVENTS_MAX,
    streamsMax: STREAMS_MAX,
    chunkBytesMax: STREAM_CHUNK_BYTES_MAX,
  });
  const unsubscribe = house.subscribe((item) => streams.publish(item));
  const stopBeat = parts.every(STREAM_BEAT_MS, () => streams.beat());
  const app = new Hono<AdminEnv>({ strict: true });
  const token = new TokenCheck(parts.token, { clock: parts.clock });
  const pages = pageStreams(parts);
  addGuards(app, parts, token);
  addHealth(app, house);
  app.route("/api/v1/lots", lotRoutes(house, parts.clock));
  app.route("/api/v1/bidders", bidderRoutes(house));
  app.route("/api/v1/actions", actionRoutes(house));
  app.route("/api/v1/knocks", knockRoutes(house));
  app.route("/api/v1/paddles", paddleRoutes(house));
  app.route("/api/v1", saleRoutes(house, { streams, clock: parts.clock }));
  app.route("/api/v1", settlementRoutes(house));
  app.route("/api/v1/console-links", consoleLinkRoutes(parts.sessions));
  addDocument(app);
  const { clock, sessions } = parts;
  app.route("/", consoleRoutes({ house, clock, sessions, token, streams: pages.streams }));
  app.notFound((c) => refused(c, new HttpProblem("no_such_page")));
  app.onError((error, c) => failed(c, error, parts));
  const close = () => {
    unsubscribe();
    pages.end();
    stopBeat();
    streams.end();
  };
  return { app, close };
}

/** The streams of the console's pages: whatever happens in the house may show in one of them. */
function pageStreams({ house, clock, every, report }: AdminParts) {
  const streams = new LiveStreams({
    nowMs: () => clock.nowMs(),
    every,
    build: CONSOLE_BUILD,
    failed: (error) => report(asFault(error), "live page"),
  });
  const unsubscribe = house.subscribe(() => streams.touch());
  const unwatch = house.watch(() => streams.touch());
  const end = () => {
    unsubscribe();
    unwatch();
    streams.end();
  };
  return { streams, end };
}

function addGuards(app: Hono<AdminEnv>, parts: AdminParts, token: TokenCheck): void {
  app.use(callerFacts(new RefusalCounts()));
  app.use(plainHeaders());
  app.use(hostGuard(parts.allowedHosts));
  app.use("/api/*", originGuard());
  app.use("/api/*", tokenGuard(token, { sessions: parts.sessions }));
  app.use("/api/*", previewGuard());
  app.use("/api/*", noteActions(parts.house, parts.clock));
  app.use(methodNotAllowed({
    app,
    onMethodNotAllowed: (c, methods) => {
      const headers = { allow: methods.join(", ") };
      return refused(c, new HttpProblem("method_not_allowed", { headers }));
    },
  }));
}

/**
 * An API's answers load nothing, whatever a browser is made to think that they are. Invoices and
 * reports bring one style sheet along, and it is allowed by its digest. Pages have a policy of
 * their own (web/page_policy.ts), which stands.
 */
const PLAIN_HEADERS: Readonly<Record<string, string>> = {
  ...PAGE_HEADERS,
  "referrer-policy": "no-referrer",
  "content-security-policy": `default-src 'none'; style-src ${PAPER_STYLE_SOURCE}; ` +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
};

function plainHeaders(): MiddlewareHandler<AdminEnv> {
  return async (c, next) => {
    await next();
    if (c.res.headers.has("content-security-policy")) return;
    for (const [name, value] of Object.entries(PLAIN_HEADERS)) c.res.headers.set(name, value);
  };
}

/** Gives each request its id and language. An id that the caller sends is not taken over. */
function callerFacts(refusals: RefusalCounts): MiddlewareHandler<AdminEnv> {
  return async (c, next) => {
    c.set("requestId", crypto.randomUUID());
    c.set("refusals", refusals);
    // A browser's own choice counts here too: papers open in the language of the page they hang on.
    c.set("language", pageLanguage(c.req.raw.headers));
    await next();
    c.res.headers.set("x-request-id", c.get("requestId"));
    if (!c.res.headers.has("cache-control")) c.res.headers.set("cache-control", "no-store");
  };
}

function addHealth(app: Hono<AdminEnv>, house: HousePort): void {
  const health = documented({
    id: "getHealth",
    tag: "house",
    summary: "Whether the house is up",
    answer: HealthSchema,
    statuses: { 200: "It is", 503: "It is not" },
    open: true,
  });
  app.get("/healthz", health, (c) => {
    const ok = house.healthy();
    const body: v.InferOutput<typeof HealthSchema> = { status: ok ? "ok" : "not_ok" };
    return c.json(body, ok ? 200 : 503);
  });
}

function addDocument(app: Hono<AdminEnv>): void {
  const own = documented({
    id: "getOpenApi",
    tag: "house",
    summary: "This document",
    answer: "json",
  });
  app.get("/api/v1/openapi.json", own, openApiDocument(app));
}

function refused(c: Context<AdminEnv>, problem: HttpProblem): Response {
  const language = c.get("language");
  c.get("refusals").count(problem.code);
  // Under a host that is not ours a page would find neither its style nor a way back.
  if (wantsPage(c.req.raw) && problem.code !== "bad_host") return refusedPage(c, problem);
  return problemResponse(problem, { language, requestId: c.get("requestId") });
}

/** The same for a person at a browser. */
function refusedPage(c: Context<AdminEnv>, { code, details }: HttpProblem): Response {
  const language = c.get("language");
  const { problem } = WEB_TEXTS[language];
  const status = STATUS_OF[code];
  const text = problemText(code, language);
  // What is told of these to programs speaks of the API.
  const plain = status >= 500
    ? problem.failed
    : code === "no_such_page"
    ? problem.nothingHere
    : code === "bad_origin"
    ? problem.foreign
    : null;
  const html = problemPage({
    language,
    build: CONSOLE_BUILD,
    title: plain ?? text.title,
    advice: plain === null ? text.advice : "",
    path: c.req.path,
  });
  return c.html(html, status, { ...details.headers, ...PAGE_HEADERS });
}

/** The one place where a failure becomes an answer; the statuses stand in http_problem.ts. */
function failed(c: Context<AdminEnv>, error: Error, { report }: AdminParts): Response {
  if (error instanceof HttpProblem) return refused(c, error);
  const fault = asFault(error);
  const response = refused(c, new HttpProblem(fault.code));
  if (response.status >= 500) report(fault, c.get("requestId"));
  return response;
}
