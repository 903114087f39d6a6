// The one sentence of the sale floor for who does not see it: the price and whose it is, the
// warning, the end. The rest of the page does not speak by itself.

import { priceClock } from "../auction/price_clock.ts";
import type { FloorScene } from "./floor_scene.ts";
import { winners } from "./ring_facts.ts";

/** How the lot that the page shows stands, in one sentence; empty where there is nothing to say. */
export function floorSay(scene: FloorScene): string {
  const { shown, texts: { say }, money, who, nowMs } = scene;
  if (shown === null) return "";
  const { lot: { id }, status, standing: { leader, price }, winner, warnings } = shown;
  if (winner !== null) return say.sold(id, winners(shown, scene), money(winner.price));
  switch (status) {
    case "catalogued":
      return "";
    case "passed":
    case "withdrawn":
    case "sold":
      return say.unsold(id);
    case "paused":
      return say.paused(id);
    case "fair_warning":
      return say.warned(id, warnings);
    case "open":
      if (leader !== null && price !== null) return say.leads(id, who(leader), money(price));
      // A falling price would speak every few seconds: it is read from the page.
      if (priceClock(shown, nowMs) !== null || price === null) return say.open(id);
      return say.price(id, money(price));
  }
}
