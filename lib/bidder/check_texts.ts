// What the connection check says, in both languages.

import { type Language, localeOf } from "../base/language.ts";

import type { FeedPath } from "../wire/member_message.ts";
import type { CheckAdvice, ConnectionReport } from "./connection_check.ts";

interface CheckTexts {
  readonly joined: (who: string) => string;
  readonly measuring: string;
  readonly labels: {
    readonly house: string;
    readonly multicast: string;
    readonly loss: string;
    readonly roundTrip: string;
    readonly clock: string;
    readonly path: string;
    readonly advice: string;
  };
  readonly reached: (ms: string) => string;
  readonly received: (frames: string) => string;
  readonly notReceived: string;
  readonly unknown: string;
  readonly lossOver: (percent: string) => string;
  readonly ahead: (seconds: string) => string;
  readonly behind: (seconds: string) => string;
  readonly path: Readonly<Record<FeedPath, string>>;
  readonly noPath: string;
  readonly advice: Readonly<Record<CheckAdvice, string>>;
}

const english: CheckTexts = {
  joined: (who) => `Joined as ${who}`,
  measuring: "measuring for five seconds",
  labels: {
    house: "house",
    multicast: "multicast",
    loss: "loss",
    roundTrip: "round trip",
    clock: "clock",
    path: "path",
    advice: "what to do",
  },
  reached: (ms) => `reached, joined in ${ms} ms`,
  received: (frames) => `received, ${frames} frames`,
  notReceived: "not received",
  unknown: "not known",
  lossOver: (percent) => `${percent} over five seconds`,
  ahead: (seconds) => `this machine is ${seconds} s ahead of the house; corrected`,
  behind: (seconds) => `this machine is ${seconds} s behind the house; corrected`,
  path: {
    multicast: "multicast: the feed comes from the group",
    unicast: "unicast: the house sends the feed to this machine alone",
    tcp: "TCP: feed and bids go over one connection",
  },
  noPath: "none",
  advice: {
    all_good: "Nothing: this machine is ready for the sale.",
    no_multicast:
      "Nothing needs to be done: the sale works as it is. Many Wi-Fi access points filter multicast; " +
      "for a large room switch that filter (IGMP snooping, client isolation) off, or use a cable.",
    no_udp:
      "The sale works over TCP. A firewall lets no UDP pass between this machine and the house: " +
      "allow UDP to the house's port to be quicker.",
    some_loss:
      "Nothing needs to be done: what is lost is sent again. Nearer to the access point it " +
      "would be less.",
    much_loss: "Go nearer to the access point, or use a cable: so much loss makes bids slow.",
    not_measured: "Too little came to measure the link. Check again in a minute.",
    slow:
      "The way to the house is long: bid a few seconds before the end, or give a maximum early.",
    clock_off: "Nothing depends on this machine's clock. You may want to set it all the same.",
    nothing_heard:
      "The house let us in, but nothing of the feed arrives. Ask whoever runs the network.",
  },
};

const portuguese: CheckTexts = {
  joined: (who) => `Entrou como ${who}`,
  measuring: "medindo por cinco segundos",
  labels: {
    house: "casa",
    multicast: "multicast",
    loss: "perda",
    roundTrip: "ida e volta",
    clock: "relógio",
    path: "caminho",
    advice: "o que fazer",
  },
  reached: (ms) => `alcançada, entrada em ${ms} ms`,
  received: (frames) => `recebido, ${frames} quadros`,
  notReceived: "não recebido",
  unknown: "desconhecido",
  lossOver: (percent) => `${percent} em cinco segundos`,
  ahead: (seconds) => `esta máquina está ${seconds} s adiantada em relação à casa; corrigido`,
  behind: (seconds) => `esta máquina está ${seconds} s atrasada em relação à casa; corrigido`,
  path: {
    multicast: "multicast: a transmissão vem do grupo",
    unicast: "unicast: a casa transmite só para esta máquina",
    tcp: "TCP: transmissão e lances numa só conexão",
  },
  noPath: "nenhum",
  advice: {
    all_good: "Nada: esta máquina está pronta para o leilão.",
    no_multicast:
      "Não é preciso fazer nada: o leilão funciona assim. Muitos pontos de acesso Wi-Fi filtram " +
      "multicast; para uma sala grande desligue esse filtro (IGMP snooping, isolamento de clientes) " +
      "ou use um cabo.",
    no_udp:
      "O leilão funciona por TCP. Um firewall não deixa passar UDP entre esta máquina e a casa: " +
      "libere UDP para a porta da casa para ficar mais rápido.",
    some_loss:
      "Não é preciso fazer nada: o que se perde é enviado de novo. Mais perto do ponto de " +
      "acesso seria menos.",
    much_loss:
      "Chegue mais perto do ponto de acesso, ou use um cabo: tanta perda atrasa os lances.",
    not_measured: "Chegou pouco para medir a conexão. Teste de novo em um minuto.",
    slow:
      "O caminho até a casa é longo: dê lances alguns segundos antes do fim, ou um máximo cedo.",
    clock_off: "Nada depende do relógio desta máquina. Ainda assim, convém acertá-lo.",
    nothing_heard:
      "A casa nos deixou entrar, mas nada da transmissão chega. Pergunte a quem cuida da rede.",
  },
};

/** The texts of the check in each language. */
export const CHECK_TEXTS: Readonly<Record<Language, CheckTexts>> = {
  en: english,
  pt: portuguese,
};

/** The report as lines of a label and its words; the advice comes last, a line each. */
export function checkRows(
  report: ConnectionReport,
  language: Language,
): readonly (readonly [string, string])[] {
  const texts = CHECK_TEXTS[language];
  const { labels } = texts;
  const { quality, joinMs, path } = report;
  const number = (value: number, digits = 0) =>
    value.toLocaleString(localeOf(language), {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
  const { multicast } = quality.frames;
  const percent = (permille: number) =>
    (permille / 1_000).toLocaleString(localeOf(language), {
      style: "percent",
      minimumFractionDigits: 1,
    });
  const off = number(Math.abs(quality.offsetMs) / 1_000, 3);
  return [
    [labels.house, texts.reached(number(joinMs))],
    [labels.multicast, multicast > 0 ? texts.received(number(multicast)) : texts.notReceived],
    [
      labels.loss,
      quality.lossPermille === null ? texts.unknown : texts.lossOver(percent(quality.lossPermille)),
    ],
    [
      labels.roundTrip,
      quality.roundTripMs === null ? texts.unknown : `${number(quality.roundTripMs, 1)} ms`,
    ],
    [labels.clock, quality.offsetMs > 0 ? texts.behind(off) : texts.ahead(off)],
    [labels.path, path === null ? texts.noPath : texts.path[path]],
    ...report.advice.map((advice) => [labels.advice, texts.advice[advice]] as const),
  ];
}
