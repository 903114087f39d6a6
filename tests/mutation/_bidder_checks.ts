// The checks of a bidder's feed thread: what it believes of datagrams, in which order, how much it
// holds.

import type { CheckedFile } from "./check.ts";

const vectors = "tests/vectors_test.ts";
const groupAttacks = "tests/worker/group_attack_test.ts";
const sessionEnds = "tests/worker/session_end_test.ts";
const inboxTest = "tests/worker/bidder_inbox_test.ts";
const feedBounds = "tests/worker/bidder_feed_bounds_test.ts";
const receiverTest = "tests/session/feed_receiver_test.ts";
const receiverTimeTest = "tests/session/feed_receiver_time_test.ts";

/** The checks of a bidder's feed. */
export const bidderChecks: readonly CheckedFile[] = [
  {
    file: "lib/worker/bidder_inbox.ts",
    caughtBy: [vectors, groupAttacks],
    checks: [
      {
        without: "BidderInbox.open() takes datagrams of another session",
        search: `if (header.session !== this.#session.session) {`,
        replace: `if (header.session === "") {`,
      },
      {
        without: "BidderInbox.open() takes a member's datagram for a new session",
        search: `if (header.kind === "group") this.#options.otherSession();`,
        replace: `this.#options.otherSession();`,
        caughtBy: [inboxTest],
      },
      {
        without: "BidderInbox.open() takes a channel that is no epoch for the newest",
        search: `const epoch = epochOf(header.channel);`,
        replace: `const epoch = epochOf(header.channel) ?? this.epoch;`,
      },
      {
        without: "BidderInbox.open() believes a group frame that does not open",
        search: `await openSealed(key, { counter: header.counter, aad, sealed });`,
        replace:
          `await openSealed(key, { counter: header.counter, aad, sealed }) ?? copyBytes(sealed);`,
      },
      {
        without: "BidderInbox.open() keeps older keys for ever",
        search: `this.#epochs.used(epoch, this.#options.nowMs());`,
        replace: ``,
        caughtBy: [inboxTest],
      },
      {
        without: "BidderInbox.open() holds frames of older epochs for a key that never comes",
        search: `frame.epoch <= this.#epochs.newest || `,
        replace: ``,
        caughtBy: [vectors],
      },
      {
        without: "BidderInbox.open() holds any number of frames of newer epochs",
        search: ` || this.#ahead.length >= EPOCH_AHEAD_MAX`,
        replace: ` || this.#ahead.length >= EPOCH_AHEAD_MAX * 64`,
        caughtBy: [inboxTest],
      },
      {
        without: "BidderInbox.addEpoch() opens frames of other epochs with a new key",
        search: `frame.epoch === number ? this`,
        replace: `frame.epoch > 0 ? this`,
        caughtBy: [inboxTest],
      },
      {
        without: "BidderInbox.addEpoch() keeps what waits for a still later key",
        search: `    this.#ahead = [];\n`,
        replace: ``,
        caughtBy: [inboxTest],
      },
      {
        without: "BidderInbox.addEpoch() takes what is no new key",
        search: `if (!this.#epochs.add(number, await importSealKey(key, salt))) return [];`,
        replace: `this.#epochs.add(number, await importSealKey(key, salt));`,
        caughtBy: [inboxTest],
      },
      {
        without: "BidderInbox checks the signature of a batch that is known",
        search: `if (!this.#options.wants(batch)) return this.#drop("known_batch");`,
        replace: ``,
      },
      {
        without: "BidderInbox believes a batch that the house has not signed",
        search:
          `if (!await this.#isHouse(message)) return this.#drop("signature");\n    return { type: "batch"`,
        replace: `await this.#isHouse(message);\n    return { type: "batch"`,
      },
      {
        without: "BidderInbox believes a heartbeat of another session",
        search:
          `if (heartbeat.session !== this.#session.session) return this.#drop("other_session");`,
        replace: ``,
      },
      {
        without: "BidderInbox checks the signature of a heartbeat that is old",
        search: `if (!this.#options.isNewBeat(heartbeat.beat)) return this.#drop("known_beat");`,
        replace: ``,
      },
      {
        without: "BidderInbox believes a heartbeat that the house has not signed",
        search:
          `if (!await this.#isHouse(message)) return this.#drop("signature");\n    return { type: "heartbeat"`,
        replace: `await this.#isHouse(message);\n    return { type: "heartbeat"`,
      },
      {
        without: "BidderInbox.open() takes every kind for its member's",
        search: `if (header.kind !== "to_bidder") return this.#drop("kind");`,
        replace: ``,
      },
      {
        without: "BidderInbox.open() takes another member's datagram",
        search: `if (header.channel !== member) return this.#drop("other_member");`,
        replace: `if (header.channel === member + 0) return this.#drop("other_member");`,
      },
      {
        without: "BidderInbox.open() spends crypto on what was replayed",
        search: `if (!this.#window.isNew(header.counter)) return this.#drop("replayed");`,
        replace: ``,
        caughtBy: [inboxTest],
      },
      {
        without: "BidderInbox.open() believes a member's datagram that does not open",
        search: `await openSealed(toBidder, { counter: header.counter, aad, sealed });`,
        replace:
          `await openSealed(toBidder, { counter: header.counter, aad, sealed }) ?? copyBytes(sealed);`,
      },
      {
        without: "BidderInbox.open() believes both of two copies that were opened side by side",
        search: `if (!this.#window.accept(header.counter)) return this.#drop("replayed");`,
        replace: `this.#window.accept(header.counter);`,
        caughtBy: [inboxTest],
      },
      {
        without: "BidderInbox.open() takes what cannot be read for an end of the session",
        search: `const message = decodeToBidder(plaintext);`,
        replace: `const message = decodeToBidder(plaintext) ??
      { type: "over" as const, reason: "put_out" as const };`,
        caughtBy: [inboxTest],
      },
      {
        without: "BidderInbox believes a receipt of another sale",
        search: `if (receipt.sale !== this.#session.sale) return this.#drop("other_sale");`,
        replace: ``,
        caughtBy: [inboxTest],
      },
      {
        without: "BidderInbox believes a receipt that the house has not signed",
        search: `if (!await verifySignature(this.#verifyKey, { message, signature })) {`,
        replace:
          `if (!await verifySignature(this.#verifyKey, { message, signature }) && !receipt) {`,
        caughtBy: [inboxTest],
      },
    ],
  },
  {
    file: "lib/worker/feed_source.ts",
    caughtBy: ["tests/worker/feed_source_test.ts"],
    checks: [
      {
        without: "FeedSource.allows() takes every port for the house's",
        search: `this.#house.port === port && `,
        replace: `port > 0 && `,
      },
      {
        without: "FeedSource.allows() takes every host for the house's",
        search: ` && this.#house.hostname === hostname`,
        replace: ` && hostname !== ""`,
        caughtBy: ["tests/worker/feed_source_host_test.ts"],
      },
      {
        without: "FeedSource.allows() takes whatever others send",
        search: `own || this.#elsewhere.take(now)`,
        replace: `own || this.#elsewhere.take(now) || true`,
      },
    ],
  },
  {
    file: "lib/worker/bidder_line.ts",
    caughtBy: ["tests/worker/bidder_line_test.ts"],
    checks: [
      {
        without: "BidderLine opens whatever comes from elsewhere",
        search: `if (known) this.#hooks.received(datagram.bytes, path);\n      else this`,
        replace: `this.#hooks.received(datagram.bytes, path);\n      if (!known) this`,
      },
    ],
  },
  {
    file: "lib/session/feed_receiver.ts",
    caughtBy: [receiverTest],
    checks: [
      {
        without: "FeedReceiver forgets what a heartbeat told ahead of the events",
        search: `told !== null && !equalBytes(told.headHash, hash)`,
        replace: `told !== null && told.headHash.length === 0`,
        caughtBy: ["tests/worker/beacon_test.ts"],
      },
      {
        without: "FeedReceiver.wants() batches of another sale",
        search: `this.#broken || batch.sale !== this.#start.sale`,
        replace: `this.#broken || batch.sale === ""`,
      },
      {
        without: "FeedReceiver.wants() batches after two histories",
        search: `this.#broken || batch.sale !== this.#start.sale`,
        replace: `batch.sale !== this.#start.sale`,
      },
      {
        without: "FeedReceiver.wants() batches whose events are all known",
        search: `if (endOf(batch) <= this.#nextSeq) return false;`,
        replace: ``,
      },
      {
        without: "FeedReceiver.wants() batches that it holds",
        search: `return !this.#pending.has(batch.firstSeq);`,
        replace: `return batch.firstSeq > 0;`,
      },
      {
        without: "FeedReceiver.batch() takes a known batch for a sign of life",
        search:
          `if (!this.wants(batch)) return this.tick(now);\n    if (live) this.#heardAt = now;`,
        replace:
          `if (live) this.#heardAt = now;\n    if (!this.wants(batch)) return this.tick(now);`,
        caughtBy: [receiverTimeTest],
      },
      {
        without: "FeedReceiver.batch() holds any number of batches",
        search: `this.#pending.size > PENDING_BATCHES_MAX`,
        replace: `this.#pending.size > PENDING_BATCHES_MAX * 64`,
      },
      {
        without: "FeedReceiver.batch() takes a batch with another past",
        search: `seq === this.#nextSeq && !equalBytes(hash, this.#head)`,
        replace: `seq === this.#nextSeq && equalBytes(hash, hash.subarray(1))`,
      },
      {
        without: "FeedReceiver.heartbeat() takes one of another sale",
        search: `heartbeat.sale !== sale || `,
        replace: `sale === "" || `,
      },
      {
        without: "FeedReceiver.heartbeat() takes one of another session",
        search: ` || heartbeat.session !== session`,
        replace: ` || session === ""`,
      },
      {
        without: "FeedReceiver.heartbeat() goes on after two histories",
        search: `if (this.#broken || heartbeat.sale`,
        replace: `if (heartbeat.sale`,
        caughtBy: ["tests/session/feed_receiver_end_test.ts"],
      },
      {
        without: "FeedReceiver.heartbeat() takes older ones",
        search: `if (heartbeat.beat <= this.#beat) return [];`,
        replace: `if (heartbeat.beat <= this.#beat && now < 0) return [];`,
        caughtBy: [receiverTest, receiverTimeTest],
      },
      {
        without: "FeedReceiver.heartbeat() takes another hash at the head",
        search: `here && !equalBytes(heartbeat.headHash, this.#head)`,
        replace: `here && heartbeat.headHash.length === 0`,
      },
      {
        without: "FeedReceiver.heartbeat() compares hashes of different events",
        search: `const here = heartbeat.nextSeq === this.#nextSeq;`,
        replace: `const here = heartbeat.nextSeq > 0;`,
      },
      {
        without: "FeedReceiver.tick() goes on after two histories",
        search: `if (this.#broken) return [];`,
        replace: ``,
        caughtBy: ["tests/session/feed_receiver_end_test.ts"],
      },
      {
        without: "FeedReceiver names more holes than a NAK holds",
        search: `ranges.slice(0, NAK_RANGES_MAX)`,
        replace: `ranges.slice(0, NAK_RANGES_MAX * 64)`,
      },
      {
        without: "FeedReceiver names a hole of any span",
        search: `Math.min(last, first + NAK_SPAN_MAX - 1)`,
        replace: `Math.min(last, first + NAK_SPAN_MAX * 64)`,
      },
    ],
  },
  {
    file: "lib/session/epoch_ring.ts",
    caughtBy: ["tests/session/epoch_ring_test.ts"],
    checks: [
      {
        without: "EpochRing.add() takes a key again",
        search: `if (number <= this.#newest) return false;`,
        replace: `if (number < this.#newest) return false;`,
      },
      {
        without: "EpochRing.add() takes an older key",
        search: `if (number <= this.#newest) return false;`,
        replace: `if (number === this.#newest) return false;`,
      },
      {
        without: "EpochRing.find() gives a key that has ended",
        search: `if (now < held.endsAt) return held.key;`,
        replace: `if (now < Infinity) return held.key;`,
      },
      {
        without: "EpochRing.used() lets older keys live",
        search: `if (older < number) held.endsAt = `,
        replace: `if (older < number - 99) held.endsAt = `,
      },
      {
        without: "EpochRing.used() prolongs an old key",
        search: `Math.min(held.endsAt, now + EPOCH_OLD_MS)`,
        replace: `now + EPOCH_OLD_MS`,
      },
    ],
  },
  {
    file: "lib/worker/bidder_feed_thread.ts",
    caughtBy: [feedBounds],
    checks: [
      {
        without: "runBidderFeed() opens any number at once",
        search: `if (this.#inFlight >= inFlightMax) return this.#drops.count("queue_full");`,
        replace: `if (this.#inFlight >= inFlightMax * 64) return this.#drops.count("queue_full");`,
      },
      {
        without: "runBidderFeed() takes a catch-up that ends with another past",
        search: `position.nextSeq === next && !equalBytes(position.head, head)`,
        replace: `position.nextSeq === next && equalBytes(position.head, head.subarray(1))`,
      },
      {
        without: "runBidderFeed() compares a catch-up's end with another place",
        search: `position.nextSeq === next && !equalBytes(position.head, head)`,
        replace: `!equalBytes(position.head, head)`,
      },
      {
        without: "runBidderFeed() repeats bids of one sale in another",
        search: `this.#following?.session.sale !== session.sale`,
        replace: `this.#following?.session.sale === session.sale + 0`,
      },
      {
        without: "runBidderFeed() joins again because of a foreign session while its own lives",
        search: `health !== "live" && this.#following?.caughtUp`,
        replace: `this.#following?.caughtUp && health`,
        caughtBy: [sessionEnds],
      },
      {
        without: "runBidderFeed() acts in a new session on what was said in the old one",
        search: `believed === null || this.#following !== following`,
        replace: `believed === null || following === null`,
      },
      {
        without: "runBidderFeed() takes older heartbeats",
        search: `if (heartbeat.beat <= following.beat) return;`,
        replace: ``,
        caughtBy: [feedBounds],
      },
      {
        without: "runBidderFeed() takes any answer for the one that it waits for",
        search: `return this.#delivery.answered(believed.receipt) ? `,
        replace: `return this.#delivery.answered(believed.receipt) || true ? `,
      },
      {
        without: "runBidderFeed() asks for what the catch-up brings",
        search: `if (this.#following?.caughtUp) {\n            this.#sendLater(`,
        replace: `if (this.#following !== null) {\n            this.#sendLater(`,
      },
    ],
  },
  {
    file: "lib/session/bid_delivery.ts",
    caughtBy: ["tests/session/bid_delivery_test.ts"],
    checks: [
      {
        without: "BidDelivery.answered() takes an answer to other bytes",
        search: ` || !equalBytes(sha256(waiting.bid.bid), bidDigest)`,
        replace: ` || equalBytes(sha256(waiting.bid.bid), bidDigest.subarray(1))`,
      },
      {
        without: "BidDelivery.submit() begins a bid anew that is on its way",
        search: `if (this.#waiting.has(bid.bidId)) return this.tick(now);`,
        replace: ``,
      },
    ],
  },
];
