// What the client writes for a program: each notice and answer as one flat JSON object (NDJSON.md).
//
// The first field names the kind of line. Money is in minor units and times are milliseconds since
// 1970 by the house's clock, as everywhere; `lot` is always a lot's id. A field whose value is
// unknown is null, never left out, so that a program can rely on every field being there.

import { askAt } from "../auction/dutch.ts";
import type { PublicEvent } from "../auction/event.ts";
import type { LotView } from "../auction/view.ts";
import type { FaultCode } from "../base/fault.ts";
import type { BidTicket, FaceEnd, HouseLink, LinkNotice } from "./house_link.ts";
import type { CommandProblem } from "./json_command.ts";

/** One line before it is text. */
export type JsonLine = Readonly<Record<string, unknown>>;

/** The notice that the feed comes in better, worse or another way. */
export type ConnectionNotice = Extract<LinkNotice, { type: "connection" }>;

/** An event of the sale. A lot's terms and a standing are laid out flat beside the rest. */
export function eventLine(seq: number, event: PublicEvent): JsonLine {
  const { type, at, ...rest } = event;
  const head = { event: type, seq, at };
  if ("lot" in rest && typeof rest.lot === "object") {
    const { id, ...terms } = rest.lot;
    return { ...head, lot: id, ...terms };
  }
  if ("standing" in rest) {
    const { lot, standing, ...others } = rest;
    return { ...head, lot, ...standing, ...others };
  }
  return { ...head, ...rest };
}

/** The answer to a bid, as often as its state changes. */
export function bidLine(ticket: BidTicket, ref: string | null): JsonLine {
  return {
    answer: "bid",
    state: ticket.state,
    ref,
    bid: ticket.id,
    lot: ticket.lot,
    kind: ticket.kind,
    amount: ticket.amount,
    quantity: ticket.quantity,
    max: ticket.kind === "max" ? ticket.amount : null,
    exact: ticket.kind === "exact" ? ticket.amount : null,
    reason: ticket.reason,
    seq: ticket.seq,
    ask: ticket.ask,
    lateMs: ticket.lateMs,
  };
}

/** All lots of the sale as they stand, in the catalogue's order. */
export function lotsLine(link: HouseLink, ref: string | null): JsonLine {
  const lots = [...link.view().lots.values()].map((view) => lotEntry(view, link.nowMs()));
  return { answer: "lots", ref, seq: link.seq(), lots };
}

/** Where the sale, the house and this bidder stand. */
export function statusLine(link: HouseLink, notices: LastNotices): JsonLine {
  const view = link.view();
  const me = link.me();
  const quality = link.quality();
  const lost = quality?.lossPermille ?? null;
  return {
    answer: "status",
    ref: notices.ref,
    now: link.nowMs(),
    seq: link.seq(),
    sale: view.sale,
    name: view.name,
    currency: view.currency,
    phase: view.phase,
    paddle: me?.paddle ?? null,
    paddleState: me === null ? null : view.paddles.get(me.paddle) ?? null,
    connection: notices.connection.state,
    path: notices.connection.path,
    lossPercent: lost === null ? null : lost / 10,
    roundTripMs: quality?.roundTripMs ?? null,
    house: notices.house,
    unanswered: link.bids().filter((ticket) => ticket.state === "sent").length,
  };
}

/** What a status line says beyond the link's own answers. */
export interface LastNotices {
  readonly ref: string | null;
  readonly connection: ConnectionNotice;
  readonly house: Extract<LinkNotice, { type: "house" }>["state"];
}

/** How the feed comes in, and who this bidder is. */
export function connectionLine(link: HouseLink, notice: ConnectionNotice): JsonLine {
  const me = link.me();
  return {
    connection: notice.state,
    path: notice.path,
    paddle: me?.paddle ?? null,
    name: me?.name ?? null,
  };
}

/** A line of input that is no command, or a trouble of the client itself (`line` is null then). */
export interface ErrorParts {
  /** A fault's code, or why the line was not carried out. */
  readonly error:
    | FaultCode
    | CommandProblem["error"]
    | "line_too_long"
    | "not_utf8"
    | "never_joined";
  readonly line: number | null;
  readonly field: string | null;
  readonly ref: string | null;
  readonly message: string;
}

/** The line for an error. Programs go by `error`; `message` is for the person who reads the log. */
export function errorLine({ error, line, field, ref, message }: ErrorParts): JsonLine {
  return { error, line, field, ref, message };
}

/** The last line of all. */
export function endLine(end: FaceEnd): JsonLine {
  return { end };
}

function lotEntry(view: LotView, nowMs: number): JsonLine {
  const { lot, status, description, standing, ...times } = view;
  const { id, ...terms } = lot;
  return {
    lot: id,
    status,
    ...terms,
    description,
    ...standing,
    askNow: askAt(view, nowMs),
    // The opening in force among them: it takes the place of the one that the terms name.
    ...times,
  };
}
