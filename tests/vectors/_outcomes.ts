// What the program says to a vector: each subject's real reader, reduced to one word.

import { noteFlawOf } from "../../lib/ledger/note_flaw.ts";
import { thumbprint } from "../../lib/secure/key_set.ts";
import type { Bytes } from "../../lib/base/bytes.ts";
import { chainHash, commitmentTo, GENESIS_HASH, transcriptHash } from "../../lib/secure/digest.ts";
import { openJws } from "../../lib/secure/house_signer.ts";
import { deriveMemberKeys } from "../../lib/secure/key_schedule.ts";
import {
  checkEncryptionJwk,
  checkPublicKeySet,
  checkSigningJwk,
} from "../../lib/secure/key_set.ts";
import { openSealed } from "../../lib/secure/sealing.ts";
import { importVerifyKey, signedBytes, verifySignature } from "../../lib/secure/signing.ts";
import { decodeCheckpoint, decodeNote } from "../../lib/wire/checkpoint_note.ts";
import { decodeCommand } from "../../lib/wire/command_codec.ts";
import { decodeEvent } from "../../lib/wire/event_codec.ts";
import { decodeEnvelope } from "../../lib/wire/header.ts";
import {
  ChallengeSchema,
  decodeCatchup,
  decodeConfirm,
  decodeJson,
  decodeReady,
  RefusedSchema,
  WelcomeSchema,
} from "../../lib/wire/join_message.ts";
import { decodeToBidder, decodeToHouse } from "../../lib/wire/member_message.ts";
import { decodeBatch, decodeHeartbeat } from "../../lib/wire/signed_message.ts";
import { bidVerdict } from "./_bid_verdict.ts";
import {
  bidderInboxEnd,
  groupEpochEnd,
  groupFrameEnd,
  houseInboxEnd,
  signedMessageEnd,
} from "./_inbox_ends.ts";
import { joinEnd } from "./_join_end.ts";
import { Input } from "./_input.ts";
import { pictureEnd, pictureLengthEnd, pictureRequestEnd } from "./_picture_end.ts";
import type { Subject, Vector } from "./_vector.ts";

type Reader = (input: Input) => string | Promise<string>;

const readers: { readonly [S in Subject]: Reader } = {
  header: (input) => {
    const envelope = decodeEnvelope(input.bytes("datagram"));
    return typeof envelope === "string" ? envelope : "ok";
  },
  group_frame: groupFrameEnd,
  group_epoch: groupEpochEnd,
  signed_message: signedMessageEnd,
  batch: (input) => read(decodeBatch(input.bytes("body"))),
  heartbeat: (input) => read(decodeHeartbeat(input.bytes("body"))),
  checkpoint: (input) => read(decodeCheckpoint(input.bytes("text"))),
  checkpoint_note: (input) => {
    const note = decodeNote(input.text("note"));
    if (note === null) return "malformed";
    return noteFlawOf(input.text("house"))(note) === null ? "ok" : "signature";
  },
  event: (input) => read(decodeEvent(input.bytes("event"))),
  command: (input) => read(decodeCommand(input.bytes("command"))),
  bid: (input) => bidVerdict(input.bytes("bid")),
  bid_signature: bidSignature,
  house_inbox: houseInboxEnd,
  bidder_inbox: bidderInboxEnd,
  to_house: (input) => read(decodeToHouse(input.bytes("plaintext"))),
  to_bidder: (input) => read(decodeToBidder(input.bytes("plaintext"))),
  join_stream: joinEnd,
  key_set: (input) => {
    const check = checkPublicKeySet(JSON.parse(input.text("jwks")));
    return check.ok ? "ok" : check.problem;
  },
  challenge: (input) => jwsEnd(input, { typ: "leilao-challenge", schema: ChallengeSchema }),
  welcome: (input) => jwsEnd(input, { typ: "leilao-welcome", schema: WelcomeSchema }),
  refused: (input) => jwsEnd(input, { typ: "leilao-refused", schema: RefusedSchema }),
  confirm: (input) => decodeConfirm(input.bytes("plaintext")) === undefined ? "malformed" : "ok",
  catchup: (input) => read(decodeCatchup(input.bytes("plaintext"))),
  ready: (input) => read(decodeReady(input.bytes("plaintext"))),
  key_schedule: keySchedule,
  thumbprint: thumbprintEnd,
  chain: (input) => {
    let head: Bytes = GENESIS_HASH;
    const hashes = input.list("events").map((event) => {
      head = chainHash(head, Uint8Array.fromHex(event));
      return head.toHex();
    });
    return same(hashes, input.list("hashes"));
  },
  commitment: (input) => {
    const commitment = decodeEvent(input.bytes("event"))?.commitment ?? null;
    return same([commitmentTo(input.bytes("command")).toHex()], [commitment?.toHex() ?? ""]);
  },
  transcript: (input) => {
    const frames = input.list("frames").map((frame) => ({ bytes: Uint8Array.fromHex(frame) }));
    const hashes = frames.map((_, at) => transcriptHash(frames.slice(0, at + 1)).toHex());
    return same(hashes, input.list("hashes"));
  },
  picture: pictureEnd,
  picture_request: pictureRequestEnd,
  picture_length: pictureLengthEnd,
};

/** The one word that the program has for a vector. */
export async function outcomeOf({ subject, input }: Pick<Vector, "subject" | "input">) {
  return await readers[subject](new Input(input));
}

function read(value: unknown): string {
  return value === null ? "malformed" : "ok";
}

function same(found: readonly string[], wanted: readonly string[]): string {
  return found.join() === wanted.join() ? "ok" : "differs";
}

async function bidSignature(input: Input): Promise<string> {
  const message = signedBytes("bid", input.bytes("house"), input.bytes("bid"));
  const key = await importVerifyKey(input.text("x"));
  const signature = input.bytes("signature");
  return await verifySignature(key, { message, signature }) ? "ok" : "signature";
}

/** The house's key is in CHALLENGE itself; the pin would be compared after this. */
async function jwsEnd(
  input: Input,
  { typ, schema }: {
    readonly typ: Parameters<typeof openJws>[1]["typ"];
    readonly schema: typeof ChallengeSchema | typeof WelcomeSchema | typeof RefusedSchema;
  },
): Promise<string> {
  const key = await importVerifyKey(input.text("x"));
  const payload = await openJws(input.text("jws"), { typ, key });
  const message = payload === null ? null : decodeJson(payload, schema);
  return message?.transcript === input.text("transcript") ? "ok" : "bad_protocol";
}

async function keySchedule(input: Input): Promise<string> {
  const keys = await deriveMemberKeys(input.bytes("secret"), input.bytes("transcript"));
  for (const [name, key] of Object.entries(keys)) {
    const sealed = input.bytes(`${name}Seal`);
    const opened = await openSealed(key, { counter: 0, aad: new Uint8Array(0), sealed });
    const salt = input.bytes(`${name}Salt`);
    if (opened === null || salt.toHex() !== key.salt.toHex()) return "differs";
  }
  return "ok";
}

function thumbprintEnd(input: Input): string {
  const jwk = JSON.parse(input.text("jwk"));
  const checked = jwk.kty === "RSA" ? checkEncryptionJwk(jwk) : checkSigningJwk(jwk);
  if (typeof checked === "string") return checked;
  return same([thumbprint(checked)], [input.text("thumbprint")]);
}
