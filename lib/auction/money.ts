// Money is an integer count of the currency's minor unit (cents, centavos), and nothing else.

declare const centsBrand: unique symbol;

/** An amount in minor units: an integer from 0 to 2^53 - 1. Make one with {@link toCents}. */
export type Cents = number & { readonly [centsBrand]: true };

/** Whether `value` is a whole, non-negative amount that arithmetic can hold exactly. */
export function isCents(value: unknown): value is Cents {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 &&
    !Object.is(value, -0);
}

/** `value` as an amount. A value that is no amount is our own bug: callers parse first. */
export function toCents(value: number): Cents {
  if (!isCents(value)) throw new RangeError(`Not an amount in cents: ${value}`);
  return value;
}

/** The largest amount: 2^53 - 1. */
export const CENTS_MAX: Cents = toCents(Number.MAX_SAFE_INTEGER);

/** `a + b`, or {@link CENTS_MAX} where the sum would pass it: an ask may then not be exceeded. */
export function addCents(a: Cents, b: Cents): Cents {
  const sum = a + b;
  return isCents(sum) ? sum : CENTS_MAX;
}
