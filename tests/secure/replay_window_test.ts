// The ring of bits against a model that simply remembers everything.

import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { REPLAY_WINDOW, ReplayWindow } from "../../lib/secure/replay_window.ts";

/** What a window means, without its cleverness. */
class NaiveWindow {
  readonly #seen = new Set<number>();
  #highest = -1;

  accept(counter: number): boolean {
    if (this.#seen.has(counter) || this.#highest - counter >= REPLAY_WINDOW) return false;
    this.#seen.add(counter);
    this.#highest = Math.max(this.#highest, counter);
    return true;
  }
}

/** A walk of counters: small steps both ways, edges of the window, and great leaps. */
const steps = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: -40, max: 40 }) },
    { weight: 3, arbitrary: fc.integer({ min: -1_100, max: 1_100 }) },
    {
      weight: 2,
      arbitrary: fc.constantFrom(0, 1, -1, 31, 32, 33, -31, -32, -33, 1_023, 1_024, 1_025, 1_055),
    },
    { weight: 2, arbitrary: fc.constantFrom(-1_023, -1_024, -1_025, 1_056, 1_057, 33 * 32) },
    { weight: 1, arbitrary: fc.integer({ min: 0, max: 2 ** 40 }) },
  ),
  { maxLength: 300 },
);

Deno.test("ReplayWindow.accept() agrees with a model that remembers every counter", () => {
  const start = fc.constantFrom(0, 5_000, 2 ** 31 - 20, 2 ** 32 - 20, 2 ** 53 - 2 ** 49);
  fc.assert(
    fc.property(start, steps, (start, steps) => {
      const window = new ReplayWindow();
      const model = new NaiveWindow();
      let counter = start;
      for (const step of steps) {
        counter = Math.min(Math.max(counter + step, 0), Number.MAX_SAFE_INTEGER);
        const isNew = window.isNew(counter);
        const accepted = window.accept(counter);
        assertEquals(accepted, model.accept(counter), `${counter}`);
        assertEquals(isNew, accepted);
      }
    }),
    { numRuns: 1_000 },
  );
});

Deno.test("ReplayWindow.accept() takes every counter once, in any order within the window", () => {
  const order = fc.shuffledSubarray(Array.from({ length: REPLAY_WINDOW }, (_, at) => at), {
    minLength: REPLAY_WINDOW,
  });
  fc.assert(
    fc.property(order, (counters) => {
      const window = new ReplayWindow();
      assertEquals(counters.every((counter) => window.accept(counter)), true);
      assertEquals(counters.some((counter) => window.accept(counter)), false);
    }),
    { numRuns: 30 },
  );
});

Deno.test("ReplayWindow.isNew() moves nothing, whatever it is asked", () => {
  const window = new ReplayWindow();
  assertEquals(window.isNew(Number.MAX_SAFE_INTEGER), true);
  assertEquals(window.accept(0), true);
  assertEquals(window.isNew(0), false);
});

Deno.test("ReplayWindow.accept() refuses a counter behind the window, and one at its edge is known", () => {
  const window = new ReplayWindow();
  window.accept(REPLAY_WINDOW);
  assertEquals(window.accept(0), false);
  assertEquals(window.accept(1), true);
  assertEquals(window.accept(1), false);
});
