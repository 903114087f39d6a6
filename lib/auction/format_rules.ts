// Which rules a lot is sold by, and the lot as those rules see it.

import type { FoundLot } from "./_lot_state.ts";
import type { Contest, FormatRules } from "./contest.ts";
import { dutchRules } from "./dutch.ts";
import { englishRules } from "./english.ts";
import { japaneseRules } from "./japanese.ts";
import type { Format } from "./lot.ts";
import { sealedFirstRules, vickreyRules } from "./sealed.ts";
import { uniformRules } from "./uniform.ts";

const rules: { readonly [T in Format["type"]]: FormatRules } = {
  english: englishRules,
  sealed_first: sealedFirstRules,
  vickrey: vickreyRules,
  dutch: dutchRules,
  japanese: japaneseRules,
  uniform: uniformRules,
};

/** The rules of a format. */
export function rulesOf(format: Pick<Format, "type">): FormatRules {
  return rules[format.type];
}

/** The lot as its rules see it at `at`. */
export function contestOf({ view, secret }: FoundLot, at: number): Contest {
  const { standing, opening, endsAt, remainingMs, lot: { increments } } = view;
  return {
    // What the auctioneer may change lies in the view; the secret is the lot as it was catalogued.
    terms: { ...secret.lot, opening, increments },
    standing,
    live: secret.live,
    asked: secret.asked,
    leftMs: remainingMs ?? (endsAt === null ? null : endsAt - at),
  };
}
