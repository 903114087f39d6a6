// What a page costs to load: its requests and their bytes, as the browser's own network stack
// counted them.

import type { CDPSession } from "playwright-core";

/** What was loaded so far. */
export interface PageCost {
  readonly requests: number;
  /** On the wire, headers included. */
  readonly transferredBytes: number;
  /**
   * How much of that comes once the page stands: pictures of lots, as large as the house gives them
   * and loaded lazily, and what streams bring.
   */
  readonly laterBytes: number;
  /** Bodies as the page got them, unpacked. */
  readonly decodedBytes: number;
}

interface Exchange {
  /** Headers and what has come of the body; a stream never gets beyond this. */
  soFar: number;
  /** All of it, once it has ended. */
  whole: number | null;
  decoded: number;
  isLater: boolean;
}

const PICTURES = "/pictures/";

/** Counts what one page loads, from its first request on. */
export class PageTraffic {
  readonly #exchanges = new Map<string, Exchange>();

  private constructor() {}

  /** Begins to count; call it before the page goes anywhere. */
  static async on(session: CDPSession): Promise<PageTraffic> {
    const traffic = new PageTraffic();
    session.on("Network.requestWillBeSent", ({ requestId }) => void traffic.#of(requestId));
    session.on("Network.responseReceived", ({ requestId, response, type }) => {
      const exchange = traffic.#of(requestId);
      exchange.soFar += response.encodedDataLength;
      exchange.isLater = type === "EventSource" ||
        type === "Image" && new URL(response.url).pathname.startsWith(PICTURES);
    });
    session.on("Network.dataReceived", ({ requestId, dataLength, encodedDataLength }) => {
      const exchange = traffic.#of(requestId);
      exchange.soFar += encodedDataLength;
      exchange.decoded += dataLength;
    });
    session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
      traffic.#of(requestId).whole = encodedDataLength;
    });
    await session.send("Network.enable");
    return traffic;
  }

  /** The sum of everything so far. */
  cost(): PageCost {
    const all = [...this.#exchanges.values()];
    const sum = (bytes: (one: Exchange) => number) => all.reduce((n, one) => n + bytes(one), 0);
    return {
      requests: all.length,
      transferredBytes: sum(({ whole, soFar }) => whole ?? soFar),
      laterBytes: sum(({ whole, soFar, isLater }) => isLater ? whole ?? soFar : 0),
      decodedBytes: sum(({ decoded }) => decoded),
    };
  }

  #of(id: string): Exchange {
    const known = this.#exchanges.get(id);
    if (known !== undefined) return known;
    const fresh = { soFar: 0, whole: null, decoded: 0, isLater: false };
    this.#exchanges.set(id, fresh);
    return fresh;
  }
}
