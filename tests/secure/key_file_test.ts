// Key files: who may read them, what locks them, and that nothing is ever written over.

import { assert, assertEquals, assertRejects } from "@std/assert";
import { CompactEncrypt } from "jose";
import { join } from "@std/path";
import { toUtf8 } from "../../lib/base/bytes.ts";
import { Fault, type FaultCode } from "../../lib/base/fault.ts";
import {
  createKeyFiles,
  isKeyName,
  KEY_FILE_BYTES_MAX,
  readPrivateKeyFile,
  readPublicKeyFile,
} from "../../lib/secure/key_file.ts";
import { publicHalf } from "../../lib/secure/private_key_set.ts";
import { codeOf, inFolder } from "./_folder.ts";
import { privateKeysOf } from "./_keys.ts";

const ana = await privateKeysOf("ana");
const ben = await privateKeysOf("ben");
const onPosix = Deno.build.os !== "windows";

function neverAsk(): string | null {
  throw new Error("nobody may be asked here");
}

Deno.test("createKeyFiles() writes two files that read back as they were", async () => {
  await inFolder(async (folder) => {
    const place = { folder: join(folder, "keys"), name: "ana", passphrase: null };
    const { privatePath, publicPath } = await createKeyFiles(ana, place);
    assertEquals(await readPrivateKeyFile(privatePath, { askPassphrase: neverAsk }), ana);
    assertEquals(await readPublicKeyFile(publicPath), publicHalf(ana));
    const files = [...Deno.readDirSync(join(folder, "keys"))].map(({ name }) => name).sort();
    assertEquals(files, ["ana.private.jwks.json", "ana.public.jwks.json"]);
    if (onPosix) assertEquals(((await Deno.stat(privatePath)).mode ?? 0) & 0o777, 0o600);
    assert(!(await Deno.readTextFile(publicPath)).includes(ana.signing.d));
  });
});

Deno.test("createKeyFiles() never overwrites either file, and leaves nothing half done", async () => {
  await inFolder(async (folder) => {
    const place = { folder, name: "ana", passphrase: null };
    const { privatePath, publicPath } = await createKeyFiles(ana, place);
    assertEquals(await codeOf(createKeyFiles(ben, place)), "key_exists");
    await Deno.remove(publicPath);
    assertEquals(await codeOf(createKeyFiles(ben, place)), "key_exists");
    assertEquals(await readPrivateKeyFile(privatePath, { askPassphrase: neverAsk }), ana);
    assertEquals([...Deno.readDirSync(folder)].length, 1);
  });
});

Deno.test("readPrivateKeyFile() says of a public file that it is the public key, whatever its mode", async () => {
  await inFolder(async (folder) => {
    const { publicPath } = await createKeyFiles(ana, { folder, name: "ana", passphrase: null });
    for (const mode of [0o644, 0o600]) {
      if (onPosix) await Deno.chmod(publicPath, mode);
      const fault = await assertRejects(
        () => readPrivateKeyFile(publicPath, { askPassphrase: neverAsk }),
        Fault,
      );
      assertEquals(fault.code, "bad_key");
      assert(fault.hint?.includes(".private.jwks.json"));
    }
  });
});

Deno.test("readPrivateKeyFile() opens a locked file with its passphrase alone", async () => {
  await inFolder(async (folder) => {
    const place = { folder, name: "ana", passphrase: "cavalo é grampo" };
    const { privatePath } = await createKeyFiles(ana, place);
    const text = await Deno.readTextFile(privatePath);
    assert(!text.includes(ana.encryption.n) && !text.includes(ana.signing.x));
    const open = (passphrase: string | null) =>
      readPrivateKeyFile(privatePath, { askPassphrase: () => passphrase });
    assertEquals(await open("cavalo é grampo"), ana);
    // The same letters from a system that spells é as two.
    assertEquals(await open("cavalo é grampo".normalize("NFD")), ana);
    assertEquals(await codeOf(open("cavalo e grampo")), "wrong_passphrase");
    assertEquals(await codeOf(open("")), "wrong_passphrase");
    assertEquals(await codeOf(open(null)), "wrong_passphrase");
  });
});

