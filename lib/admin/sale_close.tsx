// Closing the sale, and what is kept of it: the checkpoint to publish and a copy of the record.

import { isLive, lotsAhead } from "../auction/ring_lot.ts";
import type { SaleView } from "../auction/view.ts";
import type { ResultsTexts } from "./results_texts.ts";

/** The button that closes the sale, or what keeps it from being closed. */
export function CloseSale(
  { view, texts }: { readonly view: SaleView; readonly texts: ResultsTexts["close"] },
) {
  if (view.phase === "closed") return <p>{texts.closed}</p>;
  const open = [...view.lots.values()].filter(isLive).map(({ lot }) => lot.id);
  if (open.length > 0) {
    return <p class="notice" data-tone="warn">{texts.keptOpen(open)}</p>;
  }
  const ahead = lotsAhead(view).length;
  return (
    <>
      <p>{texts.help(ahead)}</p>
      <div class="button-row">
        <button
          type="button"
          data-tone="bad"
          data-action="/api/v1/sale/close"
          data-confirm={texts.question}
          data-verb={texts.button}
          data-preview=""
          data-done={texts.done}
        >
          {texts.button}
        </button>
      </div>
    </>
  );
}

/** The newest checkpoint as a text to copy. */
export function Checkpoint(
  { note, texts }: {
    readonly note: string | null;
    readonly texts: ResultsTexts["checkpoint"];
  },
) {
  if (note === null) return <p class="soft">{texts.none}</p>;
  return (
    <pre class="results-checkpoint" tabindex={0} role="region" aria-label={texts.label}>{note}</pre>
  );
}

/** The button that copies the record. */
export function BackupButton({ texts }: { readonly texts: ResultsTexts["backup"] }) {
  return (
    <div class="button-row">
      <button type="button" data-action="/api/v1/backup" data-done={texts.done}>
        {texts.button}
      </button>
    </div>
  );
}
