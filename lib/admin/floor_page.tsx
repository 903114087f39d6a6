// The sale floor: the console's first page, from which a sale is led.
//
// Left the lot in the ring and what is done with it, right what happens and what is still to come.
// The page follows the sale by itself, unless its address names a lot.

import { rendered, renderedRows } from "../web/rendered.ts";
import { isSealed } from "../auction/lot.ts";
import { lotsAhead } from "../auction/ring_lot.ts";
import { PriceChart } from "../web/price_chart.tsx";
import { type Region, RowMemo } from "../web/region.ts";
import { AfterHammer } from "./after_hammer.tsx";
import { TICKER, tickerRows } from "./bid_ticker.tsx";
import type { ConsoleContext, ConsolePage } from "./console_page.ts";
import { FloorHead, LiveLots } from "./floor_head.tsx";
import { floorSay } from "./floor_say.ts";
import { type FloorScene, floorScene } from "./floor_scene.ts";
import { OVER, overRows, QUEUE, queuePreview, queueRows } from "./lot_queue.tsx";
import { RingActions, RingMore } from "./ring_actions.tsx";
import { RingCard } from "./ring_card.tsx";
import { MessageForm, SaleActions } from "./sale_actions.tsx";

/** How many entries of the list of lots are in the page as it is first sent. */
const firstRowsMax = 40;

/** The sale floor. */
export const floorPage: ConsolePage = {
  name: "floor",
  path: "/",
  styles: [
    "web/lot_picture.css",
    "web/price_chart.css",
    "admin/floor_page.css",
    "admin/ring_card.css",
    "admin/ring_actions.css",
    "admin/bid_ticker.css",
    "admin/lot_queue.css",
  ],
  scripts: ["web/lot_clock.js", "web/list_filter.js", "admin/lot_queue.js", "admin/floor_page.js"],
  hasControls: true,
  title: (texts) => texts.pages.floor,
  body: (context) => <Floor context={context} />,
  live(context) {
    const memos = { queue: new RowMemo(), over: new RowMemo() };
    return {
      regions(nowMs) {
        const scene = floorScene(context, nowMs);
        return [
          ...parts(context, scene),
          { id: TICKER, rows: tickerRows(context.house.book().newest(), scene) },
          { id: QUEUE, rows: queueRows({ scene, memo: memos.queue }) },
          { id: OVER, rows: overRows({ scene, memo: memos.over }) },
        ];
      },
    };
  },
};

/** What of the page changes as a whole. */
function parts(context: ConsoleContext, scene: FloorScene): readonly (Region & { html: string })[] {
  const { house } = context;
  const { shown, texts, view } = scene;
  return [
    { id: "floor-head", html: String(<FloorHead house={house} scene={scene} />) },
    { id: "floor-live", html: String(<LiveLots scene={scene} />) },
    {
      id: "ring",
      html: shown === null
        ? String(<p>{texts.noLots}</p>)
        : String(<RingCard lot={shown} scene={scene} />),
    },
    {
      id: "ring-do",
      html: shown === null ? "" : String(<RingActions lot={shown} scene={scene} />),
    },
    {
      id: "ring-more",
      html: shown === null ? "" : String(<RingMore lot={shown} scene={scene} />),
    },
    {
      id: "ring-chart",
      html: shown === null ? "" : String(<Chart context={context} scene={scene} />),
    },
    { id: "after-hammer", html: String(<AfterHammer house={house} scene={scene} />) },
    { id: "sale-do", html: String(<SaleActions scene={scene} />) },
    { id: "queue-title", html: texts.queue.title(lotsAhead(view).length) },
    { id: "say", html: String(<>{floorSay(scene)}</>) },
  ];
}

function Chart(
  { context, scene }: { readonly context: ConsoleContext; readonly scene: FloorScene },
) {
  const { shown, view, language, timeZone } = scene;
  if (shown === null) return null;
  const { id, format } = shown.lot;
  return (
    <PriceChart
      lot={id}
      entries={context.house.book().of(id)}
      currency={view.currency}
      isSealed={isSealed(format) && shown.endedAt === null}
      language={language}
      timeZone={timeZone}
    />
  );
}

