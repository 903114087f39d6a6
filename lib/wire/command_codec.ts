// Commands <-> the private bytes that the record keeps beside the events they caused.
//
// An event commits to its command by digest, so what is here can be shown later and cannot be
// changed. Nothing of this goes on the feed. PROTOCOL §6.4 gives the fields, so that a bidder can
// compute the commitment of the own bid and an auditor that of every command.

import type { Command, PlaceBid } from "../auction/command.ts";
import type { Bytes } from "../base/bytes.ts";
import { decodeBid } from "./bid_codec.ts";
import { type CborValue, decodeFields, encodeCbor, type Fields } from "./cbor.ts";
import { BID_BYTES_MAX, SIGNATURE_BYTES, TEXT_UNITS_MAX } from "./limits.ts";
import { lotToCbor, readLot, readLotId, readPaddle } from "./lot_codec.ts";

/** A command with the bidder's own signed bytes where it came from a bidder. */
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
};

const recordBytesMax = 65_536;
const identityUnitsMax = 8_192;

/** The canonical bytes of a command. A bidder's bid is kept as the very bytes that were signed. */
export function encodeCommand({ command, signed }: RecordedCommand): Bytes {
  const head: readonly CborValue[] = [COMMAND_CODES[command.type], command.at];
  if (command.type === "PlaceBid" && signed !== null) {
    return encodeCbor([...head, command.paddle, signed.bid, signed.signature]);
  }
  return encodeCbor([...head, ...fieldsOf(command)]);
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

function fieldsOf(command: Command): readonly CborValue[] {
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
      return [command.paddle];
    case "PlaceBid":
      return [
        command.paddle,
        command.lot,
        command.kind === "max" ? 0 : 1,
        command.amount,
        command.currency,
      ];
  }
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
      return { type, at, lot: readLot(fields), salt: fields.bytes(16).toHex() };
    case "OpenLot":
    case "PassLot":
    case "PauseLot":
    case "ResumeLot":
    case "UndoLastBid":
      return { type, at, lot: readLotId(fields) };
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
      return { type, at, paddle: readPaddle(fields) };
  }
}

/** A bid of a bidder holds two fields behind the paddle, one that the clerk entered holds four. */
function readBid(fields: Fields, at: number): RecordedCommand {
  const paddle = readPaddle(fields);
  if (fields.left() === 2) {
    const bid = fields.bytesUpTo(BID_BYTES_MAX);
    const signature = fields.bytes(SIGNATURE_BYTES);
    const command = bidCommand(bid, { at, paddle });
    return command === null ? fields.refuse() : { command, signed: { bid, signature } };
  }
  const lot = readLotId(fields);
  const kind = fields.uint(1) === 0 ? "max" : "exact";
  const amount = fields.number();
  const currency = fields.optional((f) => f.text(3));
  return { command: { type: "PlaceBid", at, paddle, lot, kind, amount, currency }, signed: null };
}

/** The command that a bidder's signed bytes stand for, or null where they are no bid. */
export function bidCommand(
  bytes: Uint8Array,
  { at, paddle }: { readonly at: number; readonly paddle: string },
): PlaceBid | null {
  const bid = decodeBid(bytes);
  if (bid === null) return null;
  const { lot, kind, amount, currency } = bid;
  return { type: "PlaceBid", at, paddle, lot, kind, amount, currency };
}
