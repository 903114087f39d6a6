// Asserts that an object holds at least what another one shows, level by level.
// Properties that the expected object does not name are not looked at.
import { AssertionError, because } from "./assertion_error.ts";
import { difference } from "./difference.ts";
import { equal } from "./equal.ts";

type Seen = Map<object, unknown>;

/** Throws {@linkcode AssertionError} unless `expected` is a subset of `actual`, deeply. */
export function assertObjectMatch(
  // deno-lint-ignore no-explicit-any -- as @std/assert: so that an interface is accepted too.
  actual: Record<PropertyKey, any>,
  expected: Record<PropertyKey, unknown>,
  msg?: string,
): void {
  const part = narrowed(actual, expected, new Map());
  if (equal(part, expected)) return;
  const text = because("Values are not equal", msg);
  throw new AssertionError(`${text}\n\n${difference(part, expected)}\n`);
}

/** What of `actual` the expected value names; everything else is left away before comparing. */
function narrowed(actual: unknown, expected: unknown, seen: Seen): unknown {
  if (!isObject(actual) || !isObject(expected)) return actual;
  if (seen.has(actual)) return seen.get(actual);
  if (Array.isArray(actual) && Array.isArray(expected)) {
    const part: unknown[] = [];
    seen.set(actual, part);
    expected.forEach((want, at) => {
      if (at in actual) part.push(narrowed(actual[at], want, seen));
    });
    return part;
  }
  if (actual instanceof Map && expected instanceof Map) {
    return new Map(
      [...expected].filter(([key]) => actual.has(key))
        .map(([key, want]) => [key, narrowed(actual.get(key), want, seen)]),
    );
  }
  if (actual instanceof Set && expected instanceof Set) {
    return new Set([...expected].filter((want) => [...actual].some((has) => equal(has, want))));
  }
  return isPlain(expected) ? plainPart(actual, expected, seen) : actual;
}

function plainPart(actual: object, expected: object, seen: Seen): unknown {
  const part = {};
  seen.set(actual, part);
  for (const key of Reflect.ownKeys(expected)) {
    if (!(key in actual)) continue;
    const want: unknown = Reflect.get(expected, key);
    Reflect.set(part, key, narrowed(Reflect.get(actual, key), want, seen));
  }
  return part;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}
