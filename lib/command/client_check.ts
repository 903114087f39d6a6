// `client --check`: runs the connection check over a link, and says what it found.

import type { Fault } from "../base/fault.ts";
import { CHECK_TEXTS, checkRows } from "../bidder/check_texts.ts";
import {
  checkConnection,
  type CheckedLink,
  type CheckOptions,
} from "../bidder/connection_check.ts";
import type { clientCommand } from "./client_command.ts";
import type { CommandRun } from "./run_main.ts";

/** A link that is not running yet. */
export interface CheckableLink extends CheckedLink {
  run(): Promise<void>;
  stop(): void;
}

/**
 * Checks the connection and prints the report: a table for a person, or one line of JSON with
 * `--json`. Exit code 0 where the feed arrives, by whatever path; 1 where it does not, or where
 * the check was cut short. Faults: what
 * keeps the link from joining, or ends it.
 */
export async function clientCheck(
  link: CheckableLink,
  { run, ...options }: Omit<CheckOptions, "reached"> & {
    readonly run: CommandRun<typeof clientCommand.flags>;
  },
): Promise<number> {
  const { io, flags, language, outStyle, errStyle } = run;
  const texts = CHECK_TEXTS[language];
  const ended = link.run().then(() => null, (fault: Fault) => fault);
  try {
    const report = await checkConnection(link, {
      ...options,
      reached: (me) => {
        const who = me === null ? "" : `${texts.joined(`${me.name} (${me.paddle})`)}, `;
        io.err(`${errStyle.dim(`${who}${texts.measuring} ...`)}\n`);
      },
    });
    if (report === null) return 1; // The person had enough: nothing was measured.
    if (flags.json) {
      io.out(`${JSON.stringify({ check: report })}\n`);
    } else {
      const rows = checkRows(report, language);
      const width = Math.max(...rows.map(([label]) => label.length));
      for (const [label, text] of rows) {
        io.out(`${outStyle.bold(label.padEnd(width))}  ${text}\n`);
      }
    }
    return report.path === null ? 1 : 0;
  } catch (error) {
    // What ended the link tells more than that nobody was joined.
    link.stop();
    throw await ended ?? error;
  } finally {
    link.stop();
    await ended;
  }
}
