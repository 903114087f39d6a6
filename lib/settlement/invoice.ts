// Invoices: what each paddle has won and owes, one document for each or one for all of them.
//
// An invoice names its place in the record, so that whoever gets it can check it. Who has won
// nothing gets none; a lot whose winner did not pay is on the new winner's alone.

import type { Paddle } from "../auction/lot.ts";
import { type Markup, markup, NOTHING } from "./_markup.ts";
import { paperWords } from "./_paper_words.ts";
import { termsText } from "./terms_text.ts";
import { type LotResult, lotResults, type Share } from "./lot_result.ts";
import {
  facts,
  headCells,
  paperDocument,
  PaperFormat,
  type PaperOptions,
  preliminaryNotice,
  recordSection,
  tableOf,
} from "./paper.ts";
import { type PaddleTotal, paddleTotals } from "./sale_totals.ts";
import type { SettledSale } from "./settled_sale.ts";

/** The number of a paddle's invoice: the beginning of the sale's id, and the paddle. */
export function invoiceNumber({ view }: SettledSale, paddle: Paddle): string {
  return `${(view.sale ?? "").slice(0, 8).toUpperCase()}-${paddle}`;
}

/** The invoice of one paddle as a whole HTML document, or null where it has won nothing. */
export function invoiceHtml(
  sale: SettledSale,
  { paddle, ...options }: PaperOptions & { readonly paddle: Paddle },
): string | null {
  const total = totalsOf(sale).find((one) => one.paddle === paddle);
  if (total === undefined) return null;
  const { language } = options;
  const title = `${paperWords[language].invoice} ${invoiceNumber(sale, paddle)}`;
  return paperDocument(article(total, { sale, options }), { title, language });
}

/** All invoices as one HTML document, each on pages of its own. */
export function invoicesHtml(sale: SettledSale, options: PaperOptions): string {
  const { language } = options;
  const words = paperWords[language];
  const articles = totalsOf(sale).map((total) => article(total, { sale, options }));
  const nobody = markup`<article class="invoice">${
    preliminaryNotice(sale, language)
  }<p>${words.noInvoices}</p></article>`;
  return paperDocument(articles.length === 0 ? nobody : articles, {
    title: `${words.invoices}: ${sale.view.name}`,
    language,
  });
}

/** The paddles that get an invoice, in order. */
export function invoicedPaddles(sale: SettledSale): readonly Paddle[] {
  return totalsOf(sale).map(({ paddle }) => paddle);
}

function totalsOf(sale: SettledSale): readonly PaddleTotal[] {
  return paddleTotals(lotResults(sale));
}

interface Setting {
  readonly sale: SettledSale;
  readonly options: PaperOptions;
}

function article(total: PaddleTotal, { sale, options }: Setting): Markup {
  const { language, note } = options;
  const words = paperWords[language];
  const format = new PaperFormat(sale.view.currency, options);
  return markup`<article class="invoice">
${head(total, { sale, options })}
${preliminaryNotice(sale, language)}
${table(total, { sale, options })}
<p class="pay">${words.toPay}: ${format.money(total.charge.total)}</p>
${note === null ? NOTHING : markup`<p>${note}</p>`}
<p class="small">${termsText(sale.view.terms, { format, language })}</p>
${recordSection(sale, language)}
</article>`;
}

function head({ paddle }: PaddleTotal, { sale, options }: Setting): Markup {
  const { view, notes, names } = sale;
  const words = paperWords[options.language];
  const format = new PaperFormat(view.currency, options);
  const name = names.get(paddle);
  const from = options.issuer === null
    ? []
    : [[words.from, markup`<bdi>${options.issuer}</bdi>`] as const];
  return markup`<header>
<div>
<h1>${words.invoice}</h1>
${
    facts([
      [words.number, invoiceNumber(sale, paddle)],
      [words.date, format.date(notes.closedAt ?? notes.lastAt)],
      ...from,
      [words.sale, markup`<bdi>${view.name}</bdi>`],
    ])
  }
</div>
${
    facts([
      ...(name === undefined ? [] : [[words.to, markup`<bdi>${name}</bdi>`] as const]),
      [words.paddle, paddle],
    ])
  }
</header>`;
}

function table({ shares, charge }: PaddleTotal, { sale, options }: Setting): Markup {
  const words = paperWords[options.language];
  const format = new PaperFormat(sale.view.currency, options);
  const results = new Map(lotResults(sale).map((result) => [result.view.lot.id, result]));
  const rows = shares.flatMap((share) => {
    const result = results.get(share.lot);
    return result === undefined ? [] : [row(share, { result, format })];
  });
  const numbers = [words.hammer, words.premium, words.tax, words.total];
  return tableOf(
    words.lots,
    markup`<thead><tr>${headCells([words.lot, words.title], numbers)}</tr></thead>
<tbody>${rows}</tbody>
<tfoot><tr><th scope="row" colspan="2">${words.total}</th>${format.charge(charge)}</tr></tfoot>`,
  );
}

function row(
  { lot, quantity, unitPrice, charge }: Share,
  { result: { view }, format }: { readonly result: LotResult; readonly format: PaperFormat },
): Markup {
  const units = view.lot.format.type === "uniform"
    ? markup`<br><span class="small">${quantity} × ${format.money(unitPrice)}</span>`
    : NOTHING;
  return markup`<tr><th scope="row">${lot}</th><td class="words">${
    format.title(view)
  }${units}</td>${format.charge(charge)}</tr>
`;
}
