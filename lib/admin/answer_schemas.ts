// The shapes of what the admin app answers, for its OpenAPI document and for the compiler: each
// function that makes an answer returns the type of its schema. Amounts are whole minor units of
// the `currency` beside them; times are milliseconds since 1970 by the house's clock.

import * as v from "valibot";
import { REJECTIONS } from "../auction/rejection.ts";
import { BIDDER_STATUSES } from "../secure/registry.ts";
import { FEED_PATHS } from "../wire/member_message.ts";
import { ACTIONS } from "./action.ts";
import { TermsSchema } from "./terms_json.ts";

/** What a load did to a lot: a lot that has not opened gives way to another one of its id. */
export const LOT_CHANGES = ["added", "replaced", "unchanged"] as const;

const Cents = v.pipe(v.number(), v.integer(), v.minValue(0));
const Seq = v.pipe(v.number(), v.integer(), v.minValue(0));
const TimeMs = v.pipe(v.number(), v.integer());
const Texts = v.strictObject({
  en: v.exactOptional(v.string()),
  pt: v.exactOptional(v.string()),
});

const LotStatus = v.picklist([
  "catalogued",
  "open",
  "fair_warning",
  "paused",
  "sold",
  "passed",
  "withdrawn",
]);
const Winner = v.nullable(v.strictObject({ paddle: v.string(), price: Cents }));
const Allotments = v.array(
  v.strictObject({ paddle: v.string(), quantity: v.number(), price: Cents }),
);
const PaddleStatus = v.picklist(["admitted", "suspended", "banned"]);
const PassReason = v.nullable(v.picklist(["no_bids", "reserve_not_met", "by_hand"]));

/** A paddle was admitted; `seq` is the event that says so. */
export const PaddleDoneSchema = v.strictObject({
  seq: Seq,
  paddle: v.string(),
  name: v.nullable(v.string()),
});

/** A command was carried out; `seq` is the last event of the record that it caused. */
export const DoneSchema = v.strictObject({ seq: Seq });

/** What a command would do: the public events, as the stream would bring them, and their effects in words. */
export const PreviewSchema = v.strictObject({
  events: v.array(v.looseObject({ type: v.string(), at: TimeMs })),
  effects: v.array(v.string()),
});

/** A lot's command was carried out; `lot` is what has become of the lot. */
export const LotDoneSchema = v.strictObject({
  seq: Seq,
  lot: v.strictObject({
    id: v.string(),
    status: LotStatus,
    leader: v.nullable(v.string()),
    price: v.nullable(Cents),
    ask: Cents,
    winner: Winner,
    allotments: Allotments,
    passReason: PassReason,
    endsAt: v.nullable(TimeMs),
  }),
});

/**
 * One lot as everyone sees it. `opening` is the opening price in force; `askNow` is what must be bid
 * at the moment of the answer, which only a running Dutch clock makes another than the standing's ask.
 */
export const LotSchema = v.strictObject({
  id: v.string(),
  status: LotStatus,
  format: v.looseObject({ type: v.string() }),
  estimate: v.nullable(v.strictObject({ low: Cents, high: Cents })),
  title: Texts,
  description: Texts,
  currency: v.string(),
  opening: Cents,
  hasReserve: v.boolean(),
  increments: v.looseObject({ type: v.string() }),
  closing: v.looseObject({ type: v.string() }),
  image: v.nullable(v.strictObject({
    name: v.string(),
    mediaType: v.string(),
    sha256: v.string(),
  })),
  standing: v.strictObject({
    leader: v.nullable(v.string()),
    price: v.nullable(Cents),
    ask: Cents,
    bids: v.pipe(v.number(), v.integer(), v.minValue(0)),
    reserveMet: v.boolean(),
  }),
  askNow: Cents,
  openedAt: v.nullable(TimeMs),
  endsAt: v.nullable(TimeMs),
  remainingMs: v.nullable(v.number()),
  warnings: v.pipe(v.number(), v.integer(), v.minValue(0)),
  winner: Winner,
  allotments: Allotments,
  defaulters: v.array(v.string()),
  left: v.array(v.string()),
  passReason: PassReason,
});

/** One lot after event `seq`. */
export const OneLotSchema = v.strictObject({ seq: Seq, lot: LotSchema });

/** All lots after event `seq`, in the catalogue's order. */
export const LotsSchema = v.strictObject({ seq: Seq, lots: v.array(LotSchema) });

