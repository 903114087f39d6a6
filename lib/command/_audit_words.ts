// What an audit says to people, in both languages.

import type { EvidenceClaim, EvidenceFlaw } from "../audit/evidence.ts";
import type { FindingCode } from "../audit/finding.ts";
import type { CoveredRecord } from "../audit/ledger_audit.ts";
import type { OwnRecordReport } from "../audit/own_record_audit.ts";
import type { Words } from "./_cli_words.ts";

/** One sentence for each kind of finding. */
export const findingWords: Readonly<Record<FindingCode, Words>> = {
  file: {
    en: "the file is damaged, or is no record of this version",
    pt: "o arquivo está danificado, ou não é um registro desta versão",
  },
  house: { en: "it is not this house's record", pt: "o registro não é desta casa" },
  row_missing: {
    en: "an event is missing that the rest of the record says was there",
    pt: "falta um acontecimento que o resto do registro diz que existiu",
  },
  chain: {
    en: "the event does not follow from the ones before: it or its hash was changed",
    pt: "o acontecimento não decorre dos anteriores: ele ou o seu hash foi alterado",
  },
  batch: {
    en: "what the house signed for it is missing, or says something else",
    pt: "o que a casa assinou sobre ele falta, ou diz outra coisa",
  },
  rules: {
    en: "the rules of the sale do not give this event",
    pt: "as regras do leilão não dão este acontecimento",
  },
  bid_key: {
    en: "a paddle has no keys in the record, or keys that anyone can sign for",
    pt: "uma placa não tem chaves no registro, ou tem chaves com que qualquer um assina",
  },
  bid_sale: { en: "the bid was made for another sale", pt: "o lance foi feito para outro leilão" },
  bid_twice: { en: "the bid was used a second time", pt: "o lance foi usado uma segunda vez" },
  bid_signature: {
    en: "the bid is forged: its paddle's key did not sign it",
    pt: "o lance é forjado: a chave da placa não o assinou",
  },
  receipt: {
    en: "the receipt of a bid is missing, not signed, or not what the rules answer",
    pt: "o recibo de um lance falta, não está assinado, ou não é o que as regras respondem",
  },
  checkpoint: {
    en: "a checkpoint cannot be read, or is not this house's word for this sale",
    pt: "um ponto de controle não pode ser lido, ou não é a palavra desta casa sobre este leilão",
  },
  head: {
    en: "the record was cut: events that are known from elsewhere are missing at its end",
    pt: "o registro foi cortado: faltam no fim acontecimentos conhecidos de outra fonte",
  },
  history: {
    en: "two histories: another event is known for this place",
    pt: "duas histórias: conhece-se outro acontecimento para este lugar",
  },
  two_answers: {
    en: "the house gave the bidder another answer to a bid than it keeps",
    pt: "a casa deu ao participante outra resposta a um lance do que a que guarda",
  },
  not_recorded: {
    en: "a bid that has a receipt was left out: another thing stands in its place",
    pt: "um lance que tem recibo foi omitido: outra coisa está no seu lugar",
  },
  own_record: {
    en: "the bidder's own file holds what this house did not sign",
    pt: "o arquivo do participante contém o que esta casa não assinou",
  },
};

/** What each claim of an evidence document means, once it is proven. */
export const claimWords: Readonly<Record<EvidenceClaim, Words>> = {
  two_histories: {
    en: "the house signed two histories; they part at event",
    pt: "a casa assinou duas histórias; elas se separam no acontecimento",
  },
  broken_receipt: {
    en: "the house gave a receipt and signed something else; they part at event",
    pt: "a casa deu um recibo e assinou outra coisa; eles se separam no acontecimento",
  },
  two_answers: {
    en: "the house signed two different answers to one bid, at event",
    pt: "a casa assinou duas respostas diferentes a um lance, no acontecimento",
  },
  omitted: {
    en: "the house signed an event; a record that ends before it is not whole: event",
    pt:
      "a casa assinou um acontecimento; um registro que termina antes não é inteiro: acontecimento",
  },
};

/** Why an evidence document proves nothing. */
export const evidenceFlawWords: Readonly<Record<EvidenceFlaw, Words>> = {
  house: {
    en: "it is about another house, or its key is none",
    pt: "trata de outra casa, ou a chave não serve",
  },
  statement: {
    en: "the house did not sign what it holds",
    pt: "a casa não assinou o que ela contém",
  },
  sale: { en: "it mixes different sales", pt: "mistura leilões diferentes" },
  claim: {
    en: "all that it holds can be true at once",
    pt: "tudo o que contém pode ser verdade ao mesmo tempo",
  },
};

