// `deno task console`: opens the auctioneer's console of the house that runs on this machine, signed
// in by a link that works once.
//
// The link may be seen by other programs of this machine for the moment in which the browser
// starts; whoever used it first would be noticed, as the person's own browser is then refused.
// Permissions: read the keys folder, loopback, run the program that opens a browser.

import { ConsoleLinkSchema } from "../admin/answer_schemas.ts";
import { Fault } from "../base/fault.ts";
import type { Language } from "../base/language.ts";
import { consoleCommand } from "./console_command.ts";
import { askHouse, demandLoopback } from "./house_request.ts";
import { openBrowser } from "./open_browser.ts";
import { type CommandRun, runMain } from "./run_main.ts";

type ConsoleRun = CommandRun<typeof consoleCommand.flags>;

const answerMs = 5_000;

const words = {
  noHouse: {
    en: "Start the house first: deno task server. Where its admin port is another one, " +
      "name it with --admin.",
    pt: "Inicie a casa antes: deno task server. Se a porta de administração dela for outra, " +
      "informe com --admin.",
  },
  opened: {
    en: "The console opens in your browser. If it does not, open this link there; it works once:",
    pt: "A mesa abre no seu navegador. Se não abrir, abra este link nele; ele vale uma vez só:",
  },
  byHand: {
    en: "Open this link in your browser; it works once:",
    pt: "Abra este link no seu navegador; ele vale uma vez só:",
  },
} as const satisfies Readonly<Record<string, Readonly<Record<Language, string>>>>;

/** Has the house make a link, and opens it with `open`. The link is the result on stdout. */
export async function openConsole(
  { flags, io, language }: ConsoleRun,
  open: (url: string) => Promise<boolean> = openBrowser,
): Promise<void> {
  const { admin, keys, name } = flags;
  demandLoopback(admin, { language, command: consoleCommand.name });
  const { path } = await askHouse({
    admin,
    keys,
    language,
    path: "/console-links",
    body: { name },
    answer: ConsoleLinkSchema,
    answerMs,
    hint: words.noHouse,
  });
  // What is opened is a page of that house and nothing else, whatever answered.
  if (!/^\/sign-in#[A-Za-z0-9_-]{43}$/.test(path)) {
    throw new Fault("bad_protocol", `"${admin}": found something else than a console's link`);
  }
  const url = `${admin}${path}`;
  const isOpen = !flags.noOpen && await open(url);
  io.err(`${isOpen ? words.opened[language] : words.byHand[language]}\n`);
  io.out(`${url}\n`);
}

if (import.meta.main) await runMain(consoleCommand, (run) => openConsole(run));
