// deno task bench: measures the house on this machine. Nothing here passes or fails but by what
// was lost: times are for a reader to compare.

import { defineCommand } from "../../lib/command/cli.ts";
import { type CommandRun, runMain } from "../../lib/command/run_main.ts";
import { chromiumPath } from "../browser/support/chromium.ts";
import { benchAudit } from "./audit.ts";
import { benchFlood, type FloodBenchReport } from "./flood.ts";
import { floodTable } from "./flood_table.ts";
import { benchPages, type PageReport } from "./page.ts";
import { pageTable } from "./page_table.ts";

/** The description of `bench`. */
export const benchCommand = defineCommand({
  name: "bench",
  summary: {
    en: "measures bids in quiet and under a flood of junk, the audit of a long record, or a page",
    pt:
      "mede lances em silêncio e sob uma enxurrada de lixo, a auditoria de um registro longo, ou uma página",
  },
  positionals: {
    value: "WHAT",
    min: 1,
    max: 1,
    help: { en: "what to measure: flood, audit or page", pt: "o que medir: flood, audit ou page" },
  },
  flags: {
    json: {
      type: "boolean",
      help: {
        en: "one JSON object in place of the table",
        pt: "um objeto JSON no lugar da tabela",
      },
    },
    bids: {
      type: "integer",
      value: "COUNT",
      min: 1,
      max: 10_000,
      default: 100,
      help: { en: "bids in each phase, ten a second", pt: "lances em cada fase, dez por segundo" },
    },
    datagrams: {
      type: "integer",
      value: "RATE",
      min: 0,
      max: 200_000,
      default: 20_000,
      help: {
        en: "junk datagrams a second, half of them at the group",
        pt: "datagramas de lixo por segundo, metade deles no grupo",
      },
    },
    connections: {
      type: "integer",
      value: "RATE",
      min: 0,
      max: 5_000,
      default: 500,
      help: { en: "junk TCP connections a second", pt: "conexões TCP de lixo por segundo" },
    },
    addresses: {
      type: "integer",
      value: "COUNT",
      min: 1,
      max: 200,
      default: 16,
      help: {
        en: "loopback addresses of the connections; with 1 they share the bidders' own",
        pt: "endereços de loopback das conexões; com 1, o mesmo dos participantes",
      },
    },
    recorded: {
      type: "integer",
      value: "COUNT",
      min: 1,
      max: 1_000_000,
      default: 100_000,
      help: {
        en: "audit: bids in the record that is made and audited",
        pt: "audit: lances no registro que é feito e auditado",
      },
    },
    lots: {
      type: "integer",
      value: "COUNT",
      min: 20,
      max: 1_000,
      default: 500,
      help: { en: "page: lots of the sale", pt: "page: lotes do leilão" },
    },
    rate: {
      type: "integer",
      value: "RATE",
      min: 1,
      max: 200,
      default: 20,
      help: { en: "page: events a second", pt: "page: acontecimentos por segundo" },
    },
    seconds: {
      type: "integer",
      value: "COUNT",
      min: 1,
      max: 3_600,
      default: 60,
      help: { en: "page: how long", pt: "page: por quanto tempo" },
    },
  },
  examples: [
    {
      line: "deno task bench flood",
      text: {
        en: "100 bids in quiet, 100 in a flood",
        pt: "100 lances em silêncio, 100 na enxurrada",
      },
    },
    {
      line: "deno task bench audit",
      text: { en: "a record of 100,000 bids", pt: "um registro de 100.000 lances" },
    },
    {
      line: "deno task bench page",
      text: {
        en: "the pages of a sale of 500 lots with 20 events a second for a minute",
        pt:
          "as páginas de um leilão de 500 lotes com 20 acontecimentos por segundo durante um minuto",
      },
    },
  ],
});

if (import.meta.main) await runMain(benchCommand, bench);

async function bench(run: CommandRun<typeof benchCommand.flags>): Promise<number> {
  const { flags, positionals, io } = run;
  if (positionals[0] === "audit") return await auditOnce(run);
  if (positionals[0] === "page") return await pageOnce(run);
  if (positionals[0] !== "flood") {
    io.err(`bench: "${positionals[0]}" is not known; there are: flood, audit, page\n`);
    return 2;
  }
  const { json, bids, datagrams, connections, addresses } = flags;
  const settings = { bids, datagrams, connections, addresses };
  const report = await benchFlood(settings, (text) => io.err(`${text}\n`));
  io.out(`${json ? JSON.stringify(report) : floodTable(report)}\n`);
  return allWell(report) ? 0 : 1;
}

async function auditOnce({ flags, io }: CommandRun<typeof benchCommand.flags>): Promise<number> {
  const report = await benchAudit(flags.recorded, (text) => io.err(`${text}\n`));
  const { bids, events, mebibytes, ms, finding } = report;
  const text = `${bids} bids, ${events} events, ${mebibytes} MiB: audited in ${ms} ms`;
  io.out(`${flags.json ? JSON.stringify(report) : text}\n`);
  return finding === null && bids === flags.recorded ? 0 : 1;
}

async function pageOnce({ flags, io }: CommandRun<typeof benchCommand.flags>): Promise<number> {
  if (chromiumPath() === null) {
    io.err("bench: no browser\n");
    return 2;
  }
  const { lots, rate, seconds } = flags;
  const report = await benchPages({ lots, rate, seconds }, (text) => io.err(`${text}\n`));
  io.out(`${flags.json ? JSON.stringify(report) : pageTable(report)}\n`);
  const isWhole = ({ paint, complaints }: PageReport) =>
    paint.count === report.events && complaints.length === 0;
  return report.pages.every(isWhole) ? 0 : 1;
}

/** Whether nothing was lost: every bid accepted and every newcomer let in while it lasted. */
function allWell({ quiet, flood, sent }: FloodBenchReport): boolean {
  return sent.stopped &&
    [quiet, flood].every((phase) =>
      phase.accepted === phase.bids && phase.overheardAccepted === phase.overheardBids &&
      phase.joined === phase.joins
    );
}
