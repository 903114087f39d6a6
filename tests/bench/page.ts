// How a page keeps up with a busy sale: events come at a steady rate, and for each the time is taken
// from its command to the frame that shows it, in a real browser. Meanwhile a person types and
// presses. Tasks that hold the page up for longer than 50 ms are counted: nobody can bid on it then.

import type { Browser } from "playwright-core";
import { AnswerWatch } from "../browser/support/answer_watch.ts";
import { Chromium } from "../browser/support/chromium.ts";
import { type PageMemory, pageMemory } from "../browser/support/page_memory.ts";
import { PageStage } from "../browser/support/page_stage.ts";
import { type Painted, PaintWatch } from "../browser/support/paint_watch.ts";
import { type HouseReport, measureHouse } from "./house_cost.ts";
import { type Latency, latencyOf } from "./latency.ts";
import { type BenchedPage, type BenchStage, openBenchStage } from "./page_stage.ts";
import { steadily } from "./steadily.ts";

/** How much happens, and for how long. */
export interface PageBenchSettings {
  readonly lots: number;
  /** Events a second. */
  readonly rate: number;
  readonly seconds: number;
}

/** What was measured of one page. */
export interface PageReport {
  readonly name: string;
  /** What came over the wire until the page was whole, its stream included. */
  readonly loadBytes: number;
  /** Milliseconds from an event's command to the frame that shows it, or a later one. */
  readonly paint: Latency;
  /** Milliseconds from a key or a press to the next frame. */
  readonly answers: Latency;
  /** While the page was made, and from then on. */
  readonly longTasksAtFirst: number;
  readonly longTasks: number;
  /** The longest of those after the first; 0 where there was none. */
  readonly longestMs: number;
  readonly memory: { readonly before: PageMemory; readonly after: PageMemory };
  /** What went wrong in the page; none, or the rest is worth nothing. */
  readonly complaints: readonly string[];
}

/** What was measured. */
export interface PageBenchReport extends PageBenchSettings {
  /** Those that every page shows. */
  readonly events: number;
  /** The peer is the last one. */
  readonly pages: readonly PageReport[];
  readonly house: HouseReport;
}

/** An event and when it was asked for, in milliseconds of the epoch. */
interface Happened {
  readonly number: number;
  readonly atMs: number;
}

interface Watched {
  readonly page: BenchedPage;
  readonly stage: PageStage;
  readonly paints: PaintWatch;
  readonly answers: AnswerWatch;
  readonly loadBytes: number;
  /** How many long tasks there were when the page was whole. */
  readonly longTasksAtFirst: number;
  readonly memory: PageMemory;
}

/** How often a person types a letter, and presses a button, on each page. */
const personMs = 500;

/** Measures the pages of `openBenchStage`, all at once in one browser, and then the house's part. */
export async function benchPages(
  settings: PageBenchSettings,
  say: (text: string) => void,
): Promise<PageBenchReport> {
  say(`a house with ${settings.lots} lots ...`);
  await using bench = await openBenchStage(settings.lots);
  const shown = await watchPages(bench, { settings, say });
  const house = await measureHouse(bench, { settings, say });
  return { ...settings, ...shown, house };
}

async function watchPages(
  bench: BenchStage,
  { settings, say }: {
    readonly settings: PageBenchSettings;
    readonly say: (text: string) => void;
  },
): Promise<Pick<PageBenchReport, "events" | "pages">> {
  await using owned = new AsyncDisposableStack();
  const { browser } = owned.use(await Chromium.launch());
  const watched: Watched[] = [];
  for (const page of bench.pages) {
    const opened = await openWatched(browser, page);
    owned.use(opened.stage);
    watched.push(opened);
  }
  const { rate, seconds } = settings;
  say(`${rate} events a second for ${seconds} s ...`);
  const leaves = new AbortController();
  const people = Promise.all(watched.map((one) => playPerson(one, leaves.signal)));
  const happened = await happenSteadily(bench, settings);
  leaves.abort();
  await people;
  const last = happened.at(-1)?.number ?? 0;
  await Promise.all(watched.map(({ paints }) => paints.painted(last)));
  const pages: PageReport[] = [];
  for (const one of watched) pages.push(await told(one, happened));
  return { events: happened.length, pages };
}

async function openWatched(browser: Browser, page: BenchedPage): Promise<Watched> {
  const stage = await PageStage.open(browser);
  const { session } = stage;
  const paints = await PaintWatch.on(session, { shown: page.shown });
  const answers = await AnswerWatch.on(session);
  await page.open(stage);
  await stage.page.locator(page.whole).first().waitFor({ state: "attached" });
  return {
    page,
    stage,
    paints,
    answers,
    loadBytes: stage.cost().transferredBytes,
    memory: await pageMemory(session),
    longTasksAtFirst: paints.longTasks().length,
  };
}

/** A letter, the letter away, a press; by keys alone, so that only the page has work with it. */
async function playPerson({ page, stage }: Watched, signal: AbortSignal): Promise<void> {
  const { keyboard } = stage.page;
  for (let turn = 0; !signal.aborted; turn++) {
    const next = new Promise((resolve) => setTimeout(resolve, personMs));
    await stage.page.locator(page.field).first().focus();
    await keyboard.press(turn % 2 === 0 ? "1" : "Backspace");
    await stage.page.locator(page.button).first().focus();
    await keyboard.press("Enter");
    await next;
  }
}

async function happenSteadily(
  bench: BenchStage,
  settings: PageBenchSettings,
): Promise<readonly Happened[]> {
  const happened: Happened[] = [];
  await steadily(settings, async () => {
    const atMs = performance.timeOrigin + performance.now();
    const number = await bench.happen();
    if (number !== null) happened.push({ number, atMs });
  });
  return happened;
}

async function told(one: Watched, happened: readonly Happened[]): Promise<PageReport> {
  const { page, stage, paints, answers, longTasksAtFirst, loadBytes } = one;
  const painted = paints.notices.all.filter((notice) => notice.type === "painted");
  const longMs = paints.longTasks().slice(longTasksAtFirst).map(({ ms }) => ms);
  return {
    name: page.name,
    loadBytes,
    paint: latencyOf(paintMs(happened, painted)),
    answers: latencyOf(answers.answers.all.map(({ ms }) => ms)),
    longTasksAtFirst,
    longTasks: longMs.length,
    longestMs: Math.max(0, ...longMs),
    memory: { before: one.memory, after: await pageMemory(stage.session) },
    complaints: stage.takeComplaints().filter((text) => !isRefusal(text)),
  };
}

/** In a busy sale a bid may come too late, as it should: browsers write a refusal as an error. */
function isRefusal(complaint: string): boolean {
  return /^409: |^console error: .* 409 /.test(complaint);
}

/** How long each event took; both lists are in the order of their numbers. */
export function paintMs(
  happened: readonly Happened[],
  painted: readonly Omit<Painted, "type">[],
): readonly number[] {
  let next = 0;
  return happened.flatMap(({ number, atMs }) => {
    while ((painted[next]?.shown ?? Infinity) < number) next += 1;
    const frame = painted[next];
    return frame === undefined ? [] : [frame.atMs - atMs];
  });
}
