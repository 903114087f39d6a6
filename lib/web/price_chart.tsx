// How a lot's price came to be, as a drawing made by the server.
//
// No script and no library: two paths in an SVG that the page stretches to its width. What it shows
// is said in a sentence too, for who does not see it.

import type { BidEntry } from "../auction/bid_book.ts";
import { formatMoney } from "../base/money_text.ts";
import { formatTimeOfDay, type TimePlace } from "../base/time_text.ts";
import { CHART_HEIGHT, CHART_WIDTH, type PriceSteps, priceSteps } from "./price_steps.ts";
import { WEB_TEXTS } from "./web_texts.ts";

/** Which lot, and for whom. */
export interface PriceChartProps extends TimePlace {
  readonly lot: string;
  /** Of this lot alone, oldest first. */
  readonly entries: readonly BidEntry[];
  /** ISO 4217. */
  readonly currency: string;
  /** Whether bids stay secret until the end. */
  readonly isSealed: boolean;
}

/** The drawing, or a sentence where there is nothing to draw. */
export function PriceChart(props: PriceChartProps) {
  const { entries, currency, language, isSealed } = props;
  const texts = WEB_TEXTS[language].chart;
  const steps = priceSteps(entries);
  if (steps === null) return <p class="soft">{isSealed ? texts.sealed : texts.empty}</p>;
  const money = (cents: number) => formatMoney(cents, { currency, language });
  const { first, last, highest, lowest } = steps;
  return (
    <figure class="price-chart">
      <p class="price-chart-scale" aria-hidden="true">
        <span>{money(highest)}</span>
        {lowest === highest ? null : <span>{money(lowest)}</span>}
      </p>
      <svg
        role="img"
        aria-label={sentence(steps, props)}
        viewBox={`0 0 ${CHART_WIDTH} ${CHART_HEIGHT}`}
        preserveAspectRatio="none"
      >
        <path class="price-chart-line" d={steps.line} />
        <path class="price-chart-fallen" d={steps.fallen} />
        <path class="price-chart-dots" d={steps.dots} />
        <path class="price-chart-end" d={steps.end} />
      </svg>
      <p class="price-chart-times" aria-hidden="true">
        <span>{formatTimeOfDay(first.at, props)}</span>
        <span>{formatTimeOfDay(last.at, props)}</span>
      </p>
      {steps.undone === 0
        ? null
        : <figcaption class="small soft" aria-hidden="true">{texts.dashed}</figcaption>}
    </figure>
  );
}

function sentence({ first, last, steps, undone }: PriceSteps, props: PriceChartProps): string {
  const { lot, currency, language } = props;
  const money = (cents: number) => formatMoney(cents, { currency, language });
  return WEB_TEXTS[language].chart.summary({
    lot,
    from: money(first.price),
    fromTime: formatTimeOfDay(first.at, props),
    to: money(last.price),
    toTime: formatTimeOfDay(last.at, props),
    steps,
    undone,
  });
}
