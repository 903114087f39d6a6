// HTML in which every value is escaped, for documents that are made at once and never wait.

import { assert } from "@std/assert";
import { html, raw } from "hono/html";

/** Escaped HTML. It goes into other markup as it is; a plain string is escaped on its way in. */
export type Markup = ReturnType<typeof raw>;

/** What may stand in a template. */
export type Content = string | number | Markup | readonly Markup[];

/** The template with its values escaped: `markup\`<p>${text}</p>\``. */
export function markup(strings: TemplateStringsArray, ...values: readonly Content[]): Markup {
  const made = html(strings, ...values);
  // Only a promise among the values makes hono's template wait, and Content knows none.
  assert(!(made instanceof Promise), "A paper is made of nothing that has to be waited for");
  return made;
}

/** Nothing at all. */
export const NOTHING: Markup = raw("");

/** Text that is markup already: our own style sheet, never anybody's words. */
export function ownMarkup(text: string): Markup {
  return raw(text);
}
