// The one allowance that a reader of strangers' text has: to refuse with a Fault of a known code.

import { assert } from "@std/assert";
import { Fault, type FaultCode } from "../../lib/base/fault.ts";

/** What `read` gives, or null where it refuses with one of `codes`; any other throw goes on. */
export function unlessRefused<T>(codes: readonly FaultCode[], read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    return refusedAs(codes, error);
  }
}

/** As {@link unlessRefused}, for a reader that waits. */
export async function unlessRejected<T>(
  codes: readonly FaultCode[],
  read: () => Promise<T>,
): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    return refusedAs(codes, error);
  }
}

function refusedAs(codes: readonly FaultCode[], error: unknown): null {
  if (!(error instanceof Fault)) throw error;
  assert(codes.includes(error.code), `${error.code}: ${error.message}`);
  return null;
}
