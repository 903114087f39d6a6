// Style sheets, scripts and other files that belong to pages, served from memory.
//
// Their texts are imported as text, so that they need no permission and go into executables. The
// path of a script is its path in the source tree: a module imports another one by the same
// relative name in the browser and in `deno check`.

import { Hono } from "hono";
import { toUtf8 } from "../base/bytes.ts";
import { sha256 } from "../secure/digest.ts";
import { PAGE_HEADERS } from "./page_policy.ts";

/** One file of a page. */
export interface Asset {
  /** Below /assets/: "web/live_page.js". */
  readonly path: string;
  readonly text: string;
}

const mediaTypes: Readonly<Record<string, string>> = {
  css: "text/css; charset=utf-8",
  svg: "image/svg+xml",
  js: "text/javascript; charset=utf-8",
};

/** Serves `assets`; mount it at /assets. */
export function assetRoutes(assets: readonly Asset[]): Hono {
  const routes = new Hono();
  for (const { path, text } of assets) {
    const etag = `"${sha256(toUtf8(text)).toHex().slice(0, 32)}"`;
    const headers = {
      ...PAGE_HEADERS,
      "content-type": mediaTypes[path.slice(path.lastIndexOf(".") + 1)] ?? "text/plain",
      // Asked for again each time, and answered with nothing where it is the same.
      "cache-control": "no-cache",
      etag,
    };
    routes.get(
      `/${path}`,
      (c) =>
        c.req.header("if-none-match") === etag
          ? c.body(null, 304, headers)
          : c.body(text, 200, headers),
    );
  }
  return routes;
}

/** Names these very files: a page that is open while the program is replaced notices. */
export function buildOf(assets: readonly Asset[]): string {
  const all = assets.map(({ path, text }) => `${path}\n${text}`).join("\n");
  return sha256(toUtf8(all)).toHex().slice(0, 16);
}
