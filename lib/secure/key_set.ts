// A bidder's public key set: one RSA key to encrypt to and one Ed25519 key to verify with.
//
// It comes from strangers (a join, an e-mail), so each member is checked before any key is
// imported: exactly these members, spelled in exactly one way, and no weak key. Pure and quick;
// private key sets are private_key_set.ts, files are key_file.ts.

import { createHash } from "node:crypto";
import { fromBase64url, toBase64url } from "../base/bytes.ts";
import { Fault } from "../base/fault.ts";
import { isWeakEd25519Key } from "./_ed25519_point.ts";
import { type ModulusProblem, modulusProblem, RSA_BITS_MAX } from "./_rsa_modulus.ts";

/** The RSA key of a set: for encryption to its owner and nothing else (RFC 7517, RFC 7518 §6.3). */
export interface EncryptionJwk {
  readonly kty: "RSA";
  readonly n: string;
  /** Always 65537. */
  readonly e: "AQAB";
  readonly use: "enc";
  readonly alg: "RSA-OAEP-256";
  readonly kid?: string;
}

/** The Ed25519 key of a set: for its owner's signatures and nothing else (RFC 8037, RFC 9864). */
export interface SigningJwk {
  readonly kty: "OKP";
  readonly crv: "Ed25519";
  readonly x: string;
  readonly use: "sig";
  readonly alg: "Ed25519";
  readonly kid?: string;
}

/** What the house knows a bidder by. Made only by checking: hold one and it has been checked. */
export interface PublicKeySet {
  readonly encryption: EncryptionJwk;
  readonly signing: SigningJwk;
}

/** A public key set as it stands in files and messages: a JWK Set (RFC 7517 §5). */
export interface PublicJwks {
  readonly keys: readonly [EncryptionJwk, SigningJwk];
}

/** Why a value is no public key set that the house takes. */
export type KeyProblem =
  | ModulusProblem
  | "not_a_key_set" // no object with `keys` alone, or its keys are no objects
  | "not_two_keys"
  | "wrong_kinds" // not one RSA and one Ed25519 key
  | "private_member" // part of a private key: must never have left its owner
  | "extra_member"
  | "missing_member" // or one that is no text
  | "wrong_use"
  | "wrong_algorithm"
  | "bad_kid"
  | "not_base64url" // or not canonical: stray bits, padding
  | "exponent_not_65537"
  | "signing_key_length"
  | "signing_key_weak"; // a point of small order, or one spelled in a second way

/** The outcome of {@link checkPublicKeySet}. */
export type KeySetCheck =
  | { readonly ok: true; readonly keySet: PublicKeySet }
  | { readonly ok: false; readonly problem: KeyProblem };

type Members = Readonly<Record<string, unknown>>;

const problemTexts: Readonly<Record<KeyProblem, string>> = {
  not_a_key_set: 'found no JWK Set, want an object with the member "keys" alone',
  not_two_keys: "want exactly two keys, one RSA and one Ed25519",
  wrong_kinds: 'want one key with kty "RSA" and one with kty "OKP", crv "Ed25519"',
  private_member: "found part of a private key, want public members only",
  extra_member: "found a member that no key of a set has",
  missing_member: "found a key that lacks a member, or one that is no text",
  wrong_use: 'want use "enc" for the RSA key and "sig" for the Ed25519 key',
  wrong_algorithm: 'want alg "RSA-OAEP-256" for the RSA key and "Ed25519" for the other',
  bad_kid: "want a kid of 1 to 64 printable ASCII characters",
  not_base64url: "found a number that is not canonical base64url without padding",
  exponent_not_65537: 'want the RSA exponent 65537 ("AQAB")',
  modulus_leading_zero: "found an RSA modulus that begins with a zero byte",
  modulus_too_small: "found an RSA modulus under 2048 bits, want 2048 to 8192",
  modulus_too_large: "found an RSA modulus over 8192 bits, want 2048 to 8192",
  modulus_even: "found an even RSA modulus",
  modulus_small_factor: "found an RSA modulus with a factor below 1000",
  signing_key_length: "want an Ed25519 key of 32 bytes",
  signing_key_weak: "found an Ed25519 key that anyone can sign for",
};

const privateMembers = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];
const rsaMembers = ["kty", "n", "e", "use", "alg"];
const ed25519Members = ["kty", "crv", "x", "use", "alg"];
const modulusCharsMax = Math.ceil((RSA_BITS_MAX / 8) * 4 / 3);
const kidPattern = /^[\x20-\x7e]{1,64}$/;

/**
 * Whether `value`, of any origin, is a public key set, and if not the first reason why.
 *
 * Accepts the two keys in either order; copies what it accepts. Never throws, takes well under a
 * millisecond, and looks at no more of a long member than its length.
 */
export function checkPublicKeySet(value: unknown): KeySetCheck {
  const keys = isRecord(value) && hasOnly(value, ["keys"]) ? value["keys"] : undefined;
  if (!Array.isArray(keys)) return refused("not_a_key_set");
  if (keys.length !== 2) return refused("not_two_keys");
  const [first, second]: readonly unknown[] = keys;
  if (!isRecord(first) || !isRecord(second)) return refused("not_a_key_set");
  const [rsa, ed25519] = first["kty"] === "RSA" ? [first, second] : [second, first];
  const encryption = checkEncryptionJwk(rsa);
  if (typeof encryption === "string") return refused(encryption);
  const signing = checkSigningJwk(ed25519);
  if (typeof signing === "string") return refused(signing);
  return { ok: true, keySet: { encryption, signing } };
}

