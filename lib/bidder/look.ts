// How a text looks on a face: a terminal gives it a colour, a page a class. A look is never the
// only bearer of a meaning: the text says it too.

import type { Tone } from "./happening.ts";
import type { OwnState } from "./own_position.ts";

/** How a piece looks. Where there is no colour every look is plain. */
export type Look = Tone | "bold" | "dim";

/** The look of each place in a lot that a bidder can have. */
export const OWN_LOOKS: Readonly<Record<OwnState, Look>> = {
  none: "dim",
  leading: "good",
  outbid: "bad",
  won: "good",
  lost: "dim",
  defaulted: "dim",
  sealed: "good",
  unsure: "warn",
  in: "good",
  left: "dim",
  winning: "good",
  edge: "warn",
};
