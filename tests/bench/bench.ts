// deno task bench: measures the house on this machine. Nothing here passes or fails but by what
// was lost: times are for a reader to compare.

import { defineCommand } from "../../lib/command/cli.ts";
import { type CommandRun, runMain } from "../../lib/command/run_main.ts";
import { benchFlood, type FloodBenchReport } from "./flood.ts";
import { floodTable } from "./flood_table.ts";

/** The description of `bench`. */
export const benchCommand = defineCommand({
  name: "bench",
  summary: {
    en: "measures bids in quiet and under a flood of junk, on loopback",
    pt: "mede lances em silêncio e sob uma enxurrada de lixo, em loopback",
  },
  positionals: {
    value: "WHAT",
    min: 1,
    max: 1,
    help: { en: "what to measure: flood", pt: "o que medir: flood" },
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
  },
  examples: [
    {
      line: "deno task bench flood",
      text: {
        en: "100 bids in quiet, 100 in a flood",
        pt: "100 lances em silêncio, 100 na enxurrada",
      },
    },
  ],
});

if (import.meta.main) await runMain(benchCommand, bench);

async function bench(run: CommandRun<typeof benchCommand.flags>): Promise<number> {
  const { flags, positionals, io } = run;
  if (positionals[0] !== "flood") {
    io.err(`bench: "${positionals[0]}" is not known; there is: flood\n`);
    return 2;
  }
  const { json, ...settings } = flags;
  const report = await benchFlood(settings, (text) => io.err(`${text}\n`));
  io.out(`${json ? JSON.stringify(report) : floodTable(report)}\n`);
  return allWell(report) ? 0 : 1;
}

/** Whether nothing was lost: every bid accepted and every newcomer let in while it lasted. */
function allWell({ quiet, flood, sent }: FloodBenchReport): boolean {
  return sent.stopped &&
    [quiet, flood].every((phase) =>
      phase.accepted === phase.bids && phase.overheardAccepted === phase.overheardBids &&
      phase.joined === phase.joins
    );
}
