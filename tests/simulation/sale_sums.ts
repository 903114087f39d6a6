// What many simulated sales came to together, as a table.

import type { SaleReport } from "./sale_simulation.ts";

const summed = [
  "events",
  "bids",
  "accepted",
  "bidders",
  "joins",
  "checkpoints",
  "crashes",
  "rekeys",
  "pathChanges",
  "datagrams",
  "seals",
  "steps",
] as const;

const captions: { readonly [name in (typeof summed)[number]]: string } = {
  events: "events recorded",
  bids: "bids signed",
  accepted: "bids accepted",
  bidders: "bidders",
  joins: "joins",
  checkpoints: "checkpoints believed",
  crashes: "crashes",
  rekeys: "keys made anew",
  pathChanges: "paths chosen",
  datagrams: "datagrams",
  seals: "nonces used",
  steps: "steps",
};

/** Adds up reports. */
export class SaleSums {
  readonly #sums = new Map<string, number>();
  readonly #faults = new Map<string, number>();
  #virtualMs = 0;
  #slowest = { healingMs: 0, seed: 0 };
  sales = 0;

  add(report: SaleReport): void {
    this.sales++;
    for (const name of summed) add(this.#sums, { name, by: report[name] });
    for (const [name, by] of Object.entries(report.faults)) add(this.#faults, { name, by });
    this.#virtualMs += report.virtualMs;
    const { healingMs, seed } = report;
    if (healingMs > this.#slowest.healingMs) this.#slowest = { healingMs, seed };
  }

  /** How many faults struck. */
  get faults(): number {
    return this.#faults.values().reduce((sum, count) => sum + count, 0);
  }

  /** One sum by its name. */
  of(name: (typeof summed)[number]): number {
    return this.#sums.get(name) ?? 0;
  }

  /** The table, line by line. */
  lines(): readonly string[] {
    const { healingMs, seed } = this.#slowest;
    const rows: (readonly [string, string])[] = [
      ["sales", `${this.sales}`],
      ...summed.map((name) => [captions[name], `${this.of(name)}`] as const),
      ["virtual hours", (this.#virtualMs / 3_600_000).toFixed(1)],
      ["longest healing", `${(healingMs / 1_000).toFixed(1)} s (seed ${seed})`],
      ["faults", `${this.faults}`],
      ...[...this.#faults].sort().map(([name, count]) => [`  ${name}`, `${count}`] as const),
    ];
    const width = Math.max(...rows.map(([caption]) => caption.length));
    return rows.map(([caption, text]) => `${caption.padEnd(width)}  ${text}`);
  }
}

function add(
  sums: Map<string, number>,
  { name, by }: { readonly name: string; readonly by: number },
): void {
  sums.set(name, (sums.get(name) ?? 0) + by);
}
