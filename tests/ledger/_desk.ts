// The desk worker's rights in miniature: opens a ledger, writes, and says what came of it.

/// <reference no-default-lib="true" />
/// <reference lib="deno.worker" />

import { asFault } from "../../lib/base/fault.ts";
import { Ledger } from "../../lib/ledger/ledger.ts";
import { ANAS_SALE, CHECKS, decisionAfter } from "./_record.ts";

/** What the worker answers: how many events the ledger had, and the code of the fault, if any. */
export interface DeskAnswer {
  readonly events: number;
  readonly fault: string | null;
}

self.addEventListener("message", (message: MessageEvent<string>) => {
  self.postMessage(useLedger(message.data));
});

function useLedger(path: string): DeskAnswer {
  let events = 0;
  try {
    const ledger = Ledger.open(path, { identity: ANAS_SALE });
    for (const row of ledger.load(CHECKS)) events = row.seq;
    ledger.append(decisionAfter(ledger.head(), { number: events + 5 }));
    ledger.close();
    return { events, fault: null };
  } catch (error) {
    return { events, fault: asFault(error).code };
  }
}
