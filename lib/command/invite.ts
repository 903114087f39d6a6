// `deno task invite`: the house's address and fingerprint for its bidders, as file, link and QR.
//
// Makes the house's key where the house never ran: invitations may go out days before the sale.
// Permissions: read and write the keys folder, write the invitation's file; no network.

import { keysFlag } from "./common_flags.ts";
import { renderUnicodeCompact } from "uqr";
import { Fault } from "../base/fault.ts";
import { fingerprintText } from "../secure/key_set.ts";
import { loadOrCreateHouseKey } from "../secure/house_key.ts";
import { toJsonText } from "../secure/key_file.ts";
import {
  type Invitation,
  isHouseAddress,
  isHouseName,
  toInvitationFile,
  toInvitationLink,
} from "../secure/invitation.ts";
import { defineCommand, usageFault } from "./cli.ts";
import { type CommandRun, runMain } from "./run_main.ts";
import { mayStyle } from "./style.ts";

/** The description of `invite`. */
export const inviteCommand = defineCommand({
  name: "invite",
  summary: { en: "makes the house's invitation", pt: "faz o convite da casa" },
  flags: {
    address: {
      type: "string",
      short: "a",
      value: "HOST:PORT",
      required: true,
      help: { en: "where bidders join over TCP", pt: "onde os participantes entram, por TCP" },
    },
    name: {
      type: "string",
      short: "n",
      value: "NAME",
      required: true,
      help: { en: "the house's name for people", pt: "o nome da casa para as pessoas" },
    },
    out: {
      type: "string",
      short: "o",
      value: "FILE",
      help: { en: "write the invitation to this file", pt: "grava o convite neste arquivo" },
    },
    keys: keysFlag,
    json: {
      type: "boolean",
      help: { en: "print the invitation file's content", pt: "mostra o conteúdo do convite" },
    },
  },
  examples: [
    {
      line: 'deno task invite --address 192.168.1.5:7310 --name "Casa Lima" --out invite.json',
      text: { en: "an invitation to send", pt: "um convite para enviar" },
    },
  ],
});

type InviteRun = CommandRun<typeof inviteCommand.flags>;

/** Makes the invitation and shows it in the ways in which it can travel. */
export async function invite(run: InviteRun): Promise<void> {
  const { flags, io } = run;
  refuseUnfit(run);
  const { thumbprint } = await loadOrCreateHouseKey(flags.keys);
  const invitation = { name: flags.name, address: flags.address, house: thumbprint };
  const text = toJsonText(toInvitationFile(invitation));
  if (flags.out !== null) await writeOut(flags.out, text);
  if (flags.json) io.out(text);
  else show(run, invitation);
}

/** In place, so that the task needs no more than this one file: it is made again in a moment. */
async function writeOut(path: string, text: string): Promise<void> {
  try {
    await Deno.writeTextFile(path, text);
  } catch (cause) {
    throw new Fault("file_unwritable", `"${path}": cannot be written`, { cause });
  }
}

function refuseUnfit({ flags, language }: InviteRun): void {
  const { name: command } = inviteCommand;
  if (!isHouseAddress(flags.address)) {
    throw usageFault(language, {
      en: `--address: found "${flags.address}", want HOST:PORT, as in 192.168.1.5:7310`,
      pt: `--address: veio "${flags.address}", use HOST:PORTA, como em 192.168.1.5:7310`,
    }, { command });
  }
  if (!isHouseName(flags.name)) {
    throw usageFault(language, {
      en: "--name: want 1 to 80 visible characters, no space at either end",
      pt: "--name: use de 1 a 80 caracteres visíveis, sem espaço nas pontas",
    }, { command });
  }
}

function show({ flags, language, io, outStyle }: InviteRun, invitation: Invitation): void {
  const link = toInvitationLink(invitation);
  const isStyled = mayStyle(io.outIsTerminal, io.env("NO_COLOR"));
  io.out(`${outStyle.bold(invitation.name)}  ${invitation.address}\n\n`);
  io.out(`${qrText(link, isStyled)}\n\n`);
  io.out(`${link}\n`);
  const label = { en: "house key", pt: "chave da casa" }[language];
  io.out(`${label} ${fingerprintText(invitation.house)}\n`);
  const advice = flags.out === null
    ? {
      en: "Send the link, or show the code; --out FILE writes a file to send. Bidders then run:",
      pt: "Envie o link ou mostre o código; --out ARQUIVO grava um arquivo. Quem participa roda:",
    }
    : {
      en: `Send ${flags.out} to the bidders, who then run:`,
      pt: `Envie ${flags.out} aos participantes, que então rodam:`,
    };
  const key = { en: "NAME", pt: "NOME" }[language];
  const from = flags.out === null ? `"${link}"` : flags.out;
  io.err(`\n${advice[language]}\n`);
  io.err(`deno task client --key keys/${key}.private.jwks.json --invite ${from}\n`);
}

/** Light on dark in any colours of the terminal: a code that is inverted does not scan everywhere. */
function qrText(link: string, isStyled: boolean): string {
  const lines = renderUnicodeCompact(link, { border: 2 }).split("\n");
  return lines.map((line) => isStyled ? `\x1b[97;40m${line}\x1b[0m` : line).join("\n");
}

if (import.meta.main) await runMain(inviteCommand, invite);
