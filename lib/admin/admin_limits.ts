// The bounds of the admin app: how much one request, one stream and one minute may cost.
//
// The token is checked before a body is read, so these bounds hold back our own mistakes and
// runaway programs rather than strangers, who never get this far.

import { assert } from "@std/assert";
import { lotsMax } from "../catalogue/limits.ts";

/** The most bytes of a JSON body: a thousand lots of a kilobyte each. */
export const JSON_BYTES_MAX = 1024 * 1024;

/** The most bytes of a multipart body: a catalogue and its pictures. */
export const FORM_BYTES_MAX = 8 * 1024 * 1024;

/** The most parts of a multipart body. */
export const FORM_PARTS_MAX = 200;

/** The most complaints about one body that an answer lists. */
export const BODY_ERRORS_MAX = 20;

/** How many wrong tokens are answered with 401 in each window; the rest get 429. */
export const TOKEN_FAILURES_MAX = 10;

/** The window in which wrong tokens are counted. */
export const TOKEN_FAILURES_WINDOW_MS = 60_000;

/** How many event streams may be open at once. */
export const STREAMS_MAX = 32;

/**
 * How many past events are kept for streams. It is both how far back a stream can resume and how
 * far a slow reader may fall behind: about 16 s of the fullest auction, hours of a usual one.
 */
export const REPLAY_EVENTS_MAX = 8192;

/** The most bytes that a stream is handed at a time while it catches up. */
export const STREAM_CHUNK_BYTES_MAX = 64 * 1024;

/** How often a silent stream carries a comment, so that proxies and readers see that it lives. */
export const STREAM_BEAT_MS = 15_000;

assert(JSON_BYTES_MAX <= FORM_BYTES_MAX, "A form carries at least what a JSON body carries");
assert(lotsMax <= REPLAY_EVENTS_MAX, "Loading a full catalogue cuts no stream that reads");
