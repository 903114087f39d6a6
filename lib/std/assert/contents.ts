// Assertions about what a value is or holds: there at all, of a class, matching, containing.
import { AssertionError, because } from "./assertion_error.ts";
import { shown } from "./difference.ts";
import { equal } from "./equal.ts";

/** Any class, abstract ones too, as the signatures of @std/assert take it. */
// deno-lint-ignore no-explicit-any -- the arguments of a class that is only asked about are open.
export type AnyClass = abstract new (...args: any[]) => any;

/** Throws {@linkcode AssertionError} where the value is null or undefined. */
export function assertExists<T>(actual: T, msg?: string): asserts actual is NonNullable<T> {
  if (actual !== undefined && actual !== null) return;
  throw new AssertionError(
    because(`Expected actual: "${actual}" to not be null or undefined`, msg),
  );
}

/** Throws {@linkcode AssertionError} unless the value is an instance of the class. */
export function assertInstanceOf<T extends AnyClass>(
  actual: unknown,
  expectedType: T,
  msg = "",
): asserts actual is InstanceType<T> {
  if (actual instanceof expectedType) return;
  const text = `Expected object to be an instance of "${expectedType.name || "anonymous"}"`;
  throw new AssertionError(because(`${text} but was ${kindOf(actual)}`, msg));
}

/** Throws {@linkcode AssertionError} where the value is an instance of the class. */
export function assertNotInstanceOf<A, T>(
  actual: A,
  // deno-lint-ignore no-explicit-any -- as above: it is never called.
  unexpectedType: abstract new (...args: any[]) => T,
  msg?: string,
): asserts actual is Exclude<A, T> {
  if (!(actual instanceof unexpectedType)) return;
  const text = `Expected object to not be an instance of "${unexpectedType.name}"`;
  throw new AssertionError(because(text, msg));
}

/** Throws {@linkcode AssertionError} unless the text matches the pattern. */
export function assertMatch(actual: string, expected: RegExp, msg?: string): void {
  if (expected.test(actual)) return;
  throw new AssertionError(
    because(`Expected actual: "${actual}" to match: "${expected}"`, msg),
  );
}

/** Throws {@linkcode AssertionError} where the text matches the pattern. */
export function assertNotMatch(actual: string, expected: RegExp, msg?: string): void {
  if (!expected.test(actual)) return;
  throw new AssertionError(
    because(`Expected actual: "${actual}" to not match: "${expected}"`, msg),
  );
}

/** Throws {@linkcode AssertionError} unless the text contains the other. */
export function assertStringIncludes(actual: string, expected: string, msg?: string): void {
  if (actual.includes(expected)) return;
  throw new AssertionError(
    because(`Expected actual: "${actual}" to contain: "${expected}"`, msg),
  );
}

/** Throws unless each of `expected` is equal in structure to some item of `actual`. */
export function assertArrayIncludes<T>(
  actual: ArrayLike<T>,
  expected: ArrayLike<T>,
  msg?: string,
): void {
  const items = Array.from(actual);
  const missing = Array.from(expected).filter((want) => !items.some((item) => equal(want, item)));
  if (missing.length === 0) return;
  throw new AssertionError(
    because(
      `Expected actual: "${shown(actual)}" to include: "${shown(expected)}", missing: ${
        shown(missing)
      }`,
      msg,
    ),
  );
}

function kindOf(value: unknown): string {
  if (value === null) return `"null"`;
  if (value === undefined) return `"undefined"`;
  return typeof value === "object"
    ? `"${value.constructor?.name ?? "Object"}"`
    : `"${typeof value}"`;
}
