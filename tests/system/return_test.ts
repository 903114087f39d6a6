// Coming late and coming back: a bidder who joins in mid-lot, whose machine sleeps, whose machine
// gets another address, or whose client is killed and started again has the whole sale before it is
// told to be live, is shown nothing twice, and bids on.

import { assertEquals, assertGreaterOrEqual } from "@std/assert";
import { LOST_AFTER_MS } from "../../lib/session/session_limits.ts";
import { eventually } from "../support/bounded.ts";
import type { ClientProcess } from "../support/client_process.ts";
import { testOnHosts } from "../support/network_hosts.ts";
import { bidAccepted, liveBy, LOT, NetworkSale } from "../support/network_sale.ts";
import type { JsonLine } from "../support/program.ts";
import { whileBidding } from "../support/while_bidding.ts";

const BEN = 2;

/** Longer than a client waits for a sign of life before it joins again. */
const sleepMs = LOST_AFTER_MS + 500;
/** A return may begin with a connection that has to be given up first. */
const returnMs = 60_000;

await testOnHosts("A bidder who comes late or comes back has the whole sale, once", async () => {
  await using sale = await NetworkSale.start(3, { names: ["ana", "ben"] });
  const ana = sale.join("ana", 1);
  await liveBy(ana, { path: "multicast" });
  await sale.open();
  await bidAccepted(ana, 1_000);
  // Ana bids all the time, so that there is something to miss.
  const work = async () => {
    await comesIn(sale);
    await sleeps(sale);
    await isReaddressed(sale);
    sale.client("ben").program.signal("SIGKILL");
    await sale.client("ben").program.ended();
    await comesIn(sale);
  };
  await whileBidding([ana], { lot: LOT, from: 1_001, work });
  await sale.finish([ana, sale.client("ben")]);
});

/** Ben's client starts. */
async function comesIn(sale: NetworkSale): Promise<void> {
  const told = toldSoFar(sale);
  const ben = sale.join("ben", BEN);
  await ben.live();
  assertShownBeforeLive(ben, { told, mark: 0 });
  await overbids(ben, 0);
}

/** What the house had told before was shown when the client said, behind `mark`, that it is live. */
function assertShownBeforeLive(
  { program: { lines } }: ClientProcess,
  { told, mark }: { readonly told: number; readonly mark: number },
): void {
  const liveAt = lines.all.findIndex((line, i) => i >= mark && isLive(line));
  const shown = lines.all.slice(0, liveAt).findLast((line) => "event" in line);
  assertGreaterOrEqual(Number(shown?.["seq"]), told);
}

/** Ben's machine sleeps and wakes up. */
async function sleeps(sale: NetworkSale): Promise<void> {
  const ben = sale.client("ben");
  ben.program.signal("SIGSTOP");
  const asleepAt = Date.now();
  await eventually(async () => {
    const { lastSeenMs } = (await sale.links()).get("ben") ?? {};
    return lastSeenMs != null && Date.now() - Math.max(lastSeenMs, asleepAt) > sleepMs || null;
  }, { what: "a long sleep" });
  const [told, mark] = [toldSoFar(sale), ben.program.lines.mark()];
  ben.program.signal("SIGCONT");
  await ben.live(mark);
  assertShownBeforeLive(ben, { told, mark });
  await overbids(ben, mark);
}

/** Ben's machine gets another address: what it had open leads nowhere any more. */
async function isReaddressed(sale: NetworkSale): Promise<void> {
  const ben = sale.client("ben");
  const mark = ben.program.lines.mark();
  await sale.hosts.readdress(BEN, "10.77.0.33");
  // It says by which way the sale comes now.
  await ben.program.lines.waitFor(isLive, { what: "live again", after: mark, ms: returnMs });
  const told = toldSoFar(sale);
  await overbids(ben, mark);
  await ben.event(told);
}

/** Bids more than anyone; where the client cannot see the sale yet, again once it can. */
async function overbids(client: ClientProcess, after: number): Promise<void> {
  const refused = (reason: string | null) => reason === "stale_view" || reason === "below_ask";
  const answer = await eventually(async () => {
    const ask = client.events().findLast((line) => line["event"] === "BidAccepted")?.["ask"];
    const answer = await client.bid(LOT, { max: Number(ask) + 50 });
    if (refused(answer.reason)) await client.live(after);
    return refused(answer.reason) ? null : answer;
  }, { what: "a bid", ms: returnMs });
  assertEquals([answer.state, answer.reason], ["accepted", null]);
}

/** The last event of which Ana's answers speak: the house had told it before this moment. */
function toldSoFar(sale: NetworkSale): number {
  return Math.max(...sale.client("ana").answers().map(({ seq }) => seq ?? 0));
}

function isLive(line: JsonLine): boolean {
  return line["connection"] === "live";
}
