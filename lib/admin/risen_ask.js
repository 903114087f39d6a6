// Whether the next bid has only just gone up: then an amount that was left empty is not the one that
// the clerk heard called. Without a browser, so that every order of changes can be tried.

/** For so long after a rise an empty amount is taken for what was there before. */
export const settleMs = 500;

/** The next bids that a page shows. */
export class RisenAsks {
  /** The ask of each form, and when it went up last. @type {Map<string, { ask: number, roseMs: number }>} */
  #shown = new Map();

  /** What each form would send for an empty amount now. @param {ReadonlyMap<string, number>} asks @param {number} nowMs */
  show(asks, nowMs) {
    /** @type {Map<string, { ask: number, roseMs: number }>} */
    const shown = new Map();
    for (const [form, ask] of asks) {
      const before = this.#shown.get(form);
      // Less than was called harms nobody: a Dutch price falls all the time.
      const hasRisen = before !== undefined && ask > before.ask;
      shown.set(form, {
        ask,
        roseMs: hasRisen ? nowMs : before?.roseMs ?? Number.NEGATIVE_INFINITY,
      });
    }
    this.#shown = shown;
  }

  /** Whether the ask of `form` is another than a moment ago. @param {string} form @param {number} nowMs */
  isFresh(form, nowMs) {
    const shown = this.#shown.get(form);
    return shown !== undefined && nowMs - shown.roseMs < settleMs;
  }
}
