// The stage of the admin tests: an app over a house in memory, and requests as a program on the
// house's own machine sends them.

import type { Clock } from "../../lib/base/clock.ts";
import type { Fault } from "../../lib/base/fault.ts";
import { type AdminApp, createAdminApp } from "../../lib/admin/admin_app.ts";
import { consoleSessions } from "../../lib/admin/console_sessions.ts";
import { FAKE_NOW_MS, FakeHouse } from "../support/fake_house.ts";

/** The token of every stage: 32 bytes in base64url, of no use anywhere else. */
export const TOKEN = "Q0hPU0VOLUZPUi1URVNUUy1BTkQtTk9XSEVSRS1FTFM";

/** Where every stage is reached. */
export const ORIGIN = "http://127.0.0.1:8080";

/** Lot 7 as people write it: opens at 100.00 and closes by hand. */
export const lot7 = {
  id: "7",
  title: { en: "Walnut desk", pt: "Escrivaninha de nogueira" },
  opening: 10_000,
  increments: { fixed: 500 },
};

const now = { nowMs: () => FAKE_NOW_MS };

/** The sessions of every stage. */
export const sessions = await consoleSessions(TOKEN, { clock: now, house: "stage" });

/** How a request differs from the usual one. A null header is left out. */
export interface RequestOptions {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string | null>>;
  readonly json?: unknown;
  readonly body?: BodyInit;
}

/** An app, its house, and what a test turns and reads. */
export interface Stage extends AdminApp {
  readonly house: FakeHouse;
  readonly clock: Clock & { ms: number };
  readonly reported: { readonly fault: Fault; readonly requestId: string }[];
  /** What the app's timer would call. */
  readonly timers: Set<() => void>;
  request(path: string, options?: RequestOptions): Promise<Response>;
  get(path: string): Promise<Response>;
  post(path: string, json?: unknown): Promise<Response>;
}

/** A stage with a sale that has no lots yet. */
export function newStage(): Stage {
  const house = new FakeHouse();
  const reported: { fault: Fault; requestId: string }[] = [];
  const timers = new Set<() => void>();
  const clock = {
    ms: FAKE_NOW_MS,
    nowMs() {
      return this.ms;
    },
  };
  const every = (_periodMs: number, run: () => void) => {
    timers.add(run);
    return () => void timers.delete(run);
  };
  const { app, close } = createAdminApp({
    house,
    token: TOKEN,
    sessions,
    allowedHosts: ["127.0.0.1", "localhost"],
    clock,
    every,
    report: (fault, requestId) => void reported.push({ fault, requestId }),
  });
  const request = async (path: string, options: RequestOptions = {}) =>
    await app.request(requestOf(path, options));
  return {
    app,
    close,
    house,
    clock,
    reported,
    timers,
    request,
    get: (path) => request(path),
    post: (path, json) =>
      request(path, { method: "POST", ...(json === undefined ? {} : { json }) }),
  };
}

/** A stage whose sale has lot 7, catalogued or further on. */
export async function stageWithLot(...commands: readonly string[]): Promise<Stage> {
  const stage = newStage();
  for (const path of ["", ...commands.map((command) => `/7/${command}`)]) {
    const response = await stage.post(`/api/v1/lots${path}`, path === "" ? lot7 : undefined);
    if (!response.ok) throw new Error(await response.text());
    await response.body?.cancel();
  }
  return stage;
}

/** The request itself, with the token and the Host that it should have unless told otherwise. */
export function requestOf(path: string, options: RequestOptions = {}): Request {
  const headers = new Headers();
  const wanted = {
    host: "127.0.0.1:8080",
    authorization: `Bearer ${TOKEN}`,
    ...(options.json === undefined ? {} : { "content-type": "application/json" }),
    ...options.headers,
  };
  for (const [name, value] of Object.entries(wanted)) {
    if (value !== null) headers.set(name, value);
  }
  const body = options.json === undefined ? options.body : JSON.stringify(options.json);
  return new Request(`${ORIGIN}${path}`, {
    method: options.method ?? "GET",
    headers,
    ...(body === undefined ? {} : { body }),
  });
}

/** The problem's code, after a look at the form that all refusals share (RFC 9457). */
export async function problemOf(response: Response): Promise<string> {
  const type = response.headers.get("content-type");
  const text = await response.text();
  if (type !== "application/problem+json") throw new Error(`no problem: ${type} ${text}`);
  const problem: { readonly [name: string]: unknown } = JSON.parse(text);
  const { code, status, requestId } = problem;
  const isWhole = problem["type"] === `/problems/${code}` && status === response.status &&
    requestId === response.headers.get("x-request-id") && typeof code === "string";
  if (!isWhole) throw new Error(`odd problem: ${response.status} ${text}`);
  return code;
}
