// Who may talk to the admin app at all, before any route is looked at: the right Host, a page of
// our own, and the token. The app is meant for loopback, where every local program and every page
// in the auctioneer's browser can reach it; so the address alone proves nothing.

import type { Context, MiddlewareHandler } from "hono";
import type { AdminEnv } from "./admin_env.ts";
import { HttpProblem } from "./http_problem.ts";

const hostForm = /^(\[[0-9a-f:.]+\]|[a-z0-9.-]+)(?::\d{1,5})?$/;

/**
 * Refuses each request whose Host is none of `allowedHosts` (names without port, IPv6 in
 * brackets). It prevents DNS rebinding: a page on evil.example that makes its own name point to
 * 127.0.0.1 is same-origin to the browser, but its requests still say "Host: evil.example".
 */
export function hostGuard(allowedHosts: readonly string[]): MiddlewareHandler<AdminEnv> {
  const allowed = new Set(allowedHosts.map((host) => host.toLowerCase()));
  return async (c, next) => {
    const name = hostForm.exec(hostOf(c))?.[1];
    if (name === undefined || !allowed.has(name)) throw new HttpProblem("bad_host");
    await next();
  };
}

/**
 * Refuses what a page of another origin sends. A browser states the origin of every request that
 * can change something, and `Sec-Fetch-Site` of every request; programs state neither.
 */
export function originGuard(): MiddlewareHandler<AdminEnv> {
  return async (c, next) => {
    const origin = c.req.header("origin");
    if (origin !== undefined && !isOwnOrigin(origin, hostOf(c))) {
      throw new HttpProblem("bad_origin");
    }
    const site = c.req.header("sec-fetch-site");
    // "same-site" is another port of localhost: other people's development servers live there.
    if (site !== undefined && site !== "same-origin" && site !== "none") {
      throw new HttpProblem("bad_origin");
    }
    await next();
  };
}

/** The Host as sent; over HTTP/2 it is the authority of the URL. */
function hostOf(c: Context<AdminEnv>): string {
  return (c.req.header("host") ?? new URL(c.req.url).host).toLowerCase();
}

function isOwnOrigin(origin: string, host: string): boolean {
  // Both schemes: behind a proxy that ends TLS the page is https and this app is not.
  const lower = origin.toLowerCase();
  return lower === `http://${host}` || lower === `https://${host}`;
}
