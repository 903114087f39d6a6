// A page of a few lines for trying the tools of the browser tests: strict policy, one script file,
// one event stream. No part of the house.

import { eventually } from "../../support/bounded.ts";

const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; " +
  "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const LOOP = "/loop";
const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>`;

/** What a throw-away page is made of. */
export interface ThrowAwayParts {
  /** What stands in its body; well-formed unless the test is about that. */
  readonly body: string;
  /** Its script, a file of its own. */
  readonly script?: string;
  /** Its style sheet, a file of its own. */
  readonly style?: string;
}

/** A server of one page on 127.0.0.1. */
export class ThrowAwayPage implements AsyncDisposable {
  readonly url: string;
  readonly #server: Deno.HttpServer<Deno.NetAddr>;
  readonly #streams = new Set<ReadableStreamDefaultController<Uint8Array>>();

  /**
   * Serves the page at `/`, what {@link publish} says as events at `/events`, and at `/loop` a
   * redirection that never ends.
   */
  constructor({ body, script = "", style = "" }: ThrowAwayParts) {
    const page = `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">` +
      `<meta name="viewport" content="width=device-width"><title>Trial</title>` +
      `<link rel="stylesheet" href="/page.css"><link rel="icon" href="/icon.svg">` +
      `<script src="/page.js" defer></script></head><body>${body}</body></html>`;
    const answers: Readonly<Record<string, readonly [string, string]>> = {
      "/": ["text/html; charset=utf-8", page],
      "/page.js": ["text/javascript", script],
      "/page.css": ["text/css", style],
      "/icon.svg": ["image/svg+xml", ICON],
    };
    this.#server = Deno.serve(
      { hostname: "127.0.0.1", port: 0, onListen: () => {} },
      (request) => {
        const { pathname } = new URL(request.url);
        if (pathname === "/events") return this.#stream();
        if (pathname === LOOP) {
          return new Response(null, { status: 302, headers: { location: LOOP } });
        }
        const [type, text] = answers[pathname] ?? [];
        if (type === undefined) return new Response("none", { status: 404 });
        return new Response(text, {
          headers: { "content-type": type, "content-security-policy": POLICY },
        });
      },
    );
    this.url = `http://127.0.0.1:${this.#server.addr.port}/`;
  }

  /** Waits until a stream is open. */
  async heard(): Promise<void> {
    await eventually(() => this.listeners > 0 || null, { what: "an open stream" });
  }

  /** How many streams are open. */
  get listeners(): number {
    return this.#streams.size;
  }

  /** Sends one line of text to all open streams. */
  publish(data: string): void {
    const bytes = new TextEncoder().encode(`data: ${data}\n\n`);
    for (const stream of this.#streams) stream.enqueue(bytes);
  }

  #stream(): Response {
    let own: ReadableStreamDefaultController<Uint8Array> | null = null;
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        own = controller;
        this.#streams.add(controller);
        controller.enqueue(new TextEncoder().encode("retry: 50\n\n"));
      },
      cancel: () => {
        if (own !== null) this.#streams.delete(own);
      },
    });
    return new Response(body, { headers: { "content-type": "text/event-stream" } });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const stream of this.#streams) stream.close();
    this.#streams.clear();
    await this.#server.shutdown();
  }
}
