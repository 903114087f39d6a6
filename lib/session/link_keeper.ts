// How a bidder and its house keep hold of each other: when to ping, by which way the feed shall
// come, and when a house that does not answer is given up (PROTOCOL §7.5).
//
// Pure. Nobody configures a path: only frames that came show that a way works. Down the ladder
// (multicast, unicast, TCP) it goes at once, as a stale screen must not bid; up again only after a
// while, which doubles each time that the better way fails once more. A connection that fails has
// to wait likewise; meanwhile the ways of datagrams are tried.

import type { FeedPath } from "../wire/member_message.ts";
import {
  ANSWER_TCP_MS,
  LAGGING_AFTER_MS,
  LOSSY_PERMILLE,
  LOSSY_WINDOWS,
  PATH_HOLD_LAST_MS,
  PATH_HOLD_MS,
  PATH_PROVEN_MS,
  PATH_SILENT_MS,
  PING_FIRST_MS,
  PING_MS,
  PING_OWED_MS,
  RELAY_RETRY_LAST_MS,
  RELAY_RETRY_MS,
  TCP_SILENT_MS,
  UNANSWERED_MS,
  UNICAST_SILENT_MS,
} from "./session_limits.ts";

/** What the shell is asked to do. */
export type LinkEffect =
  /** Send a ping that names the path in use. */
  | { readonly type: "ping" }
  /** From now on the feed shall come, and the own datagrams leave, by this path. */
  | { readonly type: "use"; readonly path: FeedPath }
  /** The house answers by no way: join again. */
  | { readonly type: "unanswered" }
  | { readonly type: "wake"; readonly at: number };

/** When a path last brought something. */
interface Evidence {
  /** Something new that the house's signature was checked for. */
  heardAt: number;
  /** A frame that opened, also one that told nothing new. */
  openedAt: number;
}

/** The next path to try where one brings nothing; below the last one it begins anew. */
const below: { readonly [P in FeedPath]: FeedPath } = {
  multicast: "unicast",
  unicast: "tcp",
  tcp: "multicast",
};