function Floor({ context }: { readonly context: ConsoleContext }) {
  const scene = floorScene(context, context.clock.nowMs());
  const { texts } = scene;
  const html = new Map(parts(context, scene).map((part) => [part.id, part.html]));
  const filled = (id: string) => rendered(html.get(id) ?? "");
  return (
    <>
      <h1 class="unseen">{texts.title}</h1>
      <div class="floor-top">
        <div id="floor-head" class="stack">{filled("floor-head")}</div>
        <label class="floor-keys">
          <input type="checkbox" id="shortcut-keys" checked /> {texts.keys}
        </label>
      </div>
      <div id="floor-live">{filled("floor-live")}</div>
      <div class="floor-columns">
        <div class="stack floor-ring">
          <section class="card" aria-label={texts.ring.price}>
            <div id="ring">{filled("ring")}</div>
            <div id="ring-do">{filled("ring-do")}</div>
            <div id="ring-more" class="ring-more">{filled("ring-more")}</div>
          </section>
          <div id="after-hammer">{filled("after-hammer")}</div>
          <section class="card" aria-labelledby="chart-title">
            <h2 id="chart-title">{texts.chart}</h2>
            <div id="ring-chart">{filled("ring-chart")}</div>
          </section>
        </div>
        <Side context={context} scene={scene} filled={filled} />
      </div>
      <p id="say" hidden>{floorSay(scene)}</p>
    </>
  );
}

interface SideProps {
  readonly context: ConsoleContext;
  readonly scene: FloorScene;
  /** What stands in a region of the page as it is first sent. */
  readonly filled: (id: string) => unknown;
}

/** What happens, what is to come, and what concerns the whole sale. */
function Side({ context, scene, filled }: SideProps) {
  const { ticker, sale } = scene.texts;
  return (
    <div class="stack floor-side">
      <section class="card" aria-labelledby="ticker-title">
        <h2 id="ticker-title">{ticker.title}</h2>
        <ol
          id={TICKER}
          class="bid-ticker"
          data-empty={ticker.empty}
          tabindex={0}
          aria-labelledby="ticker-title"
        >
          {renderedRows(tickerRows(context.house.book().newest(), scene))}
        </ol>
      </section>
      <Queue scene={scene} filled={filled} />
      <section class="card" aria-labelledby="sale-title">
        <h2 id="sale-title">{sale.title}</h2>
        <MessageForm scene={scene} />
        <div id="sale-do">{filled("sale-do")}</div>
      </section>
    </div>
  );
}

/** The lots to come, which are found and put in order, and those that are over. */
function Queue({ scene, filled }: Omit<SideProps, "context">) {
  const { queue } = scene.texts;
  return (
    <section class="card" aria-labelledby="queue-title">
      <h2 id="queue-title">{filled("queue-title")}</h2>
      <label for="queue-filter" class="small">{queue.filter}</label>
      <input
        id="queue-filter"
        class="lot-queue-filter"
        type="search"
        autocomplete="off"
        data-filters={QUEUE}
        data-none="queue-none"
      />
      <ol
        id={QUEUE}
        class="lot-queue"
        data-moved={queue.moved}
        data-at-end={queue.atEnd}
        data-empty={queue.empty}
        tabindex={0}
        aria-labelledby="queue-title"
      >
        {renderedRows(queuePreview(scene, firstRowsMax))}
      </ol>
      <p id="queue-none" class="soft" hidden>{queue.noneFound}</p>
      <details>
        <summary>{queue.over}</summary>
        <ol
          id={OVER}
          class="lot-queue"
          data-empty={queue.noneOver}
          tabindex={0}
          aria-label={queue.over}
        >
        </ol>
      </details>
    </section>
  );
}
