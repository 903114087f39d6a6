// The page of the catalogue: loading lots, what is wrong in the items folder, the terms of the sale,
// and all lots with what can still become of them.

import { lotsAhead } from "../auction/ring_lot.ts";
import { describeProblem } from "../catalogue/problem.ts";
import { type Row, RowMemo } from "../web/region.ts";
import { CATALOGUE_TEXTS, type CatalogueTexts } from "./catalogue_texts.ts";
import type { ConsoleContext, ConsolePage } from "./console_page.ts";
import { FIRST_ROWS, ListOf } from "./list_of.tsx";
import { LotDrop } from "./lot_drop.tsx";
import { LOT_LIST, LotRow } from "./lot_row.tsx";
import {
  areTermsFixed,
  OpenTimedForm,
  TermsForm,
  termsSentence,
  timedAhead,
} from "./terms_form.tsx";
import { rendered } from "../web/rendered.ts";

/** The catalogue. */
export const cataloguePage: ConsolePage = {
  name: "catalogue",
  path: "/catalogue",
  styles: ["web/lot_picture.css", "admin/catalogue_page.css"],
  scripts: ["web/list_filter.js", "admin/lot_drop.js"],
  hasControls: true,
  title: (texts) => texts.pages.catalogue,
  body: (context) => <Body context={context} />,
  live(context) {
    const parts = new CatalogueParts(context);
    return {
      regions: (nowMs) => [
        { id: "item-reports", html: parts.reports() },
        { id: "terms", html: parts.terms() },
        { id: "open-timed", html: parts.timed() },
        { id: "lot-count", html: parts.count() },
        { id: LOT_LIST, rows: parts.lots(nowMs) },
        { id: "say", html: parts.count() },
      ],
    };
  },
};

function Body({ context }: { readonly context: ConsoleContext }) {
  const { language } = context;
  const texts = CATALOGUE_TEXTS[language];
  const parts = new CatalogueParts(context);
  const lots = parts.lots(context.clock.nowMs()).slice(0, FIRST_ROWS);
  return (
    <>
      <h1>{texts.title}</h1>
      <section id="item-reports">{rendered(parts.reports())}</section>
      <LotDrop texts={texts} language={language} />
      <div class="catalogue-sale">
        <section class="card" aria-labelledby="terms-title">
          <h2 id="terms-title">{texts.terms.title}</h2>
          <div id="terms" class="stack">{rendered(parts.terms())}</div>
        </section>
        <section class="card" aria-labelledby="timed-title">
          <h2 id="timed-title">{texts.timed.title}</h2>
          <div id="open-timed" class="stack">{rendered(parts.timed())}</div>
        </section>
      </div>
      <section class="stack" aria-labelledby="lots-title">
        <div class="row apart">
          <h2 id="lots-title">{texts.lots.title}</h2>
          <p id="lot-count" class="soft">{parts.count()}</p>
        </div>
        <div class="field catalogue-filter">
          <label for="lot-filter">{texts.lots.filter}</label>
          <input
            id="lot-filter"
            type="search"
            data-filters={LOT_LIST}
            data-none="lot-none"
            autocomplete="off"
          />
        </div>
        <p id="lot-none" class="soft" role="status" hidden>{texts.lots.noneLeft}</p>
        <ListOf id={LOT_LIST} rows={lots} class="catalogue-lots" />
      </section>
      <p id="say" hidden>{parts.count()}</p>
    </>
  );
}

/** The page's live parts. */
class CatalogueParts {
  readonly #context: ConsoleContext;
  readonly #texts: CatalogueTexts;
  readonly #lots = new RowMemo();

  constructor(context: ConsoleContext) {
    this.#context = context;
    this.#texts = CATALOGUE_TEXTS[context.language];
  }

  reports(): string {
    const { house, language } = this.#context;
    const { title, help } = this.#texts.reports;
    const problems = house.reports();
    if (problems.length === 0) return "";
    return String(
      <div class="card catalogue-reports">
        <h2>{title(new Set(problems.map(({ file }) => file)).size)}</h2>
        <p>{help}</p>
        <ul class="stack">
          {problems.map(({ file, problem }) => (
            <li>
              <strong>
                <bdi>{file}</bdi>
              </strong>
              : {describeProblem(problem, language)}
            </li>
          ))}
        </ul>
      </div>,
    );
  }

  terms(): string {
    const { terms } = this.#texts;
    const context = this.#context;
    const isFixed = areTermsFixed(context.house.snapshot().view);
    return String(
      <>
        <p>
          <strong>{termsSentence(context)}</strong>
        </p>
        <p class="soft">{isFixed ? terms.fixed : terms.help}</p>
        {isFixed ? null : <TermsForm texts={terms} context={context} />}
      </>,
    );
  }

  timed(): string {
    const count = timedAhead(this.#context.house.snapshot().view);
    return String(<OpenTimedForm texts={this.#texts.timed} count={count} />);
  }

  count(): string {
    const { view } = this.#context.house.snapshot();
    const { lots } = this.#texts;
    return view.lots.size === 0 ? lots.none : lots.count(view.lots.size, lotsAhead(view).length);
  }

  lots(nowMs: number): readonly Row[] {
    const { house, language, timeZone } = this.#context;
    const { view } = house.snapshot();
    const texts = this.#texts.lots;
    const place = { language, timeZone, currency: view.currency, nowMs };
    return [...view.lots.values()].map((lot) =>
      this.#lots.row(
        lot.lot.id,
        [lot.lot, lot.status, lot.winner, lot.opening],
        () => String(<LotRow lot={lot} texts={texts} place={place} />),
      )
    );
  }
}
