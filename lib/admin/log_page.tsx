// The page of the log: who of the house did what and when, and what the house counts.

import { type Row, rowId, RowMemo } from "../web/region.ts";
import { rendered, renderedRows } from "../web/rendered.ts";
import { type ActionEntry, PROGRAM_ACTOR } from "./action.ts";
import { actionText } from "./action_texts.ts";
import type { ConsoleContext, ConsolePage } from "./console_page.ts";
import { FIRST_ROWS } from "./list_of.tsx";
import { LOG_TEXTS, type LogTexts } from "./log_texts.ts";
import { problemText } from "./problem_texts.ts";
import { timeOfDay } from "./time_of_day.ts";

const LIST = "log-list";

/** The log. */
export const logPage: ConsolePage = {
  name: "log",
  path: "/log",
  styles: ["web/stacked_table.css", "admin/log_page.css"],
  scripts: ["web/list_filter.js"],
  hasControls: true,
  title: (texts) => texts.pages.log,
  body: (context) => <Body context={context} />,
  live(context) {
    const parts = new LogParts(context);
    return {
      regions: (nowMs) => [
        { id: "log-count", html: parts.count() },
        { id: "log-people", html: parts.people() },
        { id: LIST, rows: parts.entries(nowMs) },
        { id: "counters", html: parts.counters() },
      ],
    };
  },
};

function Body({ context }: { readonly context: ConsoleContext }) {
  const texts = LOG_TEXTS[context.language];
  const parts = new LogParts(context);
  const rows = parts.entries(context.clock.nowMs()).slice(0, FIRST_ROWS);
  return (
    <>
      <h1>{texts.title}</h1>
      <p class="log-help">{texts.help}</p>
      <div class="row apart">
        <div class="field">
          <label for="log-people">{texts.person}</label>
          <select
            id="log-people"
            data-filters={LIST}
          >
            {rendered(parts.people())}
          </select>
        </div>
        <p id="log-count" class="soft">{parts.count()}</p>
      </div>
      <table class="stacked">
        <thead>
          <tr>
            <th scope="col">{texts.when}</th>
            <th scope="col">{texts.who}</th>
            <th scope="col">{texts.what}</th>
            <th scope="col">{texts.outcome}</th>
          </tr>
        </thead>
        <tbody
          id={LIST}
        >
          {renderedRows(rows)}
        </tbody>
      </table>
      <details>
        <summary>{texts.counters.title}</summary>
        <p class="soft">{texts.counters.help}</p>
        <dl
          id="counters"
          class="log-counters"
        >
          {rendered(parts.counters())}
        </dl>
      </details>
    </>
  );
}

/** The page's live parts. */
class LogParts {
  readonly #context: ConsoleContext;
  readonly #texts: LogTexts;
  readonly #rows = new RowMemo();

  constructor(context: ConsoleContext) {
    this.#context = context;
    this.#texts = LOG_TEXTS[context.language];
  }

  count(): string {
    const { length } = this.#context.house.actions();
    return length === 0 ? this.#texts.none : this.#texts.count(length);
  }

  people(): string {
    const actors = new Set(this.#context.house.actions().map(({ actor }) => actor));
    return String(
      <>
        <option value="">{this.#texts.everybody}</option>
        {[...actors].sort().map((actor) => <option value={actor}>{this.#nameOf(actor)}</option>)}
      </>,
    );
  }

  /** Newest first. Entries of one millisecond are told apart by their order. */
  entries(nowMs: number): readonly Row[] {
    const seen = new Map<number, number>();
    return this.#context.house.actions().map((entry) => {
      const same = seen.get(entry.at) ?? 0;
      seen.set(entry.at, same + 1);
      const key = `${entry.at}-${same}`;
      return this.#rows.row(key, [entry], () => this.#entry(entry, { key, nowMs }));
    }).reverse();
  }

  #entry(
    entry: ActionEntry,
    { key, nowMs }: { readonly key: string; readonly nowMs: number },
  ): string {
    const { house, language, timeZone } = this.#context;
    const texts = this.#texts;
    const { at, actor, outcome } = entry;
    const { currency } = house.snapshot().view;
    return String(
      <tr id={rowId(LIST, key)} data-group={actor}>
        <td class="log-time" data-label={texts.when}>
          {timeOfDay(at, { language, timeZone, nowMs, precise: true })}
        </td>
        <th scope="row" data-label={texts.who}>
          <bdi>{this.#nameOf(actor)}</bdi>
        </th>
        <td data-label={texts.what}>
          {actionText({ ...entry, code: null }, { language, currency })}
        </td>
        <td data-label={texts.outcome}>
          {outcome === "done" ? texts.done : <strong>{this.#refusal(entry)}</strong>}
        </td>
      </tr>,
    );
  }

  #refusal({ code }: ActionEntry): string {
    const { title } = problemText(code ?? "internal", this.#context.language);
    return this.#texts.refused(title);
  }

  #nameOf(actor: string): string {
    return actor === PROGRAM_ACTOR ? this.#texts.program : actor;
  }

  counters(): string {
    const counters = Object.entries(this.#context.house.counters()).sort();
    return String(
      <>
        {counters.map(([name, count]) => (
          <div>
            <dt>{name}</dt>
            <dd>{count}</dd>
          </div>
        ))}
      </>,
    );
  }
}
