// When a bidder pings: soon and often after a join, so that the house knows its address and its
// clock is set, and then at long intervals.

import { PING_MS } from "../../lib/session/session_limits.ts";
import { Alarm, type VirtualTime } from "./virtual_time.ts";

const firstPingsMs = [0, 100, 300, 1_000];

/** The pings of one session after the other. */
export class Pings {
  readonly #time: VirtualTime;
  readonly #ping: () => void;
  #alarms: readonly Alarm[] = [];

  constructor(time: VirtualTime, ping: () => void) {
    this.#time = time;
    this.#ping = ping;
  }

  /** A new session begins, and an older one's pings end. */
  begin(): void {
    this.end();
    const now = this.#time.nowMs();
    const first = firstPingsMs.map((wait) => this.#alarm(now + wait, this.#ping));
    const steady = this.#alarm(now + PING_MS, () => {
      this.#ping();
      steady.set(this.#time.nowMs() + PING_MS);
    });
    this.#alarms = [...first, steady];
  }

  end(): void {
    for (const alarm of this.#alarms) alarm.clear();
    this.#alarms = [];
  }

  #alarm(at: number, ring: () => void): Alarm {
    const alarm = new Alarm(this.#time, ring);
    alarm.set(at);
    return alarm;
  }
}
