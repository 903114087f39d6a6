// The line above the sale floor: who is there, whether all is well, what was said last; and, where
// several lots are open, the way to each of them.

import { isLive } from "../auction/ring_lot.ts";
import type { HousePort } from "./house_port.ts";
import { CONSOLE_TEXTS } from "./console_texts.ts";
import type { FloorScene } from "./floor_scene.ts";

/** The line. */
export function FloorHead({ house, scene }: {
  readonly house: HousePort;
  readonly scene: FloorScene;
}) {
  const { view, language, texts } = scene;
  const console = CONSOLE_TEXTS[language];
  const joined = house.bidders().filter((bidder) => bidder.joined).length;
  const isUp = house.healthy();
  return (
    <>
      <p class="row">
        <span class="badge" data-tone={view.phase === "open" ? "good" : "plain"}>
          {texts.phase[view.phase]}
        </span>
        <span>{console.joined(joined)}</span>
        {isUp
          ? <span class="soft">{console.house.up}</span>
          : <strong class="badge" data-tone="bad">{console.house.down}</strong>}
      </p>
      {view.announcement === null ? null : (
        <p class="small soft">
          <bdi>{texts.announced(view.announcement.text)}</bdi>
        </p>
      )}
    </>
  );
}

/** The lots that are open, where there is a choice. */
export function LiveLots({ scene }: { readonly scene: FloorScene }) {
  const { view, texts, shown, ring } = scene;
  const live = [...view.lots.values()].filter(isLive);
  const isElsewhere = shown !== null && shown.lot.id !== ring;
  if (live.length < 2 && !isElsewhere) return null;
  return (
    <nav aria-label={texts.liveLots} class="floor-live">
      <ul class="row">
        {live.length < 2 ? null : live.map(({ lot: { id } }) => (
          <li>
            <a
              class="button"
              href={`/?lot=${id}`}
              aria-current={id === shown?.lot.id ? "page" : undefined}
            >
              {texts.ring.lot(id)}
            </a>
          </li>
        ))}
        {isElsewhere
          ? (
            <li>
              <a class="button" href="/">{texts.backToRing}</a>
            </li>
          )
          : null}
      </ul>
    </nav>
  );
}
