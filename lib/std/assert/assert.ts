// The plain assertions: a condition holds, does not hold, or a place is never reached.
// They are used in the program itself too, for what can only be false through our own mistake.
import { AssertionError, because } from "./assertion_error.ts";

/** The values that count as false, but for NaN, which has no type of its own. */
export type Falsy = false | 0 | 0n | "" | null | undefined;

/** Throws {@linkcode AssertionError} unless `expr` counts as true. */
export function assert(expr: unknown, msg = ""): asserts expr {
  if (!expr) throw new AssertionError(msg);
}

/** Throws {@linkcode AssertionError} unless `expr` counts as false. */
export function assertFalse(expr: unknown, msg = ""): asserts expr is Falsy {
  if (expr) throw new AssertionError(msg);
}

/** Throws {@linkcode AssertionError} always. */
export function fail(msg?: string): never {
  throw new AssertionError(because("Failed assertion", msg));
}

/** Throws {@linkcode AssertionError}, at a place that no run should come to. */
export function unreachable(msg?: string): never {
  throw new AssertionError(because("Unreachable", msg));
}

/** Throws {@linkcode AssertionError}, where something was not written yet. */
export function unimplemented(msg?: string): never {
  throw new AssertionError(because("Unimplemented", msg));
}
