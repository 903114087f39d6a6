// Random bytes and numbers that are the same in every run: a failing test can be run again.

/** A source of numbers from 0 to below 1, the same for the same seed: a plain linear congruence. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** A source of byte strings of any length, the same for the same seed. */
export function seededBytes(seed: number): (length: number) => Uint8Array<ArrayBuffer> {
  const random = seededRandom(seed);
  return (length) => Uint8Array.from({ length }, () => Math.floor(random() * 256));
}
