// Assertions that two values are the same: by structure, by identity, or nearly.
// What counts as the same by structure is told in equal.ts.
import { AssertionError, because } from "./assertion_error.ts";
import { difference, shown } from "./difference.ts";
import { equal } from "./equal.ts";

/** Throws {@linkcode AssertionError} unless both are equal in structure. */
export function assertEquals<T>(actual: T, expected: T, msg?: string): void {
  if (equal(actual, expected)) return;
  const text = because("Values are not equal", msg);
  throw new AssertionError(`${text}\n\n${difference(actual, expected)}\n`);
}

/** Throws {@linkcode AssertionError} where both are equal in structure. */
export function assertNotEquals<T>(actual: T, expected: T, msg?: string): void {
  if (!equal(actual, expected)) return;
  const text = `Expected actual: ${shown(actual)} not to be: ${shown(expected)}`;
  throw new AssertionError(because(text, msg));
}

/** Throws {@linkcode AssertionError} unless both are the same by `Object.is`. */
export function assertStrictEquals<T>(
  actual: unknown,
  expected: T,
  msg?: string,
): asserts actual is T {
  if (Object.is(actual, expected)) return;
  const alike = shown(actual) === shown(expected);
  const text = because(
    alike ? "Values have the same structure but are not the same" : "Values are not strictly equal",
    msg,
  );
  throw new AssertionError(`${text}\n\n${difference(actual, expected)}\n`);
}

/** Throws {@linkcode AssertionError} where both are the same by `Object.is`. */
export function assertNotStrictEquals<T>(actual: T, expected: T, msg?: string): void {
  if (!Object.is(actual, expected)) return;
  throw new AssertionError(
    because(`Expected "actual" to not be strictly equal to: ${shown(actual)}`, msg),
  );
}

/** Throws unless the numbers are at most `tolerance` apart (default: a ten-millionth part). */
export function assertAlmostEquals(
  actual: number,
  expected: number,
  tolerance?: number,
  msg?: string,
): void {
  if (Object.is(actual, expected)) return;
  const most = tolerance ?? (Number.isFinite(expected) ? Math.abs(expected * 1e-7) : 1e-7);
  if (Math.abs(expected - actual) <= most) return;
  throw new AssertionError(
    because(`Expected actual: "${actual}" to be close to "${expected}" within ${most}`, msg),
  );
}
