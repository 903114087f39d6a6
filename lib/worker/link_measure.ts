// What a bidder knows of its link in one session: the house's time, the way there, what is lost.

import type { LinkQuality } from "../bidder/house_link.ts";
import { HouseTime } from "../session/house_time.ts";
import { LossMeter } from "../session/loss_meter.ts";
import { LAGGING_AFTER_MS, PING_OWED_MS } from "../session/session_limits.ts";
import type { FeedPath } from "../wire/member_message.ts";

/** Measures one session's link. */
export class LinkMeasure {
  readonly #time = new HouseTime();
  readonly #loss = new LossMeter();
  readonly #frames = { multicast: 0, unicast: 0, tcp: 0 };
  /** What the last whole window of heartbeats lost. */
  #lossPermille: number | null = null;
  #doubtedAt = -Infinity;

  /** Begins with the house's time as WELCOME told it. */
  constructor(houseNow: number, now: number) {
    this.#time.hint(houseNow, now);
  }

  /** What a ping tells the house of the link. */
  get told(): { readonly lossPermille: number | null; readonly roundTripMs: number | null } {
    const roundTripMs = this.#time.roundTripMs();
    return {
      lossPermille: this.#lossPermille,
      roundTripMs: roundTripMs === null ? null : Math.round(roundTripMs),
    };
  }

  /** All that was measured. */
  get quality(): LinkQuality {
    return {
      offsetMs: this.#time.offsetMs(),
      roundTripMs: this.#time.roundTripMs(),
      lossPermille: this.#lossPermille ?? this.#loss.permille(),
      frames: { ...this.#frames },
    };
  }

  /** A frame of the group opened that came by `path`. */
  frame(path: FeedPath): void {
    this.#frames[path]++;
  }

  /** A ping was answered. */
  pong(pong: Parameters<HouseTime["pong"]>[0]): void {
    this.#time.pong(pong);
  }

  /**
   * Whether our idea of the house's time is behind what it has just said, and a ping is due: not
   * more often than the house answers.
   */
  isBehind(houseAt: number, now: number): boolean {
    if (!this.#time.isBehind(houseAt, now) || now - this.#doubtedAt < PING_OWED_MS) return false;
    this.#doubtedAt = now;
    return true;
  }

  /**
   * What a message of the house, made at `at`, is worth: a sign of life if it came by a path, and
   * not long ago. Who holds frames back, or a house that does not get them out, must not have us
   * bid on a view that is old.
   */
  arrival(
    path: FeedPath | null,
    { at, now }: { readonly at: number; readonly now: number },
  ): { readonly now: number; readonly live: boolean } {
    const ageMs = now + this.#time.offsetMs() - at;
    return { now, live: path !== null && ageMs < LAGGING_AFTER_MS };
  }

  /** A newer heartbeat was believed; gives the loss in thousandths where it ends a window. */
  beat(beat: number, now: number): number | null {
    const lost = this.#loss.heard(beat, now);
    if (lost !== null) this.#lossPermille = lost;
    return lost;
  }

  /** Another path is used: what it loses is to be measured anew. */
  pathChanged(): void {
    this.#loss.reset();
    this.#lossPermille = null;
  }
}
