// What people are told to do about a fault, in their language.

import { assert, assertEquals } from "@std/assert";
import { Fault } from "../../lib/base/fault.ts";
import { faultHint, faultLine } from "../../lib/base/fault_hints.ts";

Deno.test("faultHint() prefers the fault's own hint in English and ours in Portuguese", () => {
  const fault = new Fault("key_exposed", '"a": found mode 0644, want 0600', {
    hint: "Run: chmod 600 a",
  });
  assertEquals(faultHint(fault, "en"), "Run: chmod 600 a");
  assert(faultHint(fault, "pt").includes("ARQUIVO"));
  assert(faultHint(new Fault("key_exposed", ""), "en").includes("chmod 600 FILE"));
});

Deno.test("faultLine() says in Portuguese what the English message is about", () => {
  const fault = new Fault("key_exists", '"a": already exists');
  assertEquals(faultLine(fault, "en"), '"a": already exists');
  assertEquals(faultLine(fault, "pt"), 'a chave já existe: "a": already exists');
});

Deno.test("faultHint() and faultLine() leave bad_arguments as it was thrown", () => {
  const fault = new Fault("bad_arguments", "falta a opção: --name", { hint: "Veja a ajuda." });
  assertEquals(faultHint(fault, "pt"), "Veja a ajuda.");
  assertEquals(faultLine(fault, "pt"), "falta a opção: --name");
});
