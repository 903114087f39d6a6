// Flags that several commands share, each described once.

import type { BooleanFlag, IntegerFlag, StringFlag } from "./cli.ts";

/** `--keys`: the folder of key files and the registry. */
export const keysFlag = {
  type: "string",
  value: "FOLDER",
  default: "keys",
  help: { en: "where key files lie", pt: "onde ficam os arquivos de chaves" },
} as const satisfies StringFlag;

/** `--admin`: where the running house listens for its auctioneer. */
export const adminFlag = {
  type: "string",
  value: "URL",
  default: "http://127.0.0.1:7300",
  help: { en: "the running house's admin API", pt: "a API de administração da casa aberta" },
} as const satisfies StringFlag;

/** The folders of a house, as its server takes them. */
export const houseFolderFlags = {
  data: {
    type: "string",
    value: "FOLDER",
    default: "data",
    help: { en: "where the record lies", pt: "pasta do registro" },
  },
  keys: {
    type: "string",
    value: "FOLDER",
    default: "keys",
    help: { en: "where keys and the registry lie", pt: "pasta das chaves e do cadastro" },
  },
  items: {
    type: "string",
    value: "FOLDER",
    default: "items",
    help: { en: "where the lots lie", pt: "pasta dos lotes" },
  },
} as const satisfies Readonly<Record<string, StringFlag>>;

/** `--json` of commands whose result a script may read. */
export const jsonResultFlag = {
  type: "boolean",
  help: { en: "print the result as JSON", pt: "mostra o resultado em JSON" },
} as const satisfies BooleanFlag;

/** `--trial-loss`: rehearse on a bad network. */
export const trialLossFlag = {
  type: "integer",
  value: "PERCENT",
  min: 0,
  max: 90,
  default: 0,
  help: {
    en: "for trials: lose this part of the datagrams received",
    pt: "para ensaios: perde esta parte dos datagramas recebidos",
  },
} as const satisfies IntegerFlag;
