// A signed-in browser before the console of a stage: the document of a page, and what its event
// stream brings first.

import { assert, assertEquals } from "@std/assert";
import { within } from "../../lib/base/within.ts";
import type { Patch } from "../../lib/web/patch.ts";
import { sessions, type Stage } from "./stage.ts";

/** The headers of the browser of Lia, who reads `language`. */
export async function signedIn(language: string): Promise<Record<string, string | null>> {
  const cookie = (await sessions.begin("Lia")).split(";")[0] ?? "";
  return { authorization: null, cookie, "accept-language": language };
}

/** The page as it is first shown. */
export async function pageOf(stage: Stage, path: string, language = "en"): Promise<string> {
  const response = await stage.request(path, { headers: await signedIn(language) });
  assertEquals(response.status, 200);
  return await response.text();
}

/** All live regions of a page as the stream first brings them: regions, and the rows of lists. */
export async function liveOf(stage: Stage, name: string, language = "en"): Promise<Patch> {
  const response = await stage.request(`/live/${name}`, { headers: await signedIn(language) });
  const reader = response.body?.getReader();
  assert(reader !== undefined);
  let text = "";
  while (!text.includes("event: patch")) {
    const read = await within(reader.read(), { ms: 2_000 });
    assert(read !== "timeout" && !read.done, "the stream brought no patch");
    text += new TextDecoder().decode(read.value);
  }
  await reader.cancel();
  const data = /event: patch\ndata: (.*)\n\n/.exec(text)?.[1];
  assert(data !== undefined);
  return JSON.parse(data);
}

/** Everything that `html` would run or load beside its own assets, and each attribute that it may not have. */
export function forbiddenIn(html: string): readonly string[] {
  const found = [
    ...html.matchAll(/<script(?![^>]*\bsrc="\/assets\/)[^>]*>/g),
    ...html.matchAll(/<[a-z][^>]*\s(?:style|on[a-z]+)=[^>]*>/g),
    ...html.matchAll(/<style\b[^>]*>/g),
    ...html.matchAll(/(?:src|href)="(?:https?:)?\/\/[^"]*"/g),
  ];
  return found.map(([match]) => match);
}

/** Labels without a field, fields without a label, and ids that stand twice. */
export function unlabelledIn(html: string): readonly string[] {
  const ids = [...html.matchAll(/\sid="([^"]+)"/g)].map(([, id = ""]) => id);
  const labels = [...html.matchAll(/<label for="([^"]+)"/g)].map(([, id = ""]) => id);
  const fields = [...html.matchAll(/<(?:input|select|textarea)\b([^>]*)>/g)]
    .filter(([, attributes = ""]) => !attributes.includes('type="hidden"'))
    .map(([, attributes = ""]) => /\sid="([^"]+)"/.exec(attributes)?.[1] ?? `no id:${attributes}`);
  return [
    ...ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => `twice: ${id}`),
    ...labels.filter((id) => !fields.includes(id)).map((id) => `no field: ${id}`),
    ...fields.filter((id) => !labels.includes(id)).map((id) => `no label: ${id}`),
  ];
}
