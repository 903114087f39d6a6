// Every format that a hand ends against its slow model, over thousands of made-up sales of one lot.

import fc from "fast-check";
import type { Format } from "../../lib/auction/lot.ts";
import { EnglishModel } from "./english_model.ts";
import { bidsOf, lotsBy, movesWith } from "./made_up_moves.ts";
import { compare } from "./model_stage.ts";
import { SealedModel } from "./sealed_model.ts";
import { trials } from "./trials.ts";
import { UniformModel } from "./uniform_model.ts";

const english = fc.constant<Format>({ type: "english", buyNow: null });
const sealed = fc.constantFrom<Format>({ type: "sealed_first" }, { type: "vickrey" });
const uniform = fc.integer({ min: 1, max: 8 })
  .map((quantity): Format => ({ type: "uniform", quantity }));

Deno.test("English lots agree with a model that recomputes everything from the bids that stand", () => {
  const moves = movesWith(bidsOf(["max", "max", "max", "exact"]));
  fc.assert(
    fc.property(lotsBy(english), moves, (lot, moves) => {
      compare(lot, moves, (lot) => new EnglishModel(lot));
    }),
    trials(2_500),
  );
});

Deno.test("Sealed lots agree with a model that sorts all bids at the end", () => {
  fc.assert(
    fc.property(lotsBy(sealed), movesWith(bidsOf(["max"])), (lot, moves) => {
      compare(lot, moves, (lot) => new SealedModel(lot));
    }),
    trials(1_000),
  );
});

Deno.test("Uniform lots agree with a model that lists every single unit", () => {
  fc.assert(
    fc.property(lotsBy(uniform, false), movesWith(bidsOf(["max"], 8)), (lot, moves) => {
      compare(lot, moves, (lot) => new UniformModel(lot));
    }),
    trials(1_500),
  );
});
