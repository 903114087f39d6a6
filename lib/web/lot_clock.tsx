// What is left on a clock. The server says when it ends; lot_clock.js counts, by the house's time.
//
// The text is not part of what the server sends again: it would differ every second.

import { formatTimeLeft } from "../base/money_text.ts";

/** A running clock that ends at `endsAt`, milliseconds since 1970 by the house's clock. */
export function LotClock({ endsAt }: { readonly endsAt: number }) {
  return <time class="lot-clock" role="timer" data-ends-at={String(endsAt)}></time>;
}

/** A clock that stands still with `leftMs` on it. */
export function StoppedClock({ leftMs }: { readonly leftMs: number }) {
  return <span class="lot-clock" data-state="stopped">{formatTimeLeft(leftMs)}</span>;
}
