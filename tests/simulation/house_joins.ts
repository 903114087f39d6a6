// The house's end of a join (lib/worker/house_join.ts, join_thread.ts): a stranger's connection, a
// WELCOME, a CONFIRM, the past part by part. The key exchange is played: a WELCOME names its keys.

import type { Bytes } from "../../lib/base/bytes.ts";
import { CATCHUP_MS, HANDSHAKE_MS } from "../../lib/worker/join_thread.ts";
import type { HouseDesk } from "./house_desk.ts";
import type { Pipe } from "./pipe.ts";
import type { Welcome } from "./stage.ts";
import type { VirtualTime } from "./virtual_time.ts";

/** Where the record stands when a catch-up is whole. */
export interface Ready {
  readonly next: number;
  readonly head: Bytes;
}

/** The bidder's side of a join, as the house's messages reach it. */
export interface Joiner {
  readonly seat: string;
  accepted(): void;
  refused(reason: string): void;
  welcomed(welcome: Welcome): void;
  caughtUp(messages: readonly Bytes[]): void;
  ready(ready: Ready): void;
}

/** How long the join worker and the desk take for one question. */
const askMs = 1;

/** Serves one connection. */
export class HouseJoin {
  readonly #time: VirtualTime;
  readonly #house: HouseDesk;
  readonly #pipe: Pipe;
  readonly #joiner: Joiner;
  #member: string | null = null;
  #over = false;
  #deadline: () => void;

  constructor(
    house: HouseDesk,
    { time, pipe, joiner }: {
      readonly time: VirtualTime;
      readonly pipe: Pipe;
      readonly joiner: Joiner;
    },
  ) {
    this.#time = time;
    this.#house = house;
    this.#pipe = pipe;
    this.#joiner = joiner;
    this.#deadline = time.at(time.nowMs() + HANDSHAKE_MS, () => this.close());
    pipe.onEnd("house", () => this.close());
    pipe.send("bidder", () => joiner.accepted());
  }

  close(): void {
    this.#over = true;
    this.#deadline();
    this.#pipe.close("house");
    this.#house.joins.delete(this);
  }

  /** PROOF came: the owner of the keys is admitted, or told why not. */
  prove(): void {
    this.#later(() => {
      const admission = this.#house.admit(this.#joiner.seat);
      if (admission === null) return this.close();
      if (typeof admission === "string") {
        this.#pipe.send("bidder", () => this.#joiner.refused(admission));
        return this.close();
      }
      this.#member = admission.member;
      this.#pipe.send("bidder", () => this.#joiner.welcomed(admission));
    });
  }

  /** CONFIRM came: a member from now on, and the past is sent. */
  confirm(have: { readonly seq: number; readonly hash: Bytes }): void {
    this.#later(() => {
      if (this.#member === null || !this.#house.confirm(this.#member)) return this.close();
      this.#deadline();
      this.#deadline = this.#time.at(this.#time.nowMs() + CATCHUP_MS, () => this.close());
      const state = this.#house.state();
      if (state.length > 0) this.#pipe.send("bidder", () => this.#joiner.caughtUp(state));
      this.#catchUp(this.#house.resumeAt(have));
    });
  }

  #catchUp(from: number): void {
    this.#later(() => {
      const { batches, after, ready } = this.#house.history(from);
      if (batches.length === 0) {
        this.#pipe.send("bidder", () => this.#joiner.ready(ready));
        return this.close();
      }
      this.#pipe.send("bidder", () => this.#joiner.caughtUp(batches));
      this.#catchUp(after);
    });
  }

  #later(work: () => void): void {
    this.#time.at(this.#time.nowMs() + askMs, () => {
      if (!this.#over) work();
    });
  }
}
