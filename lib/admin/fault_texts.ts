// The words of each fault as the admin app tells it: its kind and the next step. The fault's own
// message may name paths and addresses; it goes to the house's log under the request's id.

import type { FaultCode } from "../base/fault.ts";
import type { ProblemWords } from "./problem_texts.ts";

const seeLog: ProblemWords = {
  en: ["The house met a fault", "See the house's log under this requestId."],
  pt: ["A casa encontrou uma falha", "Veja o registro da casa sob este requestId."],
};

const houseBusy: ProblemWords = {
  en: ["The house cannot do this now", "Nothing was changed. See the house's log, then try again."],
  pt: ["A casa não pode fazer isto agora", "Nada mudou. Veja o registro da casa e tente de novo."],
};

/** For each fault its title and advice. */
export const faultTexts: Readonly<Record<FaultCode, ProblemWords>> = {
  bad_arguments: {
    en: ["The request cannot be understood", "Compare it with GET /api/v1/openapi.json."],
    pt: ["O pedido não foi compreendido", "Compare-o com GET /api/v1/openapi.json."],
  },
  bad_key: {
    en: [
      "The public key set is not usable",
      "Send the bidder's file <name>.public.jwks.json as keygen wrote it, never the private one.",
    ],
    pt: [
      "O conjunto de chaves públicas não serve",
      "Envie o arquivo <nome>.public.jwks.json como o keygen o gravou, nunca o privado.",
    ],
  },
  key_exists: {
    en: ["The key exists already", "Choose another name, or use the key that is there."],
    pt: ["A chave já existe", "Escolha outro nome, ou use a chave existente."],
  },
  file_exists: {
    en: ["The file exists already", "Move it away, or choose another name."],
    pt: ["O arquivo já existe", "Mova-o para outro lugar, ou escolha outro nome."],
  },
  wrong_passphrase: {
    en: ["The protected key did not open", "Give the right passphrase."],
    pt: ["A chave protegida não abriu", "Informe a senha correta."],
  },
  not_found: {
    en: ["There is no such thing here", "Look up the name and try again."],
    pt: ["Isso não existe aqui", "Consulte o nome e tente de novo."],
  },
  bad_file: {
    en: ["A file's content is not usable", "Mend the file and send it again."],
    pt: ["O conteúdo de um arquivo não serve", "Corrija o arquivo e envie de novo."],
  },
  already_registered: {
    en: [
      "The name, the paddle or a key is taken",
      "Look at the list of bidders and floor paddles, and choose another.",
    ],
    pt: [
      "O nome, a placa ou uma chave já está em uso",
      "Veja a lista de participantes e de placas de salão, e escolha outro.",
    ],
  },
  timeout: {
    en: [
      "The house did not answer in time",
      "It may still have acted: look at the sale before you try again.",
    ],
    pt: [
      "A casa não respondeu a tempo",
      "Ela pode ter agido mesmo assim: veja o leilão antes de tentar de novo.",
    ],
  },
  ledger_locked: houseBusy,
  ledger_unwritable: houseBusy,
  worker_failed: seeLog,
  unreachable: seeLog,
  bad_config: seeLog,
  key_exposed: seeLog,
  file_unreadable: seeLog,
  file_unwritable: seeLog,
  port_taken: seeLog,
  no_such_address: seeLog,
  wrong_house: seeLog,
  refused_join: seeLog,
  bad_protocol: seeLog,
  ledger_corrupt: seeLog,
  record_rolled_back: seeLog,
  not_permitted: seeLog,
  two_histories: seeLog,
  replaced: seeLog,
  internal: seeLog,
};
