// The shapes of the JSON bodies that the admin app takes. The OpenAPI document is made from these
// very objects, so what is documented is what is checked. Lots have their own schema (catalogue).

import * as v from "valibot";
import { BIDDER_NAME_CHARS_MAX, checkBidderName, isPaddle } from "../secure/registry.ts";
import { TEXT_UNITS_MAX } from "../wire/limits.ts";

/** A line for people: not blank, no control, hidden, direction or broken characters. */
export const Line = v.pipe(
  v.string(),
  v.minLength(1),
  v.maxLength(TEXT_UNITS_MAX),
  v.regex(
    /^[^\p{Cc}\p{Cs}\p{Cn}\p{Zl}\p{Zp}\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069]*$/u,
  ),
  v.regex(/\S/u),
);

/** A paddle as a body gives it. */
export const PaddleText = v.pipe(
  v.string(),
  v.maxLength(12),
  v.check(isPaddle, "1 to 12 letters, digits and hyphens"),
);

/** Commands that need nothing but their path. */
export const NothingSchema = v.strictObject({});

/** Fair warning, with the words that the bidders see where there are any. */
export const WarnSchema = v.strictObject({ text: v.optional(v.nullable(Line), null) });

/**
 * The hammer: `belowReserve` sells to the leader although the reserve is not met. With `leader` and
 * `price`, in cents, it falls for that bid alone: both or neither.
 */
export const HammerSchema = v.pipe(
  v.strictObject({
    belowReserve: v.optional(v.boolean(), false),
    leader: v.optional(v.nullable(PaddleText), null),
    price: v.optional(v.nullable(v.pipe(v.number(), v.safeInteger(), v.minValue(1))), null),
  }),
  v.check(({ leader, price }) => (leader === null) === (price === null), "leader and price"),
);

/** Withdrawal, with the reason that the bidders see where there is one. */
export const WithdrawSchema = v.strictObject({ reason: v.optional(v.nullable(Line), null) });

/** A name of a person or a house. */
export const Name = v.pipe(
  v.string(),
  v.minLength(1),
  v.maxLength(4 * BIDDER_NAME_CHARS_MAX),
  v.check(
    (name) => checkBidderName(name) !== null,
    `1 to ${BIDDER_NAME_CHARS_MAX} visible characters`,
  ),
);

/** Under which name and paddle the owner of keys that knocked is let in; null: the next free one. */
export const ApprovalSchema = v.strictObject({
  name: Name,
  paddle: v.optional(v.nullable(PaddleText), null),
});

const PublicKey = v.record(v.string(), v.string());

/** A bidder to register. The keys are looked into by the key set's own rules. */
export const BidderSchema = v.strictObject({
  name: Name,
  paddle: v.optional(v.nullable(PaddleText), null),
  keySet: v.strictObject({ keys: v.pipe(v.array(PublicKey), v.minLength(2), v.maxLength(2)) }),
});
