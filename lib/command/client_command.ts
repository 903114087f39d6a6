// The flags of a bidder's client, and which face they ask for.

import { Fault } from "../base/fault.ts";
import { defineCommand, type FlagValues } from "./cli.ts";
import { trialLossFlag } from "./common_flags.ts";

/** The description of `client`. */
export const clientCommand = defineCommand({
  name: "client",
  summary: {
    en: "joins a sale and bids",
    pt: "entra num leilão e dá lances",
  },
  flags: {
    key: {
      type: "string",
      short: "k",
      value: "FILE",
      required: true,
      help: {
        en: "your private key file, made by deno task keygen",
        pt: "o arquivo da sua chave privada, feito por deno task keygen",
      },
    },
    invite: {
      type: "string",
      short: "i",
      value: "FILE|LINK",
      help: {
        en: "the house's invitation: a file, or its leilao:// link",
        pt: "o convite da casa: um arquivo, ou o link leilao://",
      },
    },
    house: {
      type: "string",
      value: "ADDRESS:PORT",
      help: {
        en: "the house's address, where there is no invitation",
        pt: "o endereço da casa, quando não há convite",
      },
    },
    data: {
      type: "string",
      value: "FOLDER",
      default: "data/bidder",
      help: { en: "where your bids and receipts are kept", pt: "pasta dos seus lances e recibos" },
    },
    json: {
      type: "boolean",
      help: {
        en: "speak NDJSON on stdin and stdout (lib/bidder/NDJSON.md)",
        pt: "fala NDJSON em stdin e stdout (lib/bidder/NDJSON.md)",
      },
    },
    page: {
      type: "boolean",
      help: {
        en: "bid in the browser (the default at a terminal)",
        pt: "lances no navegador (padrão num terminal)",
      },
    },
    pagePort: {
      type: "integer",
      value: "PORT",
      min: 0,
      max: 65_535,
      default: 0,
      help: {
        en: "port of the page on 127.0.0.1; 0 takes any",
        pt: "porta da página em 127.0.0.1; 0 usa qualquer uma",
      },
    },
    noOpen: {
      type: "boolean",
      help: {
        en: "print the page's link, open no browser",
        pt: "mostra o link da página, não abre o navegador",
      },
    },
    terminal: {
      type: "boolean",
      help: {
        en: "bid in this terminal (the default where input or output is redirected)",
        pt: "lances neste terminal (padrão com entrada ou saída redirecionada)",
      },
    },
    follow: {
      type: "boolean",
      help: {
        en: "stay until the sale is over, also when stdin ends",
        pt: "fica até o fim do leilão, mesmo quando stdin acaba",
      },
    },
    check: {
      type: "boolean",
      help: {
        en:
          "check the connection for five seconds, say what to do, and end; not beside a running client",
        pt:
          "testa a conexão por cinco segundos, diz o que fazer e termina; não junto de outro cliente",
      },
    },
    trialLoss: trialLossFlag,
  },
  examples: [
    {
      line: "deno task client --key keys/ana.private.jwks.json --invite invite.json",
      text: { en: "joins the house of the invitation", pt: "entra na casa do convite" },
    },
    {
      line: "deno task client --key keys/ana.private.jwks.json --invite invite.json --terminal",
      text: { en: "bids in this terminal", pt: "dá lances neste terminal" },
    },
    {
      line: "deno task client --key keys/ana.private.jwks.json --invite invite.json --check",
      text: { en: "checks the connection", pt: "testa a conexão" },
    },
  ],
});

/** The flags that choose how a person, or a program, bids. */
type FaceFlags = Pick<
  FlagValues<typeof clientCommand.flags>,
  "json" | "page" | "terminal" | "pagePort" | "noOpen"
>;

/** How a person, or a program, bids. */
export type FaceName = "json" | "page" | "terminal";

/**
 * The face that `flags` ask for; with none of them the page, where a person sits at the terminal.
 * Fault: `bad_arguments` where they ask for two.
 */
export function chooseFace(
  flags: FaceFlags,
  { isAtTerminal }: { readonly isAtTerminal: boolean },
): FaceName {
  const wantsPage = flags.page || flags.noOpen || flags.pagePort !== 0;
  const asked: FaceName[] = [
    ...(flags.json ? ["json" as const] : []),
    ...(wantsPage ? ["page" as const] : []),
    ...(flags.terminal ? ["terminal" as const] : []),
  ];
  if (asked.length > 1) {
    throw new Fault("bad_arguments", `--${asked[0]} and --${asked[1]}: want one of them`);
  }
  return asked[0] ?? (isAtTerminal ? "page" : "terminal");
}
