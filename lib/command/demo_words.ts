// The words of the demo's story, in both languages.

/** The texts of one language. */
export interface DemoWords {
  readonly sale: string;
  readonly title: string;
  readonly keysFor: (name: string) => string;
  readonly house: (join: string, group: string) => string;
  readonly joined: (names: readonly string[], path: string) => string;
  readonly lot: (id: string) => string;
  readonly opensAt: (price: string) => string;
  readonly reserve: string;
  readonly byHand: string;
  readonly byClock: (seconds: string) => string;
  readonly offers: {
    readonly patient: (name: string, amount: string) => string;
    readonly eager: (name: string, amount: string) => string;
    readonly late: (name: string, amount: string) => string;
  };
  readonly leads: (price: string, name: string) => string;
  readonly holds: (price: string, name: string) => string;
  readonly reserveNotMet: string;
  readonly reserveMet: string;
  readonly refused: (name: string, why: string) => string;
  readonly extended: (seconds: string) => string;
  readonly warning: (call: number) => string;
  readonly sold: (name: string, price: string) => string;
  readonly passed: string;
  readonly passedBelowReserve: string;
  readonly columns: readonly [lot: string, title: string, winner: string, price: string];
  readonly notSold: string;
  readonly total: (sold: number, lots: number) => string;
  readonly same: (bidders: number, events: number) => string;
  readonly differs: string;
  readonly nothingSold: string;
  readonly badEnd: (name: string, code: number) => string;
  readonly record: string;
  readonly seenBy: (name: string) => string;
  readonly again: string;
  readonly folder: string;
  readonly throwAway: string;
  readonly next: string;
  readonly stopped: string;
}

const en: DemoWords = {
  sale: "Demonstration",
  title: "A whole auction on this machine, in about a minute. Ctrl+C stops it.",
  keysFor: (name) => `Keys made and registered for ${name}`,
  house: (join, group) => `The house is open: joins on tcp ${join}, feed on udp ${group}`,
  joined: (names, path) => `${names.join(", ")} have joined; the feed comes by ${path}`,
  lot: (id) => `Lot ${id}`,
  opensAt: (price) => `opens at ${price}`,
  reserve: "with a secret reserve",
  byHand: "the auctioneer sells it by hand",
  byClock: (seconds) => `a clock of ${seconds} s, late bids add time`,
  offers: {
    patient: (name, amount) => `${name} leaves a maximum of ${amount} with the house`,
    eager: (name, amount) => `${name} bids ${amount}`,
    late: (name, amount) => `${name} comes in late, with up to ${amount}`,
  },
  leads: (price, name) => `${price}, ${name} leads`,
  holds: (price, name) => `${price}, ${name}'s maximum still leads`,
  reserveNotMet: "reserve not met",
  reserveMet: "the reserve is met",
  refused: (name, why) => `${name}'s bid is refused: ${why}`,
  extended: (seconds) => `A late bid moves the end: ${seconds} s are left`,
  warning: (call) => call === 1 ? "Going once" : "Going twice",
  sold: (name, price) => `SOLD to ${name} for ${price}`,
  passed: "PASSED: there were no bids",
  passedBelowReserve: "PASSED: the reserve was not met",
  columns: ["Lot", "Title", "Winner", "Price"],
  notSold: "not sold",
  total: (sold, lots) => `${sold} of ${lots} lots sold`,
  same: (bidders, events) => `All ${bidders} bidders and the house have the same ${events} events.`,
  differs: "the bidders did not see the same events",
  nothingSold: "no lot was sold",
  badEnd: (name, code) => `${name} ended with exit code ${code}, want 0`,
  record: "the house's record",
  seenBy: (name) => `what ${name} saw`,
  again: "open this house again",
  folder: "all of it lies in",
  throwAway: "Nothing in it is of value: delete it when you like.",
  next: "Your own sale, step by step: README.md",
  stopped: "Stopped. Nothing is left running.",
};

const pt: DemoWords = {
  sale: "Demonstração",
  title: "Um leilão inteiro nesta máquina, em cerca de um minuto. Ctrl+C interrompe.",
  keysFor: (name) => `Chaves geradas e cadastradas: ${name}`,
  house: (join, group) =>
    `A casa está aberta: entradas em tcp ${join}, transmissão em udp ${group}`,
  joined: (names, path) => `${names.join(", ")} entraram; a transmissão chega por ${path}`,
  lot: (id) => `Lote ${id}`,
  opensAt: (price) => `abre em ${price}`,
  reserve: "com preço de reserva secreto",
  byHand: "quem leiloa vende à mão",
  byClock: (seconds) => `relógio de ${seconds} s, lances tardios prorrogam`,
  offers: {
    patient: (name, amount) => `${name} deixa com a casa um máximo de ${amount}`,
    eager: (name, amount) => `${name} dá um lance de ${amount}`,
    late: (name, amount) => `${name} chega tarde, com até ${amount}`,
  },
  leads: (price, name) => `${price}, ${name} na frente`,
  holds: (price, name) => `${price}, o máximo de ${name} segue na frente`,
  reserveNotMet: "abaixo da reserva",
  reserveMet: "a reserva foi atingida",
  refused: (name, why) => `O lance de ${name} é recusado: ${why}`,
  extended: (seconds) => `Um lance tardio prorroga o fim: faltam ${seconds} s`,
  warning: (call) => call === 1 ? "Dou-lhe uma" : "Dou-lhe duas",
  sold: (name, price) => `VENDIDO para ${name} por ${price}`,
  passed: "NÃO VENDIDO: não houve lances",
  passedBelowReserve: "NÃO VENDIDO: a reserva não foi atingida",
  columns: ["Lote", "Título", "Quem levou", "Preço"],
  notSold: "não vendido",
  total: (sold, lots) => `${sold} de ${lots} lotes vendidos`,
  same: (bidders, events) =>
    `Os ${bidders} participantes e a casa têm os mesmos ${events} acontecimentos.`,
  differs: "os participantes não viram os mesmos acontecimentos",
  nothingSold: "nenhum lote foi vendido",
  badEnd: (name, code) => `${name} terminou com o código ${code}, o esperado é 0`,
  record: "o registro da casa",
  seenBy: (name) => `o que ${name} viu`,
  again: "abrir esta casa de novo",
  folder: "está tudo em",
  throwAway: "Nada ali tem valor: apague quando quiser.",
  next: "O seu leilão, passo a passo: README.pt-BR.md",
  stopped: "Interrompido. Nada ficou rodando.",
};

/** The texts by language. */
export const DEMO_WORDS: Readonly<Record<"en" | "pt", DemoWords>> = { en, pt };
