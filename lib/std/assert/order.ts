// Assertions about order, by the language's own `<` and `>`.
// They work for numbers, big integers, texts and dates, and say both values when they fail.
import { AssertionError, because } from "./assertion_error.ts";
import { shown } from "./difference.ts";

/** Throws {@linkcode AssertionError} unless `actual > expected`. */
export function assertGreater<T>(actual: T, expected: T, msg?: string): void {
  if (actual > expected) return;
  throw new AssertionError(because(`Expect ${shown(actual)} > ${shown(expected)}`, msg));
}

/** Throws {@linkcode AssertionError} unless `actual >= expected`. */
export function assertGreaterOrEqual<T>(actual: T, expected: T, msg?: string): void {
  if (actual >= expected) return;
  throw new AssertionError(because(`Expect ${shown(actual)} >= ${shown(expected)}`, msg));
}

/** Throws {@linkcode AssertionError} unless `actual < expected`. */
export function assertLess<T>(actual: T, expected: T, msg?: string): void {
  if (actual < expected) return;
  throw new AssertionError(because(`Expect ${shown(actual)} < ${shown(expected)}`, msg));
}

/** Throws {@linkcode AssertionError} unless `actual <= expected`. */
export function assertLessOrEqual<T>(actual: T, expected: T, msg?: string): void {
  if (actual <= expected) return;
  throw new AssertionError(because(`Expect ${shown(actual)} <= ${shown(expected)}`, msg));
}
