// The benchmark's findings for a person: quiet and flood side by side.

import type { FloodBenchReport, PhaseReport } from "./flood.ts";
import type { Latency } from "./latency.ts";

/** The report as lines of text. */
export function floodTable(report: FloodBenchReport): string {
  const { quiet, flood, sent, counted, residentKiB } = report;
  const rows = [
    ["", "quiet", "flood"],
    row("bids accepted", report, ({ accepted, bids }) => `${accepted} of ${bids}`),
    row("overheard bidder's", report, (p) => `${p.overheardAccepted} of ${p.overheardBids}`),
    ...latencyRows("answer", quiet.answers, flood.answers),
    ...latencyRows("event", quiet.events, flood.events),
    row("newcomers let in", report, ({ joined, joins }) => `${joined} of ${joins}`),
    ...latencyRows("join", quiet.joining, flood.joining),
    row("not live, lines", report, ({ lagging }) => `${lagging}`),
  ];
  const perSecond = (count: number) => Math.round(count / sent.ms * 1_000);
  const reasons = Object.entries(counted).map(([name, count]) => `  ${name} ${count}`);
  return [
    ...rows.map(([name = "", left = "", right = ""]) =>
      `${name.padEnd(24)}${left.padStart(14)}${right.padStart(14)}`
    ),
    `flood: ${perSecond(sent.toHouse)} datagrams/s at the house, ` +
    `${perSecond(sent.toGroup)} at the group, ${perSecond(sent.connections)} connections/s, ` +
    `for ${Math.round(sent.ms / 1_000)} s; ${sent.unsent} did not leave` +
    (sent.stopped ? "" : "; it ended before all was measured"),
    `house, MiB resident before, during, after: ` +
    residentKiB.map((kib) => Math.round(kib / 1_024)).join(", "),
    "counted by the house during the flood:",
    ...reasons,
  ].join("\n");
}

function row(
  name: string,
  { quiet, flood }: FloodBenchReport,
  cell: (phase: PhaseReport) => string,
): readonly string[] {
  return [name, cell(quiet), cell(flood)];
}

function latencyRows(name: string, quiet: Latency, flood: Latency): readonly (readonly string[])[] {
  return (["p50", "p90", "p99", "max"] as const).map((
    part,
  ) => [`${name} ${part}, ms`, quiet[part].toFixed(1), flood[part].toFixed(1)]);
}
