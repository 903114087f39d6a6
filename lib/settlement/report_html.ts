// The report of a sale: the numbers, every lot with its result, who owes what, what was not sold
// and why, who did not pay, and how to verify all of it.

import type { Language } from "../base/language.ts";
import { type Markup, markup } from "./_markup.ts";
import { paperWords } from "./_paper_words.ts";
import { termsText } from "./terms_text.ts";
import { type LotResult, lotResults } from "./lot_result.ts";
import {
  facts,
  headCells,
  number,
  paperDocument,
  PaperFormat,
  type PaperOptions,
  preliminaryNotice,
  recordSection,
  tableOf,
} from "./paper.ts";
import { paddleTotals, type SaleTotals, saleTotals } from "./sale_totals.ts";
import type { SettledSale } from "./settled_sale.ts";

interface Setting {
  readonly sale: SettledSale;
  readonly results: readonly LotResult[];
  readonly totals: SaleTotals;
  readonly format: PaperFormat;
  readonly language: Language;
}

/** The report as a whole HTML document. Holds names. */
export function reportHtml(sale: SettledSale, options: PaperOptions): string {
  const { language } = options;
  const words = paperWords[language];
  const results = lotResults(sale);
  const format = new PaperFormat(sale.view.currency, options);
  const setting = { sale, results, totals: saleTotals(results), format, language };
  const report = markup`<article class="report">
<header><div><h1>${words.report}</h1><p><bdi>${sale.view.name}</bdi></p></div>${
    times(setting)
  }</header>
${preliminaryNotice(sale, language)}
<h2>${words.summary}</h2>
${summary(setting)}
<h2>${words.allLots}</h2>
${lotTable(setting)}
<h2>${words.buyers}</h2>
${buyerTable(setting)}
<h2>${words.unsold}</h2>
${unsoldTable(setting)}
<h2>${words.defaults}</h2>
${defaultTable(setting)}
<h2>${words.verify}</h2>
${recordSection(sale, language)}
</article>`;
  return paperDocument(report, { title: `${words.report}: ${sale.view.name}`, language });
}

function times({ sale: { notes }, format, language }: Setting): Markup {
  const words = paperWords[language];
  return facts([
    [words.opened, format.time(notes.openedAt)],
    [words.closed, format.time(notes.closedAt)],
  ]);
}

function summary({ sale, totals, format, language }: Setting): Markup {
  const words = paperWords[language];
  return markup`${
    facts([
      [words.lots, totals.lots],
      [words.soldLots, totals.sold],
      [words.passedLots, totals.passed],
      [words.withdrawnLots, totals.withdrawn],
      [words.unfinishedLots, totals.unfinished],
      [words.soldByLots, format.rate(totals.soldByLots)],
      [words.soldByValue, format.rate(totals.soldByValue)],
      [words.hammer, format.money(totals.charge.hammer)],
      [words.premium, format.money(totals.charge.premium)],
      [words.tax, format.money(totals.charge.tax)],
      [words.total, format.money(totals.charge.total)],
      [words.terms, termsText(sale.view.terms, { format, language })],
    ])
  }
<p class="small">${words.soldByValueNote}</p>`;
}

function lotTable({ results, totals, format, language, sale }: Setting): Markup {
  const words = paperWords[language];
  const numbers = [words.bids, words.hammer, words.premium, words.tax, words.total];
  const rows = results.flatMap((result) => {
    const { view, shares } = result;
    const first = markup`<th scope="row">${view.lot.id}</th><td class="words">${
      format.title(view)
    }</td>`;
    const bids = number(view.standing.bids);
    if (shares.length === 0) {
      const blank = markup`<td></td><td></td><td></td><td></td>`;
      return [
        markup`<tr>${first}<td>${words.statuses[view.status]}</td><td></td>${bids}${blank}</tr>
`,
      ];
    }
    return shares.map(({ paddle, quantity, charge }) => {
      const outcome = resultText(result, { quantity, language });
      return markup`<tr>${first}<td>${outcome}</td><td>${buyerText(sale, paddle)}</td>${bids}${
        format.charge(charge)
      }</tr>
`;
    });
  });
  return tableOf(
    words.allLots,
    markup`<thead><tr>${
      headCells([words.lot, words.title, words.result, words.buyer], numbers)
    }</tr></thead>
<tbody>${rows}</tbody>
<tfoot><tr><th scope="row" colspan="5">${words.total}</th>${
      format.charge(totals.charge)
    }</tr></tfoot>`,
  );
}

