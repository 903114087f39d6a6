// One run of the house, its checkpoints (lib/worker/desk_checkpoints.ts): made behind each hammer
// and by the minute, told to all, and told to who joins.

import type { PublicEvent } from "../../lib/auction/event.ts";
import type { Bytes } from "../../lib/base/bytes.ts";
import { CheckpointClock } from "../../lib/session/checkpoint_clock.ts";
import type { Desk } from "../../lib/session/desk.ts";
import type { Checkers } from "./checkers.ts";
import { Alarm, type VirtualTime } from "./virtual_time.ts";

/** What checkpoints need of a house. */
export interface HouseCheckpointsParts {
  readonly time: VirtualTime;
  readonly checkers: Checkers;
  readonly desk: Desk;
  tell(message: Bytes): void;
}

/** Makes the checkpoints of one run. */
export class HouseCheckpoints {
  readonly #parts: HouseCheckpointsParts;
  readonly #due = new CheckpointClock();
  readonly #alarm: Alarm;
  #newest: Bytes | null = null;

  constructor(parts: HouseCheckpointsParts) {
    this.#parts = parts;
    this.#alarm = new Alarm(parts.time, () => this.#look());
  }

  /** The newest one of this run. */
  get newest(): Bytes | null {
    return this.#newest;
  }

  /** A run begins: who joins gets a checkpoint of the record as it stands. */
  begin(): void {
    if (this.#parts.desk.head().seq > 0) this.#make();
  }

  /** These events are in the record. */
  committed(events: readonly { readonly event: Pick<PublicEvent, "type"> }[]): void {
    this.#due.grew(events.map(({ event }) => event), this.#parts.time.nowMs());
    this.#look();
  }

  end(): void {
    this.#alarm.clear();
  }

  #look(): void {
    if (this.#due.isDue(this.#parts.time.nowMs())) this.#parts.tell(this.#make());
    if (this.#due.dueAt === null) this.#alarm.clear();
    else this.#alarm.set(this.#due.dueAt);
  }

  #make(): Bytes {
    const { desk, time, checkers } = this.#parts;
    this.#newest = desk.checkpoint(time.nowMs());
    checkers.checkpointMade(this.#newest);
    this.#due.made();
    return this.#newest;
  }
}
