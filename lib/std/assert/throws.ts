// Assertions about failures: that something throws or rejects, with what class and what words.
// They give the error back, so that a test can look at its code.
import { AssertionError, because } from "./assertion_error.ts";

/** A class of errors, whatever its constructor takes. */
// deno-lint-ignore no-explicit-any -- the class is only asked about, never called.
export type ErrorClass<E extends Error> = abstract new (...args: any[]) => E;

/** Throws unless `error` is an Error, of the class, whose message contains or matches. */
export function assertIsError<E extends Error = Error>(
  error: unknown,
  ErrorClass?: ErrorClass<E>,
  msgMatches?: string | RegExp,
  msg?: string,
): asserts error is E {
  if (!(error instanceof Error)) {
    throw new AssertionError(
      because(`Expected "error" to be an Error object, but was "${nameOf(error)}"`, msg),
    );
  }
  if (ErrorClass && !(error instanceof ErrorClass)) {
    const text = `Expected error to be instance of "${ErrorClass.name}"`;
    throw new AssertionError(because(`${text}, but was "${nameOf(error)}"`, msg));
  }
  if (msgMatches === undefined || says(error.message, msgMatches)) return;
  const wanted = typeof msgMatches === "string" ? `include "${msgMatches}"` : `match ${msgMatches}`;
  throw new AssertionError(
    because(`Expected error message to ${wanted}, but got "${error.message}"`, msg),
  );
}

/** Throws unless `fn` throws; gives what it threw. */
export function assertThrows(fn: () => unknown, msg?: string): unknown;
/** Throws unless `fn` throws an error of the class whose message contains the text; gives it. */
export function assertThrows<E extends Error = Error>(
  fn: () => unknown,
  ErrorClass: ErrorClass<E>,
  msgIncludes?: string,
  msg?: string,
): E;
export function assertThrows(
  fn: () => unknown,
  classOrMsg?: ErrorClass<Error> | string,
  includesOrMsg?: string,
  msg?: string,
): unknown {
  const want = expectation(classOrMsg, includesOrMsg, msg);
  try {
    fn();
  } catch (error) {
    return checked(error, want);
  }
  throw new AssertionError(because("Expected function to throw", want.msg));
}

/** Rejects unless the promise of `fn` rejects; resolves with the reason. */
export function assertRejects(fn: () => PromiseLike<unknown>, msg?: string): Promise<unknown>;
/** Rejects unless the promise rejects with an error of the class and the text; resolves with it. */
export function assertRejects<E extends Error = Error>(
  fn: () => PromiseLike<unknown>,
  ErrorClass: ErrorClass<E>,
  msgIncludes?: string,
  msg?: string,
): Promise<E>;
export async function assertRejects(
  fn: () => PromiseLike<unknown>,
  classOrMsg?: ErrorClass<Error> | string,
  includesOrMsg?: string,
  msg?: string,
): Promise<unknown> {
  const want = expectation(classOrMsg, includesOrMsg, msg);
  const promise = started(fn, want.msg);
  try {
    await promise;
  } catch (error) {
    return checked(error, want);
  }
  throw new AssertionError(because("Expected function to reject", want.msg));
}

interface Expectation {
  readonly errorClass: ErrorClass<Error> | undefined;
  readonly includes: string | undefined;
  readonly msg: string | undefined;
}

/** The two forms of arguments of the public functions, as one. */
function expectation(
  classOrMsg: ErrorClass<Error> | string | undefined,
  includesOrMsg: string | undefined,
  msg: string | undefined,
): Expectation {
  if (typeof classOrMsg !== "function") {
    return { errorClass: undefined, includes: undefined, msg: classOrMsg };
  }
  return { errorClass: classOrMsg, includes: includesOrMsg, msg };
}

/** A function that throws at once does not reject: that is another mistake. */
function started(fn: () => PromiseLike<unknown>, msg: string | undefined): PromiseLike<unknown> {
  let promise: PromiseLike<unknown>;
  try {
    promise = fn();
  } catch (cause) {
    throw new AssertionError(because("Function throws when expected to reject", msg), { cause });
  }
  if (typeof promise?.then === "function") return promise;
  throw new AssertionError(because("Function does not return a promise", msg));
}

function checked(error: unknown, want: Expectation): unknown {
  if (!want.errorClass) return error;
  if (!(error instanceof Error)) {
    throw new AssertionError(because("A non-Error object was thrown or rejected", want.msg));
  }
  assertIsError(error, want.errorClass, want.includes, want.msg);
  return error;
}

function says(message: string, wanted: string | RegExp): boolean {
  return typeof wanted === "string" ? message.includes(wanted) : wanted.test(message);
}

function nameOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  return typeof value === "object" ? value.constructor?.name ?? "Object" : typeof value;
}
