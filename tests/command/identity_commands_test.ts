// keygen, register and invite as people run them: processes of their own, with their permissions.

import { assert, assertEquals, assertMatch } from "@std/assert";
import { generateKeyPairSync } from "node:crypto";
import { join } from "@std/path";
import { parseInvitationFile, parseInvitationLink } from "../../lib/secure/invitation.ts";
import { thumbprint } from "../../lib/secure/key_set.ts";
import { readPrivateKeyFile, readPublicKeyFile } from "../../lib/secure/key_file.ts";
import { inFolder } from "../secure/_folder.ts";
import { runTask } from "./_run_task.ts";

Deno.test("keygen makes two files, prints the fingerprint, and never overwrites", async () => {
  await inFolder(async (folder) => {
    await Deno.mkdir(join(folder, "keys"));
    const args = ["--name", "ana", "--bits", "2048", "--json"];
    const made = await runTask("keygen", args, { folder });
    assertEquals([made.code, made.err], [0, ""]);
    const { privatePath, publicPath, thumbprint: print } = JSON.parse(made.out);
    const { encryption } = await readPublicKeyFile(join(folder, publicPath));
    assertEquals(thumbprint(encryption), print);
    const before = await Deno.readTextFile(join(folder, privatePath));
    const again = await runTask("keygen", args, { folder, env: { LANG: "pt_BR.UTF-8" } });
    assertEquals([again.code, again.out], [1, ""]);
    assertMatch(again.err, /^keygen: a chave já existe: .*\nChaves nunca são sobrescritas/);
    const english = await runTask("keygen", args, { folder });
    assertEquals(english.err.match(/overwritten/g)?.length, 1);
    assertEquals(await Deno.readTextFile(join(folder, privatePath)), before);
  });
});

Deno.test("keygen locks with LEILAO_PASSPHRASE and prints no secret", async () => {
  await inFolder(async (folder) => {
    await Deno.mkdir(join(folder, "keys"));
    const args = ["-n", "ana", "-p", "--bits", "2048"];
    const short = await runTask("keygen", args, { folder, env: { LEILAO_PASSPHRASE: "curta" } });
    assertEquals(short.code, 2);
    const help = await runTask("keygen", ["--help"], { folder });
    assertMatch(help.out, /8 characters/);
    const nobody = await runTask("keygen", args, { folder });
    assertEquals(nobody.code, 2);
    assertMatch(nobody.err, /LEILAO_PASSPHRASE/);
    const env = { LEILAO_PASSPHRASE: "cavalo certo", LEILAO_DEBUG: "1" };
    const made = await runTask("keygen", args, { folder, env });
    assertEquals(made.code, 0);
    const path = join(folder, "keys", "ana.private.jwks.json");
    const keySet = await readPrivateKeyFile(path, { askPassphrase: () => "cavalo certo" });
    for (const secret of [keySet.encryption.d, keySet.signing.d, "cavalo certo"]) {
      assert(![made.out, made.err, short.err].join().includes(secret));
    }
    assertMatch(made.out, /fingerprint {7}SHA256: \S{4} /);
    assertMatch(made.err, /Next: send keys.ana\.public\.jwks\.json/);
  });
});

Deno.test("keygen refuses names that are no names, and the house's", async () => {
  await inFolder(async (folder) => {
    const near = [["Bruno", "bruno"], ["José Lima Júnior", "jose-lima-junior"], ["../ana", "ana"]];
    const none = [["house", null], ["House", null], ["李", null]];
    for (const [name = "", wanted] of [...near, ...none]) {
      const { code, err } = await runTask("keygen", ["--name", name ?? ""], { folder });
      assertEquals(code, 2);
      assertMatch(err, /^keygen: --name: found/);
      assertEquals(/"([^"]*)" would do/.exec(err)?.[1] ?? null, wanted);
    }
    assertEquals([...Deno.readDirSync(folder)], []);
  });
});

Deno.test("keygen brings in an RSA key in PEM, and says where it cannot read", async () => {
  await inFolder(async (folder) => {
    await Deno.mkdir(join(folder, "keys"));
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    await Deno.writeTextFile(join(folder, "keys", "old.pem"), pem, { mode: 0o600 });
    await Deno.writeTextFile(join(folder, "outside.pem"), pem, { mode: 0o600 });
    const outside = await runTask("keygen", ["-n", "ana", "--from-pem", "outside.pem"], { folder });
    assertEquals(outside.code, 1);
    assertMatch(outside.err, /"outside\.pem": cannot be read\nCheck the path/);
    const made = await runTask("keygen", ["-n", "ana", "--from-pem", "keys/old.pem"], { folder });
    assertEquals(made.code, 0);
    const { encryption } = await readPublicKeyFile(join(folder, "keys/ana.public.jwks.json"));
    assertEquals(encryption.n, privateKey.export({ format: "jwk" }).n);
    const both = ["-n", "ben", "--from-pem", "keys/old.pem", "--bits", "2048"];
    assertEquals((await runTask("keygen", both, { folder })).code, 2);
  });
});

const openssl = await opensslPem();