/** Keeps one bidder's link over all of its sessions: what worked before is tried first. */
export class LinkKeeper {
  #path: FeedPath = "multicast";
  /** The last path in use that brought the feed. */
  #worked: FeedPath = "multicast";
  #following = false;
  /** Where this session began, and where the next one does. */
  #firstTry: FeedPath = "multicast";
  /** What we sent in the last session did not reach the house, although we heard it. */
  #unheard = false;
  readonly #evidence: { readonly [P in FeedPath]: Evidence } = {
    multicast: { heardAt: -Infinity, openedAt: -Infinity },
    unicast: { heardAt: -Infinity, openedAt: -Infinity },
    tcp: { heardAt: -Infinity, openedAt: -Infinity },
  };
  /** When something new was believed, by whatever path. */
  #believedAt = -Infinity;
  #begunAt = 0;
  /** When the path in use was chosen. */
  #chosenAt = 0;
  /** Since when questions leave by datagram. */
  #datagramsSince = 0;
  #climbAt = Infinity;
  #climbedAt = -Infinity;
  /** The climb whose failure was counted last. */
  #failedClimb = -Infinity;
  #holdMs = PATH_HOLD_MS;
  #lossyWindows = 0;
  /** From when on the relay may be connected. */
  #relayAt = -Infinity;
  #relayWaitMs = RELAY_RETRY_MS;
  #pingedAt = -Infinity;
  #pingAt = Infinity;
  #firstPings: readonly number[] = [];
  /** Since when the house owes an answer. */
  #owedSince: number | null = null;

  /** The path in use. */
  get path(): FeedPath {
    return this.#path;
  }

  /** A session stands (READY came): the house is told where we are and how we want the feed. */
  begin(now: number): readonly LinkEffect[] {
    this.#following = true;
    this.#begunAt = now;
    this.#datagramsSince = now;
    this.#relayAt = now;
    this.#owedSince = null;
    const before = { path: this.#path, lossyWindows: this.#lossyWindows };
    const effects = this.#use(this.#firstTry, now);
    // A bad link makes sessions short: what it lost in the last one counts in this one.
    if (this.#path === before.path) this.#lossyWindows = before.lossyWindows;
    this.#climbAt = this.#path === "multicast" ? Infinity : now + this.#holdMs;
    return [...effects, ...this.tick(now)];
  }

  /** The session was left: nothing is due before the next. */
  end(): void {
    if (this.#following) this.#firstTry = this.#nextFirst();
    this.#following = false;
  }

  #nextFirst(): FeedPath {
    const isUnheard = this.#unheard;
    this.#unheard = false;
    if (isUnheard) return "tcp";
    if (this.#believedAt >= this.#begunAt) return this.#worked;
    // A session that brought nothing by any path was given up before all paths were tried, or had
    // their time: the next one goes on there, or a bidder whose network passes no datagrams, and
    // whose connections take long, would never be fed by TCP.
    return this.#path === this.#firstTry ? below[this.#path] : this.#path;
  }

  /** A believed sign of life came by `path`. */
  heard(path: FeedPath, now: number): void {
    this.#evidence[path].heardAt = now;
    this.#believedAt = now;
    if (path === this.#path) this.#worked = path;
  }

  /** A group frame that opened came by `path`: it may tell nothing new, but it shows the way. */
  opened(path: FeedPath, now: number): void {
    this.#evidence[path].openedAt = now;
    if (path === this.#path && now - this.#believedAt < LAGGING_AFTER_MS) this.#worked = path;
  }

  /** Something that is to be answered has left. */
  asked(now: number): readonly LinkEffect[] {
    if (!this.#following || this.#owedSince !== null) return [];
    this.#owedSince = now;
    this.#pingAt = Math.min(this.#pingAt, now + PING_OWED_MS);
    return this.tick(now);
  }

  /** The house answered. */
  answered(): void {
    this.#owedSince = null;
    this.#pingAt = Math.min(this.#pingedAt + PING_MS, ...this.#firstPings);
  }

  /**
   * A hole in the feed could not be repaired, and the session is given up for it. Where the house
   * owes an answer as well, what we send does not get through: the next one begins by TCP, or it
   * would end by the next hole before the missing answer is noticed, and so on for ever. In any
   * case it shows a loss as a lossy window does.
   */
  repairFailed(now: number): void {
    const owedMs = this.#owedSince === null ? 0 : now - this.#owedSince;
    if (owedMs >= 2 * PING_OWED_MS) this.#unheard = true;
    this.#lossyWindows++;
  }

  /** A window of the feed was measured: how much of it was lost, in thousandths. */
  measured(lossPermille: number, now: number): readonly LinkEffect[] {
    this.#lossyWindows = lossPermille > LOSSY_PERMILLE ? this.#lossyWindows + 1 : 0;
    // A path under suspicion is judged before a better one is tried: a link that loses much would
    // else go up and down between two bad ones and never come to the third.
    if (this.#lossyWindows > 0 && this.#path === "unicast") {
      this.#climbAt = Math.max(this.#climbAt, now + this.#holdMs);
    }
    if (!this.#following || this.#lossyWindows < LOSSY_WINDOWS) return [];
    // What is lost by TCP is lost at the house's end: no other path would bring more.
    if (this.#path === "tcp") return [];
    return [...this.#stepDown(now), ...this.tick(now)];
  }

  /** The TCP connection could not be made, or has ended. */
  relayLost(now: number): readonly LinkEffect[] {
    if (!this.#following || this.#path !== "tcp") return [];
    return [...this.#leaveRelay(now), ...this.tick(now)];
  }

  /** The house shall hear from us at once: a new key has come, or our clock is in doubt. */
  pingNow(now: number): readonly LinkEffect[] {
    this.#pingAt = now;
    return this.tick(now);
  }

  /** Does what is due. */
  tick(now: number): readonly LinkEffect[] {
    if (!this.#following) return [];
    const effects = [...this.#choose(now), ...this.#ping(now)];
    if (this.#owedSince !== null && now - this.#owedSince >= UNANSWERED_MS) {
      this.#owedSince = null;
      effects.push({ type: "unanswered" });
    }
    return [...effects, { type: "wake", at: this.#nextDue(now) }];
  }

  #choose(now: number): readonly LinkEffect[] {
    if (now >= this.#answerDueAt()) return this.#leaveFor("tcp", now);
    if (now >= this.#silentAt()) return this.#stepDown(now);
    return now >= this.#climbAt ? this.#climb(now) : [];
  }

  /** Tries the better way again, where there is a reason to. */
  #climb(now: number): readonly LinkEffect[] {
    this.#climbAt = now + this.#holdMs;
    const groupIsHeard = now - this.#evidence.multicast.openedAt < LAGGING_AFTER_MS;
    if (!groupIsHeard && this.#path !== "tcp") return [];
    this.#climbedAt = now;
    return this.#use(groupIsHeard ? "multicast" : "unicast", now);
  }

  /** When an unanswered question shows that datagrams do not get through. */
  #answerDueAt(): number {
    if (this.#owedSince === null || this.#path === "tcp") return Infinity;
    const askedAt = Math.max(this.#owedSince, this.#datagramsSince);
    return Math.max(askedAt + ANSWER_TCP_MS, this.#relayAt);
  }

  /** When the path in use has been silent for so long that the next one is to be tried. */
  #silentAt(): number {
    const aliveAt = this.#aliveAt();
    switch (this.#path) {
      case "multicast":
        return aliveAt + PATH_SILENT_MS;
      case "unicast": {
        // It has less time to bring anything at all than it has between two signs of life.
        const silentMs = aliveAt > this.#chosenAt ? PATH_SILENT_MS : UNICAST_SILENT_MS;
        return Math.max(aliveAt + silentMs, this.#relayAt);
      }
      case "tcp":
        return aliveAt + TCP_SILENT_MS; // A connection may be dead for long before it ends.
    }
  }

  /**
   * When the path in use last brought something. Frames that only opened count as long as
   * something is believed as well: a member can seal what it likes, and must not keep us on a path
   * that brings nothing of the house.
   */
  #aliveAt(): number {
    const { heardAt, openedAt } = this.#evidence[this.#path];
    return Math.max(this.#chosenAt, heardAt, Math.min(openedAt, this.#believedAt));
  }

  #stepDown(now: number): readonly LinkEffect[] {
    switch (this.#path) {
      case "multicast":
        return this.#leaveFor("unicast", now);
      case "unicast":
        return now < this.#relayAt ? [] : this.#leaveFor("tcp", now);
      case "tcp":
        return this.#leaveRelay(now);
    }
  }

  /** Leaves a path that fails. One that fails soon after it was tried again has to wait longer. */
  #leaveFor(path: FeedPath, now: number): readonly LinkEffect[] {
    const failedAgain = now - this.#climbedAt < Math.max(2 * this.#holdMs, PATH_PROVEN_MS);
    if (!failedAgain) this.#holdMs = PATH_HOLD_MS;
    // A fall over two steps is one failure.
    else if (this.#failedClimb !== this.#climbedAt) {
      this.#holdMs = Math.min(this.#holdMs * 2, PATH_HOLD_LAST_MS);
    }
    this.#failedClimb = this.#climbedAt;
    this.#climbAt = now + this.#holdMs;
    return this.#use(path, now);
  }

  /** The relay fails: it is tried again soon where it served for long, else later and later. */
  #leaveRelay(now: number): readonly LinkEffect[] {
    const served = this.#aliveAt() - this.#chosenAt >= PATH_HOLD_MS;
    if (served) this.#relayWaitMs = RELAY_RETRY_MS;
    this.#relayAt = now + this.#relayWaitMs;
    this.#relayWaitMs = Math.min(this.#relayWaitMs * 2, RELAY_RETRY_LAST_MS);
    return this.#use("unicast", now);
  }

  #use(path: FeedPath, now: number): readonly LinkEffect[] {
    // Multicast and unicast ask by the same datagrams: a step between them gives no new chance.
    if (this.#path === "tcp") this.#datagramsSince = now;
    this.#path = path;
    this.#chosenAt = now;
    this.#lossyWindows = 0;
    if (path === "multicast") this.#climbAt = Infinity;
    // The house learns the path from a ping, and one may be lost.
    this.#firstPings = PING_FIRST_MS.map((ms) => now + ms);
    this.#pingAt = now;
    return [{ type: "use", path }];
  }

  #ping(now: number): readonly LinkEffect[] {
    if (now < this.#pingAt) return [];
    this.#owedSince ??= now;
    this.#pingedAt = now;
    this.#firstPings = this.#firstPings.filter((at) => at > now);
    this.#pingAt = Math.min(now + PING_OWED_MS, ...this.#firstPings);
    return [{ type: "ping" }];
  }

  #nextDue(now: number): number {
    const unansweredAt = this.#owedSince === null ? Infinity : this.#owedSince + UNANSWERED_MS;
    const due = [
      this.#pingAt,
      this.#answerDueAt(),
      this.#silentAt(),
      this.#climbAt,
      unansweredAt,
    ];
    return Math.max(Math.min(...due), now + 1);
  }
}
