// One join of a simulated bidder, from connecting to READY, over a connection that may be slow, cut
// or gone (lib/worker/bidder_join.ts and the #join of bidder_link.ts).

import type { Bytes } from "../../lib/base/bytes.ts";
import type { BidderMachine } from "./bidder_machine.ts";
import { HouseJoin, type Joiner, type Ready } from "./house_joins.ts";
import type { Pipe } from "./pipe.ts";
import type { Welcome } from "./stage.ts";

/** What a join calls out for. Once `failed` or `ready` was called, nothing more is. */
export interface JoinHooks {
  /** Joins the group, and gives what is held already. */
  welcomed(welcome: Welcome): { readonly seq: number; readonly hash: Bytes };
  caughtUp(messages: readonly Bytes[]): void;
  ready(ready: Ready): void;
  refused(reason: string): void;
  failed(): void;
}

/** The longest that connecting takes (main_client.ts), and a whole join (bidder_link.ts). */
const connectMs = 5_000;
const joinMs = 70_000;

/** A join under way. */
export class BidderJoin implements Joiner {
  readonly seat: string;
  readonly #machine: BidderMachine;
  readonly #hooks: JoinHooks;
  readonly #pipe: Pipe;
  #serving: HouseJoin | null = null;
  #over = false;
  #deadline: () => void;

  constructor(machine: BidderMachine, hooks: JoinHooks) {
    const { time, network, seat, house } = machine.parts;
    this.seat = seat;
    this.#machine = machine;
    this.#hooks = hooks;
    const pipe = network.connect(seat);
    this.#pipe = pipe;
    this.#deadline = time.at(time.nowMs() + connectMs, () => this.#fail());
    pipe.onEnd("bidder", () => machine.whenFree(() => this.#fail()));
    pipe.send("house", () => {
      const { run } = house;
      if (run === null) return pipe.close("house");
      this.#serving = new HouseJoin(run, { time, pipe, joiner: this });
      run.joins.add(this.#serving);
    });
  }

  /** Gives the join up. */
  cut(): void {
    this.#over = true;
    this.#deadline();
    this.#pipe.close("bidder");
  }

  #fail(): void {
    if (this.#over) return;
    this.cut();
    this.#hooks.failed();
  }

  #then(work: () => void): void {
    this.#machine.whenFree(() => {
      if (!this.#over) work();
    });
  }

  accepted(): void {
    this.#then(() => {
      const { time } = this.#machine.parts;
      this.#deadline();
      this.#deadline = time.at(time.nowMs() + joinMs, () => this.#fail());
      this.#pipe.send("house", () => this.#serving?.prove());
    });
  }

  refused(reason: string): void {
    this.#then(() => {
      this.cut();
      this.#hooks.refused(reason);
    });
  }

  welcomed(welcome: Welcome): void {
    this.#machine.welcomed(welcome);
    this.#then(() => {
      const have = this.#hooks.welcomed(welcome);
      this.#pipe.send("house", () => this.#serving?.confirm(have));
    });
  }

  caughtUp(messages: readonly Bytes[]): void {
    this.#then(() => this.#hooks.caughtUp(messages));
  }

  ready(ready: Ready): void {
    this.#then(() => {
      this.cut();
      this.#hooks.ready(ready);
    });
  }
}
