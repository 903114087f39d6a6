// What a late bid does to a timed lot's end, so that nobody wins by bidding in the last second.
// The policies are a lot's data; here are their meaning and the named presets.

import type { SoftClose } from "./lot.ts";

const MINUTE_MS = 60_000;

/** A preset's name, as items and documents spell it. */
export type SoftClosePreset = "default" | "br_cnj236" | "br_10024";

/**
 * The named policies. `default` is what timed lots have; `br_cnj236` is the Brazilian courts'
 * rule (CNJ Resolution 236/2016, art. 21: three minutes more for a bid in the last three);
 * `br_10024` is that of Brazilian public procurement (Decree 10.024/2019, art. 32: ten minutes,
 * then two at a time), meant for a lot that runs for ten minutes.
 */
export const SOFT_CLOSE_PRESETS: Readonly<Record<SoftClosePreset, SoftClose>> = {
  default: fromBid(2 * MINUTE_MS),
  br_cnj236: fromBid(3 * MINUTE_MS),
  br_10024: fromBid(2 * MINUTE_MS),
};

/** A timed lot's clock when a bid was accepted. Times in milliseconds. */
export interface LateBid {
  readonly at: number;
  readonly endsAt: number;
  readonly openedAt: number;
  /** How many late bids have moved the end already. */
  readonly extensions: number;
}

/** The new absolute end that a bid at `late.at` causes, or null where the end stays. */
export function extendedEnd(policy: SoftClose, late: LateBid): number | null {
  if (policy.type === "none") return null;
  // The window is inclusive at its start: a bid at exactly end - window extends.
  if (late.at < late.endsAt - policy.windowMs) return null;
  const step = policy.extensionsMs[Math.min(late.extensions, policy.extensionsMs.length - 1)] ?? 0;
  const wished = (policy.type === "from_bid" ? late.at : late.endsAt) + step;
  const hardEnd = policy.hardEndMs === null ? Infinity : late.openedAt + policy.hardEndMs;
  const end = Math.min(wished, hardEnd);
  return end > late.endsAt ? end : null;
}

function fromBid(ms: number): SoftClose {
  return { type: "from_bid", windowMs: ms, extensionsMs: [ms], hardEndMs: null };
}
