// A refused HTTP request, as RFC 9457 problem details, and the one table of codes and statuses.
//
// Handlers throw an HttpProblem; the app's single onError renders it. What is rendered is made of
// our own words only: nothing of the request is repeated, so no answer can carry a secret, a
// script or a control character that a caller sent.

import type { FaultCode } from "../base/fault.ts";
import type { Language } from "../base/language.ts";
import type { Rejection } from "../auction/rejection.ts";
import type { Cents } from "../auction/money.ts";
import { problemText } from "./problem_texts.ts";

/** Refusals that only HTTP knows. */
export type HttpRefusal =
  | "bad_host" // the Host is none of ours: a page elsewhere reached us by a rebound name
  | "bad_origin" // the request comes from a page of another origin
  | "no_token" // no bearer token, or a wrong one
  | "too_many_failures" // too many wrong tokens in a short time
  | "no_such_page" // no such path
  | "no_invoice" // the paddle has won nothing so far
  | "knock_contested" // two ask with this fingerprint, and nobody can tell which is which
  | "standing_moved" // the lot has another leader or price than the request says
  | "no_such_knock" // nobody with these keys asks to be let in
  | "method_not_allowed" // the path exists, not with this method
  | "too_large" // the body exceeds its limit
  | "bad_media_type" // the body is of another type than those taken here
  | "bad_json" // the body is no JSON text in UTF-8
  | "bad_body" // the JSON is not of the wanted shape
  | "bad_query" // the query is none that this request takes
  | "not_previewed" // only the deed itself tells what it does
  | "bad_form" // the multipart body is broken or carries what is not taken
  | "bad_items" // the uploaded lots have problems; none was loaded
  | "bad_event_id" // Last-Event-ID or `after` is no sequence number
  | "backup_runs" // another backup is being made
  | "no_checkpoint" // the house has not signed a checkpoint yet
  | "too_many_streams"; // no more event streams can be opened

/** Everything that an answer of this app can refuse with. */
export type ProblemCode = Rejection | FaultCode | HttpRefusal;

/** The status of each code. A code that is missing here does not compile. */
export const STATUS_OF: Readonly<Record<ProblemCode, ProblemStatus>> = {
  bad_host: 421,
  bad_origin: 403,
  no_token: 401,
  too_many_failures: 429,
  no_such_page: 404,
  no_invoice: 404,
  knock_contested: 409,
  standing_moved: 409,
  no_such_knock: 404,
  method_not_allowed: 405,
  too_large: 413,
  bad_media_type: 415,
  bad_json: 400,
  bad_body: 422,
  bad_query: 422,
  not_previewed: 409,
  bad_form: 400,
  bad_items: 422,
  bad_event_id: 400,
  backup_runs: 409,
  no_checkpoint: 404,
  too_many_streams: 503,

  below_ask: 409,
  not_above_own_max: 409,
  lot_closed: 409,
  lot_not_open: 409,
  lot_paused: 409,
  lot_open: 409,
  unknown_lot: 404,
  unknown_paddle: 404,
  suspended: 409,
  bad_amount: 422,
  wrong_currency: 422,
  not_clerked: 409,
  no_bids: 409,
  nothing_to_undo: 409,
  not_paused: 409,
  bad_end: 409,
  lots_open: 409,
  sale_closed: 409,
  sale_exists: 409,
  no_sale: 409,
  banned: 409,
  own_lot: 409,
  above_limit: 409,
  wrong_format: 409,
  bad_quantity: 422,
  bad_ask: 409,
  sale_open: 409,
  not_ended: 409,
  next_opened: 409,
  not_winner: 409,
  no_under_bidder: 409,
  no_lots: 409,
  no_buy_now: 409,
  entry_over: 409,
  in_already: 409,
  not_in: 409,
  group_full: 409,

  bad_arguments: 422,
  bad_config: 500,
  bad_key: 422,
  key_exposed: 500,
  key_exists: 409,
  file_exists: 409,
  wrong_passphrase: 422,
  not_found: 404,
  bad_file: 422,
  file_unreadable: 500,
  file_unwritable: 500,
  already_registered: 409,
  port_taken: 500,
  no_such_address: 500,
  unreachable: 503,
  wrong_house: 500,
  refused_join: 500,
  bad_protocol: 500,
  ledger_corrupt: 500,
  record_rolled_back: 500,
  ledger_locked: 503,
  ledger_unwritable: 503,
  worker_failed: 503,
  not_permitted: 500,
  two_histories: 500,
  replaced: 500,
  timeout: 504,
  internal: 500,
};

/** The statuses that a problem can have. */
export type ProblemStatus =
  | 400
  | 401
  | 403
  | 404
  | 405
  | 409
  | 413
  | 415
  | 421
  | 422
  | 429
  | 500
  | 503
  | 504;

/** One complaint about a body: where in it (a JSON pointer or a field's path), and what is wanted. */
export interface BodyError {
  readonly pointer: string;
  readonly expected: string;
  /** The uploaded file that it is about, where there are several. */
  readonly file?: string;
  readonly code?: string;
  /** Of a CSV file: the row as a spreadsheet numbers it. `pointer` is then the column. */
  readonly row?: number;
  /** Of a CSV file: the number of the row's lot. */
  readonly lot?: string;
}

/** What a problem may say beyond its code. */
export interface ProblemDetails {
  readonly headers?: Readonly<Record<string, string>>;
  readonly errors?: readonly BodyError[];
  readonly ask?: Cents;
  /** Why the lot was passed, where that leaves a way to sell it. */
  readonly passReason?: "reserve_not_met";
  /** Says more than the code's own advice, where the case allows it. */
  readonly advice?: Readonly<Record<Language, string>>;
}

/** Thrown by handlers and guards; rendered by the app's onError. */
export class HttpProblem extends Error {
  readonly code: ProblemCode;
  readonly details: ProblemDetails;

  constructor(code: ProblemCode, details: ProblemDetails = {}) {
    super(`Request refused: ${code}`);
    this.name = "HttpProblem";
    this.code = code;
    this.details = details;
  }
}

/** The answer to a refused request, in the caller's language. */
export function problemResponse(
  problem: HttpProblem,
  caller: { readonly language: Language; readonly requestId: string },
): Response {
  const { code, details } = problem;
  const status = STATUS_OF[code];
  const text = problemText(code, caller.language);
  const body = {
    type: `/problems/${code}`,
    title: text.title,
    status,
    detail: details.advice?.[caller.language] ?? text.advice,
    code,
    requestId: caller.requestId,
    ...(details.ask === undefined ? {} : { ask: details.ask }),
    ...(details.passReason === undefined ? {} : { passReason: details.passReason }),
    ...(details.errors === undefined ? {} : { errors: details.errors }),
  };
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      ...details.headers,
      "content-type": "application/problem+json",
      "content-language": caller.language === "pt" ? "pt-BR" : "en",
      "vary": "Accept-Language",
    },
  });
}
