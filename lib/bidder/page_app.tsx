// The bidder's page over HTTP, on loopback: signing in by a one-time code, the page, its event
// stream, bids, the lot that is looked at, and the pictures of lots.
//
// Every program and every page of this machine can reach the port. So a request must name this very
// host, must carry the session of a browser that was signed in, and whatever changes something must
// come from our own page.

import { type Context, Hono, type MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { HTTPException } from "hono/http-exception";
import * as v from "valibot";
import type { LotId } from "../auction/lot.ts";
import { shownCurrency } from "../base/money_text.ts";
import type { LiveStreams } from "../web/live_streams.ts";
import { LanguageSwitch, pageDocument } from "../web/page_document.tsx";
import { pageLanguage, streamLanguage } from "../web/page_language.ts";
import { PAGE_HEADERS, pictureHeaders } from "../web/page_policy.ts";
import { PAGE_BODY_BYTES_MAX, pageRoutes } from "../web/page_routes.ts";
import type { PageSessions } from "../web/page_sessions.ts";
import { hasAllowedHost, isFromOwnPage, namesOwnPage } from "../web/request_checks.ts";
import { WEB_TEXTS } from "../web/web_texts.ts";
import { lotIdPattern } from "../wire/lot_codec.ts";
import { orderBid } from "./bid_order_route.ts";
import { BidderPage, liveBidderPage } from "./bidder_page.tsx";
import { bidderView, type PageSource } from "./bidder_view.ts";
import type { HouseLink } from "./house_link.ts";
import { BIDDER_ASSETS, BIDDER_BUILD } from "./page_assets.ts";
import type { PageBids } from "./page_bids.ts";
import { PageProblem, readPageObject, requestProblem } from "./page_problem.ts";
import { PAGE_TEXTS } from "./page_texts.ts";
import { safeText } from "./safe_text.ts";

/** The names of this machine for itself, by which alone the page can be asked for. */
const allowedHosts: readonly string[] = ["127.0.0.1", "localhost"];

const LookedAtSchema = v.strictObject({
  lot: v.nullable(v.pipe(v.string(), v.regex(lotIdPattern))),
});

/** What the app stands on. */
export interface PageAppParts {
  readonly link: HouseLink;
  readonly source: PageSource;
  readonly bids: PageBids;
  readonly sessions: PageSessions;
  readonly streams: LiveStreams;
  /** Shows a lot large, or with null the one in the ring. */
  lookAt(lot: LotId | null): void;
  /** Something went wrong that the person cannot mend. */
  failed(error: unknown): void;
}

/** The app. */
export function createPageApp(parts: PageAppParts): Hono {
  const app = new Hono();
  app.onError((error, c) => {
    if (error instanceof PageProblem) return requestProblem(c, error.code);
    // Of hono's own exceptions only that of a body past its limit is ever thrown here.
    if (error instanceof HTTPException) return requestProblem(c, "too_large");
    parts.failed(error);
    return requestProblem(c, "failed");
  });
  app.notFound((c) => requestProblem(c, "nothing_here"));
  app.use(ownHost());
  const { sessions, link } = parts;
  const currency = () => shownCurrency(link.view());
  app.route("/", pageRoutes({ sessions, assets: BIDDER_ASSETS, currency }));
  app.get("/sign-in", (c) => c.html(signInDocument(c), 200, PAGE_HEADERS));
  addPage(app, parts);
  addDeeds(app, parts);
  app.get("/pictures/:sha256{[0-9a-f]{64}}", signedIn(sessions), (c) => picture(c, link));
  return app;
}

function ownHost(): MiddlewareHandler {
  return async (c, next) => {
    // DNS rebinding: another site's name may point to this machine, but it says so in its Host.
    if (!hasAllowedHost(c.req.raw, allowedHosts)) throw new PageProblem("bad_host");
    if (!isFromOwnPage(c.req.raw) && c.req.method !== "GET") throw new PageProblem("foreign");
    await next();
  };
}

function signedIn(sessions: PageSessions): MiddlewareHandler {
  return async (c, next) => {
    if (await sessions.read(c.req.header("cookie")) === null) throw new PageProblem("signed_out");
    await next();
  };
}

function addPage(app: Hono, { source, sessions, streams, link }: PageAppParts): void {
  app.get("/", async (c) => {
    if (await sessions.read(c.req.header("cookie")) === null) return c.redirect("/sign-in", 303);
    const language = pageLanguage(c.req.raw.headers);
    const view = bidderView(source, { language, nowMs: link.nowMs() });
    const html = pageDocument({
      language,
      title: [PAGE_TEXTS[language].bid.heading, view.sale.view.name].filter(Boolean).join(" · "),
      name: "bidder",
      styles: [
        "web/lot_picture.css",
        "web/price_chart.css",
        "bidder/bidder_page.css",
        "bidder/ring_card.css",
        "bidder/bid_form.css",
      ],
      scripts: [
        "web/action.js",
        "web/announcer.js",
        "web/lot_clock.js",
        "web/shortcut_keys.js",
        "bidder/bid_form.js",
      ],
      live: "/live/bidder",
      build: BIDDER_BUILD,
      hasControls: true,
      children: <BidderPage view={view} />,
    });
    return c.html(safeText(html), 200, PAGE_HEADERS);
  });
  app.get("/live/bidder", signedIn(sessions), (c) => {
    // A page at another port of this machine sends our cookie: it could take all places.
    if (!isFromOwnPage(c.req.raw)) throw new PageProblem("foreign");
    if (streams.full) throw new PageProblem("full");
    const language = streamLanguage(c.req.raw);
    const headers = { ...PAGE_HEADERS, "content-type": "text/event-stream; charset=utf-8" };
    // A HEAD request runs this handler too; its stream would stay open with nobody to read it.
    if (c.req.method === "HEAD") return c.body(null, 200, headers);
    return c.body(streams.stream(language, () => liveBidderPage(source, language)), 200, headers);
  });
}

/** What a page can do: all of it asked for by a page of ours, in a browser that is signed in. */
function addDeeds(app: Hono, parts: PageAppParts): void {
  const { sessions, streams, lookAt } = parts;
  for (const path of ["/bids", "/looked-at-lot"]) {
    app.use(path, askedByOwnPage, signedIn(sessions), bodyLimit({ maxSize: PAGE_BODY_BYTES_MAX }));
  }
  app.post("/bids", async (c) => {
    const answer = orderBid(c, { ...parts, sent: ({ lot }) => lookAt(lot) });
    // The bid shows as on its way at once, and its answer when it comes.
    streams.touch();
    return await answer.finally(() => streams.touch());
  });
  app.post("/looked-at-lot", async (c) => {
    const { lot } = await readPageObject(c, LookedAtSchema);
    if (lot !== null && !parts.link.view().lots.has(lot)) throw new PageProblem("nothing_here");
    lookAt(lot);
    streams.touch();
    return c.body(null, 204, PAGE_HEADERS);
  });
}

const askedByOwnPage: MiddlewareHandler = async (c, next) => {
  if (!namesOwnPage(c.req.raw)) throw new PageProblem("foreign");
  await next();
};

async function picture(c: Context, link: HouseLink): Promise<Response> {
  const digest = c.req.param("sha256");
  const lots = [...link.view().lots.values()];
  const found = lots.find(({ lot: { image } }) => image?.sha256 === digest);
  const known = found === undefined ? null : await link.picture(found.lot.id);
  if (known === null) throw new PageProblem("nothing_here");
  return c.body(known.bytes, 200, pictureHeaders(known.mediaType));
}

function signInDocument(c: Context): string {
  const language = pageLanguage(c.req.raw.headers);
  const { signIn } = PAGE_TEXTS[language];
  return pageDocument({
    language,
    title: signIn.title,
    name: "sign-in",
    styles: ["web/sign_in.css"],
    scripts: ["web/sign_in.js"],
    live: null,
    build: BIDDER_BUILD,
    hasControls: true,
    children: (
      <main id="main" class="sign-in-page stack">
        <h1>{signIn.title}</h1>
        <p id="code-refused" class="notice" data-tone="bad" role="alert" hidden>
          {WEB_TEXTS[language].signIn.used}
        </p>
        <p>{signIn.how}</p>
        <LanguageSwitch language={language} back="/sign-in" />
      </main>
    ),
  });
}
