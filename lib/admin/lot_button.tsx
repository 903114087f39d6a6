// The buttons that do something to a lot: what each sends, what it says, and which of them ask
// before. Which of them are there is told by the rules (auction/lot_actions.ts).

import { isSealed } from "../auction/lot.ts";
import type { LotAction } from "../auction/lot_actions.ts";
import type { LotView } from "../auction/view.ts";
import type { FloorScene } from "./floor_scene.ts";
import type { Question } from "./floor_texts.ts";

/** The actions that are one press of a button; the others have fields. */
export type ButtonAction = Exclude<
  LotAction,
  "floor_bid" | "ask" | "increments" | "retract" | "withdraw" | "move"
>;

/** What a button is. */
interface ButtonFace {
  readonly path: string;
  readonly label: string;
  readonly key?: string;
  readonly body?: Readonly<Record<string, unknown>>;
  readonly confirm?: Question;
  /** What the question says where the house must not be asked before; else it is asked. */
  readonly effect?: string;
}

/** How it looks, and what tells it from another button of the same lot. */
export interface LotButtonProps {
  readonly action: ButtonAction;
  readonly lot: LotView;
  readonly scene: FloorScene;
  readonly primary?: boolean;
  /** Keys press only what belongs to the lot that the page shows. */
  readonly hasKey?: boolean;
  /** Another text than the usual one. */
  readonly label?: string;
  /** It stands in a list: the lot may be shown beside it, with the same button. */
  readonly isListed?: boolean;
}

/** The button of an action on a lot. */
export function LotButton(props: LotButtonProps) {
  const { action, lot, scene, primary = false, hasKey = false, isListed = false } = props;
  const face = faceOf(action, lot, scene);
  const { path, key, body, confirm, effect } = face;
  const id = lot.lot.id;
  return (
    <button
      type="button"
      id={`${isListed ? "listed" : "do"}-${action}-${id}`}
      class={primary ? "primary" : undefined}
      data-action={`/api/v1/lots/${id}/${path}`}
      data-body={body === undefined ? undefined : JSON.stringify(body)}
      data-done={scene.texts.actions.done}
      data-key={hasKey ? key : undefined}
      aria-keyshortcuts={hasKey ? key : undefined}
      {...questionAttributes(confirm, effect)}
    >
      <bdi>{props.label ?? face.label}</bdi>
      {hasKey && key !== undefined ? <Key of={key} /> : null}
    </button>
  );
}

/** The key that does the same; a screen reader is told by the button itself. */
export function Key({ of }: { readonly of: string }) {
  return <kbd aria-hidden="true">{of}</kbd>;
}

/** What makes a button or a form ask before. */
export function questionAttributes(question: Question | undefined, effect?: string) {
  if (question === undefined) return {};
  return {
    "data-confirm": question.ask,
    "data-verb": question.verb,
    ...(effect === undefined
      ? { "data-preview": "" }
      : { "data-effects": JSON.stringify([effect]) }),
  };
}

function faceOf(action: ButtonAction, lot: LotView, scene: FloorScene): ButtonFace {
  const { texts: { actions: texts }, who } = scene;
  const { lot: { id, format }, standing, winner } = lot;
  const ask = texts.confirm;
  const leader = standing.leader === null ? "" : who(standing.leader);
  switch (action) {
    case "open":
      return { path: "open", label: texts.open(id), key: "o" };
    case "warn":
      return { path: "warn", label: lot.warnings > 0 ? texts.warnAgain : texts.warn, key: "w" };
    case "hammer":
      return hammerFace(lot, scene);
    case "hammer_below_reserve": {
      // Asked before, the house would tell whose the best sealed bid is: it refuses.
      const sealed = isSealed(format) ? { effect: ask.hammerBelowSealed } : {};
      return {
        path: "hammer",
        label: standing.leader === null ? texts.hammerBelowSealed : texts.hammerBelow(leader),
        body: { belowReserve: true },
        confirm: ask.hammerBelow(id),
        ...sealed,
      };
    }
    case "pass": {
      const confirm = standing.bids > 0 ? { confirm: ask.pass(id) } : {};
      return { path: "pass", label: texts.pass, ...confirm };
    }
    case "pause":
      return { path: "pause", label: texts.pause, key: "p" };
    case "resume":
      return { path: "resume", label: texts.resume, key: "p" };
    case "undo": {
      const effect = isSealed(format) ? { effect: ask.undoSealed } : {};
      return { path: "undo", label: texts.undo, key: "u", confirm: ask.undo(id), ...effect };
    }
    case "reopen":
      return { path: "reopen", label: texts.reopen(id), confirm: ask.reopen(id) };
    case "award": {
      const defaulter = winner?.paddle ?? "";
      const label = texts.award(who(defaulter));
      return { path: "award", label, body: { defaulter }, confirm: ask.award(id) };
    }
  }
}

/** A hammer that would not sell says so, and asks. */
function hammerFace({ lot, standing }: LotView, { texts, money }: FloorScene): ButtonFace {
  const { actions } = texts;
  const { confirm: ask } = actions;
  const hammer = { path: "hammer", key: "h", body: { belowReserve: false } };
  if (isSealed(lot.format)) {
    const { effect, ...confirm } = ask.sealedHammer;
    return { ...hammer, label: actions.hammerSealed, confirm, effect };
  }
  if (!standing.reserveMet) {
    return { ...hammer, label: actions.passReserve, confirm: ask.passReserve(lot.id) };
  }
  const { leader, price } = standing;
  // Without a bid, and where many may win, there is no one bid that it could name.
  if (leader === null || price === null) {
    return { ...hammer, label: actions.hammer(texts.ring.bidCount.toLowerCase()) };
  }
  if (lot.format.type === "uniform") {
    return { ...hammer, label: actions.hammerUnits(texts.ring.each(money(price))) };
  }
  // It falls for the bid that the button names: one that comes in this moment asks for another look.
  const body = { ...hammer.body, leader, price };
  const label = `${actions.hammer(texts.ring.who(leader, null))} · ${money(price)}`;
  return { ...hammer, body, label };
}
