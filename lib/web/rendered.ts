// The one way for HTML into a page as it is: what our own components have rendered a moment before,
// as the event stream would bring it. Nobody's words ever come here unrendered.

import { raw } from "hono/html";
import type { Row } from "./region.ts";

/** HTML that a component of ours has rendered, as a child of another one. */
export function rendered(html: string): ReturnType<typeof raw> {
  return raw(html);
}

/** The entries of a list, as children of its element. */
export function renderedRows(rows: readonly Row[]): ReturnType<typeof raw> {
  return rendered(rows.map(({ html }) => html).join(""));
}
