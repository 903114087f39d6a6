// The checks of the bidder's page: who may ask it for anything, and that a press bids once.

import type { CheckedFile } from "./check.ts";

const appTest = "tests/bidder/page_app_test.ts";
const bidsTest = "tests/bidder/page_bids_test.ts";
const pageTest = "tests/bidder/bidder_page_test.ts";
const offerTest = "tests/bidder/bid_offer_test.ts";

/** The checks of the page's requests, orders and presses. */
export const pageChecks: readonly CheckedFile[] = [
  {
    file: "lib/bidder/page_app.tsx",
    caughtBy: [appTest],
    checks: [
      {
        without: "createPageApp() answers to any host",
        search: `app.use(ownHost());`,
        replace: `app.use("/never", ownHost());`,
      },
      {
        without: "ownHost() takes any name",
        search: `if (!hasAllowedHost(c.req.raw, allowedHosts)) throw`,
        replace: `if (!hasAllowedHost(c.req.raw, allowedHosts) && c.req.path === "") throw`,
      },
      {
        without: "addDeeds() serves whom no page of ours has sent",
        search: `if (!namesOwnPage(c.req.raw)) throw`,
        replace: `if (!namesOwnPage(c.req.raw) && !isFromOwnPage(c.req.raw)) throw`,
      },
      {
        without: "addDeeds() serves who is not signed in",
        search: `app.use(path, askedByOwnPage, signedIn(sessions),`,
        replace:
          `app.use(\`\${path}/never\`, signedIn(sessions));\n    app.use(path, askedByOwnPage,`,
      },
      {
        without: "addDeeds() takes bodies of any length",
        search: `, bodyLimit({ maxSize: PAGE_BODY_BYTES_MAX })`,
        replace: `, bodyLimit({ maxSize: PAGE_BODY_BYTES_MAX * 4096 })`,
      },
      {
        without: "The page is shown to who is not signed in",
        search: `=== null) return c.redirect("/sign-in", 303);`,
        replace: `=== undefined) return c.redirect("/sign-in", 303);`,
      },
      {
        without: "The stream is given to who is not signed in",
        search: `app.get("/live/bidder", signedIn(sessions), `,
        replace: `app.get("/live/bidder", `,
      },
      {
        without: "Pictures are given to who is not signed in",
        search: `, signedIn(sessions), (c) => picture(c, link)`,
        replace: `, (c) => picture(c, link)`,
      },
      {
        without: "POST /looked-at-lot shows a lot that there is not",
        search: `if (lot !== null && !parts.link.view().lots.has(lot)) throw`,
        replace: `if (lot === "" && !parts.link.view().lots.has(lot)) throw`,
      },
      {
        without: "The page shows hidden letters of titles",
        search: `return c.html(safeText(html), 200, PAGE_HEADERS);`,
        replace: `return c.html(html.trim() === "" ? safeText(html) : html, 200, PAGE_HEADERS);`,
        caughtBy: [pageTest],
      },
    ],
  },
  {
    file: "lib/web/page_policy.ts",
    caughtBy: [appTest],
    checks: [
      {
        without: "A picture may do what a document may",
        search: `"content-security-policy": PICTURE_POLICY,`,
        replace: `"x-picture-policy": PICTURE_POLICY,`,
      },
    ],
  },
  {
    file: "lib/bidder/page_problem.ts",
    caughtBy: [appTest],
    checks: [
      {
        without: "readPageObject() takes what a form of another site can send",
        search: `if (c.req.header("content-type") !== "application/json") throw`,
        replace: `if (c.req.header("content-type") === "") throw`,
      },
    ],
  },
  {
    file: "lib/bidder/bid_order_route.ts",
    caughtBy: [appTest],
    checks: [
      {
        without: "An order names a lot by any text",
        search: `lot: v.pipe(v.string(), v.regex(lotIdPattern)),`,
        replace: `lot: v.pipe(v.string(), v.check((text) => lotIdPattern.test(text) || true)),`,
      },
      {
        without: "An order has any intent",
        search: `intent: v.pipe(v.string(), v.uuid()),`,
        replace: `intent: v.string(),`,
      },
      {
        without: "A typed amount may be nothing",
        search: `cents === null || cents < 1 ? null`,
        replace: `cents === null ? null`,
      },
    ],
  },
  {
    file: "lib/bidder/page_bids.ts",
    caughtBy: [bidsTest],
    checks: [
      {
        without: "PageBids.place() does an intent again",
        search: `if (known !== undefined) {`,
        replace: `if (known !== undefined && known.isSettled === null) {`,
      },
      {
        without: "PageBids.place() takes one intent for two bids",
        search: `isSameWish(known.wish, order.wish) ? known.answer : refused("intent_used")`,
        replace: `order.intent !== "" ? known.answer : refused("intent_used")`,
      },
      {
        without: "PageBids.place() sends the same bid while its event has not come",
        search: `state === "accepted" && seq !== null && seq > shown`,
        replace: `state === "accepted" && seq !== null && seq < shown`,
      },
      {
        without: "PageBids.place() sends the same bid while it has no answer",
        search: `    if (this.#isOnItsWay(wish)) return refusal("already_sent");\n`,
        replace: `    if (this.#isOnItsWay(wish) && confirmed) return refusal("already_sent");\n`,
      },
      {
        without: "PageBids.place() forgets a bid that is being handed over",
        search: `[...this.#handedOver, ...waiting]`,
        replace: `[...waiting]`,
      },
      {
        without: "PageBids.place() sends an amount that is not the next bid any more",
        search: `view.standing.ask !== ask`,
        replace: `view.standing.ask < 0`,
      },
      {
        without: "PageBids.place() sends a step below the next bid",
        search: `: wish.amount < view.standing.ask`,
        replace: `: wish.amount < 0`,
      },
      {
        without: "PageBids.place() buys at another price than was shown",
        search: `return !isStillAsked(view, wish, nowMs);`,
        replace: `return !isStillAsked(view, { ...wish, kind: "leave" }, nowMs);`,
      },
      {
        without: "PageBids.place() sends what the lot does not take",
        search: `if (!takes(view, wish)) return`,
        replace: `if (!takes(view, wish) && confirmed) return`,
      },
      {
        without: "PageBids.place() sends more units than the lot has",
        search: ` && quantity <= unitsOf(lot)`,
        replace: ` && quantity <= unitsOf(lot) * 1_000`,
      },
      {
        without: "PageBids.place() believes a page of another run",
        search: `if (seen.seq > this.#link.seq()) return`,
        replace: `if (seen.seq > this.#link.seq() + 1e6) return`,
      },
      {
        without: "PageBids.place() sends an unusual amount unasked",
        search: `isAmount && isUnusual(view, wish.amount) ?`,
        replace: `!isAmount && isUnusual(view, wish.amount) ?`,
      },
      {
        without: "PageBids.place() leaves a lot unasked",
        search: `    if (wish.kind === "leave") return { type: "confirm", about: "leave" };\n`,
        replace: ``,
      },
      {
        without: "PageBids remembers without a bound",
        search: `if (this.#intents.size < INTENTS_MAX) return true;`,
        replace: `if (this.#intents.size < INTENTS_MAX * 1_000) return true;`,
      },
    ],
  },
  {
    file: "lib/bidder/bid_offer.ts",
    caughtBy: [offerTest],
    checks: [
      {
        without: "bidOffer() lets a bid be pressed while another has no answer",
        search: `return unanswered(facts, view.lot.id) === null ? null : "unanswered";`,
        replace: `return unanswered(facts, view.lot.id) === undefined ? "unanswered" : null;`,
      },
      {
        without: "bidOffer() lets a bid be pressed while the link is not live",
        search: `if (connection !== "live") return connection;`,
        replace: `if (connection === "ended") return connection;`,
      },
      {
        without: "bidOffer() offers a bid to a paddle that is out",
        search: `if (standing === "suspended" || standing === "banned") return standing;`,
        replace: `if (standing === undefined) return null;`,
      },
    ],
  },
  {
    file: "lib/bidder/bid_press.js",
    caughtBy: ["tests/bidder/bid_press_test.ts"],
    checks: [
      {
        without: "BidPresses.press() takes the second click for the next step",
        search: ` &&\n      nowMs >= shown.fromMs;`,
        replace: `;`,
      },
      {
        without: "BidPresses.press() takes a press that was meant for the lot before",
        search: `Math.max(nowMs + settleMs, this.#calmMs)`,
        replace: `nowMs + settleMs`,
      },
      {
        without: "BidPresses.press() takes a press of what is not shown any more",
        search: `shown !== undefined && shown.name === nameOf(wish) &&`,
        replace: `shown !== undefined &&`,
      },
      {
        without: "BidPresses.send() sends while the lot waits for an answer",
        search: `    if (this.#waiting.has(wish.lot)) return "waiting";\n`,
        replace: ``,
      },
      {
        without: "BidPresses.send() gives a repeated bid another intent",
        search: `this.#lost.get(name) ?? this.#newIntent()`,
        replace: `this.#newIntent()`,
      },
      {
        without: "BidPresses.answered() keeps an intent that was answered",
        search: `    this.#waiting.delete(wish.lot);\n    this.#lost.delete(nameOf(wish));`,
        replace: `    this.#waiting.delete(wish.lot);`,
      },
    ],
  },
];
