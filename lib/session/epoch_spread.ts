// How a new group key reaches every member that stays, and when the house begins to seal with it
// (PROTOCOL §8). Pure: it names members and epochs and never sees a key.
//
// The newest key goes to whoever does not hold it, again and again until its ping says so; the
// house changes over when all have it, or soon anyway: one bad link must not keep an evicted
// bidder reading. Who changes over late finds the frames repaired.

import {
  EPOCH_RETRY_LAST_MS,
  EPOCH_RETRY_MS,
  EPOCH_TELL_BURST,
  EPOCH_TELLS_PER_SECOND,
  EPOCH_WAIT_MS,
} from "./session_limits.ts";
import { TokenBucket } from "./token_bucket.ts";

/** What the house's shell is asked to do. */
export type EpochEffect =
  /** Send the newest key to this member. */
  | { readonly type: "tell"; readonly member: string }
  /** Seal with the newest key from now on. */
  | { readonly type: "switch"; readonly epoch: number }
  | { readonly type: "wake"; readonly at: number };

/** A member that lacks the newest key. */
interface Lacking {
  tellAt: number;
  waitMs: number;
}

/** Spreads one epoch after the other. */
export class EpochSpread {
  readonly #holds = new Map<string, number>();
  readonly #lacking = new Map<string, Lacking>();
  readonly #pace: TokenBucket;
  #newest: number;
  #inUse: number;
  #switchAt = Infinity;
  /** How often a key was sent, for the operator. */
  told = 0;

  constructor(epoch: number, now: number) {
    this.#newest = epoch;
    this.#inUse = epoch;
    this.#pace = new TokenBucket({
      perSecond: EPOCH_TELLS_PER_SECOND,
      burst: EPOCH_TELL_BURST,
      now,
    });
  }

  /** Members that do not hold the newest key yet. */
  get lacking(): number {
    return this.#lacking.size;
  }

  /** A new key is there. Those who shall not have it were forgotten before. */
  begin(epoch: number, now: number): readonly EpochEffect[] {
    this.#newest = epoch;
    this.#switchAt = now + EPOCH_WAIT_MS;
    this.#lacking.clear(); // Who lacks the key before has waited: this one is not late for it.
    for (const member of this.#holds.keys()) this.#lack(member, now);
    return this.tick(now);
  }

  /** A member says which key is its newest, or joined with it. */
  holds(
    member: string,
    { epoch, now }: { readonly epoch: number; readonly now: number },
  ): readonly EpochEffect[] {
    this.#holds.set(member, epoch);
    if (epoch < this.#newest) this.#lack(member, now);
    // Nothing is due before its time but the change: all members' pings would cost a look at each.
    else if (!this.#lacking.delete(member) || this.#lacking.size > 0) return [];
    return this.tick(now);
  }

  /** A member is gone, or shall have no key any more. */
  forget(member: string): void {
    this.#holds.delete(member);
    this.#lacking.delete(member);
  }

  /** Tells those whose turn it is, and changes over when it is time. */
  tick(now: number): readonly EpochEffect[] {
    const effects: EpochEffect[] = [];
    for (const [member, lacking] of this.#lacking) {
      if (lacking.tellAt > now) continue;
      if (!this.#pace.take(now)) break;
      lacking.tellAt = now + lacking.waitMs;
      lacking.waitMs = Math.min(lacking.waitMs * 2, EPOCH_RETRY_LAST_MS);
      // Behind the others: under a short pace everyone has a turn before anyone has two.
      this.#lacking.delete(member);
      this.#lacking.set(member, lacking);
      this.told++;
      effects.push({ type: "tell", member });
    }
    if (this.#inUse < this.#newest && (this.#lacking.size === 0 || now >= this.#switchAt)) {
      this.#inUse = this.#newest;
      effects.push({ type: "switch", epoch: this.#newest });
    }
    const at = this.#nextDue(now);
    return at === null ? effects : [...effects, { type: "wake", at }];
  }

  #lack(member: string, now: number): void {
    // Who asks again while a key is on its way waits for its turn.
    if (this.#lacking.has(member)) return;
    this.#lacking.set(member, { tellAt: now, waitMs: EPOCH_RETRY_MS });
  }

  #nextDue(now: number): number | null {
    let at = this.#inUse < this.#newest ? this.#switchAt : Infinity;
    for (const { tellAt } of this.#lacking.values()) at = Math.min(at, tellAt);
    if (at === Infinity) return null;
    return at > now ? at : Math.max(this.#pace.readyAt(now), now + 1);
  }
}
