// The bearer token (RFC 6750) that opens the admin app.
//
// The right token always opens, whatever was tried before: a lock-out would let any program on
// this machine silence the auctioneer in the middle of a sale. Guessing 256 bits is hopeless, so
// the limit on wrong tokens is there to calm a misconfigured program and the log.

import type { MiddlewareHandler } from "hono";
import { type Bytes, toUtf8 } from "../base/bytes.ts";
import type { Clock } from "../base/clock.ts";
import { sha256 } from "../secure/digest.ts";
import type { AdminEnv } from "./admin_env.ts";
import { TOKEN_FAILURES_MAX, TOKEN_FAILURES_WINDOW_MS } from "./admin_limits.ts";
import { HttpProblem } from "./http_problem.ts";

const bearerForm = /^Bearer ([A-Za-z0-9._~+/-]{1,256}=*)$/i;
const challenge = { "www-authenticate": 'Bearer realm="leilao admin"' };

/** Refuses each request that does not carry `token`. Keeps a digest of it only. */
export function tokenGuard(
  token: string,
  options: { readonly clock: Clock },
): MiddlewareHandler<AdminEnv> {
  const wanted = sha256(toUtf8(token));
  const failures = new FailureWindow(options.clock);
  return async (c, next) => {
    const given = bearerForm.exec(c.req.header("authorization") ?? "")?.[1];
    if (given === undefined || !sameDigest(sha256(toUtf8(given)), wanted)) {
      const waitMs = failures.add();
      if (waitMs === 0) throw new HttpProblem("no_token", { headers: challenge });
      const retryAfter = String(Math.ceil(waitMs / 1000));
      throw new HttpProblem("too_many_failures", { headers: { "retry-after": retryAfter } });
    }
    await next();
  };
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
