// What the pages of the house and of a bidder check before they show or do anything: who asks, from
// which page, and with which session.

import type { CheckedFile } from "./check.ts";

/** The checks of the pages. */
export const consoleChecks: readonly CheckedFile[] = [
  {
    file: "lib/web/request_checks.ts",
    caughtBy: ["tests/web/request_checks_test.ts"],
    checks: [
      {
        without: "hasAllowedHost() talks to a page under a rebound name",
        search: `allowedHosts.some((host) => host.toLowerCase() === name);`,
        replace: `allowedHosts.some((host) => host.toLowerCase() === name || name !== "");`,
      },
      {
        without: "isFromOwnPage() takes what a page of another origin sends",
        search: `if (origin !== null && !isOwnOrigin(origin, hostOf(request))) return false;`,
        replace: `if (origin === "" && !isOwnOrigin(origin, hostOf(request))) return false;`,
      },
      {
        without: "isFromOwnPage() does not ask from which site a request comes",
        search: `return site === null || site === "same-origin" || site === "none";`,
        replace: `return site === null || site !== "";`,
      },
      {
        without: "namesOwnPage() takes a request that says nothing of its page",
        search: `return isNamed && isFromOwnPage(request);`,
        replace: `return (isNamed || true) && isFromOwnPage(request);`,
      },
    ],
  },
  {
    file: "lib/web/page_sessions.ts",
    caughtBy: ["tests/web/page_sessions_test.ts"],
    checks: [
      {
        without: "PageSessions.signIn() leaves a session to whoever used the code first",
        search: `this.end(known.session);
      return null;`,
        replace: `return null;`,
      },
      {
        without: "PageSessions.newCode() keeps every code that was ever made",
        search: `if (map.size >= most && oldest !== undefined) map.delete(oldest);`,
        replace: `if (map.size < 0 && oldest !== undefined) map.delete(oldest);`,
      },
      {
        without: "PageSessions.read() believes a forged cookie",
        search: `if (!await crypto.subtle.verify("HMAC", this.#key, mac, said)) return null;`,
        replace: `await crypto.subtle.verify("HMAC", this.#key, mac, said);`,
      },
      {
        without: "PageSessions.read() lets a session go on for ever",
        search: `session.endsAt <= this.#clock.nowMs() || this.#ended.has(session.id);`,
        replace: `session.endsAt <= 0 || this.#ended.has(session.id);`,
      },
      {
        without: "cookieOf() reads an endless header",
        search: `if (header === undefined || header.length > cookieCharsMax * 4) return null;`,
        replace: `if (header === undefined) return null;`,
      },
      {
        without: "cookieOf() gives a cookie of any length",
        search: `return value.length <= cookieCharsMax ? value : null;`,
        replace: `return value;`,
      },
    ],
  },
  {
    file: "lib/web/page_routes.ts",
    caughtBy: ["tests/web/page_routes_test.ts"],
    checks: [
      {
        without: "POST /language lets a foreign page choose the language",
        search: `if (!namesOwnPage(c.req.raw)) {`,
        replace: `if (c.req.url === "") {`,
      },
      {
        without: "POST /language leads to another host",
        search: `typeof back === "string" && ownPath.test(back) ? back : "/", 303`,
        replace: `typeof back === "string" && ownPath.source !== "" ? back : "/", 303`,
      },
      {
        without: "POST /session takes a code that a foreign page sends",
        search: `const isAsked = namesOwnPage(c.req.raw) && typeof code === "string";`,
        replace: `const isAsked = typeof code === "string";`,
      },
      {
        without: "GET /amount answers who has not signed in",
        search: `if (await sessions.read(headers.get("cookie") ?? undefined) === null) {`,
        replace: `if (await sessions.read(headers.get("cookie") ?? undefined) === undefined) {`,
      },
    ],
  },
  {
    file: "lib/web/live_streams.ts",
    caughtBy: ["tests/web/live_streams_test.ts"],
    checks: [
      {
        without: "LiveStreams render for a page that does not read",
        search: `if (stream.ready) this.#serve(stream);`,
        replace: `if (stream.ready || stream.version >= 0) this.#serve(stream);`,
      },
      {
        without: "LiveStreams.full takes any number of pages",
        search: `return this.#ended || this.#streams.size >= PAGES_MAX;`,
        replace: `return this.#ended || this.#streams.size < 0;`,
      },
    ],
  },
  {
    file: "lib/admin/token_guard.ts",
    caughtBy: ["tests/admin/console_sign_in_test.ts"],
    checks: [
      {
        without: "tokenGuard() lets any page use the cookie of the console",
        search: `if (session === null || !isOwn) check.demand`,
        replace: `if (session === null || (!isOwn && c.req.method === "")) check.demand`,
      },
    ],
  },
  {
    file: "lib/admin/knock_routes.ts",
    caughtBy: ["tests/admin/knock_routes_test.ts"],
    checks: [
      {
        without: "approveKnock lets in by a fingerprint that two have",
        search: `if (knock.isContested) throw`,
        replace: `if (knock.isContested && name === "") throw`,
      },
    ],
  },
  {
    file: "lib/worker/knock_list.ts",
    caughtBy: ["tests/worker/house_lobby_test.ts"],
    checks: [
      {
        without: "KnockList takes another signing key for the same person",
        search: `known.keySet.signing.x !== keySet.signing.x`,
        replace: `known.keySet.signing.x === ""`,
      },
    ],
  },
  {
    file: "lib/web/page_language.ts",
    caughtBy: ["tests/web/page_language_test.ts"],
    checks: [
      {
        without: "pageLanguage() reads a page in a language that was chosen in another one",
        search: `if (stated !== undefined) return stated;`,
        replace: `if (stated === null) return "en";`,
      },
    ],
  },
  {
    file: "lib/admin/risen_ask.js",
    caughtBy: ["tests/admin/risen_ask_test.ts"],
    checks: [
      {
        without: "RisenAsks forget that the ask has only just gone up",
        search: `nowMs - shown.roseMs < settleMs`,
        replace: `nowMs < shown.roseMs`,
      },
    ],
  },
  {
    file: "lib/admin/console_app.tsx",
    caughtBy: ["tests/admin/console_sign_in_test.ts"],
    checks: [
      {
        without: "The console's streams are open to pages at other ports",
        search: `if (!isFromOwnPage(c.req.raw)) throw new HttpProblem("bad_origin");`,
        replace:
          `if (!isFromOwnPage(c.req.raw) && c.req.method === "") throw new HttpProblem("bad_origin");`,
      },
      {
        without: "The console shows its pages to strangers",
        search: `if (!await isSignedIn(c, parts.sessions)) return c.redirect("/sign-in", 303);`,
        replace: `await isSignedIn(c, parts.sessions);`,
      },
      {
        without: "The console tells strangers what happens",
        search: `if (!await isSignedIn(c, parts.sessions)) throw new HttpProblem("no_token");`,
        replace: `await isSignedIn(c, parts.sessions);`,
      },
      {
        without: "The console shows pictures of lots to strangers",
        search: `if (!await isSignedIn(c, sessions)) throw new HttpProblem("no_token");`,
        replace: `await isSignedIn(c, sessions);`,
      },
    ],
  },
  {
    file: "lib/command/console.ts",
    caughtBy: ["tests/command/console_test.ts"],
    checks: [
      {
        without: "openConsole() opens whatever it was answered",
        search: `if (!/^\\/sign-in#[A-Za-z0-9_-]{43}$/.test(path)) {`,
        replace: `if (path === "") {`,
      },
    ],
  },
  {
    file: "lib/command/house_request.ts",
    caughtBy: ["tests/command/console_test.ts", "tests/command/backup_request_test.ts"],
    checks: [
      {
        without: "demandLoopback() lets the token go to another machine",
        search: `if (/^http:\\/\\/127\\.0\\.0\\.1:[1-9]\\d{0,4}$/.test(admin)) return;`,
        replace: `if (admin !== "") return;`,
      },
      {
        without: "askHouse() follows an answer that leads elsewhere",
        search: `redirect: "error",`,
        replace: `redirect: "follow",`,
      },
    ],
  },
  {
    file: "lib/admin/key_text.js",
    caughtBy: ["tests/admin/key_text_test.ts"],
    checks: [
      {
        without: "readKeyText() sends a private key to the house",
        search: `privateMembers.some((name) => Object.hasOwn(key, name))`,
        replace: `privateMembers.some((name) => Object.hasOwn(key, name + " "))`,
      },
      {
        without: "readKeyText() takes PEM and locked keys for something unreadable",
        search: `if (privateForm.test(text)) return { type: "private" };`,
        replace: `if (privateForm.test("")) return { type: "private" };`,
      },
    ],
  },
];
