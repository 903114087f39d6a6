// The picture of a lot, or a plain field with its number where it has none.

import type { PublicLot } from "../auction/event.ts";
import { type Language, textIn } from "../base/language.ts";

/** The picture; its address is that of the program itself. */
export function LotPicture(
  { lot, language }: { readonly lot: PublicLot; readonly language: Language },
) {
  if (lot.image === null) {
    return <figure class="lot-picture" data-empty aria-hidden="true">{lot.id}</figure>;
  }
  return (
    <figure class="lot-picture">
      <img src={`/pictures/${lot.image.sha256}`} alt={textIn(lot.title, language)} loading="lazy" />
    </figure>
  );
}
