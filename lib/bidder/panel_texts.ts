// What stands in the table of lots and in the lists that a person opens: short words, both languages.
//
// A table gives each lot one row, so that a word here is shorter than its sentence elsewhere. Each
// state has a word of its own: a colour alone would tell nothing to who cannot see it.

import type { BidKind } from "../auction/command.ts";
import type { LotStatus } from "../auction/view.ts";
import type { Language } from "../base/language.ts";
import type { ConnectionState } from "./house_link.ts";
import type { OwnState } from "./own_position.ts";

/** The texts of one language. Functions take amounts that are ready to be shown. */
export interface PanelTexts {
  readonly table: {
    readonly price: string;
    readonly next: string;
    readonly time: string;
    readonly you: string;
    readonly max: string;
    readonly bidders: (count: number) => string;
    readonly status: Readonly<Record<LotStatus, string>>;
    /** Empty only where there is nothing to say. */
    readonly own: Readonly<Record<OwnState, string>>;
    /** An own bid that the house has not answered. */
    readonly sent: string;
  };
  readonly won: {
    readonly title: string;
    readonly none: string;
    readonly hammer: string;
    readonly premium: string;
    readonly tax: string;
    readonly total: string;
  };
  readonly history: {
    readonly title: string;
    readonly none: string;
    readonly bid: Readonly<Record<BidKind, (money: string) => string>>;
    readonly sent: string;
    readonly accepted: string;
    readonly refused: (why: string) => string;
    readonly void: string;
  };
  readonly connection: {
    readonly title: string;
    readonly state: string;
    readonly lossOf: (percent: string) => string;
    readonly noLoss: string;
    readonly clockRight: string;
    /** What to do while the link is not live. */
    readonly advice: Readonly<Record<Exclude<ConnectionState, "live">, string>>;
  };
}

const english: PanelTexts = {
  table: {
    price: "Price",
    next: "Next bid",
    time: "Time",
    you: "You",
    max: "Your maximum",
    bidders: (count) => count === 1 ? "1 bidder" : `${count} bidders`,
    status: {
      catalogued: "to come",
      open: "open",
      fair_warning: "going",
      paused: "paused",
      sold: "sold",
      passed: "not sold",
      withdrawn: "withdrawn",
    },
    own: {
      none: "",
      leading: "you lead",
      outbid: "outbid",
      won: "you won",
      lost: "not won",
      defaulted: "not won",
      sealed: "bid is in",
      unsure: "bid again?",
      in: "you are in",
      left: "you left",
      winning: "you win",
      edge: "just in",
    },
    sent: "sent …",
  },
  won: {
    title: "What you won",
    none: "You have won no lot yet.",
    hammer: "Hammer prices",
    premium: "Buyer's premium",
    tax: "Tax",
    total: "To pay",
  },
  history: {
    title: "Your bids, the latest first",
    none: "You have not bid yet.",
    bid: {
      max: (money) => `up to ${money}`,
      exact: (money) => `exactly ${money}`,
      buy: (money) => `buy for up to ${money}`,
      enter: (money) => `enter at ${money}`,
      leave: () => "leave",
    },
    sent: "waiting for the house",
    accepted: "accepted",
    refused: (why) => `refused: ${why}`,
    void: "void: the house has taken it back",
  },
  connection: {
    title: "Your connection",
    state: "state",
    lossOf: (percent) => `${percent} of late; what is lost is sent again`,
    noLoss: "nothing of late",
    clockRight: "this machine agrees with the house",
    advice: {
      joining: "Wait: we are knocking at the house's door.",
      waiting_approval: "Ask the house to let you in, and read them your fingerprint.",
      lagging: "Wait: what is missing is on its way. Until it is here no bid is sent.",
      rejoining: "Wait: we are joining again by ourselves. Accepted bids stand.",
      ended: "Start the program again. Accepted bids stand.",
    },
  },
};

const portuguese: PanelTexts = {
  table: {
    price: "Preço",
    next: "Próximo",
    time: "Tempo",
    you: "Você",
    max: "Seu máximo",
    bidders: (count) => count === 1 ? "1 participante" : `${count} participantes`,
    status: {
      catalogued: "por vir",
      open: "aberto",
      fair_warning: "vai bater",
      paused: "em pausa",
      sold: "vendido",
      passed: "não vendido",
      withdrawn: "retirado",
    },
    own: {
      none: "",
      leading: "na frente",
      outbid: "superado",
      won: "arrematou",
      lost: "não levou",
      defaulted: "não levou",
      sealed: "lance dado",
      unsure: "dê outro?",
      in: "dentro",
      left: "saiu",
      winning: "leva",
      edge: "por pouco",
    },
    sent: "enviado …",
  },
  won: {
    title: "O que você arrematou",
    none: "Você ainda não arrematou nenhum lote.",
    hammer: "Preços do martelo",
    premium: "Comissão",
    tax: "Imposto",
    total: "A pagar",
  },
  history: {
    title: "Seus lances, o último primeiro",
    none: "Você ainda não deu nenhum lance.",
    bid: {
      max: (money) => `até ${money}`,
      exact: (money) => `exatamente ${money}`,
      buy: (money) => `comprar por até ${money}`,
      enter: (money) => `entrar a ${money}`,
      leave: () => "sair",
    },
    sent: "esperando a casa",
    accepted: "aceito",
    refused: (why) => `recusado: ${why}`,
    void: "sem valor: a casa anulou",
  },
  connection: {
    title: "Sua conexão",
    state: "estado",
    lossOf: (percent) => `${percent} há pouco; o que se perde é enviado de novo`,
    noLoss: "nada há pouco",
    clockRight: "esta máquina concorda com a casa",
    advice: {
      joining: "Espere: estamos batendo à porta da casa.",
      waiting_approval: "Peça à casa para deixar você entrar, e leia sua impressão digital.",
      lagging: "Espere: o que falta está a caminho. Até chegar, nenhum lance é enviado.",
      rejoining: "Espere: estamos entrando de novo sozinhos. Lances aceitos valem.",
      ended: "Inicie o programa de novo. Lances aceitos valem.",
    },
  },
};

/** The texts in each language. */
export const PANEL_TEXTS: Readonly<Record<Language, PanelTexts>> = {
  en: english,
  pt: portuguese,
};
