// Commands <-> the private bytes that the record keeps beside the events they caused.
//
// An event commits to its command by digest, so what is here can be shown later and cannot be
// changed. Nothing of this goes on the feed. PROTOCOL §6.4 gives the fields, so that a bidder can
// compute the commitment of the own bid and an auditor that of every command.

import { assert } from "@std/assert";
import {
  BID_KINDS,
  type Command,
  type HoldAbsenteeBid,
  type PlaceBid,
  type PlaceFloorBid,
} from "../auction/command.ts";
import type { Bytes } from "../base/bytes.ts";
import { decodeBid } from "./bid_codec.ts";
import { type CborValue, decodeFields, encodeCbor, type Fields } from "./cbor.ts";
import {
  BID_BYTES_MAX,
  SIGNATURE_BYTES,
  STAGGER_MS_MAX,
  TEXT_UNITS_MAX,
  UNITS_MAX,
} from "./limits.ts";
import { lotToCbor, readCents, readLot, readLotId, readPaddle, readPrice } from "./lot_codec.ts";
import { incrementsToCbor, readIncrements, readTerms, termsToCbor } from "./lot_terms_codec.ts";

/** A command; a PlaceBid with the bidder's own signed bytes, every other with none. */
export interface RecordedCommand {
  readonly command: Command;
  readonly signed: { readonly bid: Bytes; readonly signature: Bytes } | null;
}

/** The type codes of PROTOCOL §6.4. */
export const COMMAND_CODES: { readonly [T in Command["type"]]: number } = {
  CreateSale: 1,
  CloseSale: 2,
  CatalogueLot: 3,
  OpenLot: 4,
  PassLot: 5,
  PauseLot: 6,
  ResumeLot: 7,
  UndoLastBid: 8,
  GiveFairWarning: 9,
  HammerLot: 10,
  WithdrawLot: 11,
  Tick: 12,
  ReturnLostTime: 13,
  AdmitPaddle: 14,
  SuspendPaddle: 15,
  ReinstatePaddle: 16,
  PlaceBid: 17,
  PlaceFloorBid: 18,
  HoldAbsenteeBid: 19,
  OpenTimedLots: 20,
  SetAsk: 21,
  SetIncrements: 22,
  ReopenLot: 23,
  AwardLot: 24,
  RetractBids: 25,
  Announce: 26,
  SetTerms: 27,
  SetLimit: 28,
  BanPaddle: 29,
  MoveLot: 30,
};

const recordBytesMax = 65_536;
const identityUnitsMax = 8_192;

/** The canonical bytes of a command. A bidder's bid is kept as the very bytes that were signed. */
export function encodeCommand({ command, signed }: RecordedCommand): Bytes {
  const head: readonly CborValue[] = [COMMAND_CODES[command.type], command.at];
  if (command.type !== "PlaceBid") return encodeCbor([...head, ...fieldsOf(command)]);
  assert(signed !== null, "A bidder's bid is kept as it was signed");
  return encodeCbor([...head, command.paddle, signed.bid, signed.signature]);
}

/** The command in `bytes`, or null where they are not exactly one of ours. */
export function decodeCommand(bytes: Uint8Array): RecordedCommand | null {
  if (bytes.length > recordBytesMax) return null;
  return decodeFields(bytes, (fields) => {
    const code = fields.uint(255);
    const at = fields.uint();
    const type = typesByCode.get(code);
    if (type === undefined) return fields.refuse();
    return type === "PlaceBid"
      ? readBid(fields, at)
      : { command: readCommand(fields, { type, at }), signed: null };
  });
}

function fieldsOf(command: Exclude<Command, PlaceBid>): readonly CborValue[] {
  switch (command.type) {
    case "CreateSale":
      return [Uint8Array.fromHex(command.sale), command.name, command.currency];
    case "CloseSale":
    case "Tick":
      return [];
    case "CatalogueLot":
      return [lotToCbor(command.lot), Uint8Array.fromHex(command.salt)];
    case "OpenLot":
    case "PassLot":
    case "PauseLot":
    case "ResumeLot":
    case "UndoLastBid":
      return [command.lot];
    case "MoveLot":
      return [command.lot, command.before];
    case "GiveFairWarning":
      return [command.lot, command.text];
    case "HammerLot":
      return [command.lot, command.belowReserve];
    case "WithdrawLot":
      return [command.lot, command.reason];
    case "ReturnLostTime":
      return [command.downSince];
    case "AdmitPaddle":
      return [command.paddle, command.identity];
    case "SuspendPaddle":
    case "ReinstatePaddle":
    case "BanPaddle":
      return [command.paddle];
    case "PlaceFloorBid":
      return [BID_KINDS.indexOf(command.kind), ...clerkedToCbor(command)];
    case "HoldAbsenteeBid":
      return clerkedToCbor(command);
    case "OpenTimedLots":
      return [command.staggerMs];
    case "SetAsk":
      return [command.lot, command.ask];
    case "SetIncrements":
      return [command.lot, incrementsToCbor(command.increments)];
    case "ReopenLot":
      return [command.lot, command.durationMs];
    case "AwardLot":
      return [command.lot, command.defaulter];
    case "RetractBids":
      return [command.lot, command.paddle, command.reason, Uint8Array.fromHex(command.salt)];
    case "Announce":
      return [command.text];
    case "SetTerms":
      return [termsToCbor(command.terms)];
    case "SetLimit":
      return [command.paddle, command.limit, Uint8Array.fromHex(command.salt)];
  }
}

