// Seconds as people write them in items, as the milliseconds of the rules.

import type { Report } from "./problem.ts";

/** `seconds` in whole milliseconds; a finer time is reported under `field`. */
export function millisecondsOf(field: string, seconds: number, report: Report): number {
  const ms = Math.round(seconds * 1000);
  if (Math.abs(seconds * 1000 - ms) > 1e-6) report(field, seconds, "seconds");
  return ms;
}
