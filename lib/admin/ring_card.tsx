// The lot in the ring, as the auctioneer needs it: the price large, whose it is, what comes next.

import { isEntering, priceClock } from "../auction/price_clock.ts";
import type { LotView } from "../auction/view.ts";
import { textIn } from "../base/language.ts";
import { LotClock, StoppedClock } from "../web/lot_clock.tsx";
import { LotPicture } from "../web/lot_picture.tsx";
import type { FloorScene } from "./floor_scene.ts";
import { ringAmount, ringFacts, saleText } from "./ring_facts.ts";

/** How a state of a lot looks; the words say it too. */
const tones: Readonly<Record<LotView["status"], string>> = {
  catalogued: "plain",
  open: "good",
  fair_warning: "warn",
  paused: "warn",
  sold: "good",
  passed: "bad",
  withdrawn: "bad",
};

/** The card of `lot`. */
export function RingCard({ lot, scene }: { readonly lot: LotView; readonly scene: FloorScene }) {
  const { texts: { ring }, language } = scene;
  const { id, title } = lot.lot;
  const description = textIn(lot.description, language);
  return (
    <div class="ring-card" data-status={lot.status}>
      <LotPicture lot={lot.lot} language={language} />
      <div class="ring-card-facts">
        <p class="row">
          <span class="badge" data-tone={tones[lot.status]}>{stateText(lot, scene)}</span>
          <span class="soft">
            <bdi>{saleText(lot, scene)}</bdi>
          </span>
        </p>
        <h2>
          {ring.lot(id)} <bdi>{textIn(title, language)}</bdi>
        </h2>
        <Amount lot={lot} scene={scene} />
        <dl class="ring-card-list">
          {ringFacts(lot, scene).map(({ name, text, clockTo }) => (
            <div>
              <dt>{name}</dt>
              <dd>
                {text}
                {clockTo === undefined ? null : (
                  <>
                    {" · "}
                    <LotClock endsAt={clockTo} />
                  </>
                )}
              </dd>
            </div>
          ))}
        </dl>
        {description === "" ? null : (
          <details>
            <summary>{ring.description}</summary>
            <p class="ring-card-description">
              <bdi>{description}</bdi>
            </p>
          </details>
        )}
      </div>
    </div>
  );
}

/** The state in a word, with the count of its warnings. */
function stateText({ status, warnings }: LotView, { texts: { ring } }: FloorScene): string {
  return status === "fair_warning" ? ring.warnings(warnings) : ring.status[status];
}

function Amount({ lot, scene }: { readonly lot: LotView; readonly scene: FloorScene }) {
  const { price, below } = ringAmount(lot, scene);
  return (
    <div class="ring-card-amount">
      <div>
        {price === null ? null : <p class="price">{price}</p>}
        <p class={price === null ? "price" : "ring-card-leader"}>
          <bdi>{below}</bdi>
        </p>
      </div>
      <Time lot={lot} scene={scene} />
    </div>
  );
}

/** The clock, as large as the price: or what else ends the lot. */
function Time({ lot, scene }: { readonly lot: LotView; readonly scene: FloorScene }) {
  const { texts: { ring }, nowMs } = scene;
  const { status, endsAt, remainingMs, endedAt } = lot;
  if (endedAt !== null || status === "catalogued") return null;
  if (status === "paused") {
    return remainingMs === null ? null : (
      <p class="ring-card-time">
        <span class="small soft">{ring.timeLeft}</span>
        <StoppedClock leftMs={remainingMs} />
      </p>
    );
  }
  if (endsAt === null) return null;
  // The clock of a rising price is that of its next step, which stands beside that price.
  if (priceClock(lot, nowMs) !== null && lot.lot.format.type === "japanese" && !isEntering(lot)) {
    return null;
  }
  return (
    <p class="ring-card-time">
      <span class="small soft">{isEntering(lot) ? ring.toEnter : ring.timeLeft}</span>
      <LotClock endsAt={endsAt} />
    </p>
  );
}
