// Sealing and opening: AES-256-GCM (NIST SP 800-38D) with a nonce that is never used twice.
//
//   nonce, 12 bytes = salt of the key (4) || counter (8, big-endian)
//
// The counter belongs to the Sealer and only grows; keys are made anew at each start of the house
// and each join, so no counter has to survive a restart. The header is the AAD.

import { assert } from "@std/assert";
import { type Bytes, concat, u64 } from "../base/bytes.ts";

/** A key for one sender, and the fixed part of its nonces. Both can be posted to a worker. */
export interface SealKey {
  readonly key: CryptoKey;
  /** 4 bytes. */
  readonly salt: Bytes;
}

/**
 * Seals under one key before it must be replaced: far below AES-GCM's bounds, and a rekey comes
 * long before (PROTOCOL §8).
 */
export const SEALS_PER_KEY_MAX = 2 ** 32;

/** A key from 32 raw bytes, not extractable again. */
export async function importSealKey(raw: Bytes, salt: Bytes): Promise<SealKey> {
  assert(raw.length === 32 && salt.length === 4, "A seal key is 32 bytes with 4 of salt");
  const key = await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
  return { key, salt };
}

/** The only sender under a key: hands out each counter once. */
export class Sealer {
  readonly #key: SealKey;
  #counter: number;

  constructor(key: SealKey, firstCounter = 0) {
    this.#key = key;
    this.#counter = firstCounter;
  }

  /**
   * Seals `plaintext`. `header` makes the clear header, which is the AAD, from the counter that it
   * is given. The result is header, ciphertext and tag. The counter is taken before the first
   * await, so that calls in flight can never share one.
   */
  async seal(plaintext: Bytes, header: (counter: number) => Bytes): Promise<Bytes> {
    const counter = this.#counter++;
    assert(counter < SEALS_PER_KEY_MAX, "A key has sealed too much");
    const additionalData = header(counter);
    const iv = concat(this.#key.salt, u64(counter));
    const sealed = await crypto.subtle.encrypt(
      { name: "AES-GCM", iv, additionalData },
      this.#key.key,
      plaintext,
    );
    return concat(additionalData, new Uint8Array(sealed));
  }
}

/** What {@link openSealed} needs beside the key. */
export interface SealedParts {
  readonly counter: number;
  /** The clear header exactly as received. */
  readonly aad: Uint8Array;
  /** Ciphertext and tag. */
  readonly sealed: Uint8Array;
}

/** The plaintext, or null where key, counter, header or any bit is not what was sealed. */
export async function openSealed(key: SealKey, parts: SealedParts): Promise<Bytes | null> {
  const iv = concat(key.salt, u64(parts.counter));
  try {
    // WebCrypto copies its inputs at the call: views into a receive buffer are safe here.
    const opened = await crypto.subtle.decrypt(
      { name: "AES-GCM", iv, additionalData: new Uint8Array(parts.aad) },
      key.key,
      new Uint8Array(parts.sealed),
    );
    return new Uint8Array(opened);
  } catch {
    return null; // GCM tells only that the tag is wrong, and so do we.
  }
}
