// The times and budgets of the sessions, with their reasons (PROTOCOL §9 shows the same table).

/** First heartbeat after an event; each next one comes after twice the wait, up to the last. */
export const HEARTBEAT_FIRST_MS = 5;
/** Heartbeats on a quiet feed: a lost last frame is noticed within this. */
export const HEARTBEAT_LAST_MS = 500;

/** Frames sent in one go: a receiver's kernel buffer holds 92 full ones. */
export const BURST_FRAMES = 32;
/** Frames a second at most: about 38 Mbit/s in full datagrams. */
export const FRAMES_PER_SECOND = 4_000;
/** Frames waiting to be sent; what comes past it is left to repair and catch-up. */
export const SEND_QUEUE_MAX = 8_192;

/** Bytes of recent batches kept for repair; older ones come from the desk. */
export const REPAIR_STORE_BYTES = 4 * 1_048_576;
/** Copies of frames a second for members that multicast does not reach: forty of them at 500 frames. */
export const COPIES_PER_SECOND = 20_000;
/** Copies in one go: a frame for every member there may be. */
export const COPIES_BURST = 4_000;
/** Heartbeats for a bidder that measures its loss. */
export const HEARTBEAT_PROBE_MS = 50;
/** How long they are sent after it has asked. */
export const PROBE_MS = 5_000;
/** Repairs take at most this part of the frames. */
export const REPAIR_SHARE = 0.25;
/** So many askers within the holdoff make a repair multicast. */
export const REPAIR_MULTICAST_ASKERS = 3;
/** NAKs of one member a second, and at once. */
export const NAKS_PER_SECOND = 20;
/** NAKs of one member at once: a burst of holes on a bad link. */
export const NAKS_BURST = 40;
/** Repairs of one member a second: two hundred kilobytes of what it lost. */
export const MEMBER_REPAIRS_PER_SECOND = 200;
/** Repairs of one member at once. */
export const MEMBER_REPAIRS_BURST = 100;
/** Batches that one NAK may bring back; the rest is asked for again. */
export const BATCHES_PER_NAK = 32;

/** A first NAK waits up to this, so that a frame that was only late is not asked for. */
export const NAK_WAIT_MS = 2;
/** More members than this are a crowd: their NAKs are spread over round trips (RFC 5401). */
export const CROWD_MEMBERS = 8;
/** In a crowd a first NAK waits up to so many round trips: NORM's K. */
export const NAK_BACKOFF_ROUND_TRIPS = 6;
/** What the two threads and their timers add to a round trip on a quick network. */
export const NAK_WORK_MS = 1;
/** The group's round trip before any member has told its own. */
export const ROUND_TRIP_FIRST_MS = 5;
/** The longest wait between NAKs. */
export const NAK_RETRY_LAST_MS = 400;
/** A gap older than this is fetched over TCP. */
export const GAP_FETCH_MS = 1_500;
/** Batches kept while the ones before them are missing. */
export const PENDING_BATCHES_MAX = 1_024;

/** No believed frame for this long: the view may be stale, and no bid is signed. */
export const LAGGING_AFTER_MS = 1_500;
/**
 * Beyond the time that the house was down, open timed lots get this back at a restart: bidders
 * notice the silence and join again before they can bid.
 */
export const RESTART_GRACE_MS = 5_000;

/** A record that grows gets a checkpoint at least so often; a hammer brings one at once. */
export const CHECKPOINT_MS = 60_000;

/** No believed frame for this long: the path is lost, join again. */
export const LOST_AFTER_MS = 3_000;

/** A bid is repeated after this, then twice this, ... until it is answered. */
export const BID_RETRY_MS = 50;
/** The longest wait between repetitions of a bid. */
export const BID_RETRY_LAST_MS = 2_000;
/** Unanswered bids of one client: a person has a few, a program is told to wait. */
export const OUTBOX_BIDS_MAX = 256;

/** Datagrams of one member a second that the house spends crypto on, and at once. */
export const MEMBER_DATAGRAMS_PER_SECOND = 100;
/** See {@link MEMBER_DATAGRAMS_PER_SECOND}. */
export const MEMBER_DATAGRAMS_BURST = 200;
/** Bids of one member a second that the house answers, as WELCOME tells. */
export const MEMBER_BIDS_PER_SECOND = 20;
/** Bids of one member at once. */
export const MEMBER_BIDS_BURST = 60;

/** A member that was not heard for so long is gone: twelve pings were lost, or its client. */
export const MEMBER_SILENT_MS = 60_000;
/** A bidder whose house does not answer it for so long joins again: the session may be over. */
export const UNANSWERED_MS = 12_000;

/** How often a bidder pings: keeps its address known and its clock set. */
export const PING_MS = 5_000;
/** Pings right after a join or a change of path: the house knows of it soon, and one may be lost. */
export const PING_FIRST_MS: readonly number[] = [0, 100, 300, 1_000];
/** How often a bidder pings while the house owes it an answer. */
export const PING_OWED_MS = 500;
/** No answer for so long, over four pings: datagrams do not get through, TCP is tried. */
export const ANSWER_TCP_MS = 2_000;
/** Nothing by the path in use for so long, three heartbeats: the next one is tried. */
export const PATH_SILENT_MS = 1_750;
/** Nothing by unicast for so long after it was asked for, a far round trip and two heartbeats. */
export const UNICAST_SILENT_MS = 1_250;
/** Nothing by TCP for so long: the connection is dead, or cannot be made. */
export const TCP_SILENT_MS = 6_000;
/** A relay that failed is connected again after this, then after twice this, ... */
export const RELAY_RETRY_MS = 1_000;
/** The longest wait before a relay that failed is connected again. */
export const RELAY_RETRY_LAST_MS = 16_000;
/** More heartbeats lost than this, in thousandths: the next path is tried. */
export const LOSSY_PERMILLE = 100;
/** So many windows in a row: one may be chance. */
export const LOSSY_WINDOWS = 2;
/** The least time over which loss is measured. */
export const LOSS_WINDOW_MS = 5_000;
/** The least heartbeats over which loss is measured. */
export const LOSS_BEATS_MIN = 20;
/** A better path is tried again after this, then after twice this, ... */
export const PATH_HOLD_MS = 10_000;
/** A path that fails sooner than this after it was tried again was not worth the change. */
export const PATH_PROVEN_MS = 60_000;
/** The longest wait before a better path is tried again. */
export const PATH_HOLD_LAST_MS = 600_000;

/** A new group key takes over at the latest after this: one bad link must not hold it up. */
export const EPOCH_WAIT_MS = 500;
/** A key is sent again after this, then after twice this, ... until the member says it has it. */
export const EPOCH_RETRY_MS = 100;
/** The longest wait between repetitions of a key. */
export const EPOCH_RETRY_LAST_MS = 2_000;
/** Keys sent a second: two thousand members have theirs before the change. */
export const EPOCH_TELLS_PER_SECOND = 4_000;
/** Keys sent in one go. */
export const EPOCH_TELL_BURST = 64;
/** An old key still opens so long after a newer one was used: frames that were on their way. */
export const EPOCH_OLD_MS = 10_000;
/** Frames kept while their key is on its way. */
export const EPOCH_AHEAD_MAX = 64;
/** A new key at least so often. */
export const REKEY_EVERY_MS = 3_600_000;
/** Who left of its own will may read on for so long: many leaves are one rekey. */
export const REKEY_LEAVES_MS = 60_000;
/** The shortest time between two keys. */
export const REKEY_REST_MS = 1_000;
/** Frames under one key before the next is made. */
export const REKEY_SEALS = 2_097_152;
