// The checks of what members may ask of the house: repairs, copies, group keys.

import type { CheckedFile } from "./check.ts";

const senderTest = "tests/session/feed_sender_test.ts";
const budgetTest = "tests/session/repair_budget_test.ts";
const epochTest = "tests/session/epoch_cost_test.ts";

/** The checks of the house's pure parts that answer members. */
export const pacingChecks: readonly CheckedFile[] = [
  {
    file: "lib/session/feed_sender.ts",
    caughtBy: [senderTest],
    checks: [
      {
        without: "FeedSender.nak() takes any number of NAKs of a member",
        search: `!this.#budget(member, now).naks.take(now)`,
        replace: `!this.#budget(member, now).naks`,
      },
      {
        without: "FeedSender.nak() repairs whatever one member asks for",
        search: `this.#budget(member, now).repairs.take(now) && this.#repairPace.take(now)`,
        replace: `this.#budget(member, now).repairs !== null && this.#repairPace.take(now)`,
        caughtBy: [senderTest, "tests/worker/budget_test.ts"],
      },
      {
        without: "FeedSender.nak() spends the whole line on repairs",
        search: `.repairs.take(now) && this.#repairPace.take(now)`,
        replace: `.repairs.take(now) && this.#repairPace !== null`,
      },
      {
        without: "FeedSender.nak() repairs a batch for one asker again within the holdoff",
        search: `repair.askers.has(member) || `,
        replace: ``,
      },
      {
        without: "FeedSender.nak() repairs for the group again within the holdoff",
        search: `if (repair.toGroup || `,
        replace: `if (`,
      },
      {
        without: "FeedSender.nak() never repairs a batch twice",
        search: `now - repair.since >= this.#holdoffMs`,
        replace: `now - repair.since < 0`,
      },
      {
        without: "FeedSender.nak() counts askers for ever",
        search: `now - at >= this.#holdoffMs`,
        replace: `now - at < 0`,
      },
      {
        without: "FeedSender.nak() brings back any number of batches",
        search: `this.#store.find(range, room)`,
        replace: `this.#store.find(range, room + 1_000)`,
        caughtBy: [budgetTest],
      },
      {
        without: "FeedSender.nak() answers by multicast who cannot hear it",
        search: `if (!hearsGroup) {`,
        replace: `if (!hearsGroup && now < 0) {`,
      },
      {
        without: "FeedSender.fetched() sends any number of batches",
        search: `batches.slice(0, BATCHES_PER_NAK)`,
        replace: `batches.slice(0, BATCHES_PER_NAK * 64)`,
      },
      {
        without: "FeedSender.fetched() has no budget",
        search: `if (!this.#mayRepair(to.member, to.now)) break;`,
        replace: `this.#mayRepair(to.member, to.now);`,
        caughtBy: [budgetTest],
      },
      {
        without: "FeedSender.publish() queues any number of frames",
        search: `this.#frames.length >= SEND_QUEUE_MAX`,
        replace: `this.#frames.length >= SEND_QUEUE_MAX * 64`,
      },
      {
        without: "FeedSender.group() waits for more copies than can ever leave",
        search: `this.#copies = Math.min(copies, COPIES_BURST);`,
        replace: `this.#copies = Math.min(copies, COPIES_BURST * 64);`,
      },
      {
        without: "FeedSender sends as fast as it is asked",
        search: `queue.length) && this.#pace.take(now)) count++;`,
        replace: `queue.length) && (this.#pace.take(now) || true)) count++;`,
      },
      {
        without: "FeedSender sends copies as fast as it is asked",
        search:
          `if (frame.to !== "everyone" || this.#copyPace.take(now, this.#copies)) return frame;`,
        replace: `if (frame.to !== "everyone" || this.#copyPace.take(now, 0)) return frame;`,
      },
      {
        without: "FeedSender.forget() keeps the budgets of who left",
        search: `this.#budgets.delete(member);`,
        replace: `this.#budgets.has(member);`,
      },
    ],
  },
  {
    file: "lib/session/epoch_spread.ts",
    caughtBy: [epochTest],
    checks: [
      {
        without: "EpochSpread.holds() tells a key to who holds it",
        search: `if (epoch < this.#newest) this.#lack(member, now);`,
        replace: `if (epoch <= this.#newest) this.#lack(member, now);`,
      },
      {
        without: "EpochSpread.holds() tells a key as often as it is asked",
        search: `if (this.#lacking.has(member)) return;`,
        replace: ``,
      },
      {
        without: "EpochSpread.tick() tells keys as fast as it is asked",
        search: `if (!this.#pace.take(now)) break;`,
        replace: `this.#pace.take(now);`,
      },
      {
        without: "EpochSpread.tick() tells a key before its turn",
        search: `if (lacking.tellAt > now) continue;`,
        replace: ``,
      },
      {
        without: "EpochSpread.tick() waits for ever for one who lacks the key",
        search: ` || now >= this.#switchAt`,
        replace: ``,
      },
      {
        without: "EpochSpread.tick() changes over before all have the key",
        search: `(this.#lacking.size === 0 || now >= this.#switchAt)`,
        replace: `(this.#lacking.size >= 0 || now >= this.#switchAt)`,
      },
      {
        without: "EpochSpread.tick() changes over twice",
        search: `this.#inUse = this.#newest;\n`,
        replace: `this.#inUse = this.#newest - 1;\n`,
      },
      {
        without: "EpochSpread.forget() goes on telling who is gone",
        search: `this.#holds.delete(member);\n    this.#lacking.delete(member);`,
        replace: `this.#holds.delete(member);`,
        caughtBy: ["tests/session/epoch_spread_test.ts"],
      },
      {
        without: "EpochSpread.forget() tells the next key to who is gone",
        search: `this.#holds.delete(member);\n    this.#lacking.delete(member);`,
        replace: `this.#lacking.delete(member);`,
        caughtBy: [epochTest, "tests/worker/rekey_attack_test.ts"],
      },
    ],
  },
  {
    file: "lib/session/group_round_trip.ts",
    caughtBy: ["tests/session/group_round_trip_test.ts"],
    checks: [
      {
        without: "GroupRoundTrip.ms is that of the slowest",
        search: `(sorted.length - 1) * 0.9`,
        replace: `(sorted.length - 1) * 1`,
      },
      {
        without: "GroupRoundTrip.ms has no most",
        search: `Math.min(Math.max(ms, 1), ROUND_TRIP_MS_MAX)`,
        replace: `Math.min(Math.max(ms, 1), ROUND_TRIP_MS_MAX * 64)`,
      },
      {
        without: "GroupRoundTrip.forget() keeps who left",
        search: `this.#byMember.delete(member);`,
        replace: `this.#byMember.has(member);`,
      },
    ],
  },
];
