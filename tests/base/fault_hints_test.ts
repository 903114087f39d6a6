// What people are told to do about a fault, in their language.

import { assert, assertEquals } from "@std/assert";
import { Fault } from "../../lib/base/fault.ts";
import { faultHint, faultLine } from "../../lib/base/fault_hints.ts";
import { joinRefusalWords, WORDED_REFUSALS } from "../../lib/base/join_refusal_words.ts";
import { LANGUAGES } from "../../lib/base/language.ts";
import { JOIN_REFUSALS } from "../../lib/wire/join_message.ts";
import { JoinRefused } from "../../lib/worker/bidder_join.ts";
import { replaced } from "../../lib/worker/link_fault.ts";

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

Deno.test("faultHint() gives a hint that was written in both languages in the person's own", () => {
  const fault = new Fault("unreachable", "nobody", {
    hint: { en: "Use --admin", pt: "Dê --admin" },
  });
  assertEquals([faultHint(fault, "en"), faultHint(fault, "pt")], ["Use --admin", "Dê --admin"]);
  assertEquals(fault.hint, "Use --admin");
});

Deno.test("faultLine() and faultHint() say in words why the house refuses a join", () => {
  assertEquals(WORDED_REFUSALS.toSorted(), [...JOIN_REFUSALS].sort());
  for (const reason of JOIN_REFUSALS) {
    const fault = new JoinRefused(reason);
    for (const language of LANGUAGES) {
      assertEquals(faultLine(fault, language), joinRefusalWords(reason)?.line[language]);
      assertEquals(faultHint(fault, language), joinRefusalWords(reason)?.hint[language]);
    }
    assert(faultLine(fault, "pt").startsWith("A casa não nos deixa entrar: "));
  }
});

Deno.test("faultLine() falls back on the message where the reason is none that it knows", () => {
  const fault = Object.assign(new Fault("refused_join", "Joining failed"), { reason: "toString" });
  assertEquals(faultLine(fault, "pt"), "a casa recusou a entrada: Joining failed");
});

Deno.test("faultLine() says in Portuguese alone that the key has joined elsewhere", () => {
  assertEquals(faultLine(replaced(), "pt"), "esta chave entrou de outro lugar");
});
