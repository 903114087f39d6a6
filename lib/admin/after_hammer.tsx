// Bids that came just after a lot had ended, as one hears them in a room, and the way to let them
// in: the lot is offered again.

import { localeOf } from "../base/language.ts";
import type { HousePort } from "./house_port.ts";
import type { FloorScene } from "./floor_scene.ts";
import { LotButton } from "./lot_button.tsx";
import { ReopenForm } from "./lot_forms.tsx";

/** The newest of them first; nothing where there is none. */
export function AfterHammer({ house, scene }: {
  readonly house: HousePort;
  readonly scene: FloorScene;
}) {
  const missed = house.missedBids().toReversed();
  if (missed.length === 0) return null;
  const { texts, view, shown } = scene;
  const lots = [...new Set(missed.map(({ lot }) => lot))].map((id) => view.lots.get(id));
  return (
    <section class="card floor-missed" aria-labelledby="missed-title">
      <h2 id="missed-title">{texts.missed.title}</h2>
      <ul class="stack">
        {missed.map((bid) => (
          <li class={bid.reachedAsk ? "notice" : "soft"} data-tone="warn">
            <bdi>
              {texts.missed.bid({
                lot: bid.lot,
                who: scene.who(bid.paddle),
                seconds: secondsText(bid.lateMs, scene),
                reached: bid.reachedAsk,
              })}
            </bdi>
          </li>
        ))}
      </ul>
      {lots.map((lot) => {
        // The lot that the page shows has its button there already.
        if (lot === undefined || lot.lot.id === shown?.lot.id) return null;
        if (!scene.actions(lot).has("reopen")) return null;
        return lot.lot.closing.type === "timed"
          ? <ReopenForm lot={lot} scene={scene} />
          : <LotButton action="reopen" lot={lot} scene={scene} />;
      })}
    </section>
  );
}

function secondsText(lateMs: number, { language }: FloorScene): string {
  const seconds = Math.max(1, Math.round(lateMs / 100)) / 10;
  return new Intl.NumberFormat(localeOf(language)).format(seconds);
}
