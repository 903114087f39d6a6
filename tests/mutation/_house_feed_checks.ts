// The checks of the house's feed thread: what it believes of datagrams, and what they may cost.

import type { CheckedFile } from "./check.ts";

const vectors = "tests/vectors_test.ts";
const bidAttacks = "tests/worker/bid_attack_test.ts";
const rekeyAttacks = "tests/worker/rekey_attack_test.ts";
const sessionEnds = "tests/worker/session_end_test.ts";

/** The checks of the house's feed. */
export const houseFeedChecks: readonly CheckedFile[] = [
  {
    file: "lib/worker/source_budget.ts",
    caughtBy: ["tests/worker/source_budget_test.ts"],
    checks: [
      {
        without: "SourceBudget.allows() has no end",
        search: `if (known !== undefined) return known.take(now);`,
        replace: `if (known !== undefined) return known.take(now) || true;`,
      },
      {
        without: "SourceBudget.allows() takes all ports of an address for one source",
        search: "`${from.hostname}:${from.port}`",
        replace: "`${from.hostname}`",
      },
      {
        without: "SourceBudget.allows() keeps every source that there ever was",
        search: `this.#buckets.size >= sourcesMax`,
        replace: `this.#buckets.size >= sourcesMax * 64`,
      },
    ],
  },
  {
    file: "lib/worker/member_inbox.ts",
    caughtBy: [vectors, bidAttacks],
    checks: [
      {
        without: "MemberInbox.open() looks at whatever one source sends",
        search: `if (!this.#sources.allows(from, at)) return this.#drop("source_budget");`,
        replace: `this.#sources.allows(from, at);`,
        caughtBy: ["tests/worker/member_inbox_test.ts"],
      },
      {
        without: "MemberInbox.open() takes every kind of datagram",
        search: `if (header.kind !== "to_house") return this.#drop("kind");`,
        replace: ``,
      },
      {
        without: "MemberInbox.open() takes datagrams of another session",
        search: `if (header.session !== this.#options.session) return this.#drop("other_session");`,
        replace: ``,
      },
      {
        without: "MemberInbox.open() takes an unknown member for the first one",
        search: `this.#members.get(header.channel);`,
        replace: `this.#members.get(header.channel) ?? this.#members.values().next().value;`,
      },
      {
        without: "MemberInbox.open() spends crypto on what was replayed",
        search: `if (!member.window.isNew(header.counter)) return this.#drop("replayed");`,
        replace: ``,
        caughtBy: ["tests/worker/member_inbox_test.ts"],
      },
      {
        without: "MemberInbox.open() has no budget for what comes in a member's name",
        search: `if (!member.allowsDatagram(from, at)) return this.#drop("member_budget");`,
        replace: ``,
        caughtBy: ["tests/worker/member_inbox_test.ts"],
      },
      {
        without: "MemberInbox.open() believes what does not open",
        search: `await openSealed(member.toHouse, parts);`,
        replace: `await openSealed(member.toHouse, parts) ?? copyBytes(parts.sealed.subarray(16));`,
      },
      {
        without: "MemberInbox.open() believes both of two copies that were opened side by side",
        search: `if (!member.window.accept(parts.counter)) return this.#drop("replayed");`,
        replace: `member.window.accept(parts.counter);`,
      },
      {
        without: "MemberInbox.open() takes what cannot be read for a leave",
        search: `decodeToHouse(plaintext);`,
        replace: `decodeToHouse(plaintext) ?? { type: "leave" as const };`,
      },
      {
        without: "MemberInbox.verifyBid() passes a bid on that cannot be read",
        search: `if (decoded === null) return this.#drop("malformed");\n    if (decoded.sale !== `,
        replace: `if (decoded !== null && decoded.sale !== `,
      },
      {
        without: "MemberInbox.verifyBid() passes a bid of another sale on",
        search: `if (decoded.sale !== this.#options.sale) return this.#drop("other_sale");`,
        replace: ``,
      },
      {
        without: "MemberInbox.verifyBid() passes on whatever one member sends",
        search: `if (!member.allowsBid(at)) return this.#drop("bid_budget");`,
        replace: ``,
        caughtBy: ["tests/worker/member_inbox_test.ts"],
      },
      {
        without: "MemberInbox.verifyBid() passes a bid on that its member has not signed",
        search: `await member.verifyKey, { message: signed, signature })) {`,
        replace: `await member.verifyKey, { message: signed, signature }) && at < 0) {`,
      },
      {
        without: "MemberInbox.verifyBid() takes a bid that was signed for another house",
        search: `signedBytes("bid", this.#options.house, bid)`,
        replace: `signedBytes("bid", this.#options.house.subarray(32), bid)`,
      },
      {
        without: "MemberInbox.expire() keeps who is silent for ever",
        search: `now - m.heardAt > MEMBER_SILENT_MS`,
        replace: `now - m.heardAt > MEMBER_SILENT_MS * 1_000`,
        caughtBy: [sessionEnds],
      },
      {
        without: "MemberInbox.expire() tells of who was put out as of one that left",
        search: `return silent.filter(({ over }) => over === null);`,
        replace: `return silent;`,
        caughtBy: ["tests/worker/member_inbox_test.ts"],
      },
    ],
  },
  {
    file: "lib/worker/house_member.ts",
    caughtBy: ["tests/worker/member_inbox_test.ts"],
    checks: [
      {
        without: "HouseMember.allowsDatagram() lets strangers use up the member's own budget",
        search: `if (own) return this.#datagrams.take(now);`,
        replace: `if (own || now > 0) return this.#datagrams.take(now);`,
      },
      {
        without: "HouseMember.allowsDatagram() takes every port for the member's own",
        search: ` && address.port === from.port`,
        replace: ` && address.port !== from.port * -1`,
      },
      {
        without: "HouseMember.allowsDatagram() has no end for the member itself",
        search: `if (own) return this.#datagrams.take(now);`,
        replace: `if (own) return this.#datagrams.take(now) || true;`,
      },
      {
        without: "HouseMember.wasHeard() follows a datagram that was overtaken",
        search: `if (counter !== this.window.highest) return;`,
        replace: `if (counter > this.window.highest) return;`,
      },
      {
        without: "HouseMember.wasHeard() keeps who is out for as long as it speaks",
        search: `if (this.over === null) this.heardAt = at;`,
        replace: `this.heardAt = at;`,
        caughtBy: ["tests/worker/house_member_test.ts"],
      },
      {
        without: "HouseMember.wasHeard() leaves a member any number of connections",
        search: `before.port !== now.port) this.disconnect();`,
        replace: `before.port !== now.port) this.route = null;`,
        caughtBy: ["tests/worker/house_member_test.ts"],
      },
      {
        without: "HouseMember.allowsDatagram() lets junk from one place use up all new places",
        search: `return this.#budgetAt(from, now).take(now) && all.take(now);`,
        replace: `return (this.#budgetAt(from, now).take(now) || true) && all.take(now);`,
        caughtBy: ["tests/worker/house_member_test.ts"],
      },
      {
        without: "HouseMember.allowsProbe() has no end",
        search: `return this.#probes.take(now);`,
        replace: `return this.#probes.take(now) || true;`,
        caughtBy: ["tests/worker/house_member_test.ts"],
      },
      {
        without: "HouseMember.allowsAnswer() has no end",
        search: `return this.#answers.take(now);`,
        replace: `return this.#answers.take(now) || true;`,
      },
      {
        without: "HouseMember.allowsBid() has no end",
        search: `return this.#bids.take(now);`,
        replace: `return this.#bids.take(now) || true;`,
      },
    ],
  },
  {
    file: "lib/worker/feed_thread.ts",
    caughtBy: ["tests/worker/feed_bounds_test.ts"],
    checks: [
      {
        without: "runFeed() opens any number at once",
        search: `if (!this.#inOrder.hasRoom()) return this.#drops.count("queue_full");`,
        replace: ``,
      },
      {
        without: "runFeed() acts on what a member says whose session is over",
        search:
          `if (member.over !== null) {\n      this.#tellOver(member, at);\n      return null;\n    }`,
        replace: `if (member.over !== null) this.#tellOver(member, at);`,
        caughtBy: ["tests/worker/feed_bounds_test.ts"],
      },
      {
        without: "runFeed() tells of a session's end as often as it is asked",
        search: `if (member.over === null || !member.allowsAnswer(now)) return;`,
        replace: `if (member.over === null || now < 0) return;`,
      },
      {
        without: "runFeed() hands the desk any number of bids that it has not answered",
        search: `this.#forDesk.length > 0 && this.#atDesk < atDeskMax`,
        replace: `this.#forDesk.length > 0`,
        and: {
          search: `const room = atDeskMax - this.#atDesk;`,
          replace: `const room = atDeskMax * 64 - this.#atDesk;`,
        },
      },
      {
        without: "runFeed() tells the relay to believe before a seal was opened",
        search: `if (heard === null) return null;\n        relay?.believed(from);`,
        replace: `relay?.believed(from);\n        if (heard === null) return null;`,
      },
      {
        without: "runFeed() answers any number of pings",
        search: `if (!member.allowsAnswer(at)) return;`,
        replace: ``,
      },
      {
        without: "runFeed() keeps what a member said that has left",
        search: `if (this.#room?.inbox.find(member.id) !== member) return null;`,
        replace: ``,
        caughtBy: ["tests/worker/relay_member_test.ts"],
      },
    ],
  },
  {
    file: "lib/worker/house_room.ts",
    caughtBy: [rekeyAttacks],
    checks: [
      {
        without: "HouseRoom.ping() follows a ping that was overtaken",
        search: `if (counter === member.window.highest) {`,
        replace: `if (counter <= member.window.highest) {`,
        caughtBy: ["tests/worker/house_room_test.ts"],
      },
      {
        without: "HouseRoom.end() goes on telling keys to who is out",
        search: `this.inbox.end(id, reason);\n    this.#forget(id);`,
        replace: `this.inbox.end(id, reason);`,
        caughtBy: ["tests/worker/house_room_test.ts"],
      },
    ],
  },
];
