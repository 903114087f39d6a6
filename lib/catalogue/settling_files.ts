// When is a file that changes worth reading? Not while somebody still writes it.
//
// A file is read when two looks at it, `lookMs` apart, agree in size and time; where what was read
// is not whole yet (half a JSON text), it is read once more after it lay still for `settleMs`, and
// that answer stands until it changes. Pure: the caller looks at the disk and tells the time.

/** What a look at a file shows: enough to see that it changed. */
export interface Stamp {
  readonly size: number;
  readonly mtimeMs: number;
}

/** What the caller shall do now. */
export type Advice =
  /** Nothing: the file is as it was when it was last read. */
  | { readonly type: "rest" }
  /** Look again at this time. */
  | { readonly type: "look"; readonly atMs: number }
  /** Read it now. `last`: it lay still so long that even what is unfinished must be reported. */
  | { readonly type: "read"; readonly last: boolean }
  /** The file is gone for good, not only replaced by its editor. */
  | { readonly type: "gone" };

/** How long to wait, in milliseconds. */
export interface SettlingTimes {
  /** Between two looks that must agree. */
  readonly lookMs: number;
  /** Until a file that cannot be understood is no longer excused as unfinished. */
  readonly settleMs: number;
}

interface Watched {
  readonly stamp: Stamp | null;
  /** When this stamp was first seen. */
  readonly sinceMs: number;
  readonly read: "not" | "unfinished" | "done";
}

/** The state of all files of a folder between looks. */
export class SettlingFiles {
  readonly #times: SettlingTimes;
  readonly #files = new Map<string, Watched>();

  constructor(times: SettlingTimes) {
    this.#times = times;
  }

  /** All files that are followed; those not seen any more must be looked at too. */
  names(): readonly string[] {
    return [...this.#files.keys()];
  }

  /** Takes a look's result, null where the file is not there, and says what to do. */
  looked(name: string, stamp: Stamp | null, nowMs: number): Advice {
    const known = this.#files.get(name);
    if (known === undefined && stamp === null) return { type: "rest" };
    if (known === undefined || !sameStamp(known.stamp, stamp)) {
      this.#files.set(name, { stamp, sinceMs: nowMs, read: "not" });
      return { type: "look", atMs: nowMs + this.#times.lookMs };
    }
    if (known.read === "done") return { type: "rest" };
    const wait = known.read === "not" ? this.#times.lookMs : this.#times.settleMs;
    const dueMs = known.sinceMs + wait;
    if (nowMs < dueMs) return { type: "look", atMs: dueMs };
    if (stamp !== null) {
      return { type: "read", last: nowMs >= known.sinceMs + this.#times.settleMs };
    }
    this.#files.delete(name);
    return { type: "gone" };
  }

  /**
   * Notes that the file was read at the stamp of the last look; `unfinished`: what was read was
   * not whole, so it shall be read once more when it has settled.
   */
  wasRead(name: string, how: "done" | "unfinished"): void {
    const known = this.#files.get(name);
    if (known !== undefined) this.#files.set(name, { ...known, read: how });
  }

  /** Wants the file read again although it did not change itself. */
  again(name: string): void {
    const known = this.#files.get(name);
    if (known !== undefined) this.#files.set(name, { ...known, read: "not" });
  }
}

function sameStamp(a: Stamp | null, b: Stamp | null): boolean {
  return a?.size === b?.size && a?.mtimeMs === b?.mtimeMs;
}
