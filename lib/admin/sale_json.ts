// The sale's public view as the admin app's JSON: maps become lists, and each lot names the
// currency of its amounts, so that no number of money stands alone.

import type * as v from "valibot";
import { askAt } from "../auction/dutch.ts";
import type { LotView, SaleView } from "../auction/view.ts";
import type { LotDoneSchema, LotSchema, SaleSchema } from "./answer_schemas.ts";
import type { HouseSnapshot } from "./house_port.ts";
import { termsJson } from "./terms_json.ts";

/** A lot of an answer. */
export type LotJson = v.InferOutput<typeof LotSchema>;

/** The sale of an answer. */
export type SaleJson = v.InferOutput<typeof SaleSchema>;

/** One lot at `nowMs`, the house's time; `currency` is the sale's. */
export function lotJson(
  view: LotView,
  { currency, nowMs }: { readonly currency: string; readonly nowMs: number },
): LotJson {
  const { lot } = view;
  return {
    id: lot.id,
    status: view.status,
    format: { ...lot.format },
    estimate: lot.estimate,
    title: lot.title,
    description: view.description,
    currency,
    opening: view.opening,
    hasReserve: lot.hasReserve,
    increments: { ...lot.increments },
    closing: { ...lot.closing },
    image: lot.image,
    standing: view.standing,
    askNow: askAt(view, nowMs),
    openedAt: view.openedAt,
    endsAt: view.endsAt,
    remainingMs: view.remainingMs,
    warnings: view.warnings,
    winner: view.winner,
    allotments: [...view.allotments],
    defaulters: [...view.defaulters],
    left: [...view.left],
    passReason: view.passReason,
  };
}

/** What a command leaves of a lot, in short. */
export function lotOutcomeJson(view: LotView): v.InferOutput<typeof LotDoneSchema>["lot"] {
  const { leader, price, ask } = view.standing;
  const { status, winner, passReason, endsAt } = view;
  const allotments = [...view.allotments];
  return { id: view.lot.id, status, leader, price, ask, winner, allotments, passReason, endsAt };
}

/** All lots at `nowMs` in the catalogue's order. */
export function lotsJson(view: SaleView, nowMs: number): LotJson[] {
  const { currency } = view;
  return [...view.lots.values()].map((lot) => lotJson(lot, { currency, nowMs }));
}

/** The whole sale at `nowMs`. */
export function saleJson({ seq, view }: HouseSnapshot, nowMs: number): SaleJson {
  return {
    seq,
    sale: view.sale,
    name: view.name,
    currency: view.currency,
    phase: view.phase,
    terms: view.terms === null ? null : termsJson(view.terms),
    announcement: view.announcement,
    lots: lotsJson(view, nowMs),
    paddles: [...view.paddles].map(([paddle, status]) => ({ paddle, status })),
  };
}
