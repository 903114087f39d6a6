// The group's round trip as the house takes it from its members' pings: long enough for nine in
// ten, so that one slow link, or one member that lies, does not slow all repair. Pure.

import { ROUND_TRIP_MS_MAX } from "../wire/limits.ts";
import { ROUND_TRIP_FIRST_MS } from "./session_limits.ts";

/** Collects round trips by member. */
export class GroupRoundTrip {
  readonly #byMember = new Map<string, number>();
  #ms = ROUND_TRIP_FIRST_MS;

  /** The group's round trip in whole milliseconds, 1 at least: as of the last {@link update}. */
  get ms(): number {
    return this.#ms;
  }

  /** A member told its own. */
  told(member: string, roundTripMs: number): void {
    this.#byMember.set(member, roundTripMs);
  }

  /** A member is gone. */
  forget(member: string): void {
    this.#byMember.delete(member);
  }

  /** Looks at all members again: called now and then, not for each ping. */
  update(): void {
    const sorted = [...this.#byMember.values()].sort((a, b) => a - b);
    const ninth = sorted[Math.floor((sorted.length - 1) * 0.9)];
    const ms = Math.ceil(ninth ?? ROUND_TRIP_FIRST_MS);
    this.#ms = Math.min(Math.max(ms, 1), ROUND_TRIP_MS_MAX);
  }
}
