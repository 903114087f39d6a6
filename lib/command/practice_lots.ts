// The lots of a practice: as they are, with clocks that fit an exercise.

import type { Item } from "../catalogue/item_schema.ts";
import { isTimed } from "./demo_lots.ts";
import type { PracticePace } from "./practice_pace.ts";

/** The same lot; one with a clock gets the practice's, and an end that a late bid moves. */
export function practised(item: Item, { timedMs, windowMs }: PracticePace): Item {
  const { durationSeconds: _long, endsAt: _late, softClose: _soft, ...rest } = item;
  if (!isTimed(item)) return rest;
  const seconds = windowMs / 1_000;
  return {
    ...rest,
    durationSeconds: timedMs / 1_000,
    softClose: { policy: "from_bid", windowSeconds: seconds, extensionSeconds: seconds },
  };
}
