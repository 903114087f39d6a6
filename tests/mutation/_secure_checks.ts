// The checks of keys, seals, signatures and the replay window.

import type { CheckedFile } from "./check.ts";

const keySetTest = "tests/secure/key_set_test.ts";

/** The checks of the secure floor. */
export const secureChecks: readonly CheckedFile[] = [
  {
    file: "lib/secure/sealing.ts",
    caughtBy: ["tests/secure/sealing_test.ts", "tests/vectors_test.ts"],
    checks: [
      {
        without: "openSealed() and Sealer.seal() leave the header open to changes",
        search: `{ name: "AES-GCM", iv, additionalData },`,
        replace: `{ name: "AES-GCM", iv },`,
        and: {
          search: `{ name: "AES-GCM", iv, additionalData: new Uint8Array(parts.aad) },`,
          replace: `{ name: "AES-GCM", iv },`,
        },
      },
      {
        without: "openSealed() gives what does not open as it came",
        search: `return null; // GCM`,
        replace: `return new Uint8Array(parts.sealed); // GCM`,
      },
      {
        without: "Sealer.seal() seals for ever under one key",
        search: `assert(counter < SEALS_PER_KEY_MAX, `,
        replace: `assert(counter < SEALS_PER_KEY_MAX * 2, `,
      },
      {
        without: "Sealer.seal() takes its counter when the seal before is done",
        search: `const counter = this.#counter++;`,
        replace:
          `const counter = await Promise.resolve(this.#counter);\n    this.#counter = counter + 1;`,
      },
    ],
  },
  {
    file: "lib/secure/signing.ts",
    caughtBy: ["tests/secure/signing_test.ts"],
    checks: [
      {
        without: "signedBytes() is the same under every label",
        search: "toUtf8(`leilao/1 ${label}\\0`)",
        replace: "toUtf8(`leilao/1 ${label.slice(9)}\\0`)",
      },
      {
        without: "verifySignature() takes every signature",
        search: `return await crypto.subtle.verify("Ed25519", key, signature, message);`,
        replace: `return (await crypto.subtle.verify("Ed25519", key, signature, message)) || true;`,
      },
    ],
  },
  {
    file: "lib/secure/replay_window.ts",
    caughtBy: ["tests/secure/replay_window_test.ts"],
    checks: [
      {
        without: "ReplayWindow.isNew() takes what is behind the window",
        search: `if (this.#highest - counter >= REPLAY_WINDOW) return false;`,
        replace: `if (this.#highest - counter >= REPLAY_WINDOW) return true;`,
      },
      {
        without: "ReplayWindow.isNew() takes what was accepted before",
        search: `& bitOf(counter)) === 0;`,
        replace: `& bitOf(counter)) >= 0;`,
      },
      {
        without: "ReplayWindow.accept() accepts both of two that were new",
        search: `if (!this.isNew(counter)) return false;`,
        replace: ``,
      },
      {
        without: "ReplayWindow.accept() does not remember",
        search: `this.#bits[word] = (this.#bits[word] ?? 0) | bitOf(counter);`,
        replace: `this.#bits[word] = this.#bits[word] ?? 0;`,
      },
      {
        without: "ReplayWindow.accept() keeps the marks of a window ago",
        search: `this.#bits[(to - i) % words] = 0;`,
        replace: `this.#bits[(to - i) % words] ??= 0;`,
      },
    ],
  },
  {
    file: "lib/secure/house_signer.ts",
    caughtBy: ["tests/secure/house_signer_test.ts"],
    checks: [
      {
        without: "openJws() looks at any length",
        caughtBy: ["tests/secure/jws_length_test.ts"],
        search: `jws.length > jwsCharsMax`,
        replace: `jws.length > jwsCharsMax * 64`,
      },
      {
        without: "openJws() takes one type for another",
        search: `found !== typ || `,
        replace: `found === typ + 0 || `,
      },
      {
        without: "openJws() takes headers more",
        search: ` || Object.keys(others).length > 0`,
        replace: ` || Object.keys(others).length > 9`,
      },
      {
        without: "openJws() takes every algorithm",
        search: `compactVerify(jws, key, { algorithms: ["Ed25519"] })`,
        replace: `compactVerify(jws, key)`,
      },
    ],
  },
  {
    file: "lib/secure/key_set.ts",
    caughtBy: [keySetTest],
    checks: [
      {
        without: "checkPublicKeySet() takes members beside the keys",
        search: `isRecord(value) && hasOnly(value, ["keys"])`,
        replace: `isRecord(value)`,
      },
      {
        without: "checkPublicKeySet() takes more than two keys",
        search: `keys.length !== 2`,
        replace: `keys.length < 2`,
      },
      {
        without: "checkEncryptionJwk() takes every use",
        search: `if (use !== "enc") return "wrong_use";`,
        replace: ``,
        and: {
          search: `{ kty: "RSA", n, e, use, alg, ...kidOf(kid) }`,
          replace: `{ kty: "RSA", n, e, use: use as "enc", alg, ...kidOf(kid) }`,
        },
      },
      {
        without: "checkEncryptionJwk() takes every algorithm",
        search: `if (alg !== "RSA-OAEP-256") return "wrong_algorithm";`,
        replace: ``,
        and: {
          search: `{ kty: "RSA", n, e, use, alg, ...kidOf(kid) }`,
          replace: `{ kty: "RSA", n, e, use, alg: alg as "RSA-OAEP-256", ...kidOf(kid) }`,
        },
      },
      {
        without: "checkEncryptionJwk() decodes a modulus of any length",
        search: `if (n.length > modulusCharsMax) return "modulus_too_large";`,
        replace: ``,
      },
      {
        without: "checkEncryptionJwk() takes a modulus that is not canonical for another",
        search: `const modulus = fromBase64url(n);`,
        replace: `const modulus = fromBase64url(n) ?? new Uint8Array(384).fill(255);`,
      },
      {
        without: "checkEncryptionJwk() takes every exponent",
        search: `if (e !== "AQAB") return "exponent_not_65537";`,
        replace: ``,
        and: {
          search: `{ kty: "RSA", n, e, use, alg, ...kidOf(kid) }`,
          replace: `{ kty: "RSA", n, e: e as "AQAB", use, alg, ...kidOf(kid) }`,
        },
      },
      {
        without: "checkEncryptionJwk() takes every modulus",
        search: `return modulusProblem(modulus) ?? {`,
        replace: `return modulusProblem(new Uint8Array([...modulus, 1])) === null ? "bad_kid" : {`,
      },
      {
        without: "checkSigningJwk() takes every use",
        search: `if (use !== "sig") return "wrong_use";`,
        replace: ``,
        and: {
          search: `return { kty, crv, x, use, alg, ...kidOf(kid) };`,
          replace: `return { kty, crv, x, use: use as "sig", alg, ...kidOf(kid) };`,
        },
      },
      {
        without: "checkSigningJwk() takes every algorithm",
        search: `if (alg !== "Ed25519") return "wrong_algorithm";`,
        replace: ``,
        and: {
          search: `return { kty, crv, x, use, alg, ...kidOf(kid) };`,
          replace: `return { kty, crv, x, use, alg: alg as "Ed25519", ...kidOf(kid) };`,
        },
      },
      {
        without: "checkSigningJwk() takes every length",
        search: `if (x.length !== 43) return "signing_key_length";`,
        replace: ``,
      },
      {
        without: "checkSigningJwk() takes a weak key",
        search: `if (isWeakEd25519Key(point)) return "signing_key_weak";`,
        replace: `if (isWeakEd25519Key(point) && point.length === 0) return "signing_key_weak";`,
      },
      {
        without: "membersProblem() does not name a private member",
        search:
          `if (privateMembers.some((name) => Object.hasOwn(jwk, name))) return "private_member";`,
        replace: `if (privateMembers.length === 0) return "private_member";`,
      },
      {
        without: "membersProblem() takes members more",
        search: `if (!hasOnly(jwk, [...required, "kid"])) return "extra_member";`,
        replace: ``,
      },
      {
        without: "membersProblem() takes members that are no text",
        search:
          `if (required.some((name) => typeof jwk[name] !== "string")) return "missing_member";`,
        replace: ``,
      },
      {
        without: "membersProblem() takes every kid",
        search: `typeof kid === "string" && kidPattern.test(kid) ? null : "bad_kid"`,
        replace: `typeof kid !== "string" || kidPattern.test("a") ? null : "bad_kid"`,
      },
    ],
  },
  {
    file: "lib/secure/_rsa_modulus.ts",
    caughtBy: [keySetTest],
    checks: [
      {
        without: "modulusProblem() takes a leading zero",
        search: `n.length > 0 && first === 0`,
        replace: `n.length > 0 && first < 0`,
      },
      {
        without: "modulusProblem() takes a small modulus",
        search: `bits < RSA_BITS_MIN`,
        replace: `bits < RSA_BITS_MIN - 1`,
      },
      {
        without: "modulusProblem() takes a large modulus",
        search: `bits > RSA_BITS_MAX`,
        replace: `bits > RSA_BITS_MAX + 1`,
      },
      {
        without: "modulusProblem() takes an even modulus",
        search: `& 1) === 0) return "modulus_even";`,
        replace: `& 1) < 0) return "modulus_even";`,
      },
      {
        without: "modulusProblem() takes a modulus with a small factor",
        search: `rest % prime === 0n`,
        replace: `rest % prime < 0n`,
      },
    ],
  },
  {
    file: "lib/secure/_ed25519_point.ts",
    caughtBy: [keySetTest],
    checks: [
      {
        without: "isWeakEd25519Key() takes a second spelling of a point",
        search: `y >= fieldPrime || `,
        replace: ``,
      },
      {
        without: "isWeakEd25519Key() takes a point of small order",
        search: `return y >= fieldPrime || smallOrderYs.has(y);`,
        replace: `return y >= fieldPrime || smallOrderYs.has(-y);`,
      },
    ],
  },
  {
    file: "lib/base/bytes.ts",
    caughtBy: [keySetTest, "tests/vectors_test.ts"],
    checks: [
      {
        without: "fromBase64url() takes stray bits",
        search: `toBase64url(bytes) === text ? bytes : null`,
        replace: `bytes`,
      },
    ],
  },
];
