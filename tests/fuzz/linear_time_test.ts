// Inputs made to hurt: at four times the length each reader of strangers' text takes about four
// times as long. The ratio of two runs, the best of several each, with room for everything else
// that the machine does: up to nine times passes, and what is quadratic would take sixteen. What is
// over a limit is refused first, so that each input goes as far as its reader lets it.

import { assert } from "@std/assert";
import { concat, toUtf8, u32 } from "../../lib/base/bytes.ts";
import { acceptableLanguage } from "../../lib/web/acceptable_language.ts";
import { parseJson } from "../../lib/admin/request_body.ts";
import { readCommand } from "../../lib/bidder/json_command.ts";
import { safeJson, safeText } from "../../lib/bidder/safe_text.ts";
import { readTerminalCommand } from "../../lib/bidder/terminal_command.ts";
import { parseCsvCatalogue } from "../../lib/catalogue/csv_catalogue.ts";
import { imageMediaType } from "../../lib/catalogue/image.ts";
import { parseCatalogue } from "../../lib/catalogue/lot_schema.ts";
import { svgOffence } from "../../lib/catalogue/plain_svg.ts";
import { parseCommand } from "../../lib/command/cli.ts";
import { clientCommand } from "../../lib/command/client_command.ts";
import { parseScript } from "../../lib/command/replay_script.ts";
import { logDamage } from "../../lib/ledger/log_damage.ts";
import { isHouseAddress, isHouseName, parseInvitationLink } from "../../lib/secure/invitation.ts";
import { checkPublicKeySet, parseFingerprintText } from "../../lib/secure/key_set.ts";
import { privateKeySetFromPem } from "../../lib/secure/pem_key.ts";
import { checkBidderName, isPaddle } from "../../lib/secure/registry.ts";
import { decodeFields } from "../../lib/wire/cbor.ts";
import { decodeCatchup } from "../../lib/wire/join_message.ts";
import { rfc7638Key, rfc8037Key } from "../secure/_keys.ts";
import { unlessRefused } from "./_own_faults.ts";

/** Work on an input of a length; what it gives does not matter. */
type Work = (length: number) => () => unknown;

/** For a reader of text: pieces said over and over, with a beginning and an end. */
function saying(
  read: (text: string) => unknown,
  piece: string,
  [before, after]: readonly [string, string] = ["", "\u0001"],
): Work {
  return (length) => {
    const text = before + piece.repeat(Math.ceil(length / piece.length)) + after;
    return () => read(text);
  };
}

function filled(read: (bytes: Uint8Array) => unknown, byte: number): Work {
  return (length) => {
    const bytes = new Uint8Array(length).fill(byte);
    return () => read(bytes);
  };
}

const money = { currency: "BRL", language: "en" } as const;
const svg: readonly [string, string] = ['<svg xmlns="http://www.w3.org/2000/svg"', ""];
const inSvg: readonly [string, string] = ['<svg xmlns="http://www.w3.org/2000/svg">', "</svg>"];
const readLine = (line: string) => readTerminalCommand(line, money);
const link = (text: string) => unlessRefused(["bad_file"], () => parseInvitationLink(text));
const pem = (text: string) =>
  privateKeySetFromPem(text, { askPassphrase: () => null }).catch(() => null);
const oneLot = (title: unknown) => parseCatalogue({ id: "1", title, opening: 1 });
const csv = (text: string) =>
  parseCsvCatalogue(toUtf8(text), {
    ...{ amounts: { currency: "BRL", decimal: null }, texts: "en", closing: {} },
  });
const jsonOf = (text: string) => {
  try {
    return parseJson(toUtf8(text));
  } catch {
    return null; // Refused: how long that took is the question.
  }
};
const flag = (text: string) =>
  unlessRefused(
    ["bad_arguments"],
    () => parseCommand(clientCommand, [text], { env: () => undefined }),
  );
const heldBytes = (count: number) => new Uint8Array(count).fill(0x40);
const aList = (bytes: Uint8Array) =>
  decodeFields(bytes, (fields) => fields.list(9, (f) => f.uint()));