/** The sale after event `seq`. */
export const SaleSchema = v.strictObject({
  seq: Seq,
  sale: v.nullable(v.string()),
  name: v.string(),
  currency: v.string(),
  phase: v.picklist(["draft", "open", "closed"]),
  terms: v.nullable(TermsSchema),
  announcement: v.nullable(v.strictObject({ at: TimeMs, text: v.string() })),
  lots: v.array(LotSchema),
  paddles: v.array(v.strictObject({
    paddle: v.string(),
    status: PaddleStatus,
  })),
});

/** What became of each lot of a load; `change` is there where the lot was not refused. */
export const LoadedSchema = v.strictObject({
  results: v.array(v.strictObject({
    lot: v.string(),
    type: v.picklist(["done", "rejected"]),
    change: v.exactOptional(v.picklist(LOT_CHANGES)),
    seq: v.exactOptional(Seq),
    code: v.exactOptional(v.picklist(REJECTIONS)),
    title: v.exactOptional(v.string()),
  })),
  /** What was left out of a CSV file, or read in a way that a person should know. */
  notes: v.exactOptional(v.array(v.strictObject({ code: v.string(), text: v.string() }))),
});

/** One registered bidder. */
export const BidderRowSchema = v.strictObject({
  paddle: v.string(),
  name: v.string(),
  fingerprint: v.string(),
  status: v.picklist(BIDDER_STATUSES),
  joined: v.boolean(),
  path: v.nullable(v.picklist(FEED_PATHS)),
  lossPercent: v.nullable(v.number()),
  lastSeenMs: v.nullable(TimeMs),
});

/** A paddle of someone without keys, for whom the clerk bids. */
const FloorPaddleRow = v.strictObject({
  paddle: v.string(),
  name: v.nullable(v.string()),
  status: PaddleStatus,
});

/** All registered bidders, and the paddles of those without keys. */
export const BiddersSchema = v.strictObject({
  bidders: v.array(BidderRowSchema),
  floorPaddles: v.array(FloorPaddleRow),
});

/** Who asks to be let in, the newest last. */
export const KnocksSchema = v.strictObject({
  knocks: v.array(v.strictObject({
    fingerprint: v.string(),
    keySet: v.strictObject({ keys: v.array(v.record(v.string(), v.string())) }),
    isContested: v.boolean(),
    atMs: TimeMs,
    tries: v.pipe(v.number(), v.integer(), v.minValue(1)),
  })),
});

/** Who did what, the newest last; `summary` is in the caller's language. */
export const ActionsSchema = v.strictObject({
  actions: v.array(v.strictObject({
    at: TimeMs,
    actor: v.string(),
    operation: v.picklist(ACTIONS),
    target: v.strictObject({
      lot: v.exactOptional(v.string()),
      paddle: v.exactOptional(v.string()),
      fingerprint: v.exactOptional(v.string()),
      ask: v.exactOptional(Cents),
    }),
    outcome: v.picklist(["done", "refused"]),
    code: v.nullable(v.string()),
    summary: v.string(),
  })),
});

/** A knock is forgotten. */
export const KnockGoneSchema = v.strictObject({ fingerprint: v.string() });

/** What is wrong in the items folder; `wanted` is in the caller's language. */
export const ReportsSchema = v.strictObject({
  reports: v.array(v.strictObject({
    file: v.string(),
    field: v.string(),
    code: v.string(),
    found: v.string(),
    text: v.string(),
  })),
});

/** A copy of the record up to event `seq`; `file` lies in the house's data folder. */
export const BackupSchema = v.strictObject({
  file: v.string(),
  sale: v.string(),
  seq: Seq,
  bytes: v.pipe(v.number(), v.integer(), v.minValue(0)),
});

/** Where a browser signs in at the console, once: a path with the code behind its #. */
export const ConsoleLinkSchema = v.strictObject({ path: v.string() });

/** Everything that the house counts. */
export const CountersSchema = v.strictObject({ counters: v.record(v.string(), v.number()) });

/** Whether the house is up. */
export const HealthSchema = v.strictObject({ status: v.picklist(["ok", "not_ok"]) });

/** A refusal (RFC 9457). */
export const ProblemSchema = v.strictObject({
  type: v.string(),
  title: v.string(),
  status: v.number(),
  detail: v.string(),
  code: v.string(),
  requestId: v.string(),
  ask: v.exactOptional(Cents),
  passReason: v.exactOptional(v.literal("reserve_not_met")),
  errors: v.exactOptional(v.array(v.strictObject({
    pointer: v.string(),
    expected: v.string(),
    file: v.exactOptional(v.string()),
    code: v.exactOptional(v.string()),
    row: v.exactOptional(v.number()),
    lot: v.exactOptional(v.string()),
  }))),
});
