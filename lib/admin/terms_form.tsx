// The terms of the sale: as one sentence, and as a form while they can still be set. And the lots
// with a clock, which are opened together.

import type { SaleView } from "../auction/view.ts";
import { formatMoney } from "../base/money_text.ts";
import { PaperFormat } from "../settlement/paper.ts";
import { termsText } from "../settlement/terms_text.ts";
import type { CatalogueTexts } from "./catalogue_texts.ts";
import type { ConsoleContext } from "./console_page.ts";

/** How many further steps of the premium the form has. */
const FURTHER_STEPS = [1, 2] as const;

/** Whether the first lot has opened: from then on the terms stand. */
export function areTermsFixed(view: SaleView): boolean {
  return view.phase !== "draft";
}

/** The terms in words. */
export function termsSentence({ house, language, timeZone }: ConsoleContext): string {
  const { view } = house.snapshot();
  if (view.currency === "") return "";
  const format = new PaperFormat(view.currency, { language, timeZone, issuer: null, note: null });
  return termsText(view.terms, { format, language });
}

/** The form; what is set now stands in its fields. */
export function TermsForm(
  { texts, context }: {
    readonly texts: CatalogueTexts["terms"];
    readonly context: ConsoleContext;
  },
) {
  const { terms, currency } = context.house.snapshot().view;
  const { language } = context;
  const percent = (rate: number | undefined) => rate === undefined ? "" : String(rate / 100);
  const tier = (at: number) => terms?.premium[at];
  return (
    <form
      class="terms-form"
      data-action="/api/v1/sale/terms"
      data-body='{"premium":[{"from":0}]}'
      data-confirm={texts.question}
      data-verb={texts.button}
      data-effects={JSON.stringify(texts.effects)}
      data-done={texts.done}
    >
      <Percent
        name="premium.0.ratePercent"
        label={texts.rate}
        value={percent(tier(0)?.rate ?? 0)}
        required
      />
      {FURTHER_STEPS.map((at) => {
        const known = tier(at);
        const from = known === undefined ? "" : formatMoney(known.from, { currency, language });
        return <FurtherStep at={at} from={from} rate={percent(known?.rate)} texts={texts} />;
      })}
      <Percent name="taxPercent" label={texts.tax} value={percent(terms?.taxRate ?? 0)} required />
      <div class="field">
        <label for="terms-tax-on">{texts.taxOn}</label>
        <select id="terms-tax-on" name="taxOn">
          <option value="premium" selected={terms?.taxOn !== "hammer_and_premium"}>
            {texts.onPremium}
          </option>
          <option value="hammer_and_premium" selected={terms?.taxOn === "hammer_and_premium"}>
            {texts.onAll}
          </option>
        </select>
      </div>
      <button type="submit">{texts.button}</button>
    </form>
  );
}

function FurtherStep(
  { at, from, rate, texts }: {
    readonly at: number;
    readonly from: string;
    readonly rate: string;
    readonly texts: CatalogueTexts["terms"];
  },
) {
  return (
    <>
      <div class="field">
        <label for={`terms-from-${at}`}>{texts.from(at + 1)}</label>
        <input
          id={`terms-from-${at}`}
          name={`premium.${at}.from`}
          data-kind="money"
          inputmode="decimal"
          autocomplete="off"
          value={from}
        />
      </div>
      <Percent name={`premium.${at}.ratePercent`} label={texts.rateFrom(at + 1)} value={rate} />
    </>
  );
}

function Percent(
  { name, label, value, required = false }: {
    readonly name: string;
    readonly label: string;
    readonly value: string;
    readonly required?: boolean;
  },
) {
  const id = `terms-${name.replaceAll(".", "-")}`;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        name={name}
        type="number"
        data-kind="number"
        min="0"
        max="100"
        step="0.01"
        value={value}
        required={required}
      />
    </div>
  );
}

/** How many lots with a clock wait to open. */
export function timedAhead(view: SaleView): number {
  return [...view.lots.values()]
    .filter(({ status, lot }) => status === "catalogued" && lot.closing.type === "timed").length;
}

/** Opens all of them. */
export function OpenTimedForm(
  { texts, count }: { readonly texts: CatalogueTexts["timed"]; readonly count: number },
) {
  if (count === 0) return <p class="soft">{texts.none}</p>;
  return (
    <>
      <p>{texts.help(count)}</p>
      <form
        class="terms-form"
        data-action="/api/v1/lots/open-timed"
        data-confirm={texts.question}
        data-verb={texts.button}
        data-preview=""
        data-done={texts.done}
      >
        <div class="field">
          <label for="stagger">{texts.stagger}</label>
          <input
            id="stagger"
            name="staggerSeconds"
            type="number"
            data-kind="number"
            min="0"
            max="3600"
            step="any"
            value="0"
            aria-describedby="stagger-help"
          />
          <p id="stagger-help" class="soft small">{texts.staggerHelp}</p>
        </div>
        <button type="submit">{texts.button}</button>
      </form>
    </>
  );
}
