// What strangers and files give us of keys: sets, invitations, registries, pins, PEM, JWS. Each is
// taken in its one spelling or refused by a code of ours.

import { assert, assertEquals } from "@std/assert";
import { generateKeyPairSync } from "node:crypto";
import { join } from "@std/path";
import fc from "fast-check";
import { loadOrCreateHouseKey } from "../../lib/secure/house_key.ts";
import { openJws } from "../../lib/secure/house_signer.ts";
import {
  parseInvitationFile,
  parseInvitationLink,
  toInvitationFile,
  toInvitationLink,
} from "../../lib/secure/invitation.ts";
import {
  checkPublicKeySet,
  fingerprintText,
  parseFingerprintText,
  toPublicJwks,
} from "../../lib/secure/key_set.ts";
import { readPrivateKeyFile, readPublicKeyFile } from "../../lib/secure/key_file.ts";
import { privateKeySetFromPem } from "../../lib/secure/pem_key.ts";
import { readPins } from "../../lib/secure/pins.ts";
import { parsePrivateKeySet } from "../../lib/secure/private_key_set.ts";
import { parseRegisteredBidder, toRegistryFile } from "../../lib/secure/registry.ts";
import { readRegistry } from "../../lib/secure/registry_folder.ts";
import { importVerifyKey } from "../../lib/secure/signing.ts";
import { inFolder } from "../secure/_folder.ts";
import { privateKeysOf, publicKeySetNumber, publishedKeySet } from "../secure/_keys.ts";
import { house } from "../vectors/_test_keys.ts";
import { changedJson } from "./_json_changes.ts";
import { mutants } from "./_mutator.ts";
import { unlessRefused, unlessRejected } from "./_own_faults.ts";
import { runs } from "./_runs.ts";
import { vectorsOf } from "./_seeds.ts";
import { changedText } from "./_text_changes.ts";

const print = "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs";
const invitations = [
  { name: "Casa Ana", address: "192.168.1.5:7310", house: print },
  { name: "Leilão & Filhos", address: "casa.example:7310", house: print },
  { name: "6", address: "[fd00::5]:7310", house: print },
];
const keySets = [publishedKeySet, publicKeySetNumber(7)];
const jwksTexts = [
  ...keySets.map((keySet) => JSON.stringify(toPublicJwks(keySet))),
  ...vectorsOf("key_set").map(({ input }) => String(input["jwks"])),
];
const bidderTexts = keySets.map((keySet, i) =>
  JSON.stringify({ name: `Ana ${i}`, paddle: `1${i}`, status: "banned", ...toPublicJwks(keySet) })
);

/** The JSON value of `text`, undefined where it is none: how each reader of files begins. */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // As undefined as what is no key set.
  }
}

Deno.test("checkPublicKeySet() takes of mutants only sets that it would write itself", () => {
  fc.assert(
    fc.property(mutants(jwksTexts, changedJson), (text) => {
      const value = jsonOf(text);
      const check = checkPublicKeySet(value);
      if (!check.ok) return;
      const { encryption, signing } = check.keySet;
      const set = [[encryption, signing], [signing, encryption]].find((keys) =>
        JSON.stringify(keys.map(({ kty }) => kty)) ===
          JSON.stringify(keys.map((_, i) => Object(value).keys[i].kty))
      );
      assertEquals(value, { keys: set });
    }),
    runs(400),
  );
});

Deno.test("parseRegisteredBidder() takes of mutants only files that it would write itself", () => {
  fc.assert(
    fc.property(mutants(bidderTexts, changedJson), (text) => {
      const value = jsonOf(text);
      const bidder = unlessRefused(["bad_file", "bad_key"], () => parseRegisteredBidder(value));
      if (bidder === null) return;
      const again = toRegistryFile(bidder);
      assertEquals(parseRegisteredBidder(again), bidder);
      assertEquals(Object.keys(Object(again)).sort(), Object.keys(Object(value)).sort());
    }),
    runs(300),
  );
});

Deno.test("parseInvitationFile() takes of mutants only what reads back as it was", () => {
  const seeds = invitations.map((one) => JSON.stringify(toInvitationFile(one)));
  fc.assert(
    fc.property(mutants(seeds, changedJson), (text) => {
      const read = unlessRefused(["bad_file"], () => parseInvitationFile(text));
      if (read === null) return;
      assertEquals(jsonOf(text), toInvitationFile(read));
      assertEquals(parseInvitationLink(toInvitationLink(read)), read);
    }),
    runs(300),
  );
});

