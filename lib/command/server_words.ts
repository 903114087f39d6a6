// What the house's program says to the person who started it: where it listens, what to do next.

import { fingerprintText } from "../secure/key_set.ts";
import type { RegistryProblem } from "../secure/registry_folder.ts";
import type { CommandRun } from "./run_main.ts";
import type { serverCommand } from "./server_command.ts";

type Run = CommandRun<typeof serverCommand.flags>;

/** Where a started house is found. No secret: the token is named by its file. */
export interface ReadyHouse {
  readonly name: string;
  readonly join: string;
  readonly bids: string;
  readonly group: string;
  readonly admin: string;
  /** The path of the admin token's file. */
  readonly token: string;
  /** The thumbprint of the house's key. */
  readonly house: string;
  readonly registered: number;
  readonly problems: readonly RegistryProblem[];
}

const words = {
  en: {
    title: (name: string) => `${name} is open for joins`,
    join: "joins",
    bids: "bids",
    group: "group",
    admin: "admin",
    token: "token in",
    house: "house key",
    registered: (count: number) =>
      count === 0
        ? "nobody is registered yet: deno task register --key FILE --name NAME"
        : `${count} registered. Invite them: deno task invite`,
    passedOver: "not counted",
    stop: "Ctrl+C stops the house; open lots are kept",
    stopped: "The house has stopped. Open lots are kept and go on at the next start.",
  },
  pt: {
    title: (name: string) => `${name} está aberto para entradas`,
    join: "entradas",
    bids: "lances",
    group: "grupo",
    admin: "administração",
    token: "senha em",
    house: "chave da casa",
    registered: (count: number) =>
      count === 0
        ? "ninguém cadastrado ainda: deno task register --key ARQUIVO --name NOME"
        : `${count} cadastrados. Convide-os: deno task invite`,
    passedOver: "não conta",
    stop: "Ctrl+C para a casa; os lotes abertos são guardados",
    stopped: "A casa parou. Os lotes abertos ficam guardados e seguem no próximo início.",
  },
} as const;

/** Says where the house is: on stderr for people, and as one JSON line on stdout with --json. */
export function sayReady({ io, flags, language, errStyle }: Run, house: ReadyHouse): void {
  const text = words[language];
  const rows: readonly (readonly [string, string])[] = [
    [text.join, `tcp ${house.join}`],
    [text.bids, `udp ${house.bids}`],
    [text.group, `udp ${house.group}`],
    [text.admin, house.admin],
    [text.token, house.token],
    [text.house, fingerprintText(house.house)],
  ];
  const width = Math.max(...rows.map(([label]) => label.length));
  io.err(`${errStyle.bold(text.title(house.name))}\n`);
  for (const [label, value] of rows) io.err(`  ${label.padEnd(width)}  ${value}\n`);
  for (const { file, message } of house.problems) {
    io.err(`  ${errStyle.red(text.passedOver)}: ${file}: ${message}\n`);
  }
  io.err(`${text.registered(house.registered)}\n${errStyle.dim(text.stop)}\n`);
  if (!flags.json) return;
  const { join, bids, group, admin, house: thumbprint } = house;
  io.out(`${JSON.stringify({ ready: { join, bids, group, admin, house: thumbprint } })}\n`);
}

/** Says that the house has stopped in order. */
export function sayStopped({ io, language }: Run): void {
  io.err(`${words[language].stopped}\n`);
}
