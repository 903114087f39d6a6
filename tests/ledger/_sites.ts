// Places to keep a record in, so that the same tests run over the real ledger and its twin.

import { Ledger } from "../../lib/ledger/ledger.ts";
import { MemoryDisk, MemoryLedger } from "../../lib/ledger/memory_ledger.ts";
import type { LedgerIdentity, LedgerRow, LedgerStore } from "../../lib/ledger/store.ts";
import { ANAS_SALE, CHECKS } from "./_record.ts";

/** A place that outlives the stores opened in it. */
export interface Site extends Disposable {
  open(identity?: LedgerIdentity | null): LedgerStore;
  /** A store on a disk where a decision with 200,000 bytes of padding does not fit. */
  openNearlyFull(): LedgerStore;
}

/** A folder of its own, gone after the test. */
export class TempFolder implements Disposable {
  readonly path = Deno.makeTempDirSync({ prefix: "ledger_" });

  get ledger(): string {
    return `${this.path}/sale.ledger`;
  }

  [Symbol.dispose](): void {
    Deno.removeSync(this.path, { recursive: true });
  }
}

class SqliteSite implements Site {
  readonly #folder = new TempFolder();
  #opened: LedgerStore[] = [];

  open(identity: LedgerIdentity | null = ANAS_SALE): LedgerStore {
    return this.#note(Ledger.open(this.#folder.ledger, { identity }));
  }

  openNearlyFull(): LedgerStore {
    return this.#note(Ledger.open(this.#folder.ledger, { identity: ANAS_SALE, pagesMax: 40 }));
  }

  #note(store: LedgerStore): LedgerStore {
    this.#opened.push(store);
    return store;
  }

  [Symbol.dispose](): void {
    for (const store of this.#opened) store.close();
    this.#folder[Symbol.dispose]();
  }
}

class MemorySite implements Site {
  readonly #disk = new MemoryDisk();

  open(identity: LedgerIdentity | null = ANAS_SALE): LedgerStore {
    return MemoryLedger.open(this.#disk, { identity });
  }

  openNearlyFull(): LedgerStore {
    const store = MemoryLedger.open(this.#disk, { identity: ANAS_SALE });
    const append = store.append.bind(store);
    store.append = (what) => {
      if (what.rows.some((row) => (row.command?.length ?? 0) > 200_000)) {
        this.#disk.failNextCommit("lost");
      }
      append(what);
    };
    return store;
  }

  [Symbol.dispose](): void {}
}

/** Both implementations, by name. */
export const SITES: readonly { readonly name: string; readonly make: () => Site }[] = [
  { name: "Ledger", make: () => new SqliteSite() },
  { name: "MemoryLedger", make: () => new MemorySite() },
];

/** All rows of `store`, verified to the end. */
export function loadAll(store: LedgerStore): readonly LedgerRow[] {
  return [...store.load(CHECKS)];
}
