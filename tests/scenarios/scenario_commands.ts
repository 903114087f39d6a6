// The words of a scenario. Each command is one line; each says here what it does.

import type { Command } from "../../lib/auction/command.ts";
import type { Closing, Lot } from "../../lib/auction/lot.ts";
import { toCents } from "../../lib/auction/money.ts";
import type { BidderMachine } from "../simulation/bidder_machine.ts";
import type { Cargo, Way } from "../simulation/network.ts";
import type { ScenarioStage } from "./scenario_stage.ts";

type Act = (stage: ScenarioStage, words: Words) => void;

/** The words that a command's pattern caught, by name. */
class Words {
  readonly #words: Readonly<Record<string, string | undefined>>;

  constructor(words: Readonly<Record<string, string | undefined>>) {
    this.#words = words;
  }

  text(name: string): string {
    const text = this.#words[name];
    if (text === undefined) throw new Error(`A scenario's command lacks its ${name}`);
    return text;
  }

  number(name: string, otherwise?: number): number {
    const text = this.#words[name];
    return text === undefined && otherwise !== undefined ? otherwise : Number(this.text(name));
  }

  has(name: string): boolean {
    return this.#words[name] !== undefined;
  }
}

const CARGOES: readonly Cargo[] = ["batch", "repair", "heartbeat", "receipt", "key", "bid", "nak"];
const CARGO = `(?<cargo>${CARGOES.join("|")})`;
const WAYS_CUT: { readonly [words: string]: readonly Way[] } = {
  multicast: ["multicast"],
  datagrams: ["multicast", "down", "up"],
};

/** Patterns and what they do. */
const COMMANDS: readonly (readonly [string, Act])[] = [
  ["house starts", (stage) => stage.house.start()],
  ["house crashes", (stage) => stage.house.crash()],
  ["house crashes after its next commit", (stage) => stage.house.crashAfterCommit()],
  ["next commit fails and is (?<outcome>lost|kept)", (stage, words) => {
    stage.disk.failNextCommit(words.text("outcome") === "lost" ? "lost" : "kept");
  }],
  [
    "lot (?<lot>\\w+) opens at (?<opening>\\d+)(?: reserve (?<reserve>\\d+))?" +
    "(?: runs (?<runs>\\d+)s(?: soft (?<soft>\\d+)s)?)?",
    (stage, words) => catalogue(stage, lotOf(words)),
  ],
  [
    "auctioneer (?<type>OpenLot|PassLot|PauseLot|ResumeLot|UndoLastBid) (?<lot>\\w+)",
    (stage, words) => say(stage, simple(stage, words)),
  ],
  ["auctioneer GiveFairWarning (?<lot>\\w+)", (stage, words) => {
    const at = stage.time.nowMs();
    say(stage, { type: "GiveFairWarning", at, lot: words.text("lot"), text: null });
  }],
  ["auctioneer HammerLot (?<lot>\\w+)", (stage, words) => {
    const at = stage.time.nowMs();
    say(stage, { type: "HammerLot", at, lot: words.text("lot"), belowReserve: false });
  }],
  [
    "auctioneer CloseSale",
    (stage) => say(stage, { type: "CloseSale", at: stage.time.nowMs() }),
  ],
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
  [
    "(?<seat>\\w+) bids (?<amount>\\d+) on (?<lot>\\w+)(?<exact> exactly)?",
    bid,
  ],
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

function lotOf(words: Words): Lot {
  const id = words.text("lot");
  return {
    id,
    format: "english",
    title: { en: `Lot ${id}` },
    description: {},
    opening: toCents(words.number("opening")),
    increments: { type: "fixed", step: toCents(100) },
    reserve: words.has("reserve") ? toCents(words.number("reserve")) : null,
    closing: closingOf(words),
    image: null,
  };
}

function closingOf(words: Words): Closing {
  if (!words.has("runs")) return { type: "clerked" };
  const soft = words.number("soft", 0) * 1_000;
  return {
    type: "timed",
    end: { type: "after", durationMs: words.number("runs") * 1_000 },
    softClose: soft === 0
      ? { type: "none" }
      : { type: "from_bid", windowMs: soft, extensionsMs: [soft], hardEndMs: null },
  };
}

function catalogue(stage: ScenarioStage, lot: Lot): void {
  say(stage, { type: "CatalogueLot", at: stage.time.nowMs(), lot, salt: "00".repeat(16) });
}

function simple(stage: ScenarioStage, words: Words): Command {
  const type = words.text("type");
  const rest = { at: stage.time.nowMs(), lot: words.text("lot") };
  switch (type) {
    case "OpenLot":
    case "PassLot":
    case "PauseLot":
    case "ResumeLot":
    case "UndoLastBid":
      return { type, ...rest };
    default:
      throw new Error(`The auctioneer cannot "${type}"`);
  }
}

function say(stage: ScenarioStage, command: Command): void {
  const { house, trace } = stage;
  if (house.run === null) return trace.note(`auctioneer: ${command.type} finds no house`);
  house.run.command(command, (answer) => {
    if (typeof answer === "string") trace.note(`auctioneer: ${command.type} refused, ${answer}`);
  });
}

function seated(stage: ScenarioStage, words: Words): BidderMachine {
  const bidder = stage.bidders.get(words.text("seat"));
  if (bidder === undefined) throw new Error(`Nobody is called "${words.text("seat")}"`);
  return bidder;
}

function bid(stage: ScenarioStage, words: Words): void {
  const { run, parts } = seated(stage, words);
  const kind = words.has("exact") ? "exact" : "max";
  const wish = { lot: words.text("lot"), kind, amount: words.number("amount") } as const;
  if (run?.bid(wish) === null) stage.trace.note(`${parts.seat} may not bid: ${run.state}`);
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