function resultText(
  { view, isAward }: LotResult,
  { quantity, language }: { readonly quantity: number; readonly language: Language },
): string {
  const words = paperWords[language];
  const parts = [words.statuses[view.status]];
  if (view.lot.format.type === "uniform") parts.push(words.unitsSold(quantity));
  if (isAward) parts.push(words.award);
  return parts.join(", ");
}

function buyerText({ names }: SettledSale, paddle: string): Markup {
  const name = names.get(paddle);
  return name === undefined ? markup`${paddle}` : markup`${paddle} <bdi>${name}</bdi>`;
}

function buyerTable({ sale, results, totals, format, language }: Setting): Markup {
  const words = paperWords[language];
  const buyers = paddleTotals(results);
  if (buyers.length === 0) return markup`<p>${words.none}</p>`;
  const numbers = [words.lots, words.hammer, words.premium, words.tax, words.total];
  const rows = buyers.map(({ paddle, shares, charge }) =>
    markup`<tr><th scope="row">${buyerText(sale, paddle)}</th>${number(shares.length)}${
      format.charge(charge)
    }</tr>
`
  );
  return tableOf(
    words.buyers,
    markup`<thead><tr>${headCells([words.buyer], numbers)}</tr></thead>
<tbody>${rows}</tbody>
<tfoot><tr><th scope="row" colspan="2">${words.total}</th>${
      format.charge(totals.charge)
    }</tr></tfoot>`,
  );
}

function unsoldTable({ results, format, language }: Setting): Markup {
  const words = paperWords[language];
  const unsold = results.filter(({ view }) =>
    view.status === "passed" || view.status === "withdrawn"
  );
  if (unsold.length === 0) return markup`<p>${words.none}</p>`;
  const rows = unsold.map((result) =>
    markup`<tr><th scope="row">${result.view.lot.id}</th><td>${format.title(result.view)}</td><td>${
      words.statuses[result.view.status]
    }</td><td><bdi>${unsoldReason(result, language)}</bdi></td>${
      number(format.money(result.view.opening))
    }${number(estimateText(result, format))}</tr>
`
  );
  const names = [words.lot, words.title, words.result, words.reason];
  return tableOf(
    words.unsold,
    markup`<thead><tr>${headCells(names, [words.opening, words.estimate])}</tr></thead>
<tbody>${rows}</tbody>`,
  );
}

function unsoldReason({ view, withdrawalReason }: LotResult, language: Language): string {
  const words = paperWords[language];
  if (view.passReason !== null) return words.passReasons[view.passReason];
  return withdrawalReason ?? words.noReason;
}

function estimateText({ view: { lot: { estimate } } }: LotResult, format: PaperFormat): string {
  return estimate === null ? "-" : `${format.money(estimate.low)} - ${format.money(estimate.high)}`;
}

function defaultTable({ results, format, language }: Setting): Markup {
  const words = paperWords[language];
  const rows = results.flatMap(({ view }) =>
    view.defaulters.map((paddle) =>
      markup`<tr><th scope="row">${view.lot.id}</th><td class="words">${
        format.title(view)
      }</td><td>${words.defaulted(paddle)}</td></tr>
`
    )
  );
  if (rows.length === 0) return markup`<p>${words.none}</p>`;
  return tableOf(
    words.defaults,
    markup`<thead><tr>${headCells([words.lot, words.title, words.result], [])}</tr></thead>
<tbody>${rows}</tbody>`,
  );
}
