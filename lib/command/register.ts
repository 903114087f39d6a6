// `deno task register`: who may take part: adds a bidder, changes a status, lists them all.
//
// Permissions: read and write the keys folder; no network.

import { jsonResultFlag, keysFlag } from "./common_flags.ts";
import { join } from "@std/path";
import { fingerprintText } from "../secure/key_set.ts";
import { readPublicKeyFile } from "../secure/key_file.ts";
import {
  BIDDER_NAME_CHARS_MAX,
  type BidderStatus,
  checkBidderName,
  isPaddle,
  type RegisteredBidder,
} from "../secure/registry.ts";
import {
  readRegistry,
  registerBidder,
  type RegistryReading,
  setBidderStatus,
} from "../secure/registry_folder.ts";
import { defineCommand, usageFault } from "./cli.ts";
import { type CommandRun, runMain } from "./run_main.ts";
import type { Words } from "./_cli_words.ts";

/** The description of `register`. */
export const registerCommand = defineCommand({
  name: "register",
  summary: {
    en: "registers, suspends, bans and lists bidders",
    pt: "registra, suspende, bane e lista participantes",
  },
  usage: "deno task register --key FILE --name NAME [--paddle N] | --list | --suspend WHO | ...",
  flags: {
    key: {
      type: "string",
      short: "k",
      value: "FILE",
      help: { en: "register this public key set", pt: "registra este conjunto de chaves públicas" },
    },
    name: {
      type: "string",
      short: "n",
      value: "NAME",
      help: { en: "with --key: the bidder's name", pt: "com --key: o nome do participante" },
    },
    paddle: {
      type: "string",
      value: "PADDLE",
      help: {
        en: "with --key: the paddle, the next free number unless told",
        pt: "com --key: a placa; sem isso, o próximo número livre",
      },
    },
    suspend: {
      type: "string",
      value: "WHO",
      help: {
        en: "keep this paddle or name out for now",
        pt: "afasta por ora esta placa ou este nome",
      },
    },
    ban: {
      type: "string",
      value: "WHO",
      help: { en: "keep this paddle or name out for good", pt: "bane esta placa ou este nome" },
    },
    reinstate: {
      type: "string",
      value: "WHO",
      help: { en: "let this paddle or name in again", pt: "readmite esta placa ou este nome" },
    },
    list: {
      type: "boolean",
      short: "l",
      help: { en: "list all bidders", pt: "lista todos os participantes" },
    },
    keys: keysFlag,
    json: jsonResultFlag,
  },
  examples: [
    {
      line: 'deno task register --key keys/ana.public.jwks.json --name "Ana Lima" --paddle 12',
      text: { en: "Ana bids with paddle 12", pt: "a Ana dá lances com a placa 12" },
    },
    {
      line: "deno task register --suspend 12",
      text: { en: "paddle 12 may not bid for now", pt: "a placa 12 não dá lances por ora" },
    },
  ],
});

type RegisterRun = CommandRun<typeof registerCommand.flags>;

const statusWords: Readonly<Record<BidderStatus, Words>> = {
  registered: { en: "registered", pt: "cadastrado" },
  suspended: { en: "suspended", pt: "suspenso" },
  banned: { en: "banned", pt: "excluído" },
};

/** Does the one thing that the flags ask for; 1 where a listing found files that do not count. */
export async function register(run: RegisterRun): Promise<number> {
  const { flags, language } = run;
  const folder = join(flags.keys, "registered");
  const changes = [
    { who: flags.suspend, status: "suspended" },
    { who: flags.ban, status: "banned" },
    { who: flags.reinstate, status: "registered" },
  ] as const;
  const asked = changes.flatMap(({ who, status }) => who === null ? [] : [{ who, status }]);
  if (asked.length + Number(flags.list) + Number(flags.key !== null) !== 1) {
    throw usageFault(language, {
      en: "want one of --key, --list, --suspend, --ban and --reinstate",
      pt: "use um destes: --key, --list, --suspend, --ban ou --reinstate",
    }, { command: registerCommand.name });
  }
  const change = asked[0];
  if (change !== undefined) {
    refuseKeyFlags(run);
    reportBidder(run, (await setBidderStatus(folder, change)).bidder);
    return 0;
  }
  if (flags.key !== null) {
    reportBidder(run, await add(run, { folder, key: flags.key }));
    return 0;
  }
  refuseKeyFlags(run);
  return reportAll(run, await readRegistry(folder));
}

