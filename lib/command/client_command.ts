// The flags of a bidder's client.

import { defineCommand } from "./cli.ts";
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
    terminal: {
      type: "boolean",
      help: {
        en: "live view in this terminal (the default)",
        pt: "tela viva neste terminal (padrão)",
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
      line: "deno task client --key keys/ana.private.jwks.json --invite invite.json --check",
      text: { en: "checks the connection", pt: "testa a conexão" },
    },
  ],
});
