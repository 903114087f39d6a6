// The bounds of a catalogue, in one place, each with its reason.
//
// Whatever a lot carries goes to every bidder in one signed event, so the texts and lists that
// bidders see are small; what stays in the house (a file, an image) is bounded by good manners.

import { PICTURE_BYTES_MAX } from "../wire/limits.ts";

/** Lots in a sale, over all files: what the house and its screens are built for. */
export const lotsMax = 1_000;

/** Characters (code points) of a title: one line on a console and on a projector. */
export const titleCharactersMax = 120;

/** UTF-8 bytes of a title in one language: both languages and the terms share one datagram. */
export const titleBytesMax = 200;

/** UTF-16 units of a description in one language: it is sent in pieces. An emoji counts as two. */
export const descriptionUnitsMax = 4_000;

/** The largest amount in cents: far above any lot, and adding amounts stays below 2^53. */
export const amountCentsMax = 1_000_000_000_000_000;

/** Rungs of a lot's own increment table. */
export const incrementStepsMax = 32;

/** Units of a lot that is sold by the unit: one unit is an ordinary lot. */
export const quantityMin = 2;

/** The most units of a lot: a herd, a harvest, an edition. */
export const quantityMax = 10_000;

/** Steps of a Dutch clock: more would be a price that falls by nothing that anybody notices. */
export const dutchStepsMax = 10_000;

/** Hours of a whole Dutch clock: one that runs on overnight was meant otherwise. */
export const dutchHoursMax = 24;

/** The shortest interval of a Japanese clock in seconds: each price is an event to everyone. */
export const paceSecondsMin = 1;

/** The longest interval of a Japanese clock in seconds, and the longest time to enter: a day. */
export const paceSecondsMax = 24 * 60 * 60;

/** Entries of a shrinking list of extensions; the last one repeats. */
export const extensionsMax = 16;

/** The shortest time in seconds: rehearsals run in fractions of a second. */
export const secondsMin = 0.1;

/** The longest time in seconds, 31 days: the longest online sales run for a month. */
export const secondsMax = 31 * 24 * 60 * 60;

/** Bytes of one items file, 2 MiB: a whole catalogue of a thousand lots with their descriptions. */
export const itemFileBytesMax = 2 * 1024 * 1024;

/** Bytes of one CSV file, 1 MiB: as many lots, whose texts may grow as they become UTF-8 and JSON. */
export const csvBytesMax = 1024 * 1024;

/** Rows of a CSV file, empty ones too: spreadsheets write those that were used once. */
export const csvRowsMax = 10_000;

/** Columns of a CSV file: exports of auction programs have up to a hundred. */
export const csvColumnsMax = 256;

/** Bytes of one image: what goes to a bidder in one piece. */
export const imageBytesMax = PICTURE_BYTES_MAX;

/** Characters of an image's name, which travels in the lot's event. */
export const imageNameCharactersMax = 64;

/** Problems named for one file: a person mends the first hundred before reading on. */
export const problemsMax = 100;
