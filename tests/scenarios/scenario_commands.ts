// The words of a scenario. Each command is one line; each says here what it does.

import type { Cargo, Way } from "../simulation/network.ts";
import { AUCTIONEER_COMMANDS } from "./auctioneer_commands.ts";
import { BIDDER_COMMANDS, seated } from "./bidder_commands.ts";
import { LOT_COMMANDS } from "./lot_commands.ts";
import type { ScenarioStage } from "./scenario_stage.ts";
import { type Command, Words } from "./scenario_words.ts";

const CARGOES: readonly Cargo[] = ["batch", "repair", "heartbeat", "receipt", "key", "bid", "nak"];
const CARGO = `(?<cargo>${CARGOES.join("|")})`;
const WAYS_CUT: { readonly [words: string]: readonly Way[] } = {
  multicast: ["multicast"],
  datagrams: ["multicast", "down", "up"],
};

/** Patterns and what they do. */
const COMMANDS: readonly Command[] = [
  ...LOT_COMMANDS,
  ...AUCTIONEER_COMMANDS,
  ...BIDDER_COMMANDS,
  ["house starts", (stage) => stage.house.start()],
  ["house crashes", (stage) => stage.house.crash()],
  ["house crashes after its next commit", (stage) => stage.house.crashAfterCommit()],
  ["next commit fails and is (?<outcome>lost|kept)", (stage, words) => {
    stage.disk.failNextCommit(words.text("outcome") === "lost" ? "lost" : "kept");
  }],
  ["(?<seat>\\w+) starts", (stage, words) => seated(stage, words).start()],
  ["(?<seat>\\w+) crashes", (stage, words) => seated(stage, words).crash()],
  ["(?<seat>\\w+) leaves", (stage, words) => seated(stage, words).leave()],
  [
    "(?<seat>\\w+) is (?<status>suspended|registered)",
    (stage, words) => {
      const isOut = words.text("status") === "suspended";
      stage.house.setStatus(words.text("seat"), isOut ? "suspended" : "registered");
    },
  ],
  ["auctioneer asks for a new key", (stage) => stage.house.run?.rekey()],
  ["show links", (stage) => stage.showLinks()],
  ["(?<seat>\\w+) repeats its bid (?<times>\\d+) times in (?<seconds>\\d+)s", repeat],
  [
    `lose (?<count>\\d+ )?${CARGO} (?:to|from) (?<seat>\\w+)`,
    (stage, words) => stage.network.lose(wanted(words), words.number("count", 1)),
  ],
  [
    `swap ${CARGO} to (?<seat>\\w+)`,
    (stage, words) => stage.network.swap(wanted(words)),
  ],
  ["cut (?<seat>\\w+)(?: for (?<ways>multicast|datagrams))?", (stage, words) => {
    const ways = words.has("ways") ? WAYS_CUT[words.text("ways")] : undefined;
    stage.network.cut(words.text("seat"), ways);
  }],
  ["mend (?<seat>\\w+)", (stage, words) => stage.network.mend(words.text("seat"))],
  ["wait (?<ms>\\d+)ms", (stage, words) => stage.wait(words.number("ms"))],
  ["show lot (?<lot>\\w+)", (stage, words) => stage.showLot(words.text("lot"))],
  ["show record", (stage) => stage.showRecord()],
];

/** Does what `line` says. A line that is no command is the scenario's mistake. */
export function perform(stage: ScenarioStage, line: string): void {
  for (const [pattern, act] of COMMANDS) {
    const match = new RegExp(`^${pattern}$`).exec(line);
    if (match !== null) return act(stage, new Words(match.groups ?? {}));
  }
  throw new Error(`A scenario has no such command: "${line}"`);
}

function repeat(stage: ScenarioStage, words: Words): void {
  const bidder = seated(stage, words);
  const last = [...bidder.disk.bids.keys()].at(-1);
  if (last === undefined) throw new Error("There is no bid to repeat");
  const [times, ms] = [words.number("times"), words.number("seconds") * 1_000];
  for (let i = 1; i <= times; i++) {
    const at = stage.time.nowMs() + Math.floor(i * ms / times);
    stage.time.at(at, () => bidder.run?.repeat(last));
  }
  stage.wait(ms);
}

function wanted(words: Words): { readonly cargo: Cargo; readonly seat: string } {
  const cargo = CARGOES.find((name) => name === words.text("cargo"));
  if (cargo === undefined) throw new Error("Nothing of the kind is carried");
  return { cargo, seat: words.text("seat") };
}