async function add(
  { flags, language }: RegisterRun,
  { folder, key }: { readonly folder: string; readonly key: string },
): Promise<RegisteredBidder> {
  const { name, paddle } = flags;
  const { name: command } = registerCommand;
  if (name === null || checkBidderName(name) === null) {
    throw usageFault(language, {
      en: `--name: want the bidder's name, 1 to ${BIDDER_NAME_CHARS_MAX} visible characters`,
      pt:
        `--name: diga o nome do participante, de 1 a ${BIDDER_NAME_CHARS_MAX} caracteres visíveis`,
    }, { command });
  }
  if (paddle !== null && !isPaddle(paddle)) {
    throw usageFault(language, {
      en: "--paddle: want 1 to 12 letters, digits and hyphens",
      pt: "--paddle: use de 1 a 12 letras, dígitos e hifens",
    }, { command });
  }
  const keySet = await readPublicKeyFile(key);
  const wish = { keySet, name, ...(paddle === null ? {} : { paddle }) };
  return (await registerBidder(folder, wish)).bidder;
}

function refuseKeyFlags({ flags, language }: RegisterRun): void {
  if (flags.name === null && flags.paddle === null) return;
  throw usageFault(language, {
    en: "--name and --paddle go with --key only",
    pt: "--name e --paddle só valem com --key",
  }, { command: registerCommand.name });
}

function reportBidder(
  { flags, language, io, outStyle }: RegisterRun,
  bidder: RegisteredBidder,
): void {
  if (flags.json) {
    io.out(`${JSON.stringify(jsonOf(bidder))}\n`);
    return;
  }
  const { paddle, name, status, thumbprint } = bidder;
  const labels = { en: ["paddle", "fingerprint"], pt: ["placa", "impressão digital"] }[language];
  const words = statusWords[status][language];
  io.out(
    `${labels[0]} ${outStyle.bold(paddle)}: ${name}, ${paintStatus(status, outStyle)(words)}\n`,
  );
  io.out(`${labels[1]} ${fingerprintText(thumbprint)}\n`);
}

function reportAll(
  { flags, language, io, outStyle }: RegisterRun,
  reading: RegistryReading,
): number {
  const bidders = reading.entries.map(({ bidder }) => bidder).sort(byPaddle);
  if (flags.json) {
    const listing = { bidders: bidders.map(jsonOf), problems: reading.problems };
    io.out(`${JSON.stringify(listing)}\n`);
    return reading.problems.length === 0 ? 0 : 1;
  }
  for (const { paddle, name, status, thumbprint } of bidders) {
    const words = statusWords[status][language].padEnd(10);
    const marks = `${paddle.padStart(4)}  ${paintStatus(status, outStyle)(words)}`;
    io.out(`${marks}  ${name}  ${outStyle.dim(fingerprintText(thumbprint))}\n`);
  }
  for (const { file, message } of reading.problems) {
    io.err(`${JSON.stringify(file)}: ${message}\n`);
  }
  if (bidders.length === 0) {
    io.err({ en: "No one is registered yet.\n", pt: "Ninguém cadastrado ainda.\n" }[language]);
  }
  return reading.problems.length === 0 ? 0 : 1;
}

function paintStatus(
  status: BidderStatus,
  style: RegisterRun["outStyle"],
): (text: string) => string {
  if (status === "registered") return style.green;
  return status === "banned" ? style.red : style.yellow;
}

function jsonOf({ paddle, name, status, thumbprint }: RegisteredBidder): unknown {
  return { paddle, name, status, thumbprint };
}

/** As people read paddles: 9 before 12 before 12A. */
function byPaddle(a: RegisteredBidder, b: RegisteredBidder): number {
  return a.paddle.localeCompare(b.paddle, "en", { numeric: true });
}

if (import.meta.main) await runMain(registerCommand, register);
