// The report of `deno task bench page` as lines of text: the pages side by side, then the house.

import type { HouseReport } from "./house_cost.ts";
import type { Latency } from "./latency.ts";
import type { PageBenchReport, PageReport } from "./page.ts";

const nameColumns = 26;
const cellColumns = 16;
const parts = ["p50", "p95", "p99", "max"] as const;

/** The table. */
export function pageTable({ pages, lots, events, house }: PageBenchReport): string {
  const row = (name: string, cell: (page: PageReport) => string | number) =>
    line(name, pages.map(cell));
  const latency = (name: string, of: (page: PageReport) => Latency) =>
    parts.map((part) => row(`${name} ${part}, ms`, (page) => of(page)[part].toFixed(1)));
  return [
    row(`${lots} lots`, ({ name }) => name),
    row("events shown", ({ paint }) => `${paint.count} of ${events}`),
    ...latency("paint", ({ paint }) => paint),
    row("keys and presses", ({ answers }) => answers.count),
    ...latency("answer", ({ answers }) => answers),
    row("long tasks at first", ({ longTasksAtFirst }) => longTasksAtFirst),
    row("long tasks after", ({ longTasks }) => longTasks),
    row("longest after, ms", ({ longestMs }) => longestMs.toFixed(0)),
    row("nodes", ({ memory: { before, after } }) => `${before.nodes} ${after.nodes}`),
    row("listeners", ({ memory: { before, after } }) => `${before.listeners} ${after.listeners}`),
    row(
      "heap, KiB",
      ({ memory: { before, after } }) => `${kib(before.heapBytes)} ${kib(after.heapBytes)}`,
    ),
    row("load, KiB", ({ loadBytes }) => kib(loadBytes)),
    row("complaints", ({ complaints }) => complaints.length),
    ...pages.flatMap(({ name, complaints }) => complaints.map((text) => `${name}: ${text}`)),
    "",
    ...houseLines(house),
  ].join("\n");
}

function houseLines({ costs, bids }: HouseReport): readonly string[] {
  return [
    line("the house", ["events a second", "processor, ms/s", "KiB/s for a page"]),
    ...costs.map(({ pages, rate, processorMs, bytesPerPage }) =>
      line(`pages: ${pages}`, [rate, processorMs?.toFixed(0) ?? "?", kib(bytesPerPage)])
    ),
    "",
    line("a bid's answer", ["no page", `${bids.pages} pages`]),
    line("bids", [bids.alone.count, bids.beside.count]),
    ...parts.map((part) =>
      line(`${part}, ms`, [bids.alone[part].toFixed(1), bids.beside[part].toFixed(1)])
    ),
  ];
}

function line(name: string, cells: readonly (string | number)[]): string {
  return name.padEnd(nameColumns) +
    cells.map((cell) => String(cell).padStart(cellColumns)).join("");
}

function kib(bytes: number): string {
  return (bytes / 1_024).toFixed(1);
}
