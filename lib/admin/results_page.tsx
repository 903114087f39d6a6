// The page of results: what the sale has brought, what each paddle owes, the papers, closing the
// sale, and what to do on the morning after.

import { formatMoney, shownCurrency } from "../base/money_text.ts";
import { lotResults } from "../settlement/lot_result.ts";
import { paddleTotals, type SaleTotals, saleTotals } from "../settlement/sale_totals.ts";
import { isPreliminary } from "../settlement/settled_sale.ts";
import { type Row, RowMemo } from "../web/region.ts";
import { rendered, renderedRows } from "../web/rendered.ts";
import type { ConsoleContext, ConsolePage } from "./console_page.ts";
import { FIRST_ROWS } from "./list_of.tsx";
import {
  BuyerTable,
  LotResultHead,
  LotResultRow,
  Paper,
  RESULT_LIST,
  type TablePlace,
} from "./results_tables.tsx";
import { RESULTS_TEXTS, type ResultsTexts } from "./results_texts.ts";
import { BackupButton, Checkpoint, CloseSale } from "./sale_close.tsx";

/** The results. */
export const resultsPage: ConsolePage = {
  name: "results",
  path: "/results",
  styles: ["web/stacked_table.css", "admin/results_page.css"],
  scripts: [],
  hasControls: true,
  title: (texts) => texts.pages.results,
  body: (context) => <Body context={context} />,
  live(context) {
    const parts = new ResultsParts(context);
    return {
      regions: () => {
        const now = parts.now();
        return [
          { id: "standing", html: now.standing() },
          { id: "totals", html: now.totals() },
          { id: "buyers", html: now.buyers() },
          { id: "close-sale", html: now.close() },
          { id: "checkpoint", html: now.checkpoint() },
          { id: RESULT_LIST, rows: now.lots() },
          { id: "say", html: now.standing() },
        ];
      },
    };
  },
};

function Body({ context }: { readonly context: ConsoleContext }) {
  const texts = RESULTS_TEXTS[context.language];
  const now = new ResultsParts(context).now();
  return (
    <>
      <h1>{texts.title}</h1>
      <p id="standing">{now.standing()}</p>
      <section aria-labelledby="totals-title" class="stack">
        <h2 id="totals-title">{texts.totals.title}</h2>
        <dl id="totals" class="results-totals">{rendered(now.totals())}</dl>
      </section>
      <div class="results-cards">
        <Papers texts={texts.papers} />
        <section class="card" aria-labelledby="close-title">
          <h2 id="close-title">{texts.close.title}</h2>
          <div id="close-sale" class="stack">{rendered(now.close())}</div>
        </section>
        <section class="card" aria-labelledby="backup-title">
          <h2 id="backup-title">{texts.backup.title}</h2>
          <p>{texts.backup.help}</p>
          <BackupButton texts={texts.backup} />
        </section>
        <section class="card" aria-labelledby="checkpoint-title">
          <h2 id="checkpoint-title">{texts.checkpoint.title}</h2>
          <p>{texts.checkpoint.help}</p>
          <div id="checkpoint">{rendered(now.checkpoint())}</div>
        </section>
      </div>
      <section class="stack" aria-labelledby="buyers-title">
        <h2 id="buyers-title">{texts.buyers.title}</h2>
        <div id="buyers">{rendered(now.buyers())}</div>
      </section>
      <section class="stack" aria-labelledby="lots-title">
        <h2 id="lots-title">{texts.lots.title}</h2>
        <table class="stacked">
          <LotResultHead texts={texts.lots} />
          <tbody
            id={RESULT_LIST}
          >
            {renderedRows(now.lots().slice(0, FIRST_ROWS))}
          </tbody>
        </table>
      </section>
      <section class="card" aria-labelledby="after-title">
        <h2 id="after-title">{texts.after.title}</h2>
        <ol class="results-steps">
          {texts.after.steps.map((step) => <li>{step}</li>)}
        </ol>
      </section>
      <p id="say" hidden>{now.standing()}</p>
    </>
  );
}

function Papers({ texts }: { readonly texts: ResultsTexts["papers"] }) {
  return (
    <section class="card" aria-labelledby="papers-title">
      <h2 id="papers-title">{texts.title}</h2>
      <p>{texts.help}</p>
      <ul class="results-papers">
        <li>
          <Paper path="invoices">{texts.invoices}</Paper>
        </li>
        <li>
          <Paper path="report">{texts.report}</Paper>
        </li>
        <li>
          <Paper path="results.csv">{texts.csv}</Paper>
        </li>
        <li>
          <Paper path="results">{texts.json}</Paper>
        </li>
      </ul>
    </section>
  );
}

/** The page's live parts: rows are kept between two moments, sums are made once for each. */
class ResultsParts {
  readonly #context: ConsoleContext;
  readonly #lots = new RowMemo();

  constructor(context: ConsoleContext) {
    this.#context = context;
  }

  /** The parts at this moment. */
  now() {
    const { house, language } = this.#context;
    const texts = RESULTS_TEXTS[language];
    const { view } = house.snapshot();
    const { notes, names } = house.settlement();
    const results = lotResults({ view, notes });
    const money = { currency: shownCurrency(view), language };
    const place: TablePlace = {
      texts,
      language,
      money: (cents) => formatMoney(cents, money),
      name: (paddle) => names.get(paddle) ?? null,
    };
    return {
      standing: () => isPreliminary({ view }) ? texts.preliminary : texts.isFinal,
      totals: () => String(<Totals totals={saleTotals(results)} place={place} />),
      buyers: () => String(<BuyerTable totals={paddleTotals(results)} place={place} />),
      close: () => String(<CloseSale view={view} texts={texts.close} />),
      checkpoint: () => String(<Checkpoint note={house.checkpoint()} texts={texts.checkpoint} />),
      lots: (): readonly Row[] =>
        results.map((result) => {
          const { view, isAward, withdrawalReason } = result;
          const who = result.shares.map(({ paddle }) => place.name(paddle)).join("\n");
          return this.#lots.row(
            view.lot.id,
            [view.lot, view.status, view.winner, view.allotments, isAward, withdrawalReason, who],
            () => String(<LotResultRow result={result} place={place} />),
          );
        }),
    };
  }
}

function Totals({ totals, place }: { readonly totals: SaleTotals; readonly place: TablePlace }) {
  const { texts: { totals: texts }, money } = place;
  const { lots, sold, passed, withdrawn, unfinished, charge } = totals;
  const facts: readonly (readonly [string, string])[] = [
    [texts.sold, texts.ofLots(sold, lots)],
    [texts.hammer, money(charge.hammer)],
    [texts.premium, money(charge.premium)],
    [texts.tax, money(charge.tax)],
    [texts.owed, money(charge.total)],
    [texts.unsold, String(passed + withdrawn)],
    [texts.unfinished, String(unfinished)],
  ];
  return (
    <>
      {facts.map(([name, value]) => (
        <div>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </>
  );
}
