// People who ask to be let in: owners of keys that the house does not know. They have proven the
// signing key, and no more: who they are a person has to find out, by the fingerprint.
//
// The fingerprint is that of the encryption key, which goes over the network in clear. Whoever has
// heard it can knock with it beside a signing key of their own, and is then told apart from its
// owner by nothing that a person compares: neither of the two may be let in by it.

import type { Knock } from "../admin/house_port.ts";
import { type PublicKeySet, thumbprint } from "../secure/key_set.ts";

/** How many are kept: anyone can make keys, and as many as they like. */
const keptMax = 20;

/** The newest knocks, one of each fingerprint. */
export class KnockList {
  readonly #knocks = new Map<string, Knock>();

  /** All of them in the order of their first knock, the newest last. */
  list(): readonly Knock[] {
    return [...this.#knocks.values()];
  }

  /** Somebody asks to be let in, perhaps again. */
  knocks(keySet: PublicKeySet, atMs: number): void {
    const fingerprint = thumbprint(keySet.encryption);
    const known = this.#knocks.get(fingerprint);
    const tries = (known?.tries ?? 0) + 1;
    const isContested = known !== undefined &&
      (known.isContested || known.keySet.signing.x !== keySet.signing.x);
    this.#knocks.set(fingerprint, { fingerprint, keySet, isContested, atMs, tries });
    if (this.#knocks.size > keptMax) this.#dropOther(fingerprint);
  }

  /** Forgets a knock; false where there is none. */
  forget(fingerprint: string): boolean {
    return this.#knocks.delete(fingerprint);
  }

  /** Who still waits asks every few seconds: whoever has been silent for longest has gone. */
  #dropOther(fingerprint: string): void {
    const others = this.list().filter((knock) => knock.fingerprint !== fingerprint);
    const [gone] = others.toSorted((a, b) => a.atMs - b.atMs);
    if (gone !== undefined) this.#knocks.delete(gone.fingerprint);
  }
}
