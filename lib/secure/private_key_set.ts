// A bidder's private key set: made, read, checked, and turned into keys that cannot leak.
//
// As JSON it is the public set with the private members beside. It is in that form only between
// a file and here; the rest of the program holds an Identity, whose keys are not extractable.
// No message of a fault ever carries a member of a key.

import { fromBase64url, toUtf8 } from "../base/bytes.ts";
import { Fault } from "../base/fault.ts";
import {
  type EncryptionJwk,
  parsePublicKeySet,
  type PublicKeySet,
  type SigningJwk,
  thumbprint,
} from "./key_set.ts";

/** The numbers that only the owner of an RSA key has (RFC 7518 §6.3.2); two primes, no more. */
export interface RsaSecrets {
  readonly d: string;
  readonly p: string;
  readonly q: string;
  readonly dp: string;
  readonly dq: string;
  readonly qi: string;
}

/** An Ed25519 key with its private half (RFC 8037 §2). */
export type PrivateSigningJwk = SigningJwk & { readonly d: string };

/** A bidder's keys with their private halves. Never log, print or send one. */
export interface PrivateKeySet {
  readonly encryption: EncryptionJwk & RsaSecrets;
  readonly signing: PrivateSigningJwk;
}

/** A bidder ready to act: its keys for use, not for taking away. */
export interface Identity {
  /** RSA-OAEP with SHA-256, not extractable. */
  readonly decrypt: CryptoKey;
  /** Ed25519, not extractable. */
  readonly sign: CryptoKey;
  readonly publicKeySet: PublicKeySet;
  /** Of the RSA key: the bidder's fingerprint. */
  readonly thumbprint: string;
}

/** The sizes in bits that a new RSA key may have. */
export const RSA_BITS_CHOICES = [2048, 3072, 4096] as const;

type Members = Readonly<Record<string, unknown>>;

const rsaSecretNames = ["d", "p", "q", "dp", "dq", "qi"] as const;
const rsaAlgorithm = { name: "RSA-OAEP", hash: "SHA-256" };

/** A new key set: RSA of `bits`, 3072 unless told, and Ed25519. Takes about a second. */
export async function generatePrivateKeySet(
  { bits = 3072 }: { readonly bits?: number } = {},
): Promise<PrivateKeySet> {
  const publicExponent = new Uint8Array([1, 0, 1]);
  const parameters = { ...rsaAlgorithm, modulusLength: bits, publicExponent };
  const rsa = await crypto.subtle.generateKey(parameters, true, ["encrypt", "decrypt"]);
  const encryption = await crypto.subtle.exportKey("jwk", rsa.privateKey);
  return parsePrivateKeySet({
    keys: [labelledRsa({ ...encryption }), await generateSigningJwk()],
  });
}

/** A key set around an RSA key brought in as a private JWK, with a new Ed25519 key beside it. */
export async function adoptRsaKey(rsa: Members): Promise<PrivateKeySet> {
  return parsePrivateKeySet({ keys: [labelledRsa(rsa), await generateSigningJwk()] });
}

/** A new Ed25519 key with its private half. */
export async function generateSigningJwk(): Promise<PrivateSigningJwk> {
  const pair = await crypto.subtle.generateKey("Ed25519", true, ["sign", "verify"]);
  if (!("privateKey" in pair)) throw malformed("the platform made no Ed25519 pair");
  const { x, d } = await crypto.subtle.exportKey("jwk", pair.privateKey);
  if (x === undefined || d === undefined) throw malformed("the platform made no Ed25519 key");
  return { kty: "OKP", crv: "Ed25519", x, use: "sig", alg: "Ed25519", d };
}

/**
 * The private key set in `value`. Throws a Fault `bad_key` that says what is wrong.
 *
 * The public members pass the same checks as a stranger's; the RSA numbers must belong together.
 * Whether the Ed25519 halves do is seen at {@link importPrivateKeySet}.
 */
export function parsePrivateKeySet(value: unknown): PrivateKeySet {
  const keys = isRecord(value) && Object.keys(value).length === 1 ? value["keys"] : undefined;
  if (!Array.isArray(keys) || keys.length !== 2) throw malformed("want a JWK Set of two keys");
  const [first, second]: readonly unknown[] = keys;
  if (!isRecord(first) || !isRecord(second)) throw malformed("want a JWK Set of two keys");
  const [rsa, ed25519] = first["kty"] === "RSA" ? [first, second] : [second, first];
  const secrets = rsaSecretsOf(rsa);
  const seed = secretOf(ed25519, "d");
  const { encryption, signing } = parsePublicKeySet({
    keys: [without(rsa, rsaSecretNames), without(ed25519, ["d"])],
  });
  if (seed.length !== 43) throw malformed("want an Ed25519 private key of 32 bytes");
  if (!rsaNumbersFit(encryption, secrets)) {
    throw malformed("the private numbers of the RSA key do not belong to its public ones");
  }
  return { encryption: { ...encryption, ...secrets }, signing: { ...signing, d: seed } };
}

