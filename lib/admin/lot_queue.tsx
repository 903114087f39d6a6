// The lots ahead, in the order in which they come, and those that are over with their results.
//
// An entry knows nothing of its neighbours, so that a move in a list of five hundred costs one line
// of order and no entry: which lot comes after it is read from the page (lot_queue.js).

import { hasOpenedSince } from "../auction/opening.ts";
import { lotsAhead } from "../auction/ring_lot.ts";
import type { LotView } from "../auction/view.ts";
import { textIn } from "../base/language.ts";
import { type Row, rowId, type RowMemo } from "../web/region.ts";
import type { FloorScene } from "./floor_scene.ts";
import { type ButtonAction, LotButton } from "./lot_button.tsx";
import { winners } from "./ring_facts.ts";

/** The id of the list of the lots ahead. */
export const QUEUE = "queue";

/** The id of the list of the lots that are over. */
export const OVER = "over";

interface RowsParts {
  readonly scene: FloorScene;
  /** Of this list alone. */
  readonly memo: RowMemo;
}

/** The lots ahead. */
export function queueRows({ scene, memo }: RowsParts): readonly Row[] {
  return lotsAhead(scene.view).map((lot) => {
    const { id } = lot.lot;
    const offered = scene.actions(lot);
    const on = [lot, offered.has("open"), offered.has("move")];
    return memo.row(id, on, () => String(<Ahead lot={lot} scene={scene} />));
  });
}

/**
 * The first `count` of the lots ahead without their buttons, for the page as it is first sent: the
 * page's stream, which follows at once, brings them whole.
 */
export function queuePreview(scene: FloorScene, count: number): readonly Row[] {
  return lotsAhead(scene.view).slice(0, count).map((lot) => ({
    key: lot.lot.id,
    html: String(
      <li id={rowId(QUEUE, lot.lot.id)} class="lot-queue-entry">
        <Title lot={lot} scene={scene} />
      </li>,
    ),
  }));
}

/** The lots that are over, the last first. */
export function overRows({ scene, memo }: RowsParts): readonly Row[] {
  const over = [...scene.view.lots.values()].filter(({ endedAt }) => endedAt !== null);
  over.sort((a, b) => (b.endedAt ?? 0) - (a.endedAt ?? 0));
  return over.map((lot) => {
    const offered = scene.actions(lot);
    const actions = overActions.filter((action) => offered.has(action) && isOnePress(action, lot));
    // Of a lot after which others have opened the page shows no more than this entry.
    const isShown = !hasOpenedSince(scene.view, lot);
    const on = [lot, actions.join(" "), isShown, scene.names.size];
    const render = () => String(<Over {...{ lot, scene, actions, isShown }} />);
    return memo.row(lot.lot.id, on, render);
  });
}

const overActions: readonly ButtonAction[] = ["reopen", "hammer_below_reserve", "award"];

/** A lot with a clock is reopened where it can be told for how long: as the lot that is shown. */
function isOnePress(action: ButtonAction, { lot }: LotView): boolean {
  return action !== "reopen" || lot.closing.type !== "timed";
}

interface EntryProps {
  readonly lot: LotView;
  readonly scene: FloorScene;
}

function Title({ lot: { lot, opening }, scene }: EntryProps) {
  const { texts: { queue, ring }, language, money } = scene;
  const { format, estimate } = lot;
  const terms = [
    queue.from(money(opening)),
    ...(estimate === null ? [] : [queue.estimated(money(estimate.low), money(estimate.high))]),
    ...(format.type === "english" ? [] : [ring.format[format.type]]),
  ];
  return (
    <a class="lot-queue-title" href={`/?lot=${lot.id}`}>
      <strong>{lot.id}</strong> <bdi>{textIn(lot.title, language)}</bdi>
      <span class="small soft">{terms.join(" · ")}</span>
    </a>
  );
}

function Ahead({ lot, scene }: EntryProps) {
  const { texts: { queue }, language } = scene;
  const { id, title } = lot.lot;
  const offered = scene.actions(lot);
  return (
    <li
      id={rowId(QUEUE, id)}
      class="lot-queue-entry"
      data-lot={id}
      data-words={`${id} ${textIn(title, language)}`}
    >
      {offered.has("move")
        ? <span class="lot-queue-grip" data-grip title={queue.grip(id)} aria-hidden="true"></span>
        : null}
      <Title lot={lot} scene={scene} />
      <span class="lot-queue-do">
        {offered.has("move")
          ? (["up", "down", "first"] as const).map((way) => (
            <button type="button" data-move={way} aria-label={queue[way](id)}>
              {queue[`${way}Mark`]}
            </button>
          ))
          : null}
        {offered.has("open")
          ? (
            <button
              type="button"
              data-action={`/api/v1/lots/${id}/open`}
              aria-label={queue.openLot(id)}
            >
              {queue.open}
            </button>
          )
          : null}
      </span>
    </li>
  );
}

function Over(
  { lot, scene, actions, isShown }: EntryProps & {
    readonly actions: readonly ButtonAction[];
    readonly isShown: boolean;
  },
) {
  const { texts: { queue, ring }, language, money } = scene;
  const { id, title } = lot.lot;
  const { winner } = lot;
  const name = (
    <>
      <strong>{id}</strong> <bdi>{textIn(title, language)}</bdi>
    </>
  );
  return (
    <li id={rowId(OVER, id)} class="lot-queue-entry">
      <p class="lot-queue-title">
        {isShown ? <a href={`/?lot=${id}`}>{name}</a> : name}
        <span class="small soft">
          <bdi>
            {winner === null
              ? ring.status[lot.status]
              : queue.soldFor(money(winner.price), winners(lot, scene))}
          </bdi>
        </span>
      </p>
      {actions.length === 0 ? null : (
        <span class="lot-queue-do">
          {actions.map((action) => <LotButton action={action} lot={lot} scene={scene} isListed />)}
        </span>
      )}
    </li>
  );
}
