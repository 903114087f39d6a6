// Seals as a simulation needs them: a key is a name, and who holds the name can open.
//
// No bit is encrypted. What is kept of AES-GCM is what a protocol can get wrong: which key, which
// counter, who holds what. Every (key, counter) that was ever used is remembered.

import type { Bytes } from "../../lib/base/bytes.ts";
import { Violation } from "./violation.ts";

/** Two holders of the same key hold the same text. */
export type KeyName = string;

/** One sealed datagram: a header in clear, and what only the key opens. */
export interface Sealed {
  readonly kind: "group" | "to_house" | "to_bidder";
  readonly session: string;
  /** The member's id; empty on frames of the group. */
  readonly member: string;
  /** The number of the group key's epoch; 0 on a member's own datagrams. */
  readonly epoch: number;
  readonly counter: number;
  readonly key: KeyName;
  readonly plaintext: Bytes;
}

/** The outside of a datagram, without what its sealer adds. */
export type Outside = Pick<Sealed, "kind" | "session" | "member" | "epoch">;

/** Remembers every nonce of a whole simulation: a crash of the house takes nothing out of it. */
export class NonceBook {
  readonly #used = new Map<KeyName, (Bytes | undefined)[]>();
  count = 0;

  /** A key seals with a counter. */
  sealed({ key, counter, plaintext }: Pick<Sealed, "key" | "counter" | "plaintext">): void {
    const used = this.#used.get(key) ?? [];
    if (used[counter] !== undefined) {
      throw new Violation("nonce_reused", `counter ${counter} was used under this key before`);
    }
    used[counter] = plaintext;
    this.#used.set(key, used);
    this.count++;
  }

  /** What opens must be what was sealed: a copy of a frame is that frame. */
  opened({ key, counter, plaintext }: Sealed): void {
    if (this.#used.get(key)?.[counter] === plaintext) return;
    throw new Violation("nonce_reused", `another plaintext was sealed under counter ${counter}`);
  }
}

/** The only sender under a key (lib/secure/sealing.ts). */
export class SimulatedSealer {
  readonly #key: KeyName;
  readonly #nonces: NonceBook;
  #counter = 0;

  constructor(key: KeyName, nonces: NonceBook) {
    this.#key = key;
    this.#nonces = nonces;
  }

  seal(plaintext: Bytes, outside: Outside): Sealed {
    const sealed = { ...outside, key: this.#key, counter: this.#counter++, plaintext };
    this.#nonces.sealed(sealed);
    return sealed;
  }
}

/** A key of the group as it came from the house: the same bytes are the same key. */
export function groupKeyName(
  { key, salt }: { readonly key: Uint8Array; readonly salt: Uint8Array },
): KeyName {
  return `${key.toHex()} ${salt.toHex()}`;
}

/** The two keys of a member, one for each direction, as both sides derive them from a WELCOME. */
export function memberKeyNames(member: string): {
  readonly toHouse: KeyName;
  readonly toBidder: KeyName;
} {
  return { toHouse: `${member} to house`, toBidder: `${member} to bidder` };
}
