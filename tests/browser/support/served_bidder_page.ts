// Ana's page over a link in memory, served for a browser that is signed in at it: the real face and
// its app, with real timers.

import type { BrowserContext } from "playwright-core";
import type { HouseLink } from "../../../lib/bidder/house_link.ts";
import { runPageFace } from "../../../lib/bidder/page_face.ts";
import { PageSessions } from "../../../lib/web/page_sessions.ts";

/** What a served page stands on. */
export interface ServedBidderPageParts {
  readonly link: HouseLink;
  /** Of the bidder's key, as it is read out. */
  readonly fingerprint: string;
  readonly nowMs: () => number;
}

/** A served bidder's page; its address is `origin`. */
export class ServedBidderPage implements AsyncDisposable {
  readonly origin: string;
  readonly #sessions: PageSessions;
  readonly #end: () => Promise<void>;

  private constructor(
    parts: {
      readonly origin: string;
      readonly sessions: PageSessions;
      readonly end: () => Promise<void>;
    },
  ) {
    this.origin = parts.origin;
    this.#sessions = parts.sessions;
    this.#end = parts.end;
  }

  /** Serves the page from now on; what happened before is not in its history. */
  static async over(parts: ServedBidderPageParts): Promise<ServedBidderPage> {
    const { link, fingerprint, nowMs } = parts;
    const sessions = await PageSessions.over({
      secret: crypto.getRandomValues(new Uint8Array(32)),
      cookie: "leilao_bidder_ana",
      clock: { nowMs },
    });
    const leaving = new AbortController();
    const serving = Promise.withResolvers<number>();
    const ended = runPageFace(link, {
      sessions,
      serve: (handle) => {
        const where = { hostname: "127.0.0.1", port: 0, onListen: () => {} };
        const server = Deno.serve(where, (request) => handle(request));
        serving.resolve(server.addr.port);
        return { port: server.addr.port, stop: () => server.shutdown() };
      },
      open: () => Promise.resolve(true),
      say: () => {},
      asked: null,
      timers: {
        every: (periodMs, run) => {
          const timer = setInterval(run, periodMs);
          return () => clearInterval(timer);
        },
      },
      fingerprint,
      language: "en",
      timeZone: "America/Sao_Paulo",
      signal: leaving.signal,
    });
    const end = async () => {
      leaving.abort();
      await ended;
    };
    return new ServedBidderPage({
      origin: `http://127.0.0.1:${await serving.promise}`,
      sessions,
      end,
    });
  }

  /** Signs a browser in, without a link. */
  async signIn(context: BrowserContext): Promise<void> {
    const [pair = ""] = (await this.#sessions.begin("Ana")).split(";");
    const [name = "", value = ""] = pair.split("=", 2);
    await context.addCookies([{ name, value, url: this.origin }]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#end();
  }
}