Deno.test("readPrivateKeyFile() refuses a lock of other algorithms or of too many rounds", async () => {
  await inFolder(async (folder) => {
    const path = join(folder, "ana.private.jwks.json");
    const lock = async (alg: string, p2c: number) => {
      const jwe = await new CompactEncrypt(toUtf8("{}"))
        .setProtectedHeader({ alg, enc: "A256GCM" }).setKeyManagementParameters({ p2c })
        .encrypt(toUtf8("senha"));
      return jwe;
    };
    const tooMany = (await lock("PBES2-HS512+A256KW", 1000)).replace(
      /^[^.]+/,
      (header) => btoa(atob(header).replace("1000", "9000000000")).replace(/=+$/, ""),
    );
    for (const jwe of [await lock("PBES2-HS256+A128KW", 1000), tooMany, "a.b.c.d.e", ""]) {
      await Deno.writeTextFile(path, JSON.stringify({ jwe }), { mode: 0o600 });
      assertEquals(
        await codeOf(readPrivateKeyFile(path, { askPassphrase: () => "senha" })),
        "bad_file",
      );
    }
  });
});

Deno.test({
  name: "readPrivateKeyFile() refuses a file that group or others can read",
  ignore: !onPosix,
  async fn() {
    await inFolder(async (folder) => {
      const { privatePath } = await createKeyFiles(ana, { folder, name: "ana", passphrase: null });
      for (const mode of [0o640, 0o604, 0o644, 0o620, 0o666]) {
        await Deno.chmod(privatePath, mode);
        const reading = readPrivateKeyFile(privatePath, { askPassphrase: neverAsk });
        const fault = await assertRejects(() => reading, Fault);
        assertEquals(fault.code, "key_exposed");
        assertEquals(fault.hint?.includes(`chmod 600 ${privatePath}`), true);
      }
      for (const mode of [0o600, 0o400]) {
        await Deno.chmod(privatePath, mode);
        await readPrivateKeyFile(privatePath, { askPassphrase: neverAsk });
      }
    });
  },
});

Deno.test("readPrivateKeyFile() names what is wrong with a file and never quotes it", async () => {
  await inFolder(async (folder) => {
    const path = join(folder, "a.private.jwks.json");
    const secret = ana.signing.d;
    const cases: readonly (readonly [string | Uint8Array, FaultCode])[] = [
      [`{"d":"${secret}",}`, "bad_file"],
      [secret, "bad_file"],
      ["", "bad_file"],
      [new Uint8Array([0xff, 0xfe]), "bad_file"],
      [" ".repeat(KEY_FILE_BYTES_MAX + 1), "bad_file"],
      [JSON.stringify({ keys: [{ ...ana.signing, n: secret }] }), "bad_key"],
    ];
    for (const [content, code] of cases) {
      if (typeof content === "string") await Deno.writeTextFile(path, content, { mode: 0o600 });
      else await Deno.writeFile(path, content);
      const reading = readPrivateKeyFile(path, { askPassphrase: neverAsk });
      const fault = await assertRejects(() => reading, Fault);
      assertEquals(fault.code, code);
      assert(!`${fault.stack} ${fault.hint} ${fault.cause}`.includes(secret));
    }
    const reading = readPrivateKeyFile(join(folder, "nobody"), { askPassphrase: neverAsk });
    assertEquals(await codeOf(reading), "not_found");
    assertEquals(await codeOf(readPublicKeyFile(folder)), "bad_file");
  });
});

Deno.test("readPublicKeyFile() refuses a private file, so that it is never sent around", async () => {
  await inFolder(async (folder) => {
    const { privatePath } = await createKeyFiles(ana, { folder, name: "ana", passphrase: null });
    const fault = await assertRejects(() => readPublicKeyFile(privatePath), Fault);
    assertEquals(fault.code, "bad_key");
    assert(fault.hint?.includes(".public.jwks.json"));
  });
});

Deno.test("isKeyName() takes plain names and nothing that could leave the folder", () => {
  for (const name of ["ana", "a", "ana-2", "ana_lima", "7"]) assert(isKeyName(name), name);
  const names = ["", "Ana", "../ana", "a/b", "a.b", ".ana", "-ana", "ana-", "ana ", "a".repeat(33)];
  for (const name of [...names, "ana\n", "ána", "a\0"]) assert(!isKeyName(name), name);
});
