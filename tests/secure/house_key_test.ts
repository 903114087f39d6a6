// The house's key: made once, kept, and never replaced by a new one.

import { assert, assertEquals } from "@std/assert";
import { calculateJwkThumbprint } from "jose";
import { join } from "@std/path";
import { toUtf8 } from "../../lib/base/bytes.ts";
import { loadOrCreateHouseKey } from "../../lib/secure/house_key.ts";
import { codeOf, inFolder } from "./_folder.ts";
import { privateKeysOf } from "./_keys.ts";

const file = "house.private.jwks.json";

Deno.test("loadOrCreateHouseKey() makes the key once and finds it ever after", async () => {
  await inFolder(async (folder) => {
    const keys = join(folder, "keys");
    const made = await loadOrCreateHouseKey(keys);
    const found = await loadOrCreateHouseKey(keys);
    assert(made.isNew && !found.isNew);
    assertEquals(found.privateJwk, made.privateJwk);
    assertEquals(found.thumbprint, await calculateJwkThumbprint({ ...made.publicJwk }));
    assertEquals(Object.keys(found.publicJwk).sort(), ["alg", "crv", "kty", "use", "x"]);
    if (Deno.build.os === "windows") return;
    assertEquals(((await Deno.stat(join(keys, file))).mode ?? 0) & 0o777, 0o600);
  });
});

Deno.test("loadOrCreateHouseKey() gives two houses that start at once one key", async () => {
  await inFolder(async (folder) => {
    const all = await Promise.all(Array.from({ length: 8 }, () => loadOrCreateHouseKey(folder)));
    assertEquals(new Set(all.map(({ thumbprint }) => thumbprint)).size, 1);
    assertEquals(all.filter(({ isNew }) => isNew).length, 1);
    assertEquals([...Deno.readDirSync(folder)].map(({ name }) => name), [file]);
  });
});

Deno.test("loadOrCreateHouseKey() gives a key that signs for its public half", async () => {
  await inFolder(async (folder) => {
    const { sign, publicJwk } = await loadOrCreateHouseKey(folder);
    assert(!sign.extractable);
    const { kty, crv, x } = publicJwk;
    const verify = await crypto.subtle.importKey("jwk", { kty, crv, x }, "Ed25519", false, [
      "verify",
    ]);
    const signature = await crypto.subtle.sign("Ed25519", sign, toUtf8("lote 7"));
    assert(await crypto.subtle.verify("Ed25519", verify, signature, toUtf8("lote 7")));
  });
});

Deno.test("loadOrCreateHouseKey() refuses an unfit file and leaves it as it is", async () => {
  const [ana, ben] = [await privateKeysOf("ana"), await privateKeysOf("ben")];
  const { d: _d, ...half } = ana.signing;
  const unfit = [
    {},
    { keys: [] },
    { keys: [half] },
    { keys: [ana.encryption] },
    { keys: [ana.signing, ben.signing] },
    { keys: [{ ...ana.signing, d: ben.signing.d }] },
    { keys: [{ ...ana.signing, alg: "EdDSA" }] },
  ];
  await inFolder(async (folder) => {
    const path = join(folder, file);
    for (const jwks of unfit) {
      await Deno.writeTextFile(path, JSON.stringify(jwks), { mode: 0o600 });
      assertEquals(await codeOf(loadOrCreateHouseKey(folder)), "bad_key");
      assertEquals(JSON.parse(await Deno.readTextFile(path)), jwks);
    }
    await Deno.writeTextFile(path, "");
    assertEquals(await codeOf(loadOrCreateHouseKey(folder)), "bad_file");
    if (Deno.build.os === "windows") return;
    await Deno.chmod(path, 0o644);
    assertEquals(await codeOf(loadOrCreateHouseKey(folder)), "key_exposed");
  });
});
