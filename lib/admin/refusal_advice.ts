// Advice that takes the place of a refusal's usual words, where the request itself says more.

import type { Language } from "../base/language.ts";

/** The advice on a lot that cannot be reopened as it was asked for. */
export const reopenAdvice: Readonly<Record<Language, string>> = {
  en: "Give durationSeconds for a timed lot, and null for one that is ended by hand.",
  pt: "Dê durationSeconds a um lote com relógio, e null a um que se encerra à mão.",
};

/** The advice on a lot that could be moved, but not before the one that the body names. */
export const moveAdvice: Readonly<Record<Language, string>> = {
  en: "This is said of the lot in before. Name one that has not opened, or null to go behind all.",
  pt: "Isto é dito do lote em before. Dê um que ainda não abriu, ou null para ir ao fim.",
};

/** The advice on hammering a lot that was passed for its reserve alone. */
export const belowReserveAdvice: Readonly<Record<Language, string>> = {
  en: 'The reserve was not met. To sell to the leader all the same, send {"belowReserve": true}.',
  pt: 'A reserva não foi atingida. Para vender assim mesmo ao líder, envie {"belowReserve": true}.',
};
