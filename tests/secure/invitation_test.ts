// Invitations: file and link say the same, and neither can be bent.

import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { Fault } from "../../lib/base/fault.ts";
import {
  type Invitation,
  isHouseAddress,
  isHouseName,
  parseInvitation,
  parseInvitationFile,
  parseInvitationLink,
  toInvitationFile,
  toInvitationLink,
} from "../../lib/secure/invitation.ts";

const house = "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs";
const invitation: Invitation = { name: "Casa Lima & Filhos", address: "192.168.1.5:7310", house };
const file = { leilao: 1, ...invitation };

Deno.test("parseInvitationFile() reads back what toInvitationFile() gives", () => {
  assertEquals(toInvitationFile(invitation), file);
  assertEquals(parseInvitationFile(JSON.stringify(file)), invitation);
});

Deno.test("parseInvitationLink() reads back what toInvitationLink() gives", () => {
  assertEquals(
    toInvitationLink(invitation),
    `leilao://192.168.1.5:7310/?n=Casa%20Lima%20%26%20Filhos#${house}`,
  );
  const names = fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }).filter(isHouseName);
  fc.assert(fc.property(names, fc.nat(65_534), (name, port) => {
    const one = { name, address: `casa.example:${port + 1}`, house };
    assertEquals(parseInvitationLink(toInvitationLink(one)), one);
  }));
});

const refusedFiles: readonly (readonly [string, unknown])[] = [
  ["no object", 1],
  ["another version", { ...file, leilao: 2 }],
  ["no version", { ...file, leilao: undefined }],
  ["an unknown member", { ...file, key: "x" }],
  ["an empty name", { ...file, name: "" }],
  ["a name that hides a line", { ...file, name: "Casa\nLima" }],
  ["a name that turns around", { ...file, name: "Casa\u202e" }],
  ["no port", { ...file, address: "192.168.1.5" }],
  ["a short fingerprint", { ...file, house: house.slice(1) }],
  ["a fingerprint with stray bits", { ...file, house: house.replace(/s$/, "t") }],
];

for (const [what, value] of refusedFiles) {
  Deno.test(`parseInvitation() refuses ${what}`, () => {
    assertEquals(assertThrows(() => parseInvitation(value), Fault).code, "bad_file");
  });
}

Deno.test("parseInvitationFile() refuses what is no JSON, or too long", () => {
  for (const text of ["", "{", `${JSON.stringify(file)}${" ".repeat(2_048)}`]) {
    assertEquals(assertThrows(() => parseInvitationFile(text), Fault).code, "bad_file");
  }
});

Deno.test("parseInvitationLink() refuses other schemes, parts and spellings", () => {
  const links = [
    "",
    `https://192.168.1.5:7310/?n=Casa#${house}`,
    `leilao://192.168.1.5:7310/?n=Casa`,
    `leilao://192.168.1.5:7310/#${house}`,
    `leilao://192.168.1.5:7310/lote?n=Casa#${house}`,
    `leilao://192.168.1.5:7310/?n=Casa&n=Lima#${house}`,
    `leilao://192.168.1.5:7310/?n=Cas%E9#${house}`,
    `leilao://ana@192.168.1.5:7310/?n=Casa#${house}`,
    `leilao://192.168.1.5:7310/?n=Casa#${house}A`,
  ];
  for (const link of links) {
    assertEquals(assertThrows(() => parseInvitationLink(link), Fault).code, "bad_file", link);
  }
});

Deno.test("isHouseAddress() takes IPv4, bracketed IPv6 and names, each in one spelling", () => {
  const fit = [
    "127.0.0.1:1",
    "192.168.1.5:65535",
    "casa.example:7310",
    "casa:7310",
    "[fd00::5]:7310",
  ];
  for (const address of fit) assert(isHouseAddress(address), address);
  const unfit = [
    "",
    "192.168.1.5:0",
    "192.168.1.5:65536",
    "192.168.1.5:07310",
    "192.168.1.5:7310 ",
    "192.168.1.256:7310",
    "192.168.1:7310",
    "1.2.3.4.5:7310",
    "01.2.3.4:7310",
    "2130706433:7310",
    "Casa.example:7310",
    "-casa:7310",
    "casa..example:7310",
    "fd00::5:7310",
    "[fd00::zz]:7310",
    "[1.2.3.4]:7310",
    "casa.example",
    ":7310",
    "a/b:7310",
  ];
  for (const address of unfit) assert(!isHouseAddress(address), address);
});
