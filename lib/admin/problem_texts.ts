// The words of each refusal, in both languages: what it is, and what to do next. The records are
// complete by type: a new code without its words does not compile.

import type { Language } from "../base/language.ts";
import { faultTexts } from "./fault_texts.ts";
import type { HttpRefusal, ProblemCode } from "./http_problem.ts";
import { rejectionTexts } from "./rejection_texts.ts";

/** A title, the same for every refusal of its kind, and the advice that goes with it. */
export interface ProblemText {
  readonly title: string;
  readonly advice: string;
}

/** Title and advice in each language. */
export type ProblemWords = Readonly<Record<Language, readonly [title: string, advice: string]>>;

const httpTexts: Readonly<Record<HttpRefusal, ProblemWords>> = {
  bad_host: {
    en: ["Not this house's address", "Use the address that the house printed when it started."],
    pt: ["Este não é o endereço da casa", "Use o endereço que a casa mostrou ao iniciar."],
  },
  bad_origin: {
    en: ["The request comes from a foreign page", "Use the house's own address, not another page."],
    pt: ["O pedido vem de uma página alheia", "Use o endereço da própria casa, não outra página."],
  },
  no_token: {
    en: [
      "The admin token is missing or wrong",
      'Send "Authorization: Bearer" and the token from the house\'s token file.',
    ],
    pt: [
      "A chave de administração falta ou está errada",
      'Envie "Authorization: Bearer" e a chave do arquivo da casa.',
    ],
  },
  too_many_failures: {
    en: [
      "Too many wrong tokens",
      "Wait for the seconds in Retry-After, then send the right token.",
    ],
    pt: ["Chaves erradas demais", "Aguarde os segundos de Retry-After e envie a chave certa."],
  },
  no_such_page: {
    en: ["No such path", "See GET /api/v1/openapi.json for what there is."],
    pt: ["Caminho inexistente", "Veja em GET /api/v1/openapi.json o que existe."],
  },
  no_invoice: {
    en: ["The paddle has no invoice", "It has won nothing; the results tell who has."],
    pt: ["A placa não tem fatura", "Ela não arrematou nada; os resultados dizem quem arrematou."],
  },
  method_not_allowed: {
    en: ["The path does not take this method", "Use one of the methods in Allow."],
    pt: ["O caminho não aceita este método", "Use um dos métodos de Allow."],
  },
  too_large: {
    en: ["The body is too large", "Send less at once: 1 MiB of JSON, 8 MiB of files."],
    pt: ["O corpo é grande demais", "Envie menos de cada vez: 1 MiB de JSON, 8 MiB de arquivos."],
  },
  bad_media_type: {
    en: [
      "The body's type is not taken here",
      "Send the Content-Type that GET /api/v1/openapi.json names.",
    ],
    pt: [
      "Este tipo de corpo não é aceito aqui",
      "Envie o Content-Type indicado em GET /api/v1/openapi.json.",
    ],
  },
  bad_json: {
    en: ["The body is not JSON", "Send one whole JSON text in UTF-8."],
    pt: ["O corpo não é JSON", "Envie um texto JSON completo em UTF-8."],
  },
  bad_body: {
    en: ["The body does not have the wanted shape", 'Mend what "errors" names and send it again.'],
    pt: ["O corpo não tem a forma esperada", 'Corrija o que "errors" aponta e envie de novo.'],
  },
  knock_contested: {
    en: [
      "Two ask to be let in with this fingerprint",
      "One of them uses another's key. Have the bidder make new keys and knock anew, or take the " +
      "public key file from their own hand.",
    ],
    pt: [
      "Duas pessoas pedem para entrar com esta impressão digital",
      "Uma delas usa a chave de outra. Peça que a pessoa crie chaves novas e bata de novo, ou " +
      "receba o arquivo da chave pública da mão dela.",
    ],
  },
  standing_moved: {
    en: [
      "A bid has just come, so nothing was done",
      "Look who leads now and at which price, and press again.",
    ],
    pt: [
      "Acabou de chegar um lance, então nada foi feito",
      "Veja quem está na frente agora e a que preço, e aperte de novo.",
    ],
  },
  no_such_knock: {
    en: [
      "Nobody with these keys asks to be let in",
      "Wait a moment: a client that runs asks again every few seconds.",
    ],
    pt: [
      "Ninguém com estas chaves pede para entrar",
      "Espere um pouco: um cliente em execução pede de novo a cada poucos segundos.",
    ],
  },
  bad_query: {
    en: ["The query is none that is taken here", 'Send "preview=true", or no query at all.'],
    pt: ["A consulta não é aceita aqui", 'Envie "preview=true", ou nenhuma consulta.'],
  },
  not_previewed: {
    en: [
      "What this would do is not told beforehand",
      "There is nothing to see, or it would give away a secret bid: decide without it.",
    ],
    pt: [
      "O que isto faria não se diz de antemão",
      "Não há nada a ver, ou isso revelaria um lance secreto: decida sem isso.",
    ],
  },
  bad_form: {
    en: [
      "The form cannot be taken",
      "Send at most 200 files with plain names: JSON, CSV and images, at least one of them with lots.",
    ],
    pt: [
      "O formulário não pode ser aceito",
      "Envie no máximo 200 arquivos com nomes simples: JSON, CSV e imagens, ao menos um com lotes.",
    ],
  },
  bad_items: {
    en: [
      "The lots have problems; none was loaded",
      'Mend what "errors" names and send all of them again.',
    ],
    pt: [
      "Os lotes têm problemas; nenhum foi carregado",
      'Corrija o que "errors" aponta e envie todos de novo.',
    ],
  },
  bad_event_id: {
    en: ["This is not an event's number", "Send the id of the last event seen, or leave it out."],
    pt: ["Este não é o número de um evento", "Envie o id do último evento visto, ou omita-o."],
  },
  backup_runs: {
    en: ["Another backup is being made", "Try again when it is done, in a moment."],
    pt: ["Outra cópia está sendo feita", "Tente de novo daqui a pouco, quando ela terminar."],
  },
  no_checkpoint: {
    en: ["There is no checkpoint yet", "Try again when the house has started."],
    pt: ["Ainda não há um ponto de controle", "Tente de novo quando a casa tiver iniciado."],
  },
  too_many_streams: {
    en: ["No more event streams can be opened", "Close a stream that is not needed and try again."],
    pt: [
      "Não é possível abrir mais fluxos de eventos",
      "Feche um fluxo desnecessário e tente de novo.",
    ],
  },
};

/** What a body's error wants where a field has a name that nobody knows. */
export const unknownField: Readonly<Record<Language, string>> = {
  en: "no such field: its name is not known here, leave it out or correct it",
  pt: "nenhum campo assim: o nome não é conhecido aqui, retire-o ou corrija-o",
};

const texts: Readonly<Record<ProblemCode, ProblemWords>> = {
  ...faultTexts,
  ...rejectionTexts,
  ...httpTexts,
};

/** The words for `code` in `language`. */
export function problemText(code: ProblemCode, language: Language): ProblemText {
  const [title, advice] = texts[code][language];
  return { title, advice };
}

/** Every code that has words. */
export function problemCodes(): readonly ProblemCode[] {
  return Object.keys(texts).filter(isProblemCode);
}

/** Whether `code` is one of ours. */
export function isProblemCode(code: string): code is ProblemCode {
  return Object.hasOwn(texts, code);
}
