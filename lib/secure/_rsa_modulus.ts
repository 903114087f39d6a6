// Whether an RSA modulus may be used at all, judged from its bytes alone.
//
// The platform imports a 512-bit or an even modulus without complaint, and an enormous one would
// cost seconds of CPU, so this is looked at before any key is imported. It proves nothing about
// the factors beyond the small ones: the owner of a broken key hurts only the own secrecy.

/** The bits of the smallest modulus that the house takes. */
export const RSA_BITS_MIN = 2048;

/** The bits of the largest: more would cost the house seconds at each join. */
export const RSA_BITS_MAX = 8192;

/** What is wrong with a modulus. */
export type ModulusProblem =
  | "modulus_leading_zero"
  | "modulus_too_small"
  | "modulus_too_large"
  | "modulus_even"
  | "modulus_small_factor";

const smallPrimes = primesBelow(1000);
const smallPrimesProduct = smallPrimes.reduce((product, prime) => product * prime, 1n);

/** The first thing wrong with the big-endian modulus `n`, or null where nothing is. */
export function modulusProblem(n: Uint8Array): ModulusProblem | null {
  const first = n[0] ?? 0;
  if (n.length > 0 && first === 0) return "modulus_leading_zero";
  const bits = (n.length - 1) * 8 + (32 - Math.clz32(first));
  if (n.length === 0 || bits < RSA_BITS_MIN) return "modulus_too_small";
  if (bits > RSA_BITS_MAX) return "modulus_too_large";
  if (((n[n.length - 1] ?? 0) & 1) === 0) return "modulus_even";
  return hasSmallFactor(n) ? "modulus_small_factor" : null;
}

/** One division of the whole modulus; what is left is small enough to try each prime on. */
function hasSmallFactor(n: Uint8Array): boolean {
  const rest = BigInt(`0x${n.toHex()}`) % smallPrimesProduct;
  return smallPrimes.some((prime) => rest % prime === 0n);
}

function primesBelow(limit: number): readonly bigint[] {
  const primes: number[] = [];
  for (let candidate = 2; candidate < limit; candidate++) {
    if (primes.every((prime) => candidate % prime !== 0)) primes.push(candidate);
  }
  return primes.map(BigInt);
}
