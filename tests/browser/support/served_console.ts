// The console over a house in memory, served for a browser that is signed in at it.

import type { BrowserContext } from "playwright-core";
import { sessions, type Stage } from "../../admin/stage.ts";

const tickMs = 50;

/** A served console; its address is `origin`. */
export class ServedConsole implements AsyncDisposable {
  readonly origin: string;
  readonly #end: () => Promise<void>;

  constructor({ app, close, timers, clock }: Stage) {
    const where = { hostname: "127.0.0.1", port: 0, onListen: () => {} };
    const server = Deno.serve(where, (request) => app.fetch(request));
    this.origin = `http://127.0.0.1:${server.addr.port}`;
    // The stage's time stands still unless it is moved: here it goes on with the browser's.
    const ticking = setInterval(() => {
      clock.ms += tickMs;
      for (const run of timers) run();
    }, tickMs);
    this.#end = async () => {
      clearInterval(ticking);
      close();
      await server.shutdown();
    };
  }

  /** Signs a browser in, without the sign-in page. */
  async signIn(context: BrowserContext): Promise<void> {
    const [pair = ""] = (await sessions.begin("Lia")).split(";");
    const [name = "", value = ""] = pair.split("=", 2);
    await context.addCookies([{ name, value, url: this.origin }]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#end();
  }
}
