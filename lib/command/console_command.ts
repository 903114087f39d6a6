// The command line of `deno task console`. The house's own program names it when it starts.

import { defineCommand } from "./cli.ts";
import { adminFlag, keysFlag } from "./common_flags.ts";

/** The description of `console`. */
export const consoleCommand = defineCommand({
  name: "console",
  summary: {
    en: "opens the auctioneer's console of the running house",
    pt: "abre a mesa do leiloeiro da casa em andamento",
  },
  flags: {
    name: {
      type: "string",
      short: "n",
      value: "NAME",
      help: { en: "your name, for the log", pt: "seu nome, para o registro" },
    },
    keys: keysFlag,
    admin: adminFlag,
    noOpen: {
      type: "boolean",
      help: { en: "only print the link", pt: "só mostra o link" },
    },
  },
  examples: [
    {
      line: 'deno task console --name "Lia"',
      text: { en: "the console, signed in as Lia", pt: "a mesa, em nome de Lia" },
    },
  ],
});
