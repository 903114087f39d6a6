// PROTOCOL.md is a contract with other people's programs: each of its tables holds what the code
// has, no more and no less.

import { assert, assertEquals } from "@std/assert";
import { exists } from "@std/fs";
import { dirname, fromFileUrl, join } from "@std/path";
import { REPLAY_WINDOW } from "../lib/secure/replay_window.ts";
import { SEALS_PER_KEY_MAX } from "../lib/secure/sealing.ts";
import * as sessionLimits from "../lib/session/session_limits.ts";
import { RELAY_WAITING_MAX } from "../lib/net/relay_socket.ts";
import * as bidderPictures from "../lib/worker/bidder_pictures.ts";
import { PICTURES_HELD_BYTES_MAX } from "../lib/worker/house_pictures.ts";
import * as joinThread from "../lib/worker/join_thread.ts";
import * as picturePace from "../lib/worker/picture_pace.ts";
import { PICTURE_FETCH_MS } from "../lib/worker/picture_request.ts";
import { PICTURES_KEPT_BYTES_MAX } from "../lib/worker/picture_shelf.ts";
import * as relayArrivals from "../lib/worker/relay_arrivals.ts";
import * as relayConnection from "../lib/worker/relay_connection.ts";
import { RELAY_LINE_MAX } from "../lib/worker/relay_line.ts";
import * as relayPictures from "../lib/worker/relay_pictures.ts";
import * as relayThread from "../lib/worker/relay_thread.ts";
import { COMMAND_CODES } from "../lib/wire/command_codec.ts";
import { EVENT_CODES } from "../lib/wire/event_codec.ts";
import { JOIN_FRAME_TYPES } from "../lib/wire/join_frame.ts";
import { CATCHUP_BYTES_MAX, JOIN_REFUSALS } from "../lib/wire/join_message.ts";
import * as wireLimits from "../lib/wire/limits.ts";
import { VERDICT_CODES } from "../lib/wire/verdict.ts";
import { isProgramSource, type ProjectFile, projectFiles } from "./support/source_files.ts";

const root = dirname(dirname(fromFileUrl(import.meta.url)));
const page = await Deno.readTextFile(join(root, "lib/wire/PROTOCOL.md"));
const sources = (await projectFiles()).filter(({ path }) => isProgramSource(path));

/** All tables whose first column is `head`, in their order: rows of cells without marks. */
function tables(head: string): readonly (readonly string[])[][] {
  const found: (readonly string[])[][] = [];
  const lines = page.split("\n");
  lines.forEach((line, at) => {
    if (!/^\| -/.test(lines[at + 1] ?? "") || cells(line)[0] !== head) return;
    const end = lines.findIndex((row, index) => index > at && !row.startsWith("|"));
    found.push(lines.slice(at + 2, end).map(cells));
  });
  return found;
}

function cells(line: string): readonly string[] {
  return line.split("|").slice(1, -1).map((cell) => cell.trim().replaceAll("`", ""));
}

/** The first column of the one table of that head, in the order of the page. */
function names(head: string): readonly string[] {
  return tables(head).flat().map(([name = ""]) => name);
}

/** The first two columns, sorted: what a table of codes says. */
function pairs(head: string): readonly (readonly [string, string])[] {
  return tables(head).flat().map(([name = "", value = ""]) => [name, value] as const);
}

function codes(table: Readonly<Record<string, number>>): readonly (readonly [string, string])[] {
  return Object.entries(table).map(([name, code]) => [name, `${code}`] as const);
}

function textOf(path: string): string {
  return sources.find((file) => file.path === path)?.text ?? "";
}

/** The text literals of the union type `name`. */
function union(path: string, name: string): readonly string[] {
  const [, body = ""] = new RegExp(`export type ${name} =([^;]*);`).exec(textOf(path)) ?? [];
  return [...body.matchAll(/"([a-z0-9_]+)"/g)].map(([, literal = ""]) => literal);
}

/** The reasons that the files of lib/worker count, by who counts them. */
function counted(belongs: (name: string) => boolean): readonly string[] {
  const files = sources.filter(({ path }) =>
    path.startsWith("lib/worker/") && belongs(path.slice("lib/worker/".length))
  );
  return [...new Set(files.flatMap(reasonsIn))].sort();
}

