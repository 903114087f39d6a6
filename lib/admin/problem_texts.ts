// The words of each refusal, in both languages: what it is, and what to do next. The records are
// complete by type: a new code without its words does not compile.

import type { Language } from "../base/language.ts";
import type { Rejection } from "../auction/rejection.ts";
import { faultTexts } from "./fault_texts.ts";
import type { HttpRefusal, ProblemCode } from "./http_problem.ts";

/** A title, the same for every refusal of its kind, and the advice that goes with it. */
export interface ProblemText {
  readonly title: string;
  readonly advice: string;
}

/** Title and advice in each language. */
export type ProblemWords = Readonly<Record<Language, readonly [title: string, advice: string]>>;

const rejectionTexts: Readonly<Record<Rejection, ProblemWords>> = {
  below_ask: {
    en: ["The amount is below the ask", "Offer at least the ask: the next bid of the lot."],
    pt: ["O valor está abaixo do pedido", "Ofereça ao menos o pedido: o próximo lance do lote."],
  },
  not_above_own_max: {
    en: [
      "The raise does not exceed the own maximum",
      "Give a higher maximum than the one that stands.",
    ],
    pt: ["O aumento não supera o próprio máximo", "Dê um máximo maior que o atual."],
  },
  lot_closed: {
    en: ["The lot has ended", "Go on with another lot, or reopen this one before another opens."],
    pt: ["O lote já terminou", "Siga com outro lote, ou reabra este antes de outro abrir."],
  },
  lot_not_open: {
    en: ["The lot has not opened", "Open the lot first."],
    pt: ["O lote ainda não foi aberto", "Abra o lote primeiro."],
  },
  lot_paused: {
    en: ["The lot is paused", "Resume the lot first."],
    pt: ["O lote está pausado", "Retome o lote primeiro."],
  },
  lot_open: {
    en: [
      "The lot is open already",
      "A lot can be replaced, moved or opened only before it has opened.",
    ],
    pt: [
      "O lote já está aberto",
      "Um lote só pode ser substituído, movido ou aberto antes de abrir.",
    ],
  },
  unknown_lot: {
    en: ["The sale has no such lot", "Look up its id in the list of lots."],
    pt: ["O leilão não tem esse lote", "Consulte o id dele na lista de lotes."],
  },
  unknown_paddle: {
    en: [
      "No such paddle",
      "Look it up in the list of bidders, or add it as a floor paddle first.",
    ],
    pt: [
      "Não há essa placa",
      "Consulte-a na lista de participantes, ou inclua-a antes como placa de salão.",
    ],
  },
  suspended: {
    en: ["The paddle is suspended", "Reinstate the bidder first."],
    pt: ["A placa está suspensa", "Reabilite o participante primeiro."],
  },
  bad_amount: {
    en: ["This is not an amount", "Give a whole number of cents, at least 1."],
    pt: ["Isto não é um valor", "Dê um número inteiro de centavos, ao menos 1."],
  },
  wrong_currency: {
    en: ["The currency is not the sale's", "Use the currency of the sale."],
    pt: ["A moeda não é a do leilão", "Use a moeda do leilão."],
  },
  not_clerked: {
    en: ["The lot's own clock ends it", "Wait for its end, or pause or withdraw the lot."],
    pt: ["O relógio do lote é que o encerra", "Aguarde o fim, ou pause ou retire o lote."],
  },
  no_bids: {
    en: ["There is nobody to sell to", "Pass the lot, or wait for a bid."],
    pt: ["Não há a quem vender", "Passe o lote, ou aguarde um lance."],
  },
  nothing_to_undo: {
    en: ["No accepted bid stands", "There is nothing to undo; go on with the lot."],
    pt: ["Não há lance aceito de pé", "Não há o que desfazer; siga com o lote."],
  },
  not_paused: {
    en: ["The lot is not paused", "Only a paused lot can be resumed."],
    pt: ["O lote não está pausado", "Só um lote pausado pode ser retomado."],
  },
  bad_end: {
    en: ["The lot would end in the past", "Give the lot a later end and load it again."],
    pt: ["O lote terminaria no passado", "Dê ao lote um fim posterior e carregue-o de novo."],
  },
  lots_open: {
    en: ["A lot is still open", "End, pass or withdraw every open or paused lot first."],
    pt: ["Ainda há lote aberto", "Encerre, passe ou retire antes cada lote aberto ou pausado."],
  },
  sale_closed: {
    en: ["The sale is over", "Start a new sale to go on."],
    pt: ["O leilão terminou", "Inicie um novo leilão para continuar."],
  },
  sale_exists: {
    en: ["The sale exists already", "Go on with it; nothing needs to be created."],
    pt: ["O leilão já existe", "Siga com ele; não é preciso criar nada."],
  },
  no_sale: {
    en: ["There is no sale yet", "Wait until the house has created its sale."],
    pt: ["Ainda não há leilão", "Aguarde até que a casa crie o leilão."],
  },
  banned: {
    en: ["The paddle is banned", "Reinstate the bidder first; the void bids stay void."],
    pt: [
      "A placa está excluída",
      "Reabilite o participante primeiro; os lances anulados continuam nulos.",
    ],
  },
  own_lot: {
    en: [
      "The bidder brought this lot",
      "Nobody may bid on an own lot: take the bid of another paddle.",
    ],
    pt: [
      "O lote é do próprio participante",
      "Ninguém dá lance no próprio lote: registre o lance de outra placa.",
    ],
  },
  above_limit: {
    en: [
      "The bid is above the bidder's limit",
      "Raise the bidder's limit first, or take a lower bid.",
    ],
    pt: [
      "O lance passa do limite do participante",
      "Aumente o limite do participante, ou registre um lance menor.",
    ],
  },
  wrong_format: {
    en: [
      "The lot's format has no such thing",
      "Look at the lot's format: it says what can be done.",
    ],
    pt: [
      "O formato do lote não tem isso",
      "Veja o formato do lote: ele diz o que é possível.",
    ],
  },
  bad_quantity: {
    en: ["Not a quantity of this lot", "Give a whole number from 1 to the lot's units."],
    pt: [
      "Quantidade inválida para este lote",
      "Dê um número inteiro de 1 até as unidades do lote.",
    ],
  },
  bad_ask: {
    en: ["The ask is not above the price", "Ask for more than the present price."],
    pt: ["O pedido não está acima do preço", "Peça mais do que o preço atual."],
  },
  sale_open: {
    en: ["A lot has opened already", "The terms of a sale are said before its first lot opens."],
    pt: [
      "Um lote já foi aberto",
      "As condições do leilão são ditas antes de abrir o primeiro lote.",
    ],
  },
  not_ended: {
    en: [
      "The lot was not sold or passed",
      "End the lot first; a withdrawn lot does not come back.",
    ],
    pt: [
      "O lote não foi vendido nem passou sem venda",
      "Encerre o lote primeiro; um lote retirado não volta.",
    ],
  },
  next_opened: {
    en: [
      "Another lot has opened since",
      "A lot can be reopened only until the next one opens; award it or offer it anew.",
    ],
    pt: [
      "Outro lote já abriu depois dele",
      "Um lote só reabre até o seguinte abrir; adjudique-o ou ofereça-o de novo.",
    ],
  },
  not_winner: {
    en: ["That paddle has not won the lot", "Look up who won it in the list of lots."],
    pt: ["Essa placa não arrematou o lote", "Consulte quem arrematou na lista de lotes."],
  },
  no_under_bidder: {
    en: ["There is no under-bidder", "Nobody else's bid is left: offer the lot again."],
    pt: ["Não há outro participante", "Não resta lance de mais ninguém: ofereça o lote de novo."],
  },
  no_lots: {
    en: ["No lot waits for it", "Load timed lots first."],
    pt: ["Nenhum lote espera por isso", "Carregue antes lotes com relógio."],
  },
  no_buy_now: {
    en: [
      "The lot is not offered at a fixed price",
      "A fixed price holds until the first bid, where the lot has one.",
    ],
    pt: [
      "O lote não é oferecido a preço fixo",
      "O preço fixo vale até o primeiro lance, quando o lote tem um.",
    ],
  },
  entry_over: {
    en: ["Entering is over", "Bidders enter before the price goes up for the first time."],
    pt: ["A entrada acabou", "Entra-se antes de o preço subir pela primeira vez."],
  },
  in_already: {
    en: ["The bidder has entered before", "Who has left a lot stays out of it."],
    pt: ["O participante já entrou antes", "Quem saiu de um lote não volta a ele."],
  },
  not_in: {
    en: ["The bidder is not in the lot", "Look at the lot to see who is in."],
    pt: ["O participante não está no lote", "Veja no lote quem está dentro."],
  },
  group_full: {
    en: ["Too many lots share this clock", "Give the lot another group, or none."],
    pt: ["Lotes demais dividem este relógio", "Dê ao lote outro grupo, ou nenhum."],
  },
};

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
