// Who may talk to the admin app at all, before any route is looked at: the right Host, and a page
// of our own (web/request_checks.ts). The token comes after them.

import type { MiddlewareHandler } from "hono";
import { hasAllowedHost, isFromOwnPage } from "../web/request_checks.ts";
import type { AdminEnv } from "./admin_env.ts";
import { HttpProblem } from "./http_problem.ts";

/** Refuses each request whose Host is none of `allowedHosts`. */
export function hostGuard(allowedHosts: readonly string[]): MiddlewareHandler<AdminEnv> {
  return async (c, next) => {
    if (!hasAllowedHost(c.req.raw, allowedHosts)) throw new HttpProblem("bad_host");
    await next();
  };
}

/** Refuses what a page of another origin sends. */
export function originGuard(): MiddlewareHandler<AdminEnv> {
  return async (c, next) => {
    if (!isFromOwnPage(c.req.raw)) throw new HttpProblem("bad_origin");
    await next();
  };
}
