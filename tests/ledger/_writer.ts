// A house that appends decisions to a ledger and says so, until someone kills it.
//
// Usage: _writer.ts LEDGER DECISIONS. Prints the head's seq after each commit and, when all are
// written, "waiting". Then it holds the ledger open until its standard input ends. Where it cannot
// open the ledger it prints the fault's code and ends.

import { toUtf8 } from "../../lib/base/bytes.ts";
import { asFault } from "../../lib/base/fault.ts";
import { Ledger } from "../../lib/ledger/ledger.ts";
import { ANAS_SALE, CHECKS, decisionAfter, placeOf } from "./_record.ts";

const [path = "", count = "0"] = Deno.args;
const ledger = openOrSayWhyNot();
let decision = 0;
for (const row of ledger.load(CHECKS)) decision = placeOf(row).decision;
for (let i = 0; i < Number(count); i++) {
  decision++;
  ledger.append(decisionAfter(ledger.head(), { number: decision, padding: decision * 37 % 3000 }));
  Deno.stdout.writeSync(toUtf8(`${ledger.head().seq}\n`));
}
Deno.stdout.writeSync(toUtf8("waiting\n"));
Deno.stdin.readSync(new Uint8Array(1));

function openOrSayWhyNot(): Ledger {
  try {
    return Ledger.open(path, { identity: ANAS_SALE });
  } catch (error) {
    Deno.stdout.writeSync(toUtf8(`${asFault(error).code}\n`));
    Deno.exit(1);
  }
}
