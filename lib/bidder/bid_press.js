// Which press of a button becomes a bid, and under which intent. Without a browser, so that every
// order of presses, answers and changes can be tried.
//
// A press sends what the button shows. Right after what it shows has changed a press is taken for
// the second half of a double click, and after a change of the lot a little longer: a press that was
// on its way would bid on another thing. While a lot waits for an answer nothing more is sent for it,
// and a press whose answer was lost is repeated under the intent that it had: the program behind
// the page does each intent once.

/** For so long after a change a press is meant for what was there before. */
export const settleMs = 500;
/** For so long after a lot's buttons have gone a press is meant for that lot. */
export const lotSettleMs = 1_500;

/**
 * @typedef {{ lot: string, kind: string, amount?: number, text?: string, quantity?: number }} Wish
 * @typedef {{ intent: string, wish: Wish }} Press
 * @typedef {Press | "moved" | "other_lot" | "waiting"} PressAnswer
 */

/** One name for all presses that mean the same bid. @param {Wish} wish */
function nameOf({ lot, kind, amount, text, quantity }) {
  return JSON.stringify([lot, kind, amount ?? null, text ?? null, quantity ?? 1]);
}

/** The presses of one page. */
export class BidPresses {
  /** What each button shows, and from when on it may be pressed. @type {Map<string, { name: string, fromMs: number }>} */
  #shown = new Map();
  /** The lot whose buttons were shown last; "" before any. */
  #lot = "";
  /** When those went, where they did. @type {number | null} */
  #goneMs = null;
  /** Until then a press is meant for the lot before. */
  #calmMs = 0;
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
    this.#followLot([...buttons.values()][0]?.lot, nowMs);
    /** @type {Map<string, { name: string, fromMs: number }>} */
    const shown = new Map();
    for (const [id, wish] of buttons) {
      const before = this.#shown.get(id);
      const name = nameOf(wish);
      const fromMs = Math.max(nowMs + settleMs, this.#calmMs);
      shown.set(id, before?.name === name ? before : { name, fromMs });
    }
    this.#shown = shown;
  }

  /** All buttons of a page are of one lot. @param {string | undefined} lot @param {number} nowMs */
  #followLot(lot, nowMs) {
    if (lot === this.#lot) {
      this.#goneMs = null;
      return;
    }
    this.#goneMs ??= nowMs;
    if (lot === undefined) return;
    if (this.#lot !== "") this.#calmMs = this.#goneMs + lotSettleMs;
    this.#lot = lot;
    this.#goneMs = null;
  }

  /** A press of the button `id`, which shows `wish`. @param {string} id @param {Wish} wish @param {number} nowMs @returns {PressAnswer} */
  press(id, wish, nowMs) {
    const shown = this.#shown.get(id);
    const isSettled = shown !== undefined && shown.name === nameOf(wish) &&
      nowMs >= shown.fromMs;
    if (isSettled) return this.send(wish);
    // Of two changes the other lot is the one that the person has to hear of.
    return nowMs < this.#calmMs ? "other_lot" : "moved";
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
