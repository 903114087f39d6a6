// What a command would do, in Brazilian Portuguese.

import type { EffectTexts } from "./effect_texts.ts";

/** Brazilian Portuguese, as {@link EffectTexts} asks for it. */
export const portugueseEffects: EffectTexts = {
  who: (paddle, name) => name === null ? `A placa ${paddle}` : `A placa ${paddle} (${name})`,
  saleOpened: "O leilão começa.",
  saleClosed: "O leilão é encerrado de vez: nenhum lote pode mais ser aberto.",
  lotsUnsold: (count) =>
    count === 1
      ? "1 lote que não abriu fica sem venda."
      : `${count} lotes que não abriram ficam sem venda.`,
  lotOpened: (lot, ask) => `O lote ${lot} abre em ${ask}.`,
  bidTaken: (lot) => `Um lance deixado para o lote ${lot} passa a valer.`,
  leads: (lot, who, price) => `${who} fica na frente no lote ${lot} com ${price}.`,
  extended: {
    late_bid: (lot, left) => `O lote ${lot} fica com ${left} no relógio.`,
    outage: (lot, left) => `O lote ${lot} fica com ${left} no relógio.`,
    group: (lot, left) => `O lote ${lot}, do mesmo relógio, fica com ${left}.`,
    undo: (lot, left) => `O lote ${lot} volta a ter ${left} no relógio.`,
  },
  warned: (lot, call) =>
    call > 1 ? `O lote ${lot} recebe o aviso de número ${call}.` : `O lote ${lot} recebe o aviso.`,
  paused: (lot) => `O lote ${lot} não aceita lances até ser retomado.`,
  resumed: (lot) => `O lote ${lot} volta a aceitar lances.`,
  undone: {
    leading: (who, price) => `O lance de ${price} ${of(who)} é desfeito.`,
    driving: (from, to) => `O último lance é desfeito: o preço volta de ${from} para ${to}.`,
    silent: "O último lance é desfeito. Ele não tinha mudado o preço.",
  },
  leadsAgain: (who, price) => `${who} volta a ficar na frente com ${price}.`,
  leadsThen: (who, price) => `${who} fica na frente com ${price}.`,
  nobodyLeads: "Ninguém fica na frente.",
  nextBid: (ask) => `O próximo lance é ${ask}.`,
  clockShows: (left) => `O relógio passa a mostrar ${left}.`,
  sold: (lot, who, price) => `O lote ${lot} é vendido por ${price} ${to(who)}.`,
  belowReserve: "Isso fica abaixo da reserva.",
  passed: {
    no_bids: (lot) => `O lote ${lot} termina sem venda: ninguém deu lance.`,
    reserve_not_met: (lot) => `O lote ${lot} termina sem venda: a reserva não foi atingida.`,
    by_hand: (lot) => `O lote ${lot} termina sem venda.`,
  },
  bidWinsNothing: (who, price) => `O lance de ${price} ${of(who)} não leva nada.`,
  withdrawn: (lot) => `O lote ${lot} sai do leilão de vez.`,
  bidsWinNothing: (count) =>
    count === 1 ? "O lance dele não leva nada." : `Os ${count} lances dele não levam nada.`,
  bidderLeft: (lot, who) => `${who} sai do lote ${lot}.`,
  priceRises: (lot, price) => `O preço do lote ${lot} sobe para ${price}.`,
  bidsVoid: (lot, who) => `Todos os lances ${of(who)} no lote ${lot} deixam de valer.`,
  unitsSold: (who, quantity, price) =>
    quantity === 1
      ? `${who} leva 1 unidade por ${price}.`
      : `${who} leva ${quantity} unidades por ${price} cada.`,
  reopened: (lot) => `O lote ${lot} volta a ser oferecido, com os lances que tinha.`,
  losesLot: (lot, who) => `${who} perde o lote ${lot}.`,
  awarded: (lot, who, price) => `O lote ${lot} fica por ${price} com ${who.replace(/^A /, "a ")}.`,
  moved: (lot, before) =>
    before === null
      ? `O lote ${lot} fica depois de todos os outros.`
      : `O lote ${lot} fica logo antes do lote ${before}.`,
  announced: (text) => `Todos leem: ${text}`,
  termsSet: "Mudam os encargos que se somam ao preço do martelo.",
  admitted: (who) => `${who} pode dar lances.`,
  suspended: (who) =>
    `${who} sai na hora, não dá mais lances e não lê mais nada do leilão. Os lances já dados valem.`,
  reinstated: (who) =>
    `${who} pode voltar e dar lances a partir de agora. Lances anulados continuam anulados.`,
  banned: (who) =>
    `${who} sai na hora e não lê mais nada do leilão. O que for anulado continua anulado.`,
  more: (count) => count === 1 ? "E mais 1 coisa assim." : `E mais ${count} coisas assim.`,
};

/** "A placa 7" after "de". */
function of(who: string): string {
  return who.replace(/^A /, "da ");
}

/** "A placa 7" after "a". */
function to(who: string): string {
  return who.replace(/^A /, "à ");
}
