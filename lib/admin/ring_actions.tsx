// What the auctioneer does with the lot that the page shows: the hammer first, then what is typed,
// then what is seldom needed.

import { isSealed } from "../auction/lot.ts";
import { isLive, lotsAhead } from "../auction/ring_lot.ts";
import type { LotAction } from "../auction/lot_actions.ts";
import type { LotView } from "../auction/view.ts";
import type { FloorScene } from "./floor_scene.ts";
import { type ButtonAction, Key, LotButton } from "./lot_button.tsx";
import {
  AskForm,
  FloorBidForm,
  IncrementForm,
  ReopenForm,
  RetractForm,
  WithdrawForm,
} from "./lot_forms.tsx";

/** What is done with `lot` as it stands, but for what {@link RingMore} holds. */
export function RingActions({ lot, scene }: LotProps) {
  const { texts: { actions: texts } } = scene;
  const offered = scene.actions(lot);
  const belowReserve = offered.has("hammer_below_reserve") && offered.has("hammer") &&
    !isSealed(lot.lot.format);
  const later: readonly ButtonAction[] = ["pause", "resume", "undo", "pass", "award"];
  const shown = later.filter((action) =>
    offered.has(action) && !(action === "pass" && belowReserve)
  );
  const others = (
    <>
      {shown.map((action) => <LotButton action={action} lot={lot} scene={scene} hasKey />)}
      <LookNext lot={lot} scene={scene} offered={offered} />
    </>
  );
  return (
    <div class="ring-actions" role="group" aria-label={texts.label}>
      <div class="button-row ring-actions-first">
        {firstOf(offered, belowReserve).map((action) => (
          <LotButton
            action={action}
            lot={lot}
            scene={scene}
            hasKey
            primary={isNearest(action, offered)}
          />
        ))}
        <OpenNext lot={lot} scene={scene} offered={offered} />
        {belowReserve ? others : null}
      </div>
      {belowReserve
        ? <BelowReserve lot={lot} scene={scene} />
        : <div class="button-row">{others}</div>}
      {offered.has("reopen") ? <Reopening lot={lot} scene={scene} /> : null}
      {offered.has("floor_bid") ? <FloorBidForm lot={lot} scene={scene} /> : null}
      {offered.has("ask") ? <AskForm lot={lot} scene={scene} /> : null}
    </div>
  );
}

/** What lies nearest: to open it, to warn, to hammer. */
function firstOf(
  offered: ReadonlySet<LotAction>,
  belowReserve: boolean,
): readonly ButtonAction[] {
  const first: readonly ButtonAction[] = ["open", "warn", "hammer", "hammer_below_reserve"];
  return first.filter((action) => {
    const isApart = belowReserve && (action === "hammer" || action === "hammer_below_reserve");
    return offered.has(action) && !isApart;
  });
}

/** A warning ends nothing, and a sale below the reserve is rare while the hammer is there too. */
function isNearest(action: ButtonAction, offered: ReadonlySet<LotAction>): boolean {
  if (action === "hammer_below_reserve") return !offered.has("hammer");
  return action !== "warn";
}

interface LotProps {
  readonly lot: LotView;
  readonly scene: FloorScene;
}

interface OfferedProps extends LotProps {
  readonly offered: ReadonlySet<LotAction>;
}

/** A hammer below the reserve has two ways, and the auctioneer says which. */
function BelowReserve({ lot, scene }: LotProps) {
  return (
    <div class="button-row ring-actions-reserve">
      <strong>{scene.texts.actions.reserveNotMet}</strong>
      <LotButton action="hammer" lot={lot} scene={scene} hasKey />
      <LotButton action="hammer_below_reserve" lot={lot} scene={scene} />
    </div>
  );
}

/** The lot that comes next, where no lot is in hand. */
function OpenNext({ lot, scene, offered }: OfferedProps) {
  const next = nextOf(lot, scene);
  if (next === null || !isFree(lot, offered) || !scene.actions(next).has("open")) return null;
  const label = scene.texts.actions.openNext(next.lot.id);
  return (
    <LotButton action="open" lot={next} scene={scene} hasKey primary={!isLive(lot)} label={label} />
  );
}

/** The lot that comes next, to be looked at while another one is in hand. */
function LookNext({ lot, scene, offered }: OfferedProps) {
  const next = nextOf(lot, scene);
  if (next === null || isFree(lot, offered)) return null;
  const { id } = next.lot;
  return (
    <a class="button" id="look-next" href={`/?lot=${id}`} data-key="n" aria-keyshortcuts="n">
      {scene.texts.actions.next(id)} <Key of="n" />
    </a>
  );
}

function nextOf({ lot: { id } }: LotView, { view }: FloorScene): LotView | null {
  if (view.phase === "closed") return null;
  return lotsAhead(view).find(({ lot }) => lot.id !== id) ?? null;
}

function isFree({ status }: LotView, offered: ReadonlySet<LotAction>): boolean {
  return !offered.has("open") && !offered.has("warn") && status !== "paused";
}

/** A lot with a clock needs to be told how long it then runs. */
function Reopening({ lot, scene }: LotProps) {
  if (lot.lot.closing.type === "timed") return <ReopenForm lot={lot} scene={scene} />;
  return (
    <div class="button-row">
      <LotButton action="reopen" lot={lot} scene={scene} />
    </div>
  );
}

/** What is seldom needed. It is a region of its own, as no bid changes anything in it. */
export function RingMore({ lot, scene }: LotProps) {
  const offered = scene.actions(lot);
  const some = (["increments", "retract", "withdraw"] as const).some((one) => offered.has(one));
  if (!some) return null;
  return (
    <details>
      <summary>{scene.texts.actions.more}</summary>
      <div class="stack">
        {offered.has("increments") ? <IncrementForm lot={lot} scene={scene} /> : null}
        {offered.has("retract") ? <RetractForm lot={lot} scene={scene} /> : null}
        {offered.has("withdraw") ? <WithdrawForm lot={lot} scene={scene} /> : null}
      </div>
    </details>
  );
}