function reasonsIn({ text }: ProjectFile): readonly string[] {
  return [...text.matchAll(/(?:\.count|#drop)\("([a-z_]+)"\)/g)].map(([, reason = ""]) => reason);
}

Deno.test("PROTOCOL.md §3.1 lists the frames of a join with their types", () => {
  assertEquals(pairs("frame"), codes(JOIN_FRAME_TYPES));
});

Deno.test("PROTOCOL.md §3.2 lists the refusals and the ends of a join", () => {
  assertEquals(names("reason").toSorted(), [...JOIN_REFUSALS].sort());
  const counts = counted((name) => name.startsWith("join_")).map((end) => end.slice(5));
  const ends = [...union("lib/worker/house_join.ts", "JoinEnd"), ...counts];
  assertEquals(names("end"), ends);
});

Deno.test("PROTOCOL.md §2 lists the problems of a key set", () => {
  const problems = [
    ...union("lib/secure/key_set.ts", "KeyProblem"),
    ...union("lib/secure/_rsa_modulus.ts", "ModulusProblem"),
  ];
  assertEquals(names("problem").toSorted(), problems.toSorted());
});

Deno.test("PROTOCOL.md §3.3 lists the labels and the types of JWS", () => {
  const secure = sources.filter(({ path }) => path.startsWith("lib/secure/"));
  const written = secure.flatMap(({ text }) =>
    [...text.matchAll(/["`](leilao\/1 [a-z -]+)(?:\\0)?["`]/g)].map(([, label = ""]) => label)
  );
  const signed = union("lib/secure/signing.ts", "SignatureLabel").map((word) => `leilao/1 ${word}`);
  assertEquals(names("label").toSorted(), [...written, ...signed].sort());
  assertEquals(
    names("typ").toSorted(),
    [...textOf("lib/secure/house_signer.ts").matchAll(/"(leilao-[a-z]+)"/g)]
      .map(([, typ = ""]) => typ).sort(),
  );
});

Deno.test("PROTOCOL.md lists the drops of the header, of a bidder and of the house", () => {
  const [header = [], bidder = [], house = []] = tables("drop")
    .map((rows) => rows.map(([reason = ""]) => reason));
  assertEquals(header, union("lib/wire/header.ts", "HeaderDrop"));
  assertEquals(bidder.toSorted(), counted((name) => name.startsWith("bidder_")));
  const others = (name: string) => !/^(bidder|join|house_join|house_pictures|relay)_?/.test(name);
  assertEquals(house.toSorted(), counted(others));
  const relay = sources.filter(({ path }) => path.startsWith("lib/worker/relay_"));
  const ends = relay.flatMap(({ text }) =>
    [...text.matchAll(/"(relay_[a-z_]+)"/g)].map(([, name = ""]) => name)
  );
  const ended = [
    ...union("lib/net/datagram_stream.ts", "DatagramEnd").map((end) => `relay_${end}`),
    ...union("lib/worker/relay_pictures.ts", "PictureEnd").map((end) => `relay_picture_${end}`),
  ];
  assertEquals(names("relay count").toSorted(), [...new Set([...ends, ...ended])].sort());
  assertEquals(names("picture count"), counted((name) => name === "house_pictures.ts"));
});

Deno.test("PROTOCOL.md §6 lists the events and the commands with their codes", () => {
  assertEquals(pairs("event"), codes(EVENT_CODES));
  assertEquals(pairs("command"), codes(COMMAND_CODES));
});

Deno.test("PROTOCOL.md §7.3 lists the verdicts with their codes", () => {
  assertEquals(pairs("verdict"), codes(VERDICT_CODES));
});

Deno.test("PROTOCOL.md §9 lists every limit with its value", () => {
  const { runJoin: _body, ...joinLimits } = joinThread;
  const { runRelay: _thread, ...relayLimits } = relayThread;
  const { RelayConnection: _class, ...connectionLimits } = relayConnection;
  const { RelayPictures: _pictures, ...pictureLimits } = relayPictures;
  const { RelayArrivals: _arrivals, ...arrivalLimits } = relayArrivals;
  const { PicturePace: _pace, ...paceLimits } = picturePace;
  const { BidderPictures: _bidder, ...bidderLimits } = bidderPictures;
  const all = Object.entries({
    ...wireLimits,
    CATCHUP_BYTES_MAX,
    ...sessionLimits,
    ...joinLimits,
    ...relayLimits,
    ...connectionLimits,
    ...pictureLimits,
    ...paceLimits,
    ...arrivalLimits,
    ...bidderLimits,
    PICTURES_HELD_BYTES_MAX,
    PICTURES_KEPT_BYTES_MAX,
    PICTURE_FETCH_MS,
    RELAY_LINE_MAX,
    RELAY_WAITING_MAX,
    REPLAY_WINDOW,
    SEALS_PER_KEY_MAX,
  });
  const shown = new Map(pairs("limit"));
  assertEquals([...shown.keys()].sort(), all.map(([name]) => name).sort());
  for (const [name, value] of all) {
    const values = Array.isArray(value) ? value : [value];
    const text = values.map((one) => one.toLocaleString("en-US")).join(", ");
    assertEquals(shown.get(name), text, name);
  }
});

Deno.test("PROTOCOL.md §10 names only proofs that exist", async () => {
  const rows = tables("case").flat();
  assert(rows.length > 20, "the table of attacks is there");
  for (const [number = "", , , proofs = ""] of rows) {
    for (const proof of proofs.split(", ")) {
      const path = proof.startsWith("tests/") ? proof : `tests/vectors/${proof}.json`;
      assert(await exists(join(root, path)), `case ${number} names "${proof}"`);
    }
  }
});

Deno.test("PROTOCOL.md has each section that the code points to", () => {
  const headings = [...page.matchAll(/^#{2,3} ([\d.]*\d)\.? /gm)].map(([, number = ""]) => number);
  const named = sources.flatMap(({ path, text }) =>
    [...text.matchAll(/PROTOCOL(?:\.md)? §(\d+(?:\.\d+)?)/g)].map(([, number = ""]) =>
      headings.includes(number) ? "" : `${path} names §${number}`
    )
  );
  assertEquals(named.filter((missing) => missing !== ""), []);
});
