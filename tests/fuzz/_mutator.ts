// Wrong inputs made of right ones: seeds, changed step by step under the control of a tape.
//
// A tape is a list of numbers from fast-check, and a Chance reads decisions from it. So a case is
// nothing but its tape: it shrinks (a shorter tape makes fewer and smaller changes, an empty one
// none) and it can be run again from the seed alone. What a change knows of its format stands in
// _cbor_changes.ts, _json_changes.ts and _text_changes.ts.

import fc from "fast-check";
import { type Bytes, concat } from "../../lib/base/bytes.ts";

/** Decisions read from a tape; past its end every decision is the first choice. */
export class Chance {
  readonly #tape: readonly number[];
  #next = 0;

  constructor(tape: readonly number[]) {
    this.#tape = tape;
  }

  /** A whole number from 0 to below `limit`; 0 where there is nothing to choose from. */
  below(limit: number): number {
    const number = this.#tape[this.#next++] ?? 0;
    return limit < 1 ? 0 : number % limit;
  }

  /** One of `choices`, which must not be empty. */
  one<T>(choices: readonly T[]): T {
    const [choice] = choices.slice(this.below(choices.length));
    if (choice === undefined) throw new RangeError("There is nothing to choose from");
    return choice;
  }

  /** True once in `times` tries. */
  seldom(times: number): boolean {
    return this.below(times) === times - 1;
  }

  /** Whether the tape has decisions left. */
  get isLeft(): boolean {
    return this.#next < this.#tape.length;
  }
}

/** One change to a value; `other` is another seed to take pieces from. */
export type Change<T> = (value: T, chance: Chance, other: T) => T;

// Without a bias: fast-check's own prefers small numbers, which are always the first choices.
const tape = fc.noBias(
  fc.array(fc.integer({ min: 0, max: 0x7fff_ffff }), { maxLength: 24, size: "max" }),
);

/** Seeds after one to four of `changes` each. */
export function mutants<T>(seeds: readonly T[], ...changes: readonly Change<T>[]): fc.Arbitrary<T> {
  return tape.map((numbers) => {
    const chance = new Chance(numbers);
    let value = chance.one(seeds);
    for (let step = 0; step < 4 && chance.isLeft; step++) {
      const change = chance.one(changes);
      value = change(value, chance, chance.one(seeds));
      if (!chance.seldom(3)) break;
    }
    return value;
  });
}

const oddBytes = [0x00, 0x01, 0x7f, 0x80, 0xff, 0x0a, 0x0d, 0x22, 0x5b, 0x7b] as const;

/** Flips, sets, inserts, cuts, repeats or splices bytes. */
export const changedBytes: Change<Bytes> = (bytes, chance, other) => {
  const at = chance.below(bytes.length + 1);
  const [before, after] = [bytes.subarray(0, at), bytes.subarray(at)];
  const rest = after.subarray(1 + chance.below(8));
  switch (chance.below(8)) {
    case 0:
      return concat(
        before,
        Uint8Array.of((after[0] ?? 0) ^ (1 << chance.below(8))),
        after.slice(1),
      );
    case 1:
      return concat(before, Uint8Array.of(chance.below(256)), after.slice(1));
    case 2:
      return concat(before, Uint8Array.of(chance.one(oddBytes)), after);
    case 3:
      return concat(before, rest);
    case 4:
      return new Uint8Array(before);
    case 5:
      return concat(bytes, before.subarray(-chance.below(64)));
    case 6:
      return concat(before, other.subarray(chance.below(other.length + 1)));
    default:
      // A piece said over again: lists and lengths past their limits come from here.
      return concat(before, ...Array(chance.below(40)).fill(after.subarray(0, 8)), after);
  }
};
