// The auctioneer of the demo: runs the sale through the house's admin API, as a person would.
//
// A lot with a clock ends by itself. One without is warned twice and hammered, each time after a
// moment without a new bid; a bid begins the count again, as in a room.

import * as v from "valibot";
import { LotsSchema, SaleSchema } from "../admin/answer_schemas.ts";
import { Fault } from "../base/fault.ts";
import { readBoundedFile } from "../secure/atomic_file.ts";
import type { DemoRoom } from "./demo_room.ts";
import { pause, within } from "./demo_wait.ts";

/** A lot as the admin API shows it. */
export type CatalogueLot = v.InferOutput<typeof LotsSchema>["lots"][number];

/** Where the house's admin API is, and who waits for it. */
export interface AuctioneerPlace {
  /** "http://127.0.0.1:7300". */
  readonly admin: string;
  /** The file of the admin token. */
  readonly tokenPath: string;
  /** What the people in the room hear. */
  readonly rooms: readonly DemoRoom[];
  readonly signal: AbortSignal;
}

const answerMs = 10_000;
const tokenBytesMax = 256;
/** Silence before each fair warning and before the hammer. */
const silenceMs = 1_300;
/** After this many rounds a lot is brought to its end although there are still bids. */
const roundsMax = 30;
const timedMs = 60_000;

/** The auctioneer at work. */
export class DemoAuctioneer {
  readonly #place: AuctioneerPlace;
  readonly #token: string;

  private constructor(place: AuctioneerPlace, token: string) {
    this.#place = place;
    this.#token = token;
  }

  /** Takes the token that the house has made. Faults: `not_found`, `file_unreadable`. */
  static async start(place: AuctioneerPlace): Promise<DemoAuctioneer> {
    const { text } = await readBoundedFile(place.tokenPath, { bytesMax: tokenBytesMax });
    return new DemoAuctioneer(place, text.trim());
  }

  /** The catalogue, in its order. */
  async lots(): Promise<readonly CatalogueLot[]> {
    return v.parse(LotsSchema, await this.#ask("GET", "lots")).lots;
  }

  /** The place of the last event in the house's record. */
  async lastSeq(): Promise<number> {
    return v.parse(SaleSchema, await this.#ask("GET", "sale")).seq;
  }

  /** Opens the lot and brings it to its end; returns once everyone in the room knows the end. */
  async sell({ id, closing }: CatalogueLot): Promise<void> {
    await this.#ask("POST", `lots/${id}/open`);
    if (closing.type !== "timed") await this.#cry(id);
    await this.#everyone(`the end of lot ${id}`, (room) => (room.lot(id)?.result ?? null) !== null);
  }

  /** Closes the sale; returns once everyone in the room knows. */
  async close(): Promise<void> {
    await this.#ask("POST", "sale/close");
    await this.#everyone("the end of the sale", (room) => room.closed);
  }

  async #cry(id: string): Promise<void> {
    const bids = () => Math.max(...this.#place.rooms.map((room) => room.lot(id)?.bids ?? 0));
    let calls = 0;
    let heard = bids();
    for (let round = 0; calls < 3; round += 1) {
      await pause(silenceMs, this.#place.signal);
      const isSilent = bids() === heard || round >= roundsMax;
      heard = bids();
      calls = isSilent ? calls + 1 : 0;
      if (isSilent && calls < 3) await this.#ask("POST", `lots/${id}/warn`);
    }
    await this.#ask("POST", heard === 0 ? `lots/${id}/pass` : `lots/${id}/hammer`);
  }

  async #everyone(what: string, isSo: (room: DemoRoom) => boolean): Promise<void> {
    const { rooms, signal } = this.#place;
    const all = Promise.all(rooms.map((room) => room.until(isSo)));
    await within(all, { ms: timedMs, what, signal });
  }

  async #ask(method: "GET" | "POST", path: string): Promise<unknown> {
    const { admin, signal } = this.#place;
    const asked = fetch(`${admin}/api/v1/${path}`, {
      method,
      headers: { authorization: `Bearer ${this.#token}` },
      signal: AbortSignal.any([signal, AbortSignal.timeout(answerMs)]),
    });
    const response = await within(asked, { ms: answerMs, what: `the answer to ${path}`, signal });
    const text = await response.text();
    if (response.ok) return JSON.parse(text);
    throw new Fault("bad_protocol", `${method} ${path}: found ${response.status} ${text}`);
  }
}
