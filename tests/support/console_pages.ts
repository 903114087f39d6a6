// Open pages of a house's console without a browser: their event streams, read and thrown away. To
// the house they are what browsers are; this machine is spared the drawing.

import { eventually, inTime } from "./bounded.ts";
import type { HouseProcess } from "./house_process.ts";

const closeMs = 10_000;

/** Some open pages. */
export class ConsolePages implements AsyncDisposable {
  readonly #readers: ReadableStreamDefaultReader<Uint8Array>[] = [];
  readonly #read: Promise<void>[] = [];
  #opened = 0;
  #bytes = 0;
  #isClosed = false;

  private constructor() {}

  /** Opens the streams at `paths`, as "/live/floor?lot=7", and waits until each has said something. */
  static async open(house: HouseProcess, paths: readonly string[]): Promise<ConsolePages> {
    const pages = new ConsolePages();
    const cookie = paths.length === 0 ? "" : await signIn(house);
    for (const path of paths) {
      pages.#read.push(pages.#follow(`${house.ready.admin}${path}`, cookie));
    }
    await Promise.race([
      eventually(() => pages.#opened === paths.length || null, { what: "all pages' streams" }),
      ...pages.#read,
    ]);
    return pages;
  }

  /** What came over all streams so far. */
  get bytes(): number {
    return this.#bytes;
  }

  async #follow(url: string, cookie: string): Promise<void> {
    const response = await fetch(url, { headers: { cookie } });
    if (response.status !== 200 || response.body === null) throw new Error(`${url}: refused`);
    const reader = response.body.getReader();
    this.#readers.push(reader);
    for (let isFirst = true;; isFirst = false) {
      const { value, done } = await reader.read();
      if (done && this.#isClosed) return;
      if (done) throw new Error(`${url}: the house ended the stream`);
      if (isFirst) this.#opened += 1;
      this.#bytes += value.length;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    for (const reader of this.#readers) await reader.cancel();
    await inTime(Promise.all(this.#read), { what: "the end of all pages' streams", ms: closeMs });
  }
}

/** Signs in as a browser does by a link; gives its Cookie header. */
async function signIn(house: HouseProcess): Promise<string> {
  const { admin } = house.ready;
  const { body: { path } } = await house.admin("/api/v1/console-links", {});
  const response = await fetch(`${admin}/session`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: admin },
    body: JSON.stringify({ code: path.split("#")[1] }),
  });
  await response.body?.cancel();
  const cookie = response.headers.get("set-cookie")?.split(";")[0];
  if (cookie === undefined) throw new Error(`the console let nobody in: ${response.status}`);
  return cookie;
}
