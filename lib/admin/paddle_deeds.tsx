// The buttons that put a paddle out of the sale and let it in again, each with the question before.

import type { Paddle } from "../auction/lot.ts";
import type { BiddersTexts } from "./bidders_texts.ts";

/** Which of them make sense. */
type Deed = "suspend" | "ban" | "reinstate";

const deedsOf: Readonly<Record<string, readonly Deed[]>> = {
  registered: ["suspend", "ban"],
  admitted: ["suspend", "ban"],
  suspended: ["reinstate", "ban"],
  banned: ["reinstate"],
};

/** The buttons for a paddle with this status. `who` names it in the words of the page. */
export function PaddleDeeds(
  { paddle, status, who, texts }: {
    readonly paddle: Paddle;
    readonly status: string;
    readonly who: string;
    readonly texts: BiddersTexts;
  },
) {
  return (
    <div class="button-row">
      {(deedsOf[status] ?? []).map((deed) => (
        <button
          type="button"
          data-action={`/api/v1/bidders/${paddle}/${deed}`}
          data-confirm={texts[deed].question(who)}
          data-verb={texts[deed].button}
          data-effects={JSON.stringify(texts[deed].effects(who))}
          data-preview=""
          data-done={texts[deed].done(who)}
          aria-label={texts[deed].name(paddle)}
        >
          {texts[deed].button}
        </button>
      ))}
    </div>
  );
}