Deno.test("parseInvitationLink() takes of mutants only what reads back as it was", () => {
  fc.assert(
    fc.property(mutants(invitations.map(toInvitationLink), changedText), (link) => {
      const read = unlessRefused(["bad_file"], () => parseInvitationLink(link));
      if (read === null) return;
      assertEquals(parseInvitationLink(toInvitationLink(read)), read);
      assertEquals(parseInvitationFile(JSON.stringify(toInvitationFile(read))), read);
    }),
    runs(400),
  );
});

Deno.test("parseFingerprintText() gives of mutants a thumbprint that was there, or null", () => {
  fc.assert(
    fc.property(mutants([fingerprintText(print), print], changedText), (text) => {
      const read = parseFingerprintText(text);
      if (read === null) return;
      assert(text.replaceAll(/\s/g, "").endsWith(read));
      assertEquals(parseFingerprintText(fingerprintText(read)), read);
    }),
    runs(300),
  );
});

Deno.test("parsePrivateKeySet() refuses mutants with bad_key and quotes none of them", async () => {
  const keySet = await privateKeysOf("Ana");
  const seed = JSON.stringify({ keys: [keySet.encryption, keySet.signing] });
  fc.assert(
    fc.property(mutants([seed], changedJson), (text) => {
      const read = unlessRefused(["bad_key"], () => parsePrivateKeySet(jsonOf(text)));
      // What is taken still belongs together: only the labels may have changed.
      if (read !== null) assertEquals(read.encryption.n, keySet.encryption.n);
    }),
    runs(150),
  );
});

Deno.test("privateKeySetFromPem() refuses mutants with codes of ours", async () => {
  const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
  const lock = { cipher: "aes-256-cbc", passphrase: "senha boa" } as const;
  const seeds = [
    rsa.export({ type: "pkcs8", format: "pem" }),
    rsa.export({ type: "pkcs1", format: "pem" }),
    rsa.export({ type: "pkcs8", format: "pem", ...lock }),
    generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }),
    `-----BEGIN OPENSSH ${"PRIVATE"} KEY-----`,
    `-----BEGIN RSA ${"PRIVATE"} KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00`,
  ].map(String);
  await fc.assert(
    fc.asyncProperty(mutants(seeds, changedText), async (pem) => {
      const ask = { askPassphrase: () => "senha boa" };
      await unlessRejected(["bad_key", "wrong_passphrase"], () => privateKeySetFromPem(pem, ask));
    }),
    runs(60),
  );
});

Deno.test("openJws() gives null for mutants, or the payload that was signed", async () => {
  const subjects = ["challenge", "welcome", "refused"] as const;
  const seeds = subjects.flatMap((subject) =>
    vectorsOf(subject).map(({ input }) => String(input["jws"]))
  );
  const key = await importVerifyKey(house.x);
  const payloads = new Set(seeds.map((seed) => seed.split(".")[1]));
  await fc.assert(
    fc.asyncProperty(mutants(seeds, changedText), async (jws) => {
      for (const subject of subjects) {
        const payload = await openJws(jws, { typ: `leilao-${subject}`, key });
        if (payload !== null) assert(payloads.has(jws.split(".")[1]));
      }
    }),
    runs(100),
  );
});

Deno.test("Readers of key files refuse mutants of each kind of file with codes of ours", async () => {
  const ana = await privateKeysOf("Ana");
  const seeds = [
    ...[...jwksTexts.slice(0, 2), ...bidderTexts, '{"jwe":"a.b.c.d.e"}'],
    JSON.stringify({ keys: [ana.encryption, ana.signing] }),
    JSON.stringify({ keys: [ana.signing] }),
    JSON.stringify({ leilaoPins: 1, houses: [{ address: "casa.example:7310", house: print }] }),
  ];
  const codes = ["bad_file", "bad_key", "wrong_passphrase"] as const;
  await inFolder(async (folder) => {
    const path = join(folder, "house.private.jwks.json");
    await fc.assert(
      fc.asyncProperty(mutants(seeds, changedJson), async (text) => {
        await Deno.writeTextFile(path, text, { mode: 0o600 });
        await unlessRejected(codes, () => readPublicKeyFile(path));
        await unlessRejected(
          codes,
          () => readPrivateKeyFile(path, { askPassphrase: () => "12345678" }),
        );
        await unlessRejected(codes, () => loadOrCreateHouseKey(folder));
        await unlessRejected(codes, () => readPins(path));
        const { entries, problems } = await readRegistry(folder);
        assertEquals(entries.length + problems.length, 1);
        assert(problems.every(({ code }) => code === "bad_file" || code === "bad_key"));
      }),
      runs(80),
    );
  });
});
