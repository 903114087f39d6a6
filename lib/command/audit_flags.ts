// The flags of `deno task audit`.

import type { Flags } from "./cli.ts";
import { jsonResultFlag } from "./common_flags.ts";

/** What is audited, against what, and where evidence goes. */
export const auditFlags = {
  ledger: {
    type: "string",
    value: "FILE",
    help: {
      en: "audit the ledger of a house that is stopped, or a copy of it",
      pt: "confere o registro de uma casa parada, ou uma cópia dele",
    },
  },
  record: {
    type: "string",
    value: "FILE",
    help: {
      en: "audit a published record (deno task publish)",
      pt: "confere um registro publicado (deno task publish)",
    },
  },
  checkpoints: {
    type: "string",
    value: "FILE",
    help: {
      en: "hold it against these notes too; checkpoints.txt beside a ledger is read by itself",
      pt: "confronta também com estas notas; checkpoints.txt ao lado do registro já é lido",
    },
  },
  mine: {
    type: "string",
    value: "FILE",
    help: {
      en: "compare with what a bidder's client kept: the .sqlite file in its data folder",
      pt: "compara com o que o cliente de um participante guardou: o .sqlite na sua pasta data",
    },
  },
  evidenceOut: {
    type: "string",
    value: "FILE",
    help: {
      en: "with --mine: write what proves a difference to others (data/... or evidence.json)",
      pt: "com --mine: grava o que prova a diferença a outros (data/... ou evidence.json)",
    },
  },
  evidence: {
    type: "string",
    value: "FILE",
    help: {
      en: "check such a file, with nothing but the house's key",
      pt: "confere um desses arquivos, só com a chave da casa",
    },
  },
  house: {
    type: "string",
    value: "FINGERPRINT",
    help: {
      en: "the house must have this key: the fingerprint on the invitation",
      pt: "a casa deve ter esta chave: a impressão digital do convite",
    },
  },
  json: jsonResultFlag,
} as const satisfies Flags;
