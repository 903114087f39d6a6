// The two tables of the results: what each paddle owes, and what became of each lot. Money comes
// from lib/settlement as it stands on the invoices; nothing is computed here.

import { isOver } from "../auction/ring_lot.ts";
import { textIn } from "../base/language.ts";
import type { LotResult } from "../settlement/lot_result.ts";
import type { PaddleTotal } from "../settlement/sale_totals.ts";
import { rowId } from "../web/region.ts";
import type { ResultsTexts } from "./results_texts.ts";
import type { Language } from "../base/language.ts";

/** The id of the table of lots. */
export const RESULT_LIST = "result-list";

/** How amounts and names stand in the tables. */
export interface TablePlace {
  readonly texts: ResultsTexts;
  readonly language: Language;
  money(cents: number): string;
  /** Who plays under a paddle, where the house knows it. */
  name(paddle: string): string | null;
}

/** What each paddle owes. */
export function BuyerTable(
  { totals, place }: { readonly totals: readonly PaddleTotal[]; readonly place: TablePlace },
) {
  const { texts: { buyers }, money, name } = place;
  if (totals.length === 0) return <p class="soft">{buyers.none}</p>;
  return (
    <table class="stacked">
      <thead>
        <tr>
          <th scope="col">{buyers.paddle}</th>
          <th scope="col">{buyers.name}</th>
          <th scope="col" class="number">{buyers.lots}</th>
          <th scope="col" class="number">{buyers.hammer}</th>
          <th scope="col" class="number">{buyers.total}</th>
          <th scope="col">{buyers.invoice}</th>
        </tr>
      </thead>
      <tbody>
        {totals.map(({ paddle, shares, charge }) => (
          <tr>
            <th scope="row" data-label={buyers.paddle}>{paddle}</th>
            <td data-label={buyers.name}>
              <bdi>{name(paddle) ?? "-"}</bdi>
            </td>
            <td class="number" data-label={buyers.lots}>{shares.length}</td>
            <td class="number" data-label={buyers.hammer}>{money(charge.hammer)}</td>
            <td class="number" data-label={buyers.total}>
              <strong>{money(charge.total)}</strong>
            </td>
            <td data-label={buyers.invoice}>
              <Paper path={`invoices/${paddle}`} label={buyers.invoiceOf(paddle)}>
                {buyers.invoice}
              </Paper>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A link to a paper of the house, which opens as a page of its own. */
export function Paper(
  { path, label, children }: {
    readonly path: string;
    readonly label?: string;
    readonly children: string;
  },
) {
  return (
    <a href={`/api/v1/${path}`} target="_blank" rel="noopener" aria-label={label}>{children}</a>
  );
}

/** The head of the table of lots. */
export function LotResultHead({ texts }: { readonly texts: ResultsTexts["lots"] }) {
  return (
    <thead>
      <tr>
        <th scope="col">{texts.lot}</th>
        <th scope="col">{texts.what}</th>
        <th scope="col">{texts.result}</th>
        <th scope="col">{texts.buyer}</th>
        <th scope="col" class="number">{texts.price}</th>
      </tr>
    </thead>
  );
}

/** What became of one lot. */
export function LotResultRow(
  { result, place }: { readonly result: LotResult; readonly place: TablePlace },
) {
  const { view, shares, isAward, withdrawalReason } = result;
  const { texts: { lots }, language, money } = place;
  return (
    <tr id={rowId(RESULT_LIST, view.lot.id)}>
      <th scope="row" data-label={lots.lot}>{view.lot.id}</th>
      <td data-label={lots.what}>
        <bdi>{textIn(view.lot.title, language)}</bdi>
      </td>
      <td data-label={lots.result}>
        <div>
          <span class={isOver(view) ? "" : "soft"}>{lots.status[view.status]}</span>
          {withdrawalReason === null ? null : (
            <>
              : <bdi>{withdrawalReason}</bdi>
            </>
          )}
          {isAward ? <span class="soft small">({lots.award})</span> : null}
        </div>
      </td>
      <td data-label={lots.buyer}>
        {shares.length === 0 ? "-" : shares.map((share) => buyerOf(share, place)).join(", ")}
      </td>
      <td class="number" data-label={lots.price}>
        {shares.length === 0 ? "-" : shares.map(({ charge }) => money(charge.hammer)).join(" + ")}
      </td>
    </tr>
  );
}

function buyerOf(
  { paddle, quantity }: LotResult["shares"][number],
  { texts: { lots }, name }: TablePlace,
): string {
  const paddleText = quantity === 1 ? lots.paddle(paddle) : lots.units(paddle, quantity);
  const known = name(paddle);
  return known === null ? paddleText : `${paddleText}, ${known}`;
}
