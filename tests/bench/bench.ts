// deno task bench: measures the house on this machine. Nothing here passes or fails but by what
// was lost: times are for a reader to compare.

import { defineCommand } from "../../lib/command/cli.ts";
import { type CommandRun, runMain } from "../../lib/command/run_main.ts";
import { benchAudit } from "./audit.ts";
import { benchFlood, type FloodBenchReport } from "./flood.ts";
import { floodTable } from "./flood_table.ts";

/** The description of `bench`. */
export const benchCommand = defineCommand({
  name: "bench",
  summary: {
    en: "measures bids in quiet and under a flood of junk, or the audit of a long record",
    pt: "mede lances em silêncio e sob uma enxurrada de lixo, ou a auditoria de um registro longo",
  },
  positionals: {
    value: "WHAT",
    min: 1,
    max: 1,
    help: { en: "what to measure: flood or audit", pt: "o que medir: flood ou audit" },
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
  ],
});

if (import.meta.main) await runMain(benchCommand, bench);

async function bench(run: CommandRun<typeof benchCommand.flags>): Promise<number> {
  const { flags, positionals, io } = run;
  if (positionals[0] === "audit") return await auditOnce(run);
  if (positionals[0] !== "flood") {
    io.err(`bench: "${positionals[0]}" is not known; there are: flood, audit\n`);
    return 2;
  }
  const { json, recorded: _, ...settings } = flags;
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

/** Whether nothing was lost: every bid accepted and every newcomer let in while it lasted. */
function allWell({ quiet, flood, sent }: FloodBenchReport): boolean {
  return sent.stopped &&
    [quiet, flood].every((phase) =>
      phase.accepted === phase.bids && phase.overheardAccepted === phase.overheardBids &&
      phase.joined === phase.joins
    );
}