/** The public half, fit to be handed out. */
export function publicHalf({ encryption, signing }: PrivateKeySet): PublicKeySet {
  const { kty, n, e, use, alg } = encryption;
  return {
    encryption: { kty, n, e, use, alg },
    signing: {
      kty: signing.kty,
      crv: signing.crv,
      x: signing.x,
      use: signing.use,
      alg: signing.alg,
    },
  };
}

/** Keys for use. Throws a Fault `bad_key` where the private and public halves do not match. */
export async function importPrivateKeySet(keySet: PrivateKeySet): Promise<Identity> {
  const publicKeySet = publicHalf(keySet);
  const sign = await importSigningJwk(keySet.signing);
  try {
    const jwk = { ...keySet.encryption };
    const decrypt = await crypto.subtle.importKey("jwk", jwk, rsaAlgorithm, false, ["decrypt"]);
    return { decrypt, sign, publicKeySet, thumbprint: thumbprint(publicKeySet.encryption) };
  } catch (error) {
    throw malformed("the platform refused the RSA key", error);
  }
}

/** The Ed25519 key for signing, tried once against its public half. Throws a Fault `bad_key`. */
export async function importSigningJwk(jwk: PrivateSigningJwk): Promise<CryptoKey> {
  const { kty, crv, x, d } = jwk;
  const trial = toUtf8("leilao key check");
  try {
    const sign = await crypto.subtle.importKey("jwk", { kty, crv, x, d }, "Ed25519", false, [
      "sign",
    ]);
    const verify = await crypto.subtle.importKey("jwk", { kty, crv, x }, "Ed25519", true, [
      "verify",
    ]);
    const signature = await crypto.subtle.sign("Ed25519", sign, trial);
    if (await crypto.subtle.verify("Ed25519", verify, signature, trial)) return sign;
  } catch (error) {
    throw malformed("the platform refused the Ed25519 key", error);
  }
  throw malformed("the private half of the Ed25519 key does not belong to its public one");
}

/** Only the members that an RSA key of ours has: exports carry key_ops and ext besides. */
function labelledRsa(rsa: Members): Members {
  const kept = ["kty", "n", "e", ...rsaSecretNames].map((name) => [name, rsa[name]]);
  return { ...Object.fromEntries(kept), use: "enc", alg: "RSA-OAEP-256" };
}

function rsaSecretsOf(rsa: Members): RsaSecrets {
  return {
    d: secretOf(rsa, "d"),
    p: secretOf(rsa, "p"),
    q: secretOf(rsa, "q"),
    dp: secretOf(rsa, "dp"),
    dq: secretOf(rsa, "dq"),
    qi: secretOf(rsa, "qi"),
  };
}

function secretOf(jwk: Members, name: string): string {
  const value = jwk[name];
  // 1366 characters hold 8192 bits, the largest modulus; nothing private is longer.
  const fits = typeof value === "string" && value.length > 0 && value.length <= 1366;
  if (fits && fromBase64url(value) !== null) return value;
  throw malformed(`the private member "${name}" is missing or not canonical base64url`);
}

/** The platform imports numbers that do not belong together, and fails much later. */
function rsaNumbersFit(jwk: EncryptionJwk, secrets: RsaSecrets): boolean {
  const [n, e, d] = [integerOf(jwk.n), integerOf(jwk.e), integerOf(secrets.d)];
  const [p, q, qi] = [integerOf(secrets.p), integerOf(secrets.q), integerOf(secrets.qi)];
  if (p < 3n || q < 3n || p === q || p * q !== n) return false;
  return (e * d) % (p - 1n) === 1n && (e * d) % (q - 1n) === 1n &&
    integerOf(secrets.dp) === d % (p - 1n) && integerOf(secrets.dq) === d % (q - 1n) &&
    (qi * q) % p === 1n;
}

function integerOf(text: string): bigint {
  const bytes = fromBase64url(text);
  return bytes === null || bytes.length === 0 ? 0n : BigInt(`0x${bytes.toHex()}`);
}

function without(record: Members, names: readonly string[]): Members {
  return Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)));
}

function malformed(found: string, cause?: unknown): Fault {
  return new Fault("bad_key", `private key set: ${found}`, cause === undefined ? {} : { cause });
}

function isRecord(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
