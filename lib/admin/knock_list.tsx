// Those whose keys the house does not know and who ask to be let in: the fingerprint large, to be
// compared by voice, and two answers.

import type { TimePlace } from "../base/time_text.ts";
import { fingerprintText } from "../secure/key_set.ts";
import { rowId } from "../web/region.ts";
import type { BiddersTexts } from "./bidders_texts.ts";
import type { Knock } from "./house_port.ts";
import { timeOfDay } from "./time_of_day.ts";

/** The id of the list. */
export const KNOCK_LIST = "knock-list";

/** What stands above the list; nothing while nobody asks. */
export function KnockHead(
  { knocks, texts }: { readonly knocks: readonly Knock[]; readonly texts: BiddersTexts },
) {
  if (knocks.length === 0) return null;
  return (
    <>
      <h2>{texts.knocks.title(knocks.length)}</h2>
      <p>{texts.knocks.help}</p>
    </>
  );
}

interface KnockProps {
  readonly knock: Knock;
  readonly texts: BiddersTexts;
}

/** One who asks. */
export function KnockRow(
  { knock, texts, place }: KnockProps & {
    readonly place: TimePlace & { readonly nowMs: number };
  },
) {
  const { fingerprint, isContested, atMs, tries } = knock;
  return (
    <li id={rowId(KNOCK_LIST, fingerprint)} class="card knock">
      <h3 class="knock-print">{fingerprintText(fingerprint)}</h3>
      <p class="soft small">
        {texts.knocks.asked(timeOfDay(atMs, { ...place, precise: false }), tries)}
      </p>
      {isContested
        ? <Contested knock={knock} texts={texts} />
        : <Approval knock={knock} texts={texts} />}
    </li>
  );
}

/** Nobody is let in by a fingerprint that two have. */
function Contested({ knock, texts }: KnockProps) {
  return (
    <>
      <p class="notice" data-tone="bad">{texts.knocks.contested}</p>
      <Dismiss knock={knock} texts={texts} />
    </>
  );
}

function Approval({ knock, texts }: KnockProps) {
  const { fingerprint } = knock;
  const nameField = `knock-name-${fingerprint}`;
  const paddleField = `knock-paddle-${fingerprint}`;
  const helpId = `knock-paddle-help-${fingerprint}`;
  return (
    <form
      class="knock-form"
      data-action={`${pathOf(knock)}/approve`}
      data-done={texts.knocks.approved}
    >
      <div class="field">
        <label for={nameField}>{texts.name}</label>
        <input id={nameField} name="name" required maxlength={60} autocomplete="off" />
      </div>
      <div class="field">
        <label for={paddleField}>{texts.paddle}</label>
        <input
          id={paddleField}
          name="paddle"
          data-empty="null"
          maxlength={12}
          autocomplete="off"
          aria-describedby={helpId}
        />
      </div>
      <button class="primary" type="submit">{texts.knocks.approve}</button>
      <Dismiss knock={knock} texts={texts} />
      <p id={helpId} class="knock-help soft small">{texts.paddleHelp}</p>
    </form>
  );
}

function Dismiss({ knock, texts }: KnockProps) {
  return (
    <button
      type="button"
      data-action={pathOf(knock)}
      data-method="DELETE"
      data-done={texts.knocks.dismissed}
    >
      {texts.knocks.dismiss}
    </button>
  );
}

function pathOf({ fingerprint }: Knock): string {
  return `/api/v1/knocks/${fingerprint}`;
}
