// What concerns the whole sale: a word to all, all timed lots at once, and the end.

import { isLive, lotsAhead } from "../auction/ring_lot.ts";
import type { FloorScene } from "./floor_scene.ts";
import { Key, questionAttributes } from "./lot_button.tsx";

/** A word to all. It stands in the page once and for all, so that nothing that is typed is lost. */
export function MessageForm({ scene: { texts: { sale: texts } } }: { readonly scene: FloorScene }) {
  return (
    <form
      class="lot-form"
      data-action="/api/v1/sale/announce"
      data-done={texts.sent}
      data-clear=""
      autocomplete="off"
    >
      <div class="lot-form-fields">
        <p class="lot-form-field">
          <label for="message">
            {texts.message} <Key of="m" />
          </label>
          <span id="message-help" class="small soft">{texts.messageHelp}</span>
          <input
            id="message"
            name="text"
            type="text"
            maxlength={200}
            required
            data-key="m"
            aria-keyshortcuts="m"
            aria-describedby="message-help"
          />
        </p>
        <button type="submit">{texts.send}</button>
      </div>
    </form>
  );
}

/** What is done once in a sale. */
export function SaleActions({ scene }: { readonly scene: FloorScene }) {
  const { view, texts } = scene;
  const { sale, actions: { confirm } } = texts;
  if (view.phase === "closed") return null;
  const timed = lotsAhead(view).filter(({ lot }) => lot.closing.type === "timed").length;
  const isBusy = view.lots.values().some(isLive);
  return (
    <div class="stack">
      {timed === 0 ? null : (
        <form
          id="open-timed"
          class="lot-form"
          data-action="/api/v1/lots/open-timed"
          data-done={texts.actions.done}
          autocomplete="off"
          {...questionAttributes(confirm.openTimed)}
        >
          <div class="lot-form-fields">
            <p class="lot-form-field">
              <label for="stagger">{sale.stagger}</label>
              <input
                id="stagger"
                name="staggerSeconds"
                type="text"
                data-kind="number"
                inputmode="numeric"
                pattern="[0-9]{1,5}"
                placeholder="0"
              />
            </p>
            <button type="submit">{sale.openTimed(timed)}</button>
          </div>
        </form>
      )}
      {isBusy ? null : (
        <button
          type="button"
          id="close-sale"
          data-tone="bad"
          data-action="/api/v1/sale/close"
          data-done={texts.actions.done}
          {...questionAttributes(confirm.closeSale)}
        >
          {sale.close}
        </button>
      )}
    </div>
  );
}
