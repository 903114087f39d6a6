// Everything that the papers of a sale are made from: the view, and what is known beside it.

import type { LotId, Paddle } from "../auction/lot.ts";
import type { SaleView } from "../auction/view.ts";
import type { SaleNotes } from "./sale_notes.ts";

/** Where in which house's record the view stands: whoever holds the record can compare it. */
export interface RecordPlace {
  /** The RFC 7638 thumbprint of the house's key, base64url. */
  readonly house: string;
  /** The last event that counts. */
  readonly seq: number;
  /** The chain's hash after that event, lower-case hexadecimal. */
  readonly hash: string;
}

/** A sale as far as it is settled. */
export interface SettledSale {
  readonly view: SaleView;
  readonly notes: SaleNotes;
  readonly place: RecordPlace;
  /** Who plays under a paddle, where the house knows a name. Personal data. */
  readonly names: ReadonlyMap<Paddle, string>;
}

/** Whether more may still come. Of a closed sale only an award changes what is told. */
export function isPreliminary({ view }: Pick<SettledSale, "view">): boolean {
  return view.phase !== "closed";
}

/** Paddles, and lots, as people read them: 9 before 12 before 12A. */
export function byNumber(a: Paddle | LotId, b: Paddle | LotId): number {
  return a.localeCompare(b, "en", { numeric: true });
}
