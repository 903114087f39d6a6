// What was heard from a process or a thread, in order, and bounded waits for what has to come.
//
// A wait looks at everything heard so far and then at each new entry; it never sleeps. Where the
// time is up, or the speaker has ended, it fails and shows the end of what was heard.

/** How long a wait lasts unless the test says otherwise. */
const waitMs = 20_000;
/** How many entries a failed wait shows. */
const shownMax = 40;

/** How to wait. */
export interface WaitOptions {
  /** What is awaited, in words, for the failure. */
  readonly what: string;
  /** Look only at entries from this place on; see {@link Transcript.mark}. */
  readonly after?: number;
  readonly ms?: number;
}

interface Waiter<T> {
  readonly look: (entry: T) => boolean;
  readonly found: (entry: T) => void;
  readonly lost: (why: string) => void;
}

/** Entries in the order in which they came. */
export class Transcript<T> {
  readonly #name: string;
  readonly #entries: T[] = [];
  readonly #waiters = new Set<Waiter<T>>();
  #ended: string | null = null;

  constructor(name: string) {
    this.#name = name;
  }

  /** Everything heard so far. */
  get all(): readonly T[] {
    return this.#entries;
  }

  /** The place behind the last entry: a later wait may begin there. */
  mark(): number {
    return this.#entries.length;
  }

  /** Notes an entry and wakes who waits for it. */
  add(entry: T): void {
    this.#entries.push(entry);
    for (const waiter of [...this.#waiters]) if (waiter.look(entry)) waiter.found(entry);
  }

  /** Nothing more will come: who still waits fails now. */
  end(why: string): void {
    this.#ended = why;
    for (const waiter of [...this.#waiters]) waiter.lost(why);
  }

  /** The first entry that `isIt` finds, heard already or within the time. */
  async waitFor<F extends T>(
    isIt: ((entry: T) => entry is F) | ((entry: T) => boolean),
    { what, after = 0, ms = waitMs }: WaitOptions,
  ): Promise<F> {
    // Either form of `isIt` has said that the entry is the one; plain ones leave F at T.
    const look = isIt as (entry: T) => entry is F;
    const known = this.#entries.slice(after).find(look);
    if (known !== undefined) return known;
    if (this.#ended !== null) throw this.#missed(what, this.#ended);
    const found = Promise.withResolvers<T>();
    const waiter: Waiter<T> = {
      look,
      found: found.resolve,
      lost: (why) => found.reject(this.#missed(what, why)),
    };
    const timer = setTimeout(() => waiter.lost(`it did not come within ${ms} ms`), ms);
    this.#waiters.add(waiter);
    try {
      const entry = await found.promise;
      if (look(entry)) return entry;
      throw this.#missed(what, "another entry was found");
    } finally {
      clearTimeout(timer);
      this.#waiters.delete(waiter);
    }
  }

  #missed(what: string, why: string): Error {
    const bytesAsHex = (_name: string, value: unknown) =>
      value instanceof Uint8Array ? `${value.subarray(0, 32).toHex()}... (${value.length})` : value;
    const shown = this.#entries.slice(-shownMax)
      .map((entry) => JSON.stringify(entry, bytesAsHex)).join("\n");
    return new Error(`${this.#name}: waited for ${what}: ${why}. It said:\n${shown}`);
  }
}
