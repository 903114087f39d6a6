// Why a house refuses a join, in words, and what to do about it, in both languages.
//
// The reasons are those of the wire (PROTOCOL.md, REFUSED), which lies on a floor above: a test
// compares them. Whoever reads these is often someone who wanted nothing but to take part.

import type { Language } from "./language.ts";

/** What happened, and what to do next. */
export interface JoinRefusalWords {
  readonly line: Readonly<Record<Language, string>>;
  readonly hint: Readonly<Record<Language, string>>;
}

const refusals: Readonly<Record<string, JoinRefusalWords>> = {
  not_registered: {
    line: {
      en: "The house does not let us in: this key is not registered",
      pt: "A casa não nos deixa entrar: esta chave não está registrada",
    },
    hint: {
      en: "Send the house your public key, or check that --key names the key that you sent.",
      pt: "Envie à casa a sua chave pública, ou confira se --key é a da chave que enviou.",
    },
  },
  suspended: {
    line: {
      en: "The house does not let us in: your paddle is suspended",
      pt: "A casa não nos deixa entrar: a sua placa está suspensa",
    },
    hint: {
      en: "Ask the house. Bids that were accepted still count.",
      pt: "Fale com a casa. Os lances aceitos continuam valendo.",
    },
  },
  banned: {
    line: {
      en: "The house does not let us in: your paddle is barred from this sale",
      pt: "A casa não nos deixa entrar: a sua placa foi excluída deste leilão",
    },
    hint: {
      en: "Ask the house. Bids on lots that were still running are void.",
      pt: "Fale com a casa. Os lances em lotes ainda abertos não valem mais.",
    },
  },
  full: {
    line: {
      en: "The house does not let us in: it is full",
      pt: "A casa não nos deixa entrar: ela está lotada",
    },
    hint: {
      en: "Try again in a while, or ask the house for a place.",
      pt: "Tente de novo daqui a pouco, ou peça um lugar à casa.",
    },
  },
  version: {
    line: {
      en: "The house does not let us in: it runs another version of this program",
      pt: "A casa não nos deixa entrar: ela usa outra versão deste programa",
    },
    hint: {
      en: "Ask the house which version it runs, and use the same.",
      pt: "Pergunte à casa qual versão ela usa, e use a mesma.",
    },
  },
};

/** The words for the house's reason, or null where it is none that we know. */
export function joinRefusalWords(reason: string): JoinRefusalWords | null {
  return Object.hasOwn(refusals, reason) ? refusals[reason] ?? null : null;
}

/** Every reason that has words. */
export const WORDED_REFUSALS: readonly string[] = Object.keys(refusals);
