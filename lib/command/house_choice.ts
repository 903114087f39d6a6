// Which house a client means, and whether the one that answers is it.
//
// An invitation pins the house's key. Without one the person compares fingerprints once, and the
// answer is remembered as ssh remembers its known hosts; a program without a person is refused.

import { join } from "@std/path";
import { Fault } from "../base/fault.ts";
import { readBoundedFile } from "../secure/atomic_file.ts";
import {
  INVITATION_BYTES_MAX,
  isHouseAddress,
  parseInvitationFile,
  parseInvitationLink,
} from "../secure/invitation.ts";
import { fingerprintText } from "../secure/key_set.ts";
import { checkPin, readPins, rememberPin } from "../secure/pins.ts";
import { usageFault } from "./cli.ts";
import type { clientCommand } from "./client_command.ts";
import type { CommandRun } from "./run_main.ts";

type Run = CommandRun<typeof clientCommand.flags>;

/** A house to connect to. */
export interface HouseChoice {
  readonly hostname: string;
  readonly port: number;
  /** Throws `wrong_house` where the key of this thumbprint is not the house's. */
  check(thumbprint: string): Promise<void>;
}

/** The house that the flags name. Faults: `bad_arguments`, `bad_file`, `not_found`. */
export async function chooseHouse(run: Run, dataFolder: string): Promise<HouseChoice> {
  const { invite, house } = run.flags;
  if ((invite === null) === (house === null)) {
    throw usageFault(run.language, {
      en: "want either --invite or --house",
      pt: "é preciso --invite ou --house, um dos dois",
    }, { command: "client" });
  }
  if (invite !== null) {
    const invitation = await readInvitation(run, invite);
    const { house: pin, address } = invitation;
    return { ...parseAddress(address), check: (found) => checkInvited(pin, found) };
  }
  const address = house ?? "";
  if (!isHouseAddress(address)) {
    throw usageFault(run.language, {
      en: "--house: want ADDRESS:PORT as in 192.168.0.10:7310",
      pt: "--house: é preciso ENDEREÇO:PORTA como em 192.168.0.10:7310",
    }, { command: "client" });
  }
  const pins = join(dataFolder, "houses.json");
  return {
    ...parseAddress(address),
    check: (found) => checkRemembered(run, { pins, address, found }),
  };
}

async function readInvitation(run: Run, invite: string) {
  if (invite.startsWith("leilao://")) return parseInvitationLink(invite);
  try {
    const { text } = await readBoundedFile(invite, { bytesMax: INVITATION_BYTES_MAX });
    return parseInvitationFile(text);
  } catch (error) {
    const cause = error instanceof Fault ? error.cause : error;
    throw cause instanceof Deno.errors.NotCapable ? outOfReach(run, invite) : error;
  }
}

/** The file may well be there: what is missing is this program's permission to look. */
function outOfReach({ language }: Run, invite: string): Fault {
  return usageFault(language, {
    en: `--invite: "${invite}" lies where this program may not read`,
    pt: `--invite: "${invite}" fica onde este programa não pode ler`,
  }, {
    command: "client",
    hint: {
      en: "Put it in this folder as invite.json, or give the leilao:// link.",
      pt: "Ponha-o nesta pasta como invite.json, ou dê o link leilao://.",
    },
  });
}

function parseAddress(address: string): { readonly hostname: string; readonly port: number } {
  const at = address.lastIndexOf(":");
  return { hostname: address.slice(0, at), port: Number(address.slice(at + 1)) };
}

// deno-lint-ignore require-await -- A refusal is a rejected promise, as the join expects it.
async function checkInvited(pin: string, found: string): Promise<void> {
  if (found !== pin) throw wrongHouse({ wanted: pin, found });
}

async function checkRemembered(
  run: Run,
  { pins, address, found }: {
    readonly pins: string;
    readonly address: string;
    readonly found: string;
  },
): Promise<void> {
  const verdict = checkPin(await readPins(pins), { address, thumbprint: found });
  if (verdict.type === "known") return;
  if (verdict.type === "changed") throw wrongHouse({ wanted: verdict.remembered, found });
  if (verdict.type === "moved") sayMoved(run, verdict.from);
  else if (!await personAgrees(run, found)) throw wrongHouse({ wanted: null, found });
  await rememberPin(pins, { address, thumbprint: found });
}

function sayMoved({ io, language }: Run, from: string): void {
  const words = {
    en: `This is the house that you know from ${from}: it has the same key.`,
    pt: `É a casa que você conhece de ${from}: tem a mesma chave.`,
  };
  io.err(`${words[language]}\n`);
}

/** Asks the person to compare; nobody is there to ask where stdin is no terminal. */
async function personAgrees({ io, language }: Run, found: string): Promise<boolean> {
  if (!Deno.stdin.isTerminal()) return false;
  const ask = language === "pt"
    ? "Esta casa é nova para você. Compare a chave com a que a casa mostra:"
    : "This house is new to you. Compare its key with the one that the house shows:";
  io.err(`${ask}\n  ${fingerprintText(found)}\n`);
  io.err(language === "pt" ? "É a mesma? [s/n] " : "Are they the same? [y/n] ");
  // Read without blocking the thread: comparing takes a person longer than a worker may be silent.
  const typed = new Uint8Array(64);
  const length = await Deno.stdin.read(typed) ?? 0;
  return /^\s*[ys]/i.test(new TextDecoder().decode(typed.subarray(0, length)));
}

function wrongHouse(
  { wanted, found }: { readonly wanted: string | null; readonly found: string },
): Fault {
  const known = wanted === null ? "no pinned key" : fingerprintText(wanted);
  return new Fault(
    "wrong_house",
    `Joining stopped: the house that answers has key ${fingerprintText(found)}, want ${known}`,
    {
      hint: "Ask the house for its invitation again. Nothing of yours but the public key was sent.",
    },
  );
}
