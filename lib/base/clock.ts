// The house's clock: milliseconds since 1970 that never run backwards and never jump.
//
// A wall clock can be set while a sale runs (NTP, a person); a lot must not end because of that.
// So a thread reads the wall once, at its start, and counts on with the monotonic clock. Pure
// code never sees a clock at all: it is told the time.

/** Something that tells the time in milliseconds since 1970-01-01T00:00:00Z, as an integer. */
export interface Clock {
  nowMs(): number;
}

/** A clock anchored to the wall time of this call that runs on the monotonic clock from then on. */
export function steadyClock(): Clock {
  const anchorMs = Date.now() - performance.now();
  return { nowMs: () => Math.floor(anchorMs + performance.now()) };
}
