// The bearer token (RFC 6750) that opens the admin app, and the cookie of a browser that signed in
// with it.
//
// The right token always opens, whatever was tried before: a lock-out would let any program on
// this machine silence the auctioneer in the middle of a sale. Guessing 256 bits is hopeless, so
// the limit on wrong tokens is there to calm a misconfigured program and the log.

import type { Context, MiddlewareHandler } from "hono";
import { type Bytes, toUtf8 } from "../base/bytes.ts";
import type { Clock } from "../base/clock.ts";
import { sha256 } from "../secure/digest.ts";
import { nameKey } from "../secure/registry.ts";
import type { PageSessions } from "../web/page_sessions.ts";
import { isFromOwnPage, namesOwnPage } from "../web/request_checks.ts";
import { PROGRAM_ACTOR } from "./action.ts";
import type { AdminEnv } from "./admin_env.ts";
import { CONSOLE_TEXTS } from "./console_texts.ts";
import { TOKEN_FAILURES_MAX, TOKEN_FAILURES_WINDOW_MS } from "./admin_limits.ts";
import { HttpProblem } from "./http_problem.ts";

const bearerForm = /^Bearer ([A-Za-z0-9._~+/-]{1,256}=*)$/i;
const challenge = { "www-authenticate": 'Bearer realm="leilao admin"' };

/** Knows the token, and how often a wrong one came. Keeps a digest of it only. */
export class TokenCheck {
  readonly #wanted: Bytes;
  readonly #failures: FailureWindow;

  constructor(token: string, { clock }: { readonly clock: Clock }) {
    this.#wanted = sha256(toUtf8(token));
    this.#failures = new FailureWindow(clock);
  }

  /** Nothing where `given` is the token; else throws `no_token` or `too_many_failures`. */
  demand(given: string | undefined): void {
    if (given !== undefined && sameDigest(sha256(toUtf8(given)), this.#wanted)) return;
    const waitMs = this.#failures.add();
    if (waitMs === 0) throw new HttpProblem("no_token", { headers: challenge });
    const retryAfter = String(Math.ceil(waitMs / 1000));
    throw new HttpProblem("too_many_failures", { headers: { "retry-after": retryAfter } });
  }
}

/**
 * Refuses each request that carries neither the token nor the cookie of a browser that signed in
 * with it. A cookie counts only where the request names a page of ours: a browser sends it whoever
 * wrote the page.
 */
export function tokenGuard(
  check: TokenCheck,
  { sessions }: { readonly sessions: PageSessions },
): MiddlewareHandler<AdminEnv> {
  return async (c, next) => {
    const authorization = c.req.header("authorization");
    const session = authorization === undefined
      ? await sessions.read(c.req.header("cookie"))
      : null;
    const isOwn = isReading(c.req.method) ? isFromOwnPage(c.req.raw) : namesOwnPage(c.req.raw);
    if (session === null || !isOwn) check.demand(bearerForm.exec(authorization ?? "")?.[1]);
    else c.set("session", session);
    c.set("actor", actorOf(c));
    await next();
  };
}

/** Who asks, for the log: the person who signed in, as they said, or a program with the token. */
function actorOf(c: Context<AdminEnv>): string {
  const session = c.get("session");
  if (session === undefined) return PROGRAM_ACTOR;
  // Who signs in under the name of programs must not be taken for one in the log.
  const isNameless = session.name === "" || nameKey(session.name) === PROGRAM_ACTOR;
  return isNameless ? CONSOLE_TEXTS[c.get("language")].console : session.name;
}

function isReading(method: string): boolean {
  return method === "GET" || method === "HEAD";
}

/** Counts failures in windows of fixed length. */
class FailureWindow {
  readonly #clock: Clock;
  #startMs = Number.NEGATIVE_INFINITY;
  #count = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Counts one more; how long until the window ends where there are too many, else 0. */
  add(): number {
    const nowMs = this.#clock.nowMs();
    if (nowMs - this.#startMs >= TOKEN_FAILURES_WINDOW_MS) {
      this.#startMs = nowMs;
      this.#count = 0;
    }
    this.#count += 1;
    if (this.#count <= TOKEN_FAILURES_MAX) return 0;
    return this.#startMs + TOKEN_FAILURES_WINDOW_MS - nowMs;
  }
}

/** Looks at every byte whatever it finds, so that the time tells nothing of where they differ. */
function sameDigest(a: Bytes, b: Bytes): boolean {
  let difference = a.length ^ b.length;
  for (const [index, byte] of a.entries()) difference |= byte ^ (b[index] ?? 0);
  return difference === 0;
}
