// The bidder's texts in Brazilian Portuguese.

import type { BidderTexts, BidWords } from "./bidder_texts.ts";

/** Brazilian Portuguese, as {@link BidderTexts} asks for it. */
export const portugueseTexts: BidderTexts = {
  labels: {
    price: "Preço",
    ask: "Próximo lance",
    timeLeft: "Tempo",
    you: "Você",
    moreLots: "Outros lotes",
    happenings: "O que aconteceu",
    lots: "Todos os lotes",
    help: "O que você pode digitar",
    description: "Descrição",
    least: "No mínimo",
    nextPrice: "Próximo preço",
    buyNow: "Compra já",
    estimate: "Estimativa",
    units: "Unidades",
  },
  lot: (id) => `Lote ${id}`,
  paddle: (paddle) => `placa ${paddle}`,
  youAsPaddle: "você",
  bids: (count) => count === 1 ? "1 lance" : `${count} lances`,
  noBids: "sem lances",
  format: {
    english: "",
    sealed_first: "lances fechados",
    vickrey: "lances fechados, segundo preço",
    dutch: "preço que cai",
    japanese: "preço que sobe",
    uniform: "várias unidades, um preço",
  },
  sealed: (count) => `fechado: ${count === 0 ? "sem lances" : bidders(count)}`,
  inside: (count) => count === 1 ? "1 participante dentro" : `${count} participantes dentro`,
  each: (money) => `${money} cada`,
  withCharges: (money) => `${money} com encargos`,
  between: (low, high) => `${low} a ${high}`,
  priceIn: (money, time) => `${money} em ${time}`,
  lowestPrice: "este é o mais baixo",
  toEnter: (time) => `${time} para entrar`,
  sharedClock: (group) => `relógio comum (${group})`,
  announcement: (text) => `A casa avisa: ${text}`,
  barred: "Sua placa foi excluída deste leilão; fale com a casa",
  suspended: "Sua placa está suspensa; fale com a casa",
  reserve: { met: "reserva atingida", notMet: "reserva não atingida" },
  untilHammer: "até o martelo cair",
  closing: "encerrando",
  from: (money) => `a partir de ${money}`,
  brief: {
    now: (money) => `agora ${money}`,
    next: (money) => `próx. ${money}`,
    sold: (money) => `vendido ${money}`,
  },
  moreInLots: (count) => `… e mais ${count}: digite lotes`,
  page: (page, pages) => `página ${page} de ${pages}`,
  noLotOpen: "Nenhum lote aberto no momento.",
  saleClosed: "O leilão está encerrado.",
  youWon: (lots) => `Você arrematou: ${lots}.`,
  youWonNothing: "Você não arrematou nenhum lote.",
  wonLots: "Você arrematou:",
  wonLot: (lot, title, money) => `${lot}: ${title}, ${money}`,
  wonSum: (money) => `A pagar: ${money}`,
  wonSumWithCharges: (total, hammer) =>
    `A pagar: ${total} com comissão e imposto (preços do martelo: ${hammer})`,
  status: {
    catalogued: "por vir",
    open: "aberto",
    fair_warning: "o martelo vai bater",
    paused: "em pausa",
    sold: "vendido",
    passed: "não vendido",
    withdrawn: "retirado",
  },
  connection: {
    joining: "entrando",
    waiting_approval: "ainda sem permissão",
    live: "ao vivo",
    lagging: "atrasado, sem lances",
    rejoining: "entrando de novo",
    ended: "desconectado",
  },
  waitsForApproval: (fingerprint) =>
    "A casa ainda não conhece a sua chave. Peça para deixarem você entrar; " +
    `leia para eles a sua impressão digital: ${fingerprint}`,
  path: { multicast: "multicast", unicast: "unicast", tcp: "TCP" },
  house: {
    running: "A casa está funcionando.",
    stopping: "A casa está parando. Os lotes abertos são mantidos.",
    ended: "A casa encerrou a sessão.",
  },
  own: {
    none: "sem lance ainda",
    leading: "você está na frente",
    outbid: "seu lance foi superado",
    won: "você arrematou este lote",
    lost: "outra pessoa arrematou",
    defaulted: "o lote ficou com outra pessoa",
    sealed: "você está concorrendo",
    unsure: "um lance foi desfeito; se era o seu, dê outro",
    in: "você está dentro",
    left: "você saiu deste lote",
    winning: "você leva, como está agora",
    edge: "o seu é o lance vencedor mais baixo; talvez leve só uma parte",
  },
  yourMax: (money) => `seu máximo ${money}`,
  yourSealedBid: (money) => `seu lance fechado ${money}`,
  yourUnits: (money) => `seu lance ${money}`,
  wonUnits: (quantity) => quantity === 1 ? "1 unidade" : `${quantity} unidades`,
  refusal: {
    below_ask: "o valor era baixo demais",
    not_above_own_max: "não está acima do seu próprio máximo",
    lot_closed: "o lote já terminou",
    lot_not_open: "o lote ainda não abriu",
    lot_paused: "o lote está em pausa",
    lot_open: "o lote está aberto",
    unknown_lot: "não existe esse lote",
    unknown_paddle: "a casa não conhece a sua placa",
    suspended: "sua placa está suspensa; fale com a casa",
    bad_amount: "não é um valor válido",
    wrong_currency: "o leilão é em outra moeda",
    not_clerked: "o relógio do lote é que o encerra",
    no_bids: "não há lances",
    nothing_to_undo: "não há lance para desfazer",
    not_paused: "o lote não está em pausa",
    bad_end: "o fim do lote ficaria no passado",
    lots_open: "ainda há lote aberto",
    sale_closed: "o leilão acabou",
    sale_exists: "o leilão já existe",
    no_sale: "o leilão ainda não começou",
    banned: "sua placa foi excluída deste leilão; fale com a casa",
    own_lot: "o lote é seu, então você não pode dar lance nele",
    above_limit: "passa do seu limite neste leilão; fale com a casa",
    wrong_format: "o lote não aceita esse tipo de lance",
    bad_quantity: "o lote não tem essa quantidade",
    bad_ask: "o pedido deve ficar acima do preço",
    sale_open: "um lote já abriu",
    not_ended: "o lote não foi vendido nem retirado sem venda",
    next_opened: "outro lote já abriu depois dele",
    not_winner: "essa placa não arrematou o lote",
    no_under_bidder: "mais ninguém deu lance no lote",
    no_lots: "não há lote assim no catálogo",
    no_buy_now: "não dá para comprar na hora, ou não dá mais",
    entry_over: "o preço já subiu: ninguém mais pode entrar",
    in_already: "você já entrou neste lote; quem sai não volta",
    not_in: "você não está neste lote",
    group_full: "lotes demais dividem o relógio dele",
    not_joined: "você não está conectado à casa; não foi enviado",
    stale_view: "sua tela está atrasada; não foi enviado, tente de novo quando estiver ao vivo",
    conflict: "a casa tem outro lance com o mesmo número; dê o lance de novo",
    too_many: "lances demais de uma vez; espere um momento e tente de novo",
  },
  bid: {
    sent: (bid) => `${named(bid)} foi enviad${ending(bid)}, esperando a casa`,
    accepted: (bid) => `${named(bid)} foi aceit${ending(bid)}`,
    refused: (bid, why) => `${named(bid)} foi recusad${ending(bid)}: ${why}`,
    askIs: (money) => `o mínimo era ${money}`,
    belowPrice: (money) => `o preço era ${money}`,
    notMoreUnits:
      "seu lance anterior vale; aumente as unidades ou o preço, sem diminuir nenhum dos dois",
    late: (seconds) => `${seconds} s atrasado`,
  },
  event: {
    saleOpened: "O leilão está aberto",
    saleClosed: "O leilão está encerrado",
    lotOpened: (lot, ask, title) => `${lot} aberto, a partir de ${ask}: ${title}`,
    bidAccepted: (lot, price, leader) => `${lot}: ${price}, ${leader} na frente`,
    lotExtended: (lot, time) => `${lot} continua até ${time}`,
    outageReturned: (lot, time) => `${lot} recebeu de volta o tempo perdido, até ${time}`,
    fairWarning: (lot, call) => `${lot}: ${call > 1 ? "dou-lhe duas" : "dou-lhe uma"}`,
    lotPaused: (lot) => `${lot} em pausa`,
    lotResumed: (lot) => `${lot} continua`,
    bidUndone: (lot) => `${lot}: o último lance foi desfeito`,
    nowLeads: (price, leader) => `agora ${price}, ${leader} na frente`,
    nowPrice: (price) => `agora ${price} cada`,
    nowNoBids: (ask) => `agora sem lances, a partir de ${ask}`,
    lotSold: (lot, price, winner) => `${lot} arrematado por ${winner}: ${price}`,
    lotPassed: (lot) => `${lot} não foi vendido`,
    lotWithdrawn: (lot) => `${lot} foi retirado`,
    youSuspended: "Sua placa está suspensa; fale com a casa",
    youReinstated: "Sua placa pode dar lances de novo",
    youBanned: "Sua placa foi excluída deste leilão; seus lances em lotes abertos não valem mais",
    lotOpenedTo: {
      sealed_first: (lot, ask, title) =>
        `${lot} aberto a lances fechados a partir de ${ask}: ${title}`,
      vickrey: (lot, ask, title) =>
        `${lot} aberto a lances fechados a partir de ${ask}, paga-se o segundo maior: ${title}`,
      dutch: (lot, ask, title) => `${lot} aberto, o preço cai a partir de ${ask}: ${title}`,
      japanese: (lot, ask, title) => `${lot} aberto para entrar a ${ask}: ${title}`,
      uniform: (lot, ask, title) =>
        `${lot} aberto, várias unidades a partir de ${ask} cada: ${title}`,
    },
    biddersNow: (lot, count) => `${lot}: ${bidders(count)} até agora`,
    insideNow: (lot, count) =>
      `${lot}: ${count === 1 ? "1 participante está" : `${count} participantes estão`} dentro`,
    unitPrice: (lot, price) => `${lot}: um lance, o preço é ${price} cada`,
    groupExtended: (lot, time) => `${lot} continua com os lotes do seu relógio até ${time}`,
    endTakenBack: (lot, time) => `${lot} volta a terminar às ${time}`,
    askSet: (lot, ask) => `${lot}: o leiloeiro pede ${ask}`,
    incrementsSet: (lot, ask) => `${lot}: os incrementos mudaram, o próximo lance é ${ask}`,
    bidderLeft: (lot, paddle) => `${lot}: ${paddle} saiu`,
    youLeft: (lot) => `${lot}: você está fora`,
    priceRaised: (lot, price, count) => `${lot}: o preço sobe para ${price}, ${count} dentro`,
    priceFell: (lot, price) => `${lot}: o preço cai para ${price}`,
    bidsVoid: (lot, paddle) => `${lot}: os lances da ${paddle} não valem mais`,
    yourBidsVoid: (lot) => `${lot}: seus lances não valem mais`,
    unitsSold: (lot, quantity, { winner, price }) =>
      `${lot}: ${
        quantity === 1 ? "1 unidade" : `${quantity} unidades`
      } para ${winner} por ${price} cada`,
    unitsAllSold: (lot, price) => `${lot} vendido por ${price} cada`,
    lotReopened: (lot) => `${lot} está aberto de novo`,
    lotAwarded: (lot, price, winner) => `${lot} fica para ${winner} por ${price}`,
    terms: {
      all: (premium, tax) =>
        `Além do preço do martelo: ${premium}${tax === null ? "" : `; ${tax}`}`,
      noPremium: "sem comissão do comprador",
      premium: (tiers) => `comissão do comprador ${tiers}`,
      tier: (rate, from) => `${rate} a partir de ${from}`,
      tax: (rate, on) =>
        `imposto ${rate} sobre ${on === "premium" ? "a comissão" : "preço e comissão"}`,
    },
  },
  ask: {
    deed: (lot, { kind, money }) => {
      if (kind === "buy") return `Comprar o ${lot} por ${money}`;
      if (kind === "enter") return `Entrar no ${lot} a ${money}`;
      return kind === "leave" ? `Deixar o ${lot} de vez` : `Lance de ${money} no ${lot}`;
    },
    plain: (deed) => `${deed}? Enter = sim, n = não`,
    final: (deed) => `${deed}? s = sim, n = não`,
    unusual: (lot, money) => `${money} no ${lot} é muito acima do preço. Certeza? s = sim, n = não`,
    lotChanged: (deed) => `O lote mudou. ${deed}? s = sim, n = não`,
    nextChanged: (deed) => `O próximo lance mudou. ${deed}? s = sim, n = não`,
    notSent: "Nada foi enviado.",
    askMoved: "O próximo lance mudou enquanto isso. Nada foi enviado.",
    priceMoved: "O preço mudou enquanto isso. Nada foi enviado.",
  },
  wrong: {
    command: "Não entendi. Digite ajuda para ver o que você pode digitar.",
    unknown: "Comando desconhecido: digite ajuda",
    maxUse: (example) =>
      `Para dar um lance, digite o valor: lance ${example}, ou com o lote: lance 7 ${example}`,
    exactUse: (example) =>
      `Para dar exatamente esse preço: exato ${example}, ou com o lote: exato 7 ${example}`,
    money: (example) => `Não é um valor. Escreva como ${example}`,
    noLot: "Nenhum lote aberto. Diga qual, ou espere o próximo.",
    noSuchLot: (lot) => `Não existe o lote ${lot}. Digite lotes para ver todos.`,
    youLead: "Você já está na frente. Para aumentar seu máximo, digite o valor.",
    youAreIn: "Você está dentro. Para deixar o lote de vez, digite deixar.",
    youHaveLeft: "Você saiu deste lote, e isso vale de vez.",
    youAreWinning: (example) => `Você leva, como está agora. Para dar mais, digite 3 x ${example}`,
    takes: {
      english: (lot, example) => `O ${lot} aceita lances: digite um valor, como ${example}`,
      sealed_first: (lot, example) =>
        `O ${lot} aceita lances fechados: digite o seu valor, como ${example}`,
      vickrey: (lot, example) =>
        `O ${lot} aceita lances fechados: digite o máximo, como ${example}`,
      dutch: (lot) => `O preço do ${lot} cai sozinho: digite comprar para levar.`,
      japanese: (lot) => `O preço do ${lot} sobe sozinho: digite entrar, e deixar para sair.`,
      uniform: (lot, example) =>
        `O ${lot} tem várias unidades: digite quantas e o preço, 3 x ${example}`,
    },
    tooMany: (lot, units) =>
      units === 1 ? `O ${lot} é uma peça só.` : `O ${lot} só tem ${units} unidades.`,
    problem: (code, message) => `Problema (${code}): ${message}`,
    tries: (count) => `${count} tentativas`,
  },
  help: (example) => [
    [example, "o máximo que pagaria"],
    ["Enter", "lance, compra, entra"],
    [`lance 7 ${example}`, "o mesmo para o lote 7"],
    [`exato ${example}`, "esse preço, exato"],
    ["comprar", "pelo preço mostrado"],
    [`3 x ${example}`, "três, a esse preço"],
    ["+1  +2  +5", "passos acima do próximo"],
    ["entrar / deixar", "no preço que sobe"],
    ["lote 7", "mostra o lote 7"],
    ["lotes", "todos (lotes 2: página 2)"],
    ["arrematados", "lotes seus e a conta"],
    ["historico", "seus lances"],
    ["conexao", "como está a conexão"],
    ["sair", "sai; lances aceitos valem"],
  ],
};

function bidders(count: number): string {
  return count === 1 ? "1 participante" : `${count} participantes`;
}

function named({ kind, money }: BidWords): string {
  if (kind === "buy") return `sua compra por até ${money}`;
  if (kind === "enter") return `sua entrada a ${money}`;
  return kind === "leave" ? "sua saída" : `seu lance de ${money}`;
}

/** The words after a bid agree with it: "o lance", but "a compra", "a entrada", "a saída". */
function ending({ kind }: BidWords): string {
  return kind === "max" || kind === "exact" ? "o" : "a";
}