function clerkedToCbor(
  { lot, paddle, amount, quantity, salt }: PlaceFloorBid | HoldAbsenteeBid,
): readonly CborValue[] {
  return [lot, paddle, amount, quantity, Uint8Array.fromHex(salt)];
}

const typesByCode: ReadonlyMap<number, Command["type"]> = new Map(
  Object.entries(COMMAND_CODES).map(([type, code]) => [code, type as Command["type"]]),
);

type Head = { readonly type: Exclude<Command["type"], "PlaceBid">; readonly at: number };

function readCommand(fields: Fields, { type, at }: Head): Command {
  const text = () => fields.optional((f) => f.text(TEXT_UNITS_MAX));
  switch (type) {
    case "CreateSale": {
      const sale = fields.bytes(16).toHex();
      return { type, at, sale, name: fields.text(TEXT_UNITS_MAX), currency: fields.text(3) };
    }
    case "CloseSale":
    case "Tick":
      return { type, at };
    case "CatalogueLot":
      return { type, at, lot: readLot(fields), salt: readSalt(fields) };
    case "OpenLot":
    case "PassLot":
    case "PauseLot":
    case "ResumeLot":
    case "UndoLastBid":
      return { type, at, lot: readLotId(fields) };
    case "MoveLot":
      return { type, at, lot: readLotId(fields), before: fields.optional(readLotId) };
    case "GiveFairWarning":
      return { type, at, lot: readLotId(fields), text: text() };
    case "HammerLot":
      return { type, at, lot: readLotId(fields), belowReserve: fields.boolean() };
    case "WithdrawLot":
      return { type, at, lot: readLotId(fields), reason: text() };
    case "ReturnLostTime":
      return { type, at, downSince: fields.uint() };
    case "AdmitPaddle":
      return { type, at, paddle: readPaddle(fields), identity: fields.text(identityUnitsMax) };
    case "SuspendPaddle":
    case "ReinstatePaddle":
    case "BanPaddle":
      return { type, at, paddle: readPaddle(fields) };
    case "PlaceFloorBid":
      return { type, at, kind: fields.oneOf(BID_KINDS), ...readClerked(fields) };
    case "HoldAbsenteeBid":
      return { type, at, ...readClerked(fields) };
    case "OpenTimedLots":
      return { type, at, staggerMs: fields.uint(STAGGER_MS_MAX) };
    case "SetAsk":
      return { type, at, lot: readLotId(fields), ask: readPrice(fields) };
    case "SetIncrements":
      return { type, at, lot: readLotId(fields), increments: readIncrements(fields) };
    case "ReopenLot":
      return { type, at, lot: readLotId(fields), durationMs: fields.optional((f) => f.uint()) };
    case "AwardLot":
      return { type, at, lot: readLotId(fields), defaulter: readPaddle(fields) };
    case "RetractBids":
      return { type, at, ...readRetraction(fields) };
    case "Announce":
      return { type, at, text: fields.text(TEXT_UNITS_MAX) };
    case "SetTerms":
      return { type, at, terms: readTerms(fields) };
    case "SetLimit": {
      const paddle = readPaddle(fields);
      return { type, at, paddle, limit: fields.optional(readCents), salt: readSalt(fields) };
    }
  }
}

function readClerked(fields: Fields) {
  return {
    lot: readLotId(fields),
    paddle: readPaddle(fields),
    amount: fields.uint(),
    quantity: fields.uint(UNITS_MAX),
    salt: readSalt(fields),
  };
}

function readRetraction(fields: Fields) {
  return {
    lot: readLotId(fields),
    paddle: readPaddle(fields),
    reason: fields.optional((f) => f.text(TEXT_UNITS_MAX)),
    salt: readSalt(fields),
  };
}

function readSalt(fields: Fields): string {
  return fields.bytes(16).toHex();
}

function readBid(fields: Fields, at: number): RecordedCommand {
  const paddle = readPaddle(fields);
  const bid = fields.bytesUpTo(BID_BYTES_MAX);
  const signature = fields.bytes(SIGNATURE_BYTES);
  const command = bidCommand(bid, { at, paddle });
  return command === null ? fields.refuse() : { command, signed: { bid, signature } };
}

/** The command that a bidder's signed bytes stand for, or null where they are no bid. */
export function bidCommand(
  bytes: Uint8Array,
  { at, paddle }: { readonly at: number; readonly paddle: string },
): PlaceBid | null {
  const bid = decodeBid(bytes);
  if (bid === null) return null;
  const { lot, kind, amount, quantity, currency } = bid;
  return { type: "PlaceBid", at, paddle, lot, kind, amount, quantity, currency };
}
