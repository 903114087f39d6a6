// What every assertion throws, and the full stop or reason at the end of its message.
// Named as @std/assert names it, so that a test runner shows it the same way.

/** A claim of the program about itself or about a test's subject turned out false. */
export class AssertionError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "AssertionError";
  }
}

/** Ends a message with the caller's reason, or with a full stop where there is none. */
export function because(message: string, reason?: string): string {
  return reason ? `${message}: ${reason}` : `${message}.`;
}
