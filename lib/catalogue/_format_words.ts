// What is wanted of the terms that belong to one format or another, in both languages; `%` stands
// for the problem's detail. Part of the words of problem.ts, which says what they are for.

import { dutchHoursMax, dutchStepsMax, paceSecondsMax, paceSecondsMin } from "./limits.ts";
import { quantityMax, quantityMin } from "./limits.ts";

/** The words for formats, estimates and consignors. */
export const FORMAT_WORDS = {
  format: {
    en: '"english", "sealed_first", "vickrey", "uniform", {"type": "dutch", ...} or ' +
      '{"type": "japanese", ...}',
    pt: '"english", "sealed_first", "vickrey", "uniform", {"type": "dutch", ...} ou ' +
      '{"type": "japanese", ...}',
  },
  not_with_format: {
    en: 'no such field: a lot of the format "%" has none',
    pt: 'a ausência do campo: um lote do formato "%" não o tem',
  },
  buy_now: {
    en: "at least the opening price and the reserve, % cents",
    pt: "ao menos o preço de abertura e a reserva, % centavos",
  },
  quantity: {
    en: `a whole number of units, ${quantityMin} to ${quantityMax}, beside the format "uniform"`,
    pt: `um número inteiro de unidades, ${quantityMin} a ${quantityMax}, ao lado do formato ` +
      '"uniform"',
  },
  floor: {
    en: "less than the opening price, % cents",
    pt: "menos que o preço de abertura, % centavos",
  },
  dutch_clock: {
    en: `at most ${dutchStepsMax} steps from the opening to the floor, and at most ` +
      `${dutchHoursMax} hours in all: a larger step, or a higher floor`,
    pt: `no máximo ${dutchStepsMax} degraus da abertura ao piso, e no máximo ${dutchHoursMax} ` +
      "horas ao todo: um degrau maior, ou um piso mais alto",
  },
  pace: {
    en: `a number of seconds, ${paceSecondsMin} to ${paceSecondsMax}, at most three decimals`,
    pt: `um número de segundos, ${paceSecondsMin} a ${paceSecondsMax}, no máximo três casas ` +
      "decimais",
  },
  group: {
    en: "1 to 32 letters A-Z, digits and hyphens in quotes, a letter or digit first",
    pt: "de 1 a 32 letras A-Z, dígitos e hífens entre aspas, começando por letra ou dígito",
  },
  group_timed: {
    en: "durationSeconds or endsAt beside it, since only lots with a clock can share one",
    pt: "durationSeconds ou endsAt ao lado, pois só lotes com relógio podem dividi-lo",
  },
  estimate_high: {
    en: "at least the low estimate, % cents",
    pt: "ao menos a estimativa mínima, % centavos",
  },
  consignor: {
    en: "the paddle of who brought the lot, 1 to 12 letters A-Z, digits and hyphens, a letter or " +
      "digit first; or no such field where that is no bidder of the sale",
    pt: "a placa de quem trouxe o lote, de 1 a 12 letras A-Z, dígitos e hífens, começando por " +
      "letra ou dígito; ou a ausência do campo, se não é participante do leilão",
  },
} as const;
