// The admin token's file: made once, private, and refused when it is not.

import { assert, assertEquals, assertNotEquals, assertRejects } from "@std/assert";
import { join } from "@std/path";
import { adminTokenPath, loadAdminToken } from "../../lib/admin/admin_token.ts";
import { Fault, type FaultCode } from "../../lib/base/fault.ts";

Deno.test("loadAdminToken() makes 32 random bytes once and reads them afterwards", async () => {
  await inFolder(async (folder) => {
    const keys = join(folder, "keys");
    const token = await loadAdminToken(keys);
    assert(/^[A-Za-z0-9_-]{43}$/.test(token));
    assertEquals(await loadAdminToken(keys), token);
    assertEquals(await Deno.readTextFile(adminTokenPath(keys)), `${token}\n`);
    assertNotEquals(await loadAdminToken(join(folder, "other")), token);
  });
});

Deno.test("loadAdminToken() writes a file that only its owner can read, and nothing beside it", async () => {
  await inFolder(async (folder) => {
    await loadAdminToken(folder);
    const { mode } = await Deno.stat(adminTokenPath(folder));
    assertEquals((mode ?? 0) & 0o777, 0o600);
    const names = [...Deno.readDirSync(folder)].map(({ name }) => name);
    assertEquals(names, ["admin.token"]);
  });
});

Deno.test("loadAdminToken() gives two houses that start at once the same token", async () => {
  await inFolder(async (folder) => {
    const tokens = await Promise.all([1, 2, 3, 4].map(() => loadAdminToken(folder)));
    assertEquals(new Set(tokens).size, 1);
  });
});

Deno.test("loadAdminToken() refuses a file that others can read, and does not tell its token", async () => {
  for (const mode of [0o640, 0o604, 0o644, 0o660, 0o610]) {
    await inFolder(async (folder) => {
      const token = await loadAdminToken(folder);
      await Deno.chmod(adminTokenPath(folder), mode);
      const fault = await faultOf(loadAdminToken(folder), "key_exposed");
      assert(!fault.message.includes(token) && fault.hint !== null);
    });
  }
});

Deno.test("loadAdminToken() refuses a file that holds no whole token", async () => {
  const texts = ["", "\n", "short\n", "A".repeat(44), `${"A".repeat(43)} \n`, "A".repeat(257)];
  for (const text of texts) {
    await inFolder(async (folder) => {
      await Deno.writeTextFile(adminTokenPath(folder), text, { mode: 0o600 });
      await faultOf(loadAdminToken(folder), "bad_file");
      assertEquals(await Deno.readTextFile(adminTokenPath(folder)), text);
    });
  }
});

Deno.test("loadAdminToken() fails by name where the folder cannot be one", async () => {
  await inFolder(async (folder) => {
    await Deno.writeTextFile(join(folder, "file"), "");
    await faultOf(loadAdminToken(join(folder, "file", "keys")), "file_unwritable");
  });
});

async function inFolder(run: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await run(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function faultOf(promise: Promise<unknown>, code: FaultCode): Promise<Fault> {
  const fault = await assertRejects(() => promise, Fault);
  assertEquals(fault.code, code);
  return fault;
}
