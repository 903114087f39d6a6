// A bidder that keeps bids, says so, and waits to be killed.
//
// Usage: _bid_keeper.ts FILE SALE. Prints each bid's id once keepBid() has returned.

import { toUtf8 } from "../../lib/base/bytes.ts";
import { BidderStore } from "../../lib/ledger/bidder_store.ts";

const [path = "", sale = ""] = Deno.args;
const store = BidderStore.open(path);
for (let n = 1; n <= 3; n++) {
  const bidId = n.toString(16).padStart(32, "0");
  store.keepBid(sale, { bidId, bid: toUtf8(`bid ${n}`), signature: new Uint8Array(64) }, n);
  Deno.stdout.writeSync(toUtf8(`${bidId}\n`));
}
Deno.stdout.writeSync(toUtf8("waiting\n"));
Deno.stdin.readSync(new Uint8Array(1));
store.close();
