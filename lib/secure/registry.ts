// Who may take part: one registered bidder, and the file that says so.
//
// A registry file is the bidder's JWK Set with three members beside `keys`: name, paddle and
// status (RFC 7517 §5 allows them). Pure: the folder of such files is registry_folder.ts.

import { Fault } from "../base/fault.ts";
import {
  checkPublicKeySet,
  keySetFault,
  type PublicKeySet,
  thumbprint,
  toPublicJwks,
} from "./key_set.ts";

/** May join; may not for now; may not at all, until the house says otherwise by hand. */
export type BidderStatus = "registered" | "suspended" | "banned";

/** All of them, for choices and checks. */
export const BIDDER_STATUSES: readonly BidderStatus[] = ["registered", "suspended", "banned"];

/** A bidder that the house knows. */
export interface RegisteredBidder {
  /** 1 to 12 letters, digits and hyphens; unique in a registry. */
  readonly paddle: string;
  /** What people call the bidder; see {@link checkBidderName}. */
  readonly name: string;
  readonly status: BidderStatus;
  readonly keySet: PublicKeySet;
  /** Of the RSA key (RFC 7638): the bidder's fingerprint. */
  readonly thumbprint: string;
}

/** The most characters of a bidder's name. */
export const BIDDER_NAME_CHARS_MAX = 60;

const paddlePattern = /^(?=[A-Za-z0-9])[A-Za-z0-9-]{1,12}$/;
const members = ["keys", "name", "paddle", "status"];

/** Whether `text` can be a paddle: 1 to 12 letters, digits and hyphens, no hyphen first. */
export function isPaddle(text: string): boolean {
  return paddlePattern.test(text);
}

/**
 * The name as it is kept (NFC, no spaces around it), or null where it cannot be one.
 *
 * Refused: an empty or long name, control characters, and marks that turn the direction of the
 * writing or cannot be seen, with which one name could be made to look like another.
 */
export function checkBidderName(text: string): string | null {
  const name = text.normalize("NFC").trim();
  const isFit = name.length > 0 && [...name].length <= BIDDER_NAME_CHARS_MAX &&
    !/[\p{C}\p{Zl}\p{Zp}]|\s{2}|[^\S ]/u.test(name);
  return isFit ? name : null;
}

/** How two names are compared: "ana" and "Ana" are one. */
export function nameKey(name: string): string {
  return name.normalize("NFKC").toLowerCase();
}

/** The bidder in the parsed JSON of a registry file. Throws a Fault `bad_file` or `bad_key`. */
export function parseRegisteredBidder(value: unknown): RegisteredBidder {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw unfit("found no object, want a JWK Set with name, paddle and status");
  }
  const fields = new Map<string, unknown>(Object.entries(value));
  for (const field of fields.keys()) {
    if (!members.includes(field)) throw unfit(`unknown member ${shown(field)}`);
  }
  const name = fields.get("name");
  const paddle = fields.get("paddle");
  const status = BIDDER_STATUSES.find((known) => known === fields.get("status"));
  if (typeof name !== "string" || checkBidderName(name) !== name) {
    throw unfit(`name: want 1 to ${BIDDER_NAME_CHARS_MAX} visible characters`);
  }
  if (typeof paddle !== "string" || !isPaddle(paddle)) {
    throw unfit("paddle: want a text of 1 to 12 letters, digits and hyphens");
  }
  if (status === undefined) throw unfit(`status: want one of ${BIDDER_STATUSES.join(", ")}`);
  const check = checkPublicKeySet({ keys: fields.get("keys") });
  if (!check.ok) throw keySetFault(check.problem);
  return registeredBidder(check.keySet, { name, paddle, status });
}

/** A bidder of its parts, the thumbprint computed. */
export function registeredBidder(
  keySet: PublicKeySet,
  about: { readonly name: string; readonly paddle: string; readonly status: BidderStatus },
): RegisteredBidder {
  return { ...about, keySet, thumbprint: thumbprint(keySet.encryption) };
}

/** The content of the bidder's registry file, before JSON. */
export function toRegistryFile(bidder: RegisteredBidder): unknown {
  const { name, paddle, status, keySet } = bidder;
  return { name, paddle, status, ...toPublicJwks(keySet) };
}

/** What two bidders share that no two may, or null. */
export function sharedBy(a: RegisteredBidder, b: RegisteredBidder): SharedMark | null {
  if (a.thumbprint === b.thumbprint) return "encryption key";
  if (a.keySet.signing.x === b.keySet.signing.x) return "signing key";
  return paddleKey(a.paddle) === paddleKey(b.paddle) ? "paddle" : null;
}

/** A mark that belongs to one bidder alone. */
export type SharedMark = "encryption key" | "signing key" | "paddle";

/** How two paddles are compared: "12a" and "12A" are one. */
export function paddleKey(paddle: string): string {
  return paddle.toUpperCase();
}

/** The number to give the next bidder: one above the highest number given so far, from 1 on. */
export function nextPaddle(bidders: readonly Pick<RegisteredBidder, "paddle">[]): string {
  const numbers = bidders.map(({ paddle }) => /^[0-9]{1,9}$/.test(paddle) ? Number(paddle) : 0);
  return String(numbers.reduce((highest, number) => Math.max(highest, number), 0) + 1);
}

function unfit(found: string): Fault {
  return new Fault("bad_file", `registered bidder: ${found}`);
}

/** Not all of a stranger's member name: it may be long, or hold anything. */
function shown(field: string): string {
  return JSON.stringify(field.slice(0, 40));
}
