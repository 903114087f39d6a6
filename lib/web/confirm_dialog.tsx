// The one question before something that is not lightly taken back: what will happen, in words,
// and two buttons that name what they do. Filled and shown by action.js.

import type { Language } from "../base/language.ts";
import { WEB_TEXTS } from "./web_texts.ts";

/** The dialog, once in a page that has actions. */
export function ConfirmDialog({ language }: { readonly language: Language }) {
  const { confirm } = WEB_TEXTS[language];
  return (
    <dialog
      id="confirm-dialog"
      class="confirm-dialog"
      aria-labelledby="confirm-title"
      aria-describedby="confirm-effects"
      data-changed={confirm.changed}
      data-no-effect={confirm.noEffect}
      data-unanswered={WEB_TEXTS[language].unanswered}
      data-slow={WEB_TEXTS[language].slow}
    >
      <form method="dialog">
        <h2 id="confirm-title"></h2>
        <ul id="confirm-effects"></ul>
        <div class="button-row">
          <button type="submit" value="cancel" class="confirm-cancel">{confirm.cancel}</button>
          <button type="submit" value="do" class="confirm-do" data-tone="bad"></button>
        </div>
      </form>
    </dialog>
  );
}

/** Where the outcome of the last action is told; once in a page that has actions. */
export function Outcome() {
  return <p id="outcome" class="outcome" role="status"></p>;
}
