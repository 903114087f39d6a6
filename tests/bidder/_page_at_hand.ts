// A bidder's page without a network: the real face and app over a fake link, asked by requests that
// never leave this process. Time stands still until a test says otherwise.

import { assertEquals } from "@std/assert";
import { runPageFace } from "../../lib/bidder/page_face.ts";
import type { FaceEnd } from "../../lib/bidder/house_link.ts";
import { PageSessions } from "../../lib/web/page_sessions.ts";
import type { FakeLink } from "../support/fake_link.ts";
import { saleStartMs } from "./_sale.ts";

/** The address under which the page is asked for. */
export const ORIGIN = "http://127.0.0.1:7555";

/** What a request may differ in from one of the page itself. */
export interface Asked {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string | null>>;
  readonly body?: BodyInit;
}

/** A face that is served to a test. */
export class PageAtHand implements AsyncDisposable {
  readonly link: FakeLink;
  /** What the face said at its terminal. */
  readonly lines: string[] = [];
  /** The links that a browser was asked to open. */
  readonly opened: string[] = [];
  /** Resolves when the face has ended. */
  readonly ended: Promise<FaceEnd>;
  /** Whether the server was stopped. */
  stopped = false;
  /** The Cookie header of the signed-in browser. */
  cookie = "";
  readonly #leaving = new AbortController();
  readonly #ticks = new Set<() => void>();
  #handle: (request: Request) => Response | Promise<Response> = () => new Response(null);

  private constructor(
    { link, sessions, asked }: {
      readonly link: FakeLink;
      readonly sessions: PageSessions;
      readonly asked: AsyncIterable<unknown> | null;
    },
  ) {
    this.link = link;
    this.ended = runPageFace(link, {
      sessions,
      serve: (handle) => {
        this.#handle = handle;
        return { port: 7555, stop: () => Promise.resolve(void (this.stopped = true)) };
      },
      open: (address) => Promise.resolve(this.opened.push(address) > 0),
      say: (line) => void this.lines.push(line),
      asked,
      timers: {
        every: (_periodMs, callback) => {
          this.#ticks.add(callback);
          return () => void this.#ticks.delete(callback);
        },
      },
      fingerprint: "A".repeat(43),
      language: "en",
      timeZone: "UTC",
      signal: this.#leaving.signal,
    });
  }

  /** Serves a page over `link`, with a browser that is signed in. */
  static async open(
    link: FakeLink,
    { asked = null, name = "ana" }: {
      readonly asked?: AsyncIterable<unknown> | null;
      readonly name?: string;
    } = {},
  ): Promise<PageAtHand> {
    const sessions = await PageSessions.over({
      secret: crypto.getRandomValues(new Uint8Array(32)),
      cookie: `leilao_bidder_${name}`,
      clock: { nowMs: () => saleStartMs },
    });
    const page = new PageAtHand({ link, sessions, asked });
    await Promise.resolve(); // The link in the terminal is told one turn later.
    const answer = await page.signIn(codeIn(page.opened[0] ?? ""));
    assertEquals(answer.status, 204);
    page.cookie = answer.headers.get("set-cookie")?.split(";")[0] ?? "";
    return page;
  }

  /** Asks as a page of this program would, in the browser that is signed in. */
  async ask(path: string, { method, headers = {}, body }: Asked = {}): Promise<Response> {
    const all: Record<string, string | null> = {
      host: "127.0.0.1:7555",
      cookie: this.cookie,
      "accept-language": "en",
      ...(body === undefined ? {} : { origin: ORIGIN, "content-type": "application/json" }),
      ...headers,
    };
    const said = Object.entries(all).filter((entry): entry is [string, string] =>
      entry[1] !== null
    );
    const request = new Request(`${ORIGIN}${path}`, {
      method: method ?? (body === undefined ? "GET" : "POST"),
      headers: said,
      redirect: "manual",
      ...(body === undefined ? {} : { body }),
    });
    return await this.#handle(request);
  }

  /** A JSON body to a path. */
  async post(path: string, body: unknown, headers: Asked["headers"] = {}): Promise<Response> {
    return await this.ask(path, { body: JSON.stringify(body), headers });
  }

  /** The page's document. */
  async html(language = "en"): Promise<string> {
    const answer = await this.ask("/", { headers: { "accept-language": language } });
    assertEquals(answer.status, 200);
    return await answer.text();
  }

  /** Redeems a one-time code. */
  async signIn(code: string): Promise<Response> {
    return await this.ask("/session", {
      body: JSON.stringify({ code }),
      headers: { cookie: null },
    });
  }

  /** Everything that repeats by time does so once. */
  tick(): void {
    for (const callback of [...this.#ticks]) callback();
  }

  /** How many timers run. */
  get timers(): number {
    return this.#ticks.size;
  }

  /** The person leaves. */
  leave(): void {
    this.#leaving.abort();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.leave();
    await this.ended;
  }
}

/** The one-time code behind the # of a link. */
export function codeIn(link: string): string {
  return link.split("#")[1] ?? "";
}

/** A new intent, as a page makes one. */
export function newIntent(): string {
  return crypto.randomUUID();
}

/** What a press of the large button sends for lot 7. */
export function orderOf(change: Readonly<Record<string, unknown>> = {}) {
  return {
    intent: newIntent(),
    lot: "7",
    kind: "max",
    amount: 100_000,
    quantity: 1,
    seen: { seq: 0, ask: 100_000 },
    ...change,
  };
}
