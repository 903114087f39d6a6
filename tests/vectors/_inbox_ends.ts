// What the two inboxes of the program say to datagrams: "ok", or the reason that they counted.

import { GENESIS_HASH } from "../../lib/secure/digest.ts";
import { importSealKey } from "../../lib/secure/sealing.ts";
import { FeedReceiver } from "../../lib/session/feed_receiver.ts";
import type { FollowedSession } from "../../lib/worker/bidder_feed_contract.ts";
import { BidderInbox } from "../../lib/worker/bidder_inbox.ts";
import { DropCounters } from "../../lib/worker/drop_counters.ts";
import { MemberInbox } from "../../lib/worker/member_inbox.ts";
import type { Input } from "./_input.ts";
import { epoch, groupKey, member, noon, paddle, session, toBidderKey } from "./_stage.ts";

const nowhere = { hostname: "192.0.2.1", port: 9 };

/** The house's side of a member's datagrams; the last one counts. */
export async function houseInboxEnd(input: Input): Promise<string> {
  const drops = new DropCounters();
  const inbox = new MemberInbox({
    session: input.text("session"),
    sale: input.text("sale"),
    house: input.bytes("house"),
    drops,
  });
  const toHouse = await importSealKey(input.bytes("key"), input.bytes("salt"));
  inbox.add({
    id: input.text("member"),
    paddle,
    signingX: input.text("x"),
    keys: { toHouse, toBidder: toHouse },
  }, noon);
  let end = "none";
  for (const datagram of input.list("datagrams")) {
    const before = drops.snapshot();
    const bytes = Uint8Array.fromHex(datagram);
    const heard = await inbox.open({ bytes, from: nowhere }, noon);
    if (heard?.message.type === "bid") await inbox.verifyBid(heard);
    end = newIn(drops, before);
  }
  return end;
}

/** A bidder's side of a group frame. */
export async function groupFrameEnd(input: Input): Promise<string> {
  const { inbox, drops } = await bidderInbox(input, {
    epoch: {
      number: input.number("epoch"),
      key: await importSealKey(input.bytes("key"), input.bytes("salt")),
    },
  });
  return await lastOf(input, { inbox, drops });
}

/** A bidder's side of a signed message, as the catch-up brings it. */
export async function signedMessageEnd(input: Input): Promise<string> {
  const { inbox, drops } = await bidderInbox(input, {});
  await inbox.signedMessage(input.bytes("message"));
  return newIn(drops, {});
}

/** A bidder's side of datagrams for it alone; the last one counts. */
export async function bidderInboxEnd(input: Input): Promise<string> {
  const toBidder = await importSealKey(input.bytes("key"), input.bytes("salt"));
  const { inbox, drops } = await bidderInbox(input, { toBidder, member: input.text("member") });
  return await lastOf(input, { inbox, drops });
}

/** Opens the datagrams one after the other. */
async function lastOf(
  input: Input,
  { inbox, drops }: { readonly inbox: BidderInbox; readonly drops: DropCounters },
): Promise<string> {
  let end = "none";
  for (const datagram of input.list("datagrams")) {
    const before = drops.snapshot();
    await inbox.open(Uint8Array.fromHex(datagram));
    end = newIn(drops, before);
  }
  return end;
}

async function bidderInbox(input: Input, changes: Partial<FollowedSession>) {
  const drops = new DropCounters();
  const start = {
    sale: input.text("sale"),
    session,
    nextSeq: input.optionalNumber("nextSeq") ?? 1,
    prevHash: GENESIS_HASH,
    now: noon,
    random: () => 0,
  };
  const receiver = new FeedReceiver(start);
  const spare = await importSealKey(toBidderKey.key, toBidderKey.salt);
  const followed: FollowedSession = {
    ...start,
    session: input.text("session"),
    member,
    houseX: input.text("house"),
    epoch: { number: epoch, key: await importSealKey(groupKey.key, groupKey.salt) },
    toHouse: spare,
    toBidder: spare,
    group: { address: "239.255.73.10", port: 7311 },
    bids: { address: nowhere.hostname, port: nowhere.port },
    interface: "127.0.0.1",
    houseNow: noon,
    trialLossPercent: 0,
    ...changes,
  };
  const lastBeat = input.optionalNumber("lastBeat") ?? -1;
  const inbox = await BidderInbox.of(followed, {
    drops,
    wants: (batch) => receiver.wants(batch),
    isNewBeat: (beat) => beat > lastBeat,
    otherSession: () => {},
  });
  return { inbox, drops };
}

/** The reason that was counted since, or "ok" where none was. */
function newIn(drops: DropCounters, before: Readonly<Record<string, number>>): string {
  const counted = Object.entries(drops.snapshot())
    .filter(([reason, count]) => count !== (before[reason] ?? 0));
  return counted.map(([reason]) => reason).join() || "ok";
}