/** The other sentences. */
export const auditWords = {
  right: (events: number, bids: number | null): Words => ({
    en: `The record is right: ${events} events${bids === null ? "" : `, ${bids} bids`}`,
    pt: `O registro está certo: ${events} acontecimentos${bids === null ? "" : `, ${bids} lances`}`,
  }),
  wrong: { en: "The record is WRONG", pt: "O registro está ERRADO" },
  mineRight: (
    { statements, bids, upTo }: Pick<OwnRecordReport, "statements" | "bids" | "upTo">,
  ): Words => ({
    en: `Up to event ${upTo} it agrees with the bidder's file: ` +
      `${statements} signed messages, ${bids} bids`,
    pt: `Até o acontecimento ${upTo} confere com o arquivo do participante: ` +
      `${statements} mensagens assinadas, ${bids} lances`,
  }),
  mineWrong: {
    en: "It does NOT agree with the bidder's file",
    pt: "NÃO confere com o arquivo do participante",
  },
  atEvent: (seq: number): Words => ({ en: `event ${seq}`, pt: `acontecimento ${seq}` }),
  sale: { en: "sale", pt: "leilão" },
  house: { en: "house", pt: "casa" },
  end: { en: "ends at", pt: "termina em" },
  signedEnd: { en: "signed to", pt: "assinado até" },
  coveredTo: ({ count, upTo }: CoveredRecord): Words => ({
    en: `event ${upTo} (${count} checkpoints)`,
    pt: `acontecimento ${upTo} (${count} pontos de controle)`,
  }),
  uncovered: (upTo: number | null, last: number): Words => {
    const from = (upTo ?? 0) + 1;
    return {
      en: `No checkpoint covers events ${from} to ${last}: ` +
        "whether the record was cut behind them does not show.",
      pt: `Nenhum ponto de controle cobre os acontecimentos ${from} a ${last}: ` +
        "não se vê se o registro foi cortado depois deles.",
    };
  },
  endSigned: (at: string): Words => ({
    en: `When the house signed, at ${at} by its own clock, that its record ended there, ` +
      "it had signed that event already.",
    pt: `Quando a casa assinou, às ${at} pelo seu relógio, que o registro terminava ali, ` +
      "já tinha assinado aquele acontecimento.",
  }),
  endNotSigned: {
    en: "Which record was shown, and that it ended there, is the word of whoever shows this.",
    pt: "Que registro foi mostrado, e que terminava ali, é a palavra de quem mostra isto.",
  },
  compare: {
    en: "Compare the house's fingerprint with the one on your invitation, or give it with --house.",
    pt: "Compare a impressão digital da casa com a do seu convite, ou informe-a com --house.",
  },
  evidenceHolds: { en: "The evidence holds", pt: "A prova é válida" },
  evidenceFails: { en: "The evidence proves NOTHING", pt: "A prova NÃO prova nada" },
  evidenceWritten: (path: string): Words => ({
    en: `Evidence for others: ${path}`,
    pt: `Prova para outros: ${path}`,
  }),
  noEvidence: {
    en: "There is nothing here that the house's signatures alone would prove to others.",
    pt: "Não há aqui nada que só as assinaturas da casa provem a outros.",
  },
  sold: (paddle: string, price: string): Words => ({
    en: `sold to paddle ${paddle} for ${price}`,
    pt: `vendido à placa ${paddle} por ${price}`,
  }),
  soldEach: (shares: string, price: string): Words => ({
    en: `sold for ${price} each: ${shares}`,
    pt: `vendido a ${price} cada: ${shares}`,
  }),
  share: (quantity: number, paddle: string): Words => ({
    en: `${quantity} to paddle ${paddle}`,
    pt: `${quantity} à placa ${paddle}`,
  }),
  statuses: {
    catalogued: { en: "not opened", pt: "não aberto" },
    open: { en: "open", pt: "aberto" },
    fair_warning: { en: "fair warning", pt: "dou-lhe uma" },
    paused: { en: "paused", pt: "pausado" },
    sold: { en: "sold", pt: "vendido" },
    passed: { en: "passed", pt: "não vendido" },
    withdrawn: { en: "withdrawn", pt: "retirado" },
  },
  oneSource: {
    en: "want exactly one of --ledger, --record and --evidence",
    pt: "use exatamente uma destas: --ledger, --record, --evidence",
  },
  mineAlone: {
    en: "--mine and --checkpoints need --ledger or --record to be compared with",
    pt: "--mine e --checkpoints precisam de --ledger ou --record para comparar",
  },
  outAlone: { en: "--evidence-out needs --mine", pt: "--evidence-out precisa de --mine" },
  badHouse: {
    en: "--house: want a fingerprint, as the house and invitations show it",
    pt: "--house: use uma impressão digital, como a casa e os convites mostram",
  },
} as const;
