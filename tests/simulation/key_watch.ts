// Watches the keys of a whole simulated sale: no nonce twice, no epoch twice, no new key too soon,
// no old key in use for long, and nobody who was put out reads on.

import { EPOCH_WAIT_MS, REKEY_REST_MS } from "../../lib/session/session_limits.ts";
import type { Epoch } from "../../lib/worker/desk_contract.ts";
import { groupKeyName, type KeyName, NonceBook, type Sealed } from "./sealed.ts";
import type { VirtualTime } from "./virtual_time.ts";
import { Violation } from "./violation.ts";

/** What the house's two threads add to a delay, at most. */
const workMs = 20;

interface MadeEpoch {
  readonly number: number;
  readonly key: KeyName;
  readonly at: number;
}

/** The eyes on all keys. */
export class KeyWatch {
  readonly nonces = new NonceBook();
  rekeys = 0;
  readonly #time: VirtualTime;
  readonly #made = new Map<string, MadeEpoch[]>();
  /** All group keys that ever reached a seat, whatever became of the program that got them. */
  readonly #held = new Map<string, Set<KeyName>>();
  /** Who may not take part, and since when. */
  readonly #out = new Map<string, number>();

  constructor(time: VirtualTime) {
    this.#time = time;
  }

  /** The house made a group key. */
  made(session: string, epoch: Epoch): void {
    const at = this.#time.nowMs();
    const key = groupKeyName(epoch);
    const made = this.#made.get(session) ?? [];
    const last = made.at(-1);
    if (last !== undefined && epoch.number <= last.number) {
      throw new Violation("epoch_reused", `epoch ${epoch.number} comes after ${last.number}`);
    }
    // The first key of a session is not a rekey, but the clock of the second one counts from it.
    if (last !== undefined && at - last.at < REKEY_REST_MS) {
      throw new Violation("rekeyed_too_often", `two keys within ${at - last.at} ms`);
    }
    if (last !== undefined) this.rekeys++;
    made.push({ number: epoch.number, key, at });
    this.#made.set(session, made);
  }

  /** A group key reached a seat. */
  reached(seat: string, epoch: Pick<Epoch, "key" | "salt">): void {
    const held = this.#held.get(seat) ?? new Set();
    this.#held.set(seat, held.add(groupKeyName(epoch)));
  }

  /** Someone may take part from now on, or may not. */
  standing(seat: string, may: boolean): void {
    if (may) this.#out.delete(seat);
    else if (!this.#out.has(seat)) this.#out.set(seat, this.#time.nowMs());
  }

  /** A frame of the group was sealed. */
  groupSealed({ session, epoch, key }: Sealed): void {
    const now = this.#time.nowMs();
    const made = this.#made.get(session) ?? [];
    const used = made.find(({ number }) => number === epoch);
    if (used?.key !== key) throw new Violation("epoch_reused", `epoch ${epoch} has another key`);
    const newest = made.at(-1);
    if (newest !== undefined && newest !== used && now - newest.at > EPOCH_WAIT_MS + workMs) {
      throw new Violation("old_key_in_use", `key ${epoch} seals after key ${newest.number}`);
    }
    for (const [seat, since] of this.#out) {
      if (this.#held.get(seat)?.has(key) !== true) continue;
      // A key made after they were put out must never have reached them.
      const late = now - since > REKEY_REST_MS + EPOCH_WAIT_MS + 2 * workMs;
      if (late || used.at > since) {
        throw new Violation("evicted_reads_on", `${seat} opens key ${epoch} after it was put out`);
      }
    }
  }
}
