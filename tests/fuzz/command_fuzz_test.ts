// Command lines and replay scripts that people wrote: values or a named mistake, and a script that
// was taken runs to its end.

import { assert, assertEquals, assertLessOrEqual } from "@std/assert";
import fc from "fast-check";
import { flagName } from "../../lib/command/_flag_name.ts";
import { type Command, type Flags, parseCommand } from "../../lib/command/cli.ts";
import { clientCommand } from "../../lib/command/client_command.ts";
import { demoCommand } from "../../lib/command/demo_command.ts";
import { inviteCommand } from "../../lib/command/invite.ts";
import { keygenCommand } from "../../lib/command/keygen.ts";
import { registerCommand } from "../../lib/command/register.ts";
import { replayCommand, scriptIn } from "../../lib/command/replay_command.ts";
import { replayLines } from "../../lib/command/replay_lines.ts";
import { serverCommand } from "../../lib/command/server_command.ts";
import { changedJson } from "./_json_changes.ts";
import { mutants } from "./_mutator.ts";
import { unlessRefused } from "./_own_faults.ts";
import { runs } from "./_runs.ts";
import { changedText } from "./_text_changes.ts";

const commands: readonly Command<Flags>[] = [
  ...[clientCommand, demoCommand, inviteCommand, keygenCommand, registerCommand, replayCommand],
  serverCommand,
];
/** Arguments are kept in one text, so that a change can join, split and double them. */
const split = "\u0001";
const lines = [
  "--keys keys --name Ana --paddle 12",
  "-k ana.jwks.json -n Ana --lang=pt --json",
  "--invite invite.json --json --trial-loss 5",
  "--house 192.168.0.10:7310 --lang en -- file",
  "--port=7310 --port 7311 --no-help --help=1 -h -V -jk",
  "--__proto__ 1 --constructor=1 --toString --=5 - --- -- --",
].map((line) => line.replaceAll(" ", split));

/** Every flag of the command with a value that may fit it. */
function wholeLine({ flags }: Command<Flags>): string {
  const given = Object.entries(flags).flatMap(([name, flag]) => {
    if (flag.type === "boolean") return `--${flagName(name)}`;
    return [`--${flagName(name)}`, flag.type === "integer" ? `${flag.max}` : "10.0.0.0/8"];
  });
  return given.join(split);
}

for (const command of commands) {
  Deno.test(`parseCommand() of ${command.name} gives values of their kinds or bad_arguments`, () => {
    fc.assert(
      fc.property(mutants([wholeLine(command), ...lines], changedText), (line) => {
        const parsed = unlessRefused(
          ["bad_arguments"],
          () => parseCommand(command, line.split(split), { env: () => undefined }),
        );
        if (parsed?.action !== "run") return;
        assertEquals(Object.keys(parsed.flags), Object.keys(command.flags));
        assert(Object.values(parsed.flags).every((value) => value !== ""));
        const { max } = command.positionals ?? { max: 0 };
        assertLessOrEqual(parsed.positionals.length, max);
      }),
      runs(100),
    );
  });
}

const lots = [
  { id: "1", title: "Mesa", opening: 1_000, increments: { fixed: 100 } },
  {
    id: "2",
    title: "Canoa",
    opening: 500,
    reserve: 900,
    durationSeconds: 60,
    softClose: {
      policy: "from_bid",
      windowSeconds: 10,
      extensionSeconds: [9, 3],
      hardEndSeconds: 90,
    },
  },
];
const steps = [
  ...[{ at: 0, do: "open", lot: "1" }, { at: 0, do: "open", lot: "2" }],
  { at: 10, do: "bid", lot: "1", by: "7", max: 5_000 },
  { at: 11, do: "bid", lot: "1", by: "8", exact: 1_200 },
  { at: 55_000, do: "bid", lot: "2", by: "8", max: 900 },
  ...["warn", "pause", "resume", "undo", "pass"].map((verb) => ({
    at: 56_000,
    do: verb,
    lot: "1",
  })),
  { at: 57_000, do: "hammer", lot: "1", belowReserve: true },
  ...[{ at: 58_000, do: "withdraw", lot: "2" }, { at: 200_000, do: "tick" }],
];
const scripts = [
  JSON.stringify({ lots, commands: steps }),
  JSON.stringify({ lots: lots.slice(1), commands: steps.filter(({ lot }) => lot !== "1") }),
];

Deno.test("A replay script is refused with bad_file, or gives a line or two for each command", () => {
  fc.assert(
    fc.property(mutants(scripts, changedJson), (text) => {
      const script = unlessRefused(
        ["bad_file"],
        () => scriptIn(text, { file: "-", language: "pt" }),
      );
      if (script === null) return;
      const transcript = replayLines(script);
      // A bid can accept, extend and be followed by the ends of lots that came due before it.
      const most = 4 * script.steps.length + 3 * script.lots.length + 4;
      assertLessOrEqual(transcript.length, most);
      assert(transcript.every(({ index }) => index < script.steps.length));
      JSON.stringify(transcript);
    }),
    runs(250),
  );
});
