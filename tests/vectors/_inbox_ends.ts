// What the two inboxes of the program say to datagrams: "ok", the reason that they counted,
// or "none" where nothing came of them.

import type { DatagramSocket } from "../../lib/net/datagram_socket.ts";
import { GENESIS_HASH } from "../../lib/secure/digest.ts";
import { importSealKey } from "../../lib/secure/sealing.ts";
import { FeedReceiver } from "../../lib/session/feed_receiver.ts";
import type { FollowedSession } from "../../lib/worker/bidder_feed_contract.ts";
import { checkpointIn } from "../../lib/wire/checkpoint_note.ts";
import { BidderInbox } from "../../lib/worker/bidder_inbox.ts";
import { DropCounters } from "../../lib/worker/drop_counters.ts";
import { MemberInbox } from "../../lib/worker/member_inbox.ts";
import type { Input } from "./_input.ts";
import { epoch, groupKey, member, noon, paddle, session, toBidderKey } from "./_stage.ts";

const nowhere = { hostname: "192.0.2.1", port: 9 };

/** The socket that all datagrams come by: nothing is ever sent back. */
const silent: DatagramSocket = {
  address: nowhere,
  send: () => Promise.resolve(false),
  receive: () => Promise.resolve(null),
  close: () => {},
};

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
    epoch,
  }, noon);
  let end = "none";
  for (const datagram of input.list("datagrams")) {
    const before = drops.snapshot();
    const bytes = Uint8Array.fromHex(datagram);
    const heard = await inbox.open({ bytes, from: nowhere }, {
      route: { socket: silent },
      at: noon,
    });
    const believed = heard?.message.type === "bid" ? await inbox.verifyBid(heard) : heard;
    end = endOf(believed, newIn(drops, before));
  }
  return end;
}

/** A bidder's side of a group frame. */
export async function groupFrameEnd(input: Input): Promise<string> {
  return await lastOf(input, await groupStage(input));
}

/** A bidder's side of the group's next key, which comes after frames that wait for it. */
export async function groupEpochEnd(input: Input): Promise<string> {
  const stage = await groupStage(input);
  await lastOf(input, stage);
  const before = stage.drops.snapshot();
  const [opened = null] = await stage.inbox.addEpoch({
    type: "epoch",
    number: input.number("nextEpoch"),
    key: input.bytes("nextKey"),
    salt: input.bytes("nextSalt"),
  });
  return endOf(opened, newIn(stage.drops, before));
}

async function groupStage(input: Input): Promise<BidderStage> {
  return await bidderInbox(input, {
    epoch: {
      number: input.number("epoch"),
      key: await importSealKey(input.bytes("key"), input.bytes("salt")),
    },
  });
}

/** A bidder's side of a signed message, as the catch-up brings it. */
export async function signedMessageEnd(input: Input): Promise<string> {
  const { inbox, drops } = await bidderInbox(input, {});
  return endOf(await inbox.signedMessage(input.bytes("message")), newIn(drops, {}));
}

/** A bidder's side of datagrams for it alone; the last one counts. */
export async function bidderInboxEnd(input: Input): Promise<string> {
  const toBidder = await importSealKey(input.bytes("key"), input.bytes("salt"));
  const stage = await bidderInbox(input, { toBidder, member: input.text("member") });
  return await lastOf(input, stage);
}

/** A bidder's inbox, and what it counts and asks for. */
interface BidderStage {
  readonly inbox: BidderInbox;
  readonly drops: DropCounters;
}

/** Opens the datagrams one after the other. */
async function lastOf(input: Input, { inbox, drops }: BidderStage): Promise<string> {
  let end = "none";
  for (const datagram of input.list("datagrams")) {
    const before = drops.snapshot();
    const believed = await inbox.open(Uint8Array.fromHex(datagram), { opened: () => {} });
    end = endOf(believed, newIn(drops, before));
  }
  return end;
}

async function bidderInbox(
  input: Input,
  changes: Partial<FollowedSession>,
): Promise<BidderStage> {
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
    relay: { address: nowhere.hostname, port: nowhere.port },
    interface: "127.0.0.1",
    houseNow: noon,
    trialLossPercent: 0,
    ...changes,
  };
  if (input.has("lastCheckpoint")) {
    const signed = input.bytes("lastCheckpoint");
    const checkpoint = checkpointIn(signed);
    if (checkpoint !== null) receiver.checkpoint({ ...checkpoint, signed });
  }
  const lastBeat = input.optionalNumber("lastBeat") ?? -1;
  const inbox = await BidderInbox.of(followed, {
    drops,
    wants: (batch) => receiver.wants(batch),
    wantsCheckpoint: (checkpoint) => receiver.wantsCheckpoint(checkpoint),
    isNewBeat: (beat) => beat > lastBeat,
    otherSession: () => {},
    nowMs: () => noon,
  });
  return { inbox, drops };
}

/** Nothing is "ok" that was not believed, even where no reason was counted. */
function endOf(believed: object | null, counted: string): string {
  return believed === null && counted === "ok" ? "none" : counted;
}

/** The reason that was counted since, or "ok" where none was. */
function newIn(drops: DropCounters, before: Readonly<Record<string, number>>): string {
  const counted = Object.entries(drops.snapshot())
    .filter(([reason, count]) => count !== (before[reason] ?? 0));
  return counted.map(([reason]) => reason).join() || "ok";
}
