// One registered bidder on the page of bidders: who it is, how the sale reaches them, and what can
// be done about them. A floor paddle has a shorter line of the same kind.

import { localeOf } from "../base/language.ts";
import type { TimePlace } from "../base/time_text.ts";
import { fingerprintText } from "../secure/key_set.ts";
import { rowId } from "../web/region.ts";
import type { BiddersTexts } from "./bidders_texts.ts";
import type { floorPaddles } from "./bidder_routes.ts";
import type { BidderRow as Bidder } from "./house_port.ts";
import { PaddleDeeds } from "./paddle_deeds.tsx";
import { timeOfDay } from "./time_of_day.ts";

/** The ids of the two lists. */
export const BIDDER_LIST = "bidder-list";
/** See {@link BIDDER_LIST}. */
export const FLOOR_LIST = "floor-list";

/** A paddle of someone without keys. */
export type FloorRow = ReturnType<typeof floorPaddles>[number];

interface RowProps {
  readonly texts: BiddersTexts;
  readonly place: TimePlace & { readonly nowMs: number };
}

/** The entry of a registered bidder. */
export function BidderRow({ bidder, texts, place }: RowProps & { readonly bidder: Bidder }) {
  const { paddle, name, fingerprint, status } = bidder;
  const who = texts.who(paddle, name);
  const limitField = `limit-${paddle}`;
  return (
    <li
      id={rowId(BIDDER_LIST, paddle)}
      class="bidder-row"
      data-words={`${paddle} ${name}`}
    >
      <p class="bidder-row-paddle">{paddle}</p>
      <div class="bidder-row-person">
        <h3>
          <bdi>{name}</bdi>
        </h3>
        <p class="soft small">{linkWords(bidder, { texts, place })}</p>
      </div>
      <p class="bidder-row-state">
        <Badges bidder={bidder} texts={texts} />
      </p>
      <PaddleDeeds paddle={paddle} status={status} who={who} texts={texts} />
      <details class="bidder-row-more" id={`more-${paddle}`}>
        <summary>
          {texts.more} <span class="unseen">{who}</span>
        </summary>
        <p>
          {texts.fingerprint}: <code>{fingerprintText(fingerprint)}</code>
        </p>
        <form
          class="row"
          data-action={`/api/v1/bidders/${paddle}/limit`}
          data-done={texts.limit.done(who)}
          data-done-empty={texts.limit.removed(who)}
          data-clear=""
        >
          <label for={limitField}>{texts.limit.label}</label>
          <input
            id={limitField}
            name="limit"
            data-kind="money"
            data-empty="null"
            inputmode="decimal"
            autocomplete="off"
            aria-describedby={`${limitField}-help`}
          />
          <button type="submit">{texts.limit.button}</button>
          <p id={`${limitField}-help`} class="soft small">{texts.limit.help}</p>
        </form>
      </details>
    </li>
  );
}

function Badges({ bidder, texts }: { readonly bidder: Bidder; readonly texts: BiddersTexts }) {
  const { status, joined } = bidder;
  if (status !== "registered") {
    return <span class="badge" data-tone="bad">{texts.status[status]}</span>;
  }
  return joined
    ? <span class="badge" data-tone="good">{texts.connected}</span>
    : <span class="soft">{texts.away}</span>;
}

/** How the sale reaches the bidder, or when they were last heard of. */
function linkWords(
  { joined, path, lossPercent, lastSeenMs }: Bidder,
  { texts, place }: RowProps,
): string {
  if (!joined) {
    if (lastSeenMs === null) return texts.never;
    return texts.lastSeen(timeOfDay(lastSeenMs, { ...place, precise: false }));
  }
  const way = path === null ? texts.noPath : texts.paths[path];
  if (lossPercent === null) return way;
  const percent = (lossPercent / 100).toLocaleString(localeOf(place.language), {
    style: "percent",
    maximumFractionDigits: 1,
  });
  return `${way}; ${lossPercent === 0 ? texts.noLoss : texts.loss(percent)}`;
}

/** The entry of a floor paddle. */
export function FloorPaddleRow(
  { row, texts }: { readonly row: FloorRow; readonly texts: BiddersTexts },
) {
  const { paddle, name, status } = row;
  const who = texts.who(paddle, name);
  return (
    <li
      id={rowId(FLOOR_LIST, paddle)}
      class="bidder-row"
      data-words={`${paddle} ${name ?? ""}`}
    >
      <p class="bidder-row-paddle">{paddle}</p>
      <h3 class="bidder-row-person">
        {name === null ? <span class="soft">{texts.floor.noName}</span> : <bdi>{name}</bdi>}
      </h3>
      <p class="bidder-row-state">
        {status === "admitted"
          ? null
          : <span class="badge" data-tone="bad">{texts.status[status]}</span>}
      </p>
      <PaddleDeeds paddle={paddle} status={status} who={who} texts={texts} />
    </li>
  );
}
