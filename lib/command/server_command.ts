// The flags of the house, and their check: from here on the configuration is right.

import type { SaleTerms } from "../auction/settlement.ts";
import { Fault } from "../base/fault.ts";
import { defineCommand } from "./cli.ts";
import { houseFolderFlags, trialLossFlag } from "./common_flags.ts";
import type { FlagValues } from "./cli.ts";
import { termsInFlags } from "./terms_flags.ts";

/** The description of `server`. */
export const serverCommand = defineCommand({
  name: "server",
  summary: {
    en: "runs the house: joins, feed, rules, record and admin",
    pt: "põe a casa a funcionar: entradas, transmissão, regras, registro e administração",
  },
  flags: {
    name: {
      type: "string",
      short: "n",
      value: "NAME",
      help: {
        en: "name of a new sale (default: Leilao)",
        pt: "nome de um leilão novo (padrão: Leilao)",
      },
    },
    currency: {
      type: "string",
      value: "CODE",
      help: {
        en: "currency of a new sale, ISO 4217 (default: BRL)",
        pt: "moeda de um leilão novo, ISO 4217 (padrão: BRL)",
      },
    },
    premium: {
      type: "string",
      value: "PERCENT[,FROM:PERCENT...]",
      help: {
        en: "buyer's premium; another rate for the part of the price from FROM cents on",
        pt: "comissão do comprador; outra taxa para a parte do preço a partir de FROM centavos",
      },
    },
    tax: {
      type: "string",
      value: "PERCENT",
      help: { en: "tax on top (default: 0)", pt: "imposto por cima (padrão: 0)" },
    },
    taxOn: {
      type: "string",
      value: "PART",
      choices: ["premium", "hammer_and_premium"],
      help: { en: "what is taxed (default: premium)", pt: "o que é tributado (padrão: premium)" },
    },
    host: {
      type: "string",
      value: "ADDRESS",
      default: "127.0.0.1",
      help: {
        en: "this machine's address on the bidders' network",
        pt: "endereço desta máquina na rede dos participantes",
      },
    },
    port: {
      type: "integer",
      short: "p",
      min: 0,
      max: 65_535,
      default: 7_310,
      help: {
        en: "TCP port of joins and UDP port of bids (0: any)",
        pt: "porta TCP de entrada e UDP de lances (0: qualquer)",
      },
    },
    relayPort: {
      type: "integer",
      min: 0,
      max: 65_535,
      default: 7_312,
      help: {
        en: "TCP port of lots' pictures, and of bidders without UDP (0: any)",
        pt: "porta TCP das imagens dos lotes e de quem está sem UDP (0: qualquer)",
      },
    },
    group: {
      type: "string",
      value: "ADDRESS:PORT",
      default: "239.255.73.10:7311",
      help: { en: "the multicast group", pt: "o grupo multicast" },
    },
    ttl: {
      type: "integer",
      min: 0,
      max: 32,
      default: 1,
      help: {
        en: "routers that group frames may pass, plus one",
        pt: "roteadores que os quadros do grupo podem cruzar, mais um",
      },
    },
    adminPort: {
      type: "integer",
      min: 0,
      max: 65_535,
      default: 7_300,
      help: {
        en: "port of the admin API on 127.0.0.1 (0: any)",
        pt: "porta da API de administração em 127.0.0.1 (0: qualquer)",
      },
    },
    keys: houseFolderFlags.keys,
    items: houseFolderFlags.items,
    data: houseFolderFlags.data,
    joinedMax: {
      type: "integer",
      min: 1,
      max: 10_000,
      default: 2_000,
      help: { en: "most bidders joined at once", pt: "máximo de participantes ao mesmo tempo" },
    },
    trialLoss: trialLossFlag,
    json: {
      type: "boolean",
      help: {
        en: "say where the house listens as a line of JSON on stdout",
        pt: "informa onde a casa escuta como uma linha JSON em stdout",
      },
    },
  },
  examples: [
    {
      line: "deno task server",
      text: { en: "a house on this machine alone", pt: "uma casa só nesta máquina" },
    },
    {
      line: 'deno task server --host 192.168.0.10 --name "Bingo da Escola"',
      text: { en: "a house for the local network", pt: "uma casa para a rede local" },
    },
  ],
});

/** The checked configuration of a house. */
export interface ServerConfig {
  readonly name: string;
  readonly currency: string;
  /** What is owed on top of a hammer price; null: as the sale has it. */
  readonly terms: SaleTerms | null;
  readonly host: string;
  readonly port: number;
  readonly relayPort: number;
  readonly group: { readonly address: string; readonly port: number; readonly ttl: number };
  readonly adminPort: number;
  readonly keys: string;
  readonly items: string;
  readonly data: string;
  readonly joinedMax: number;
  readonly trialLossPercent: number;
  readonly json: boolean;
}

const octet = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
const ipv4 = new RegExp(`^(${octet}\\.){3}${octet}$`);

/** Checks what the flags say. Fault: `bad_config`, naming the flag and what it wants. */
export function serverConfig(flags: FlagValues<typeof serverCommand.flags>): ServerConfig {
  const { host, trialLoss, ttl, premium, tax, taxOn, ...rest } = flags;
  const name = flags.name ?? "Leilao";
  const currency = flags.currency ?? "BRL";
  if (!ipv4.test(host)) throw unfit("--host", { found: host, wanted: "an IPv4 address" });
  if (!/^[A-Z]{3}$/.test(currency)) {
    throw unfit("--currency", { found: currency, wanted: "three capital letters as in BRL" });
  }
  if (name.length === 0 || name.length > 80 || /\p{C}/u.test(name)) {
    throw unfit("--name", { found: name.slice(0, 80), wanted: "1 to 80 visible characters" });
  }
  return {
    ...rest,
    name,
    currency,
    terms: termsInFlags({ premium, tax, taxOn }),
    host,
    group: { ...parseGroup(flags.group), ttl },
    trialLossPercent: trialLoss,
  };
}

function parseGroup(text: string): { readonly address: string; readonly port: number } {
  const [, address = "", port = ""] = /^([\d.]+):(\d{1,5})$/.exec(text) ?? [];
  const first = Number(address.split(".")[0]);
  const isGroup = ipv4.test(address) && first >= 224 && first <= 239;
  if (!isGroup || Number(port) < 1 || Number(port) > 65_535) {
    throw unfit("--group", { found: text, wanted: "a group and port as in 239.255.73.10:7311" });
  }
  return { address, port: Number(port) };
}

function unfit(
  flag: string,
  { found, wanted }: { readonly found: string; readonly wanted: string },
): Fault {
  return new Fault("bad_config", `${flag}: found "${found}", want ${wanted}`);
}
