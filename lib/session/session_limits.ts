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
/** Repairs take at most this part of the frames. */
export const REPAIR_SHARE = 0.25;
/** A batch is repaired at most so often: what was just sent is still on its way. */
export const REPAIR_HOLDOFF_MS = 4;
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
/** A NAK is repeated after this, then twice this, ... */
export const NAK_RETRY_MS = 24;
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
