// A lot's picture for a bidder's face: from the disk, or from the house, and in either case checked
// against the digest that the house has signed, and for being the kind that the lot says.
//
// Nothing that fails a check is handed out, kept, or told apart: a face shows the picture or none.
// The house is asked for at most two at a time, and after a failure not again for a while.

import type { LotImage } from "../auction/lot.ts";
import { type Bytes, fromHex } from "../base/bytes.ts";
import type { Clock } from "../base/clock.ts";
import { Fault } from "../base/fault.ts";
import type { LotPicture } from "../bidder/house_link.ts";
import { checkImage } from "../catalogue/image.ts";
import type { Address } from "../net/address.ts";
import { openPicture, pictureName } from "../secure/picture_seal.ts";

/** Pictures that are fetched at once: the house serves a room, and a page has many. */
export const PICTURE_FETCHES_MAX = 2;
/** Before the house is asked again for one that did not come; then after twice that, ... */
export const PICTURE_RETRY_MS = 1_000;
/** The longest such wait. */
export const PICTURE_RETRY_LAST_MS = 60_000;

/** What the pictures stand on. */
export interface BidderPicturesParts {
  readonly clock: Clock;
  /** What was kept before, unchecked; and a place for what comes. */
  readonly shelf: {
    find(digest: string): Promise<Bytes | null>;
    keep(digest: string, bytes: Bytes): Promise<boolean>;
  };
  /** Asks the house for the sealed picture of this name, within a time; null: it has none. */
  fetch(relay: Address, name: Bytes): Promise<Bytes | null>;
}

/** When to ask again for a picture that did not come. */
interface Patience {
  readonly waitMs: number;
  readonly until: number;
}

/** The pictures of the lots that a bidder sees. */
export class BidderPictures {
  readonly #parts: BidderPicturesParts;
  /** What is being looked for, by digest: two asks for one picture are one. */
  readonly #begun = new Map<string, Promise<LotPicture | null>>();
  readonly #patience = new Map<string, Patience>();
  readonly #waiting: (() => void)[] = [];
  #fetching = 0;

  constructor(parts: BidderPicturesParts) {
    this.#parts = parts;
  }

  /** The picture, or null where there is none to be had now. `relay` is null before the first join. */
  picture(image: LotImage, relay: Address | null): Promise<LotPicture | null> {
    const begun = this.#begun.get(image.sha256);
    if (begun !== undefined) return begun;
    const looking = this.#find(image, relay).finally(() => this.#begun.delete(image.sha256));
    this.#begun.set(image.sha256, looking);
    return looking;
  }

  async #find(image: LotImage, relay: Address | null): Promise<LotPicture | null> {
    const kept = await this.#parts.shelf.find(image.sha256);
    if (kept !== null && await isPictureOf(image, kept)) return shown(image, kept);
    if (relay === null || !this.#mayAsk(image.sha256)) return null;
    const bytes = await this.#inTurn(() => this.#fetched(image, relay));
    if (bytes === null) {
      this.#beMorePatient(image.sha256);
      return null;
    }
    this.#patience.delete(image.sha256);
    await this.#parts.shelf.keep(image.sha256, bytes);
    return shown(image, bytes);
  }

  async #fetched(image: LotImage, relay: Address): Promise<Bytes | null> {
    const digest = fromHex(image.sha256);
    if (digest === null) return null;
    try {
      const sealed = await this.#parts.fetch(relay, await pictureName(digest));
      const opened = sealed === null ? null : await openPicture(digest, sealed);
      if (opened === null || typeof opened === "string") return null;
      // §7.7: an event may name a file that is no picture; a face must not be given a web page.
      return await isPictureOf(image, opened) ? opened : null;
    } catch (error) {
      if (error instanceof Fault) return null; // Whatever failed on the way: there is none now.
      throw error;
    }
  }

  #mayAsk(digest: string): boolean {
    return this.#parts.clock.nowMs() >= (this.#patience.get(digest)?.until ?? 0);
  }

  #beMorePatient(digest: string): void {
    const { waitMs = PICTURE_RETRY_MS } = this.#patience.get(digest) ?? {};
    const until = this.#parts.clock.nowMs() + waitMs;
    const next = Math.min(waitMs * 2, PICTURE_RETRY_LAST_MS);
    this.#patience.set(digest, { waitMs: next, until });
  }

  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    // Who is called takes over the place of the one that called.
    if (this.#fetching < PICTURE_FETCHES_MAX) this.#fetching++;
    else await new Promise<void>((call) => this.#waiting.push(call));
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#fetching--;
      else next();
    }
  }
}

/** Whether these bytes are the picture that the event names: digest, kind and length. */
async function isPictureOf({ name, mediaType, sha256 }: LotImage, bytes: Bytes): Promise<boolean> {
  const checked = await checkImage(name, bytes);
  return checked.ok && checked.image.mediaType === mediaType && checked.image.sha256 === sha256;
}

function shown({ mediaType }: LotImage, bytes: Bytes): LotPicture {
  return { bytes, mediaType };
}