Deno.test({
  name: "keygen brings in the key that openssl made",
  ignore: openssl === null,
  async fn() {
    await inFolder(async (folder) => {
      await Deno.mkdir(join(folder, "keys"));
      await Deno.writeTextFile(join(folder, "keys", "ana.pem"), openssl ?? "", { mode: 0o600 });
      const made = await runTask("keygen", ["-n", "ana", "--from-pem", "keys/ana.pem"], { folder });
      assertEquals(made.code, 0);
    });
  },
});

async function opensslPem(): Promise<string | null> {
  try {
    const command = new Deno.Command("openssl", { args: ["genrsa", "2048"], stderr: "null" });
    const { success, stdout } = await command.output();
    return success ? new TextDecoder().decode(stdout) : null;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return null;
    throw error;
  }
}

Deno.test("register adds, suspends, reinstates, bans and lists", async () => {
  await inFolder(async (folder) => {
    await Deno.mkdir(join(folder, "keys"));
    const keygen = await runTask("keygen", ["-n", "ana", "--bits", "2048", "--json"], { folder });
    const { thumbprint: print } = JSON.parse(keygen.out);
    const run = (...args: string[]) => runTask("register", [...args, "--json"], { folder });
    const add = ["--key", "keys/ana.public.jwks.json", "--name", "Ana Lima", "--paddle", "12"];
    const ana = { paddle: "12", name: "Ana Lima", status: "registered", thumbprint: print };
    assertEquals(JSON.parse((await run(...add)).out), ana);
    const twice = await run(...add);
    assertEquals([twice.code, twice.out], [1, ""]);
    assertMatch(twice.err, /^register: registry: the encryption key belongs to paddle 12/);
    const changes = [["--suspend", "suspended"], ["--reinstate", "registered"], [
      "--ban",
      "banned",
    ]];
    for (const [flag = "", status] of changes) {
      assertEquals(JSON.parse((await run(flag, "ana lima")).out), { ...ana, status });
    }
    const listing = JSON.parse((await run("--list")).out);
    assertEquals(listing, { bidders: [{ ...ana, status: "banned" }], problems: [] });
    const people = await runTask("register", ["-l", "--lang", "pt"], { folder });
    assertMatch(people.out, /^ {2}12 {2}excluído {4}Ana Lima {2}SHA256: /);
  });
});

Deno.test("register reports files that do not count, and ends with 1", async () => {
  await inFolder(async (folder) => {
    await Deno.mkdir(join(folder, "keys", "registered"), { recursive: true });
    await Deno.writeTextFile(join(folder, "keys", "registered", "a\x1b.jwks.json"), "{}");
    const { code, err } = await runTask("register", ["--list"], { folder });
    assertEquals(code, 1);
    assertMatch(err, /^"a\\u001b\.jwks\.json": registered bidder: name/);
  });
});

Deno.test("register refuses a private key set and more or less than one request", async () => {
  await inFolder(async (folder) => {
    await Deno.mkdir(join(folder, "keys"));
    await runTask("keygen", ["-n", "ana", "--bits", "2048"], { folder });
    const secret = ["--key", "keys/ana.private.jwks.json", "--name", "Ana"];
    const refused = await runTask("register", secret, { folder });
    assertEquals(refused.code, 1);
    assertMatch(refused.err, /private_member\)\nUse the file that ends in \.public\.jwks\.json/);
    const requests = [
      [],
      ["--list", "--ban", "1"],
      ["--key", "keys/ana.public.jwks.json"],
      ["--list", "--name", "Ana"],
      ["--key", "keys/ana.public.jwks.json", "--name", "Ana", "--paddle", "1 2"],
    ];
    for (const args of requests) {
      assertEquals((await runTask("register", args, { folder })).code, 2, args.join(" "));
    }
  });
});

Deno.test("invite makes the house's key once and says the same by file, link and JSON", async () => {
  await inFolder(async (folder) => {
    const args = ["--address", "192.168.1.5:7310", "--name", "Casa Lima", "--out", "invite.json"];
    const shown = await runTask("invite", args, { folder });
    assertEquals(shown.code, 0);
    const file = parseInvitationFile(await Deno.readTextFile(join(folder, "invite.json")));
    const link = shown.out.split("\n").find((line) => line.startsWith("leilao://")) ?? "";
    assertEquals(parseInvitationLink(link), file);
    assertMatch(shown.out, /[█▀▄]{20}/);
    assertMatch(shown.out, /house key SHA256: /);
    const client = "deno task client --key keys/NAME.private.jwks.json --invite";
    assert(shown.err.includes(`${client} invite.json\n`));
    const unsaved = await runTask("invite", args.slice(0, 4), { folder });
    assert(unsaved.err.includes(`${client} "${link}"\n`));
    const json = await runTask("invite", [...args.slice(0, 4), "--json"], { folder });
    assertEquals([parseInvitationFile(json.out), json.err], [file, ""]);
    const house = JSON.parse(await Deno.readTextFile(join(folder, "keys/house.private.jwks.json")));
    assert(![shown.out, shown.err, json.out].join().includes(house.keys[0].d));
  });
});

Deno.test("invite refuses addresses and names that bidders could not use", async () => {
  await inFolder(async (folder) => {
    for (
      const [address, name] of [["192.168.1.5", "Casa"], ["192.168.1.5:7310", "a\nb"]] as const
    ) {
      const { code } = await runTask("invite", ["--address", address, "--name", name], { folder });
      assertEquals(code, 2);
    }
    assertEquals([...Deno.readDirSync(folder)], []);
  });
});
