// Many verifications in flight, handed on in the order of arrival.
//
// A bid that came first must be first at the desk, however long its signature takes to check.
// Bounded: what does not fit is dropped by the caller and counted.

/** Work in its place: undefined until it is done, null where nothing came of it. */
interface Slot<T> {
  result: T | null | undefined;
}

/** Hands on results in the order in which their work was begun. */
export class OrderedQueue<T> {
  readonly #max: number;
  readonly #deliver: (values: readonly T[]) => void;
  #slots: Slot<T>[] = [];

  constructor(options: { readonly max: number; deliver(values: readonly T[]): void }) {
    this.#max = options.max;
    this.#deliver = options.deliver;
  }

  /** Whether there is room for one more. */
  hasRoom(): boolean {
    return this.#slots.length < this.#max;
  }

  /** Takes work whose result, unless null, is handed on in its turn. Rejections are bugs. */
  push(work: Promise<T | null>, failed: (error: unknown) => void): void {
    const slot: Slot<T> = { result: undefined };
    this.#slots.push(slot);
    work.then((result) => {
      slot.result = result;
      this.#drain();
    }).catch(failed);
  }

  #drain(): void {
    let ready = 0;
    const values: T[] = [];
    for (const slot of this.#slots) {
      if (slot.result === undefined) break;
      if (slot.result !== null) values.push(slot.result);
      ready++;
    }
    if (ready === 0) return;
    this.#slots = this.#slots.slice(ready);
    if (values.length > 0) this.#deliver(values);
  }
}