const works: Readonly<Record<string, Work>> = {
  cbor_nested_arrays: filled(aList, 0x81),
  cbor_nested_pairs: filled(aList, 0x82),
  cbor_endless_arrays: filled(aList, 0x9f),
  cbor_nested_maps: filled(aList, 0xa1),
  cbor_tags: filled(aList, 0xc1),
  cbor_flat_list: (length) => {
    // At most 2^15 entries: a longer list has another head, which is refused where it is not needed.
    const count = length >> 1;
    const bytes = concat(Uint8Array.of(0x81, 0x99), u32(count).subarray(2), heldBytes(count));
    return () => decodeCatchup(bytes);
  },
  json_brackets: saying(jsonOf, "["),
  json_nested_members: saying(jsonOf, '{"a":'),
  json_line_brackets: saying(readCommand, "["),
  json_line_numbers: saying(readCommand, "9", ['{"do":"bid","lot":"1","max":', "}"]),
  json_line_escapes: saying(readCommand, "\\u0000", ['{"do":"', '"}']),
  svg_spaces: saying(svgOffence, " ", svg),
  svg_attribute_name: saying(svgOffence, "a", svg),
  svg_attributes: saying(svgOffence, ' a=""', svg),
  svg_attribute_spaces: saying(svgOffence, "   a   =   ''", svg),
  svg_open_attribute: saying(svgOffence, ' a="', svg),
  svg_nested: saying(svgOffence, "<g>", inSvg),
  svg_comments: saying(svgOffence, "<!---->", inSvg),
  svg_open_comments: saying(svgOffence, "<!--", inSvg),
  svg_entities: saying(svgOffence, "&#60;", inSvg),
  svg_ampersands: saying(svgOffence, "&", inSvg),
  svg_end_tag_spaces: saying(svgOffence, " ", [
    "<svg xmlns='http://www.w3.org/2000/svg'></svg",
    "",
  ]),
  svg_declaration_spaces: saying(svgOffence, " ", ['<?xml version="1.0"', ""]),
  svg_urls: saying(svgOffence, "url( ", [`${svg[0]} a="`, '"/>']),
  svg_images: saying(svgOffence, "image ", [`${svg[0]} a="`, '"/>']),
  svg_data: saying(svgOffence, "A ", [`${svg[0]} href="data:image/png;base64,`, '!"/>']),
  lot_title: saying(oneLot, "e\u0301"),
  lot_spaces: saying(oneLot, " "),
  lot_description: saying(
    (text) => parseCatalogue({ id: "1", title: "a", opening: 1, description: text }),
    "\r",
  ),
  lot_id: saying((id) => parseCatalogue({ id, title: "a", opening: 1 }), "-"),
  lot_moment: saying(
    (endsAt) => parseCatalogue({ id: "1", title: "a", opening: 1, endsAt }),
    "2026-",
  ),
  script_commands: (length) => {
    const commands = new Array(length >> 4).fill({ at: 0, do: "tick" });
    return () => parseScript({ lots: [{ id: "1", title: "a", opening: 1 }], commands });
  },
  csv_separators: saying(csv, ","),
  csv_quotes: saying(csv, '"', ["Lot,Title,StartPrice\n", ""]),
  csv_quoted_breaks: saying(csv, '""\n', ['Lot,Title,StartPrice\n"', ""]),
  csv_rows: saying(csv, "\n", ["Lot,Title,StartPrice\n", ""]),
  csv_headers: saying(csv, "Lot,"),
  csv_amount: saying(csv, "1 ", ["Lot,Title,StartPrice\n1,a,", ""]),
  image_name: saying(imageMediaType, "a."),
  link_slashes: saying(link, "/", ["leilao://", ""]),
  link_percents: saying(link, "%41", ["leilao://a:1/?n=", "#"]),
  house_address_dots: saying(isHouseAddress, "a."),
  house_address_colons: saying(isHouseAddress, "a:1"),
  house_address_digits: saying(isHouseAddress, "1.", ["", ":1"]),
  house_name: saying(isHouseName, " a"),
  fingerprint_spaces: saying(parseFingerprintText, " "),
  fingerprint_marks: saying(parseFingerprintText, " SHA256:"),
  bidder_name: saying(checkBidderName, "e\u0301 "),
  paddle: saying(isPaddle, "-"),
  pem_heads: saying(pem, "-----BEGIN "),
  pem_letters: saying(pem, "A", ["-----BEGIN ", ""]),
  key_members: (length) => {
    const strange = Object.fromEntries(
      Array.from({ length: length >> 4 }, (_, i) => [`a${i}`, "a"]),
    );
    return () => checkPublicKeySet({ keys: [{ ...rfc7638Key, ...strange }, rfc8037Key] });
  },
  key_modulus: saying((n) => checkPublicKeySet({ keys: [{ ...rfc7638Key, n }, rfc8037Key] }), "A"),
  typed_words: saying(readLine, "lance "),
  typed_digits: saying(readLine, "1"),
  typed_groups: saying(readLine, "1,000"),
  typed_letters: saying(readLine, "é1"),
  unsafe_text: saying(safeText, "\ud800"),
  unsafe_json: saying(safeJson, "\u202e"),
  language_header: saying(acceptableLanguage, "en;q=0,"),
  flag_name: (length) => saying(flag, "a", ["--", ""])(length >> 4),
  flag_dashes: saying(flag, "-"),
  log_frames: filled(logDamage, 0x37),
};

const textLength = 1 << 14;
const triesMax = 5;

/** The least time of some runs of `work`, in milliseconds. */
function bestOf(work: () => unknown): number {
  let best = Infinity;
  for (let i = 0; i < 3; i++) {
    const started = performance.now();
    work();
    best = Math.min(best, performance.now() - started);
  }
  return best;
}

/** Whether four times the input takes at most nine times as long, in one of a few tries. */
function isLinear(work: Work, length: number): boolean {
  const [small, large] = [work(length), work(4 * length)];
  for (let tried = 0; tried < triesMax; tried++) {
    // Below a tenth of a millisecond the clock measures itself: that is quick enough.
    if (bestOf(large) <= 9 * Math.max(bestOf(small), 0.1)) return true;
  }
  return false;
}

for (const [name, work] of Object.entries(works)) {
  Deno.test(`A reader takes linear time for ${name}`, () => {
    assert(isLinear(work, textLength));
  });
}

Deno.test("isLinear() finds out who takes quadratic time", () => {
  const quadratic = saying((text) => [...text].map(() => text.indexOf("b")), "a");
  assert(!isLinear(quadratic, 1 << 13));
});