/** The public key set in `value`. Throws a Fault `bad_key` that says what is wrong with it. */
export function parsePublicKeySet(value: unknown): PublicKeySet {
  const check = checkPublicKeySet(value);
  if (check.ok) return check.keySet;
  throw keySetFault(check.problem);
}

/** The Fault `bad_key` for `problem`. */
export function keySetFault(problem: KeyProblem): Fault {
  const text = `public key set: ${problemTexts[problem]} (${problem})`;
  if (problem !== "private_member") return new Fault("bad_key", text);
  const hint = "Use the file that ends in .public.jwks.json; the private one stays with its owner.";
  return new Fault("bad_key", text, { hint });
}

/** The set as a JWK Set for files and messages, the RSA key first. */
export function toPublicJwks(keySet: PublicKeySet): PublicJwks {
  return { keys: [keySet.encryption, keySet.signing] };
}

/** A bidder's RSA key checked by itself, or the first thing wrong with it. */
export function checkEncryptionJwk(jwk: Members): EncryptionJwk | KeyProblem {
  if (jwk["kty"] !== "RSA") return "wrong_kinds";
  const problem = membersProblem(jwk, rsaMembers);
  if (problem !== null) return problem;
  const { n, e, use, alg, kid } = jwk;
  if (use !== "enc") return "wrong_use";
  if (alg !== "RSA-OAEP-256") return "wrong_algorithm";
  if (typeof n !== "string" || typeof e !== "string") return "missing_member";
  if (n.length > modulusCharsMax) return "modulus_too_large";
  const modulus = fromBase64url(n);
  if (modulus === null || e.length > modulusCharsMax || fromBase64url(e) === null) {
    return "not_base64url";
  }
  if (e !== "AQAB") return "exponent_not_65537";
  return modulusProblem(modulus) ?? { kty: "RSA", n, e, use, alg, ...kidOf(kid) };
}

/** An Ed25519 key (a bidder's, the house's) checked by itself, or the first thing wrong with it. */
export function checkSigningJwk(jwk: Members): SigningJwk | KeyProblem {
  const { kty, crv } = jwk;
  if (kty !== "OKP" || crv !== "Ed25519") return "wrong_kinds";
  const problem = membersProblem(jwk, ed25519Members);
  if (problem !== null) return problem;
  const { x, use, alg, kid } = jwk;
  if (use !== "sig") return "wrong_use";
  if (alg !== "Ed25519") return "wrong_algorithm";
  if (typeof x !== "string") return "missing_member";
  if (x.length !== 43) return "signing_key_length";
  const point = fromBase64url(x);
  if (point === null) return "not_base64url";
  if (isWeakEd25519Key(point)) return "signing_key_weak";
  return { kty, crv, x, use, alg, ...kidOf(kid) };
}

/**
 * The RFC 7638 SHA-256 thumbprint of a key, 43 characters of base64url.
 *
 * Of a bidder's set it is the RSA key's; of a house, its Ed25519 key's. `use`, `alg` and `kid`
 * do not count, as §3.2 says.
 */
export function thumbprint(jwk: EncryptionJwk | SigningJwk): string {
  // §3.3: the required members alone, in the order of their names, without spaces.
  const required = jwk.kty === "RSA"
    ? { e: jwk.e, kty: jwk.kty, n: jwk.n }
    : { crv: jwk.crv, kty: jwk.kty, x: jwk.x };
  return toBase64url(createHash("sha256").update(JSON.stringify(required)).digest());
}

/** Whether `text` is spelled as a thumbprint: 32 bytes in canonical base64url. */
export function isThumbprint(text: string): boolean {
  return text.length === 43 && fromBase64url(text) !== null;
}

/** A thumbprint for people to compare, in groups of four: "SHA256: NzbL sXh8 uDCc ...". */
export function fingerprintText(print: string): string {
  return `SHA256: ${(print.match(/.{1,4}/g) ?? []).join(" ")}`;
}

/** The thumbprint in what a person typed or pasted of a {@link fingerprintText}, or null. */
export function parseFingerprintText(text: string): string | null {
  const print = text.replace(/^\s*SHA256:/, "").replace(/\s+/g, "");
  return isThumbprint(print) ? print : null;
}

function refused(problem: KeyProblem): KeySetCheck {
  return { ok: false, problem };
}

function membersProblem(jwk: Members, required: readonly string[]): KeyProblem | null {
  // A private member is named first: its owner has to hear of that above all.
  if (privateMembers.some((name) => Object.hasOwn(jwk, name))) return "private_member";
  if (!hasOnly(jwk, [...required, "kid"])) return "extra_member";
  if (required.some((name) => typeof jwk[name] !== "string")) return "missing_member";
  const kid = Object.hasOwn(jwk, "kid") ? jwk["kid"] : "none";
  return typeof kid === "string" && kidPattern.test(kid) ? null : "bad_kid";
}

function kidOf(kid: unknown): { readonly kid?: string } {
  return typeof kid === "string" ? { kid } : {};
}

function isRecord(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function hasOnly(record: Members, allowed: readonly string[]): boolean {
  return Object.keys(record).every((name) => allowed.includes(name));
}
