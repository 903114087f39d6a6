// The sale's public view as the admin app's JSON: maps become lists, and each lot names the
// currency of its amounts, so that no number of money stands alone.

import type * as v from "valibot";
import type { LotView, SaleView } from "../auction/view.ts";
import type { LotDoneSchema, LotSchema, SaleSchema } from "./answer_schemas.ts";
import type { HouseSnapshot } from "./house_port.ts";

/** A lot of an answer. */
export type LotJson = v.InferOutput<typeof LotSchema>;

/** The sale of an answer. */
export type SaleJson = v.InferOutput<typeof SaleSchema>;

/** One lot; `currency` is the sale's. */
export function lotJson(view: LotView, currency: string): LotJson {
  const { lot } = view;
  return {
    id: lot.id,
    status: view.status,
    format: lot.format,
    title: lot.title,
    description: view.description,
    currency,
    opening: lot.opening,
    hasReserve: lot.hasReserve,
    increments: { ...lot.increments },
    closing: { ...lot.closing },
    image: lot.image,
    standing: view.standing,
    openedAt: view.openedAt,
    endsAt: view.endsAt,
    remainingMs: view.remainingMs,
    warnings: view.warnings,
    winner: view.winner,
    passReason: view.passReason,
  };
}

/** What a command leaves of a lot, in short. */
export function lotOutcomeJson(view: LotView): v.InferOutput<typeof LotDoneSchema>["lot"] {
  const { leader, price, ask } = view.standing;
  const { status, winner, passReason, endsAt } = view;
  return { id: view.lot.id, status, leader, price, ask, winner, passReason, endsAt };
}

/** All lots in the catalogue's order. */
export function lotsJson(view: SaleView): LotJson[] {
  return [...view.lots.values()].map((lot) => lotJson(lot, view.currency));
}

/** The whole sale. */
export function saleJson({ seq, view }: HouseSnapshot): SaleJson {
  return {
    seq,
    sale: view.sale,
    name: view.name,
    currency: view.currency,
    phase: view.phase,
    lots: lotsJson(view),
    paddles: [...view.paddles].map(([paddle, status]) => ({ paddle, status })),
  };
}
