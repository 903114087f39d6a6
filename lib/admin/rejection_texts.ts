// The words of what the rules refuse, in both languages: what it is, and what to do next.

import type { Rejection } from "../auction/rejection.ts";
import type { ProblemWords } from "./problem_texts.ts";

/** Complete by type: a new code without its words does not compile. */
export const rejectionTexts: Readonly<Record<Rejection, ProblemWords>> = {
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
    pt: ["A placa está suspensa", "Readmita o participante primeiro."],
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
    pt: ["Não há a quem vender", "Termine o lote sem venda, ou aguarde um lance."],
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
    pt: ["Ainda há lote aberto", "Termine ou retire antes cada lote aberto ou pausado."],
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
      "Readmita o participante primeiro; os lances anulados continuam anulados.",
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
      "O lote não terminou, com venda ou sem",
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
    en: [
      "The bidder is not in the lot",
      "Check the paddle: who never entered, or has left, cannot leave.",
    ],
    pt: [
      "O participante não está no lote",
      "Confira a placa: quem não entrou, ou já saiu, não pode sair.",
    ],
  },
  group_full: {
    en: ["Too many lots share this clock", "Give the lot another group, or none."],
    pt: ["Lotes demais dividem este relógio", "Dê ao lote outro grupo, ou nenhum."],
  },
};
