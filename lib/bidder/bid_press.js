// Which press of a button becomes a bid, and under which intent. Without a browser, so that every
// order of presses, answers and changes can be tried.
//
// A press sends what the button shows. Right after what it shows has changed a press is taken for
// the second half of a double click. While a lot waits for an answer nothing more is sent for it,
// and a press whose answer was lost is repeated under the intent that it had: the program behind
// the page does each intent once.

/** For so long after a change a press is meant for what was there before. */
export const settleMs = 500;

/**
 * @typedef {{ lot: string, kind: string, amount?: number, text?: string, quantity?: number }} Wish
 * @typedef {{ intent: string, wish: Wish }} Press
 * @typedef {Press | "moved" | "waiting"} PressAnswer
 */

/** One name for all presses that mean the same bid. @param {Wish} wish */
function nameOf({ lot, kind, amount, text, quantity }) {
  return JSON.stringify([lot, kind, amount ?? null, text ?? null, quantity ?? 1]);
}

/** The presses of one page. */
export class BidPresses {
  /** What each button shows, and since when. @type {Map<string, { name: string, sinceMs: number }>} */
  #shown = new Map();
  /** Lots that wait for an answer. @type {Set<string>} */
  #waiting = new Set();
  /** Intents whose answer was lost, by what they mean. @type {Map<string, string>} */
  #lost = new Map();
  #newIntent;

  /** @param {() => string} newIntent random names */
  constructor(newIntent) {
    this.#newIntent = newIntent;
  }

  /** What every button shows now, by its id. @param {ReadonlyMap<string, Wish>} buttons @param {number} nowMs */
  show(buttons, nowMs) {
    /** @type {Map<string, { name: string, sinceMs: number }>} */
    const shown = new Map();
    for (const [id, wish] of buttons) {
      const before = this.#shown.get(id);
      const name = nameOf(wish);
      shown.set(id, before?.name === name ? before : { name, sinceMs: nowMs });
    }
    this.#shown = shown;
  }

  /** A press of the button `id`, which shows `wish`. @param {string} id @param {Wish} wish @param {number} nowMs @returns {PressAnswer} */
  press(id, wish, nowMs) {
    const shown = this.#shown.get(id);
    const isSettled = shown !== undefined && shown.name === nameOf(wish) &&
      nowMs - shown.sinceMs >= settleMs;
    return isSettled ? this.send(wish) : "moved";
  }

  /** An amount that was typed and sent. @param {Wish} wish @returns {PressAnswer} */
  send(wish) {
    if (this.#waiting.has(wish.lot)) return "waiting";
    this.#waiting.add(wish.lot);
    const name = nameOf(wish);
    const intent = this.#lost.get(name) ?? this.#newIntent();
    // Until its answer has come the intent is the one of all presses that mean this bid.
    this.#lost.set(name, intent);
    return { intent, wish };
  }

  /** The program has answered: the next press means a new bid. @param {Press} press */
  answered({ wish }) {
    this.#waiting.delete(wish.lot);
    this.#lost.delete(nameOf(wish));
  }

  /** No answer came. @param {Press} press */
  lost({ wish }) {
    this.#waiting.delete(wish.lot);
  }
}
