// Style sheets, scripts and other files that belong to pages, served from memory.
//
// Their texts are imported as text, so that they need no permission and go into executables. The
// path of a script is its path in the source tree: a module imports another one by the same
// relative name in the browser and in `deno check`. They are packed once, at the start: nothing that
// a person types or must not know ever stands in them, so that their length tells nothing.

import { gzipSync } from "node:zlib";
import { Hono } from "hono";
import { accepts } from "hono/accepts";
import { type Bytes, toUtf8 } from "../base/bytes.ts";
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
  for (const asset of assets) {
    const plain = variantOf(asset, "identity");
    const packed = variantOf(asset, "gzip");
    routes.get(`/${asset.path}`, (c) => {
      const encoding = accepts(c, {
        header: "Accept-Encoding",
        supports: ["gzip"],
        default: "identity",
      });
      const { bytes, headers } = encoding === "gzip" ? packed : plain;
      return c.req.header("if-none-match") === headers.etag
        ? c.body(null, 304, headers)
        : c.body(bytes, 200, headers);
    });
  }
  return routes;
}

/** A file as it is sent. */
interface Variant {
  readonly bytes: Bytes;
  readonly headers: Readonly<Record<string, string>> & { readonly etag: string };
}

function variantOf({ path, text }: Asset, encoding: "identity" | "gzip"): Variant {
  const whole = toUtf8(text);
  const bytes = encoding === "gzip" ? new Uint8Array(gzipSync(whole, { level: 9 })) : whole;
  return {
    bytes,
    headers: {
      ...PAGE_HEADERS,
      "content-type": mediaTypes[path.slice(path.lastIndexOf(".") + 1)] ?? "text/plain",
      ...(encoding === "gzip" ? { "content-encoding": "gzip" } : {}),
      "vary": "Accept-Encoding",
      // Asked for again each time, and answered with nothing where it is the same.
      "cache-control": "no-cache",
      etag: `"${sha256(bytes).toHex().slice(0, 32)}"`,
    },
  };
}

/** Names these very files: a page that is open while the program is replaced notices. */
export function buildOf(assets: readonly Asset[]): string {
  const all = assets.map(({ path, text }) => `${path}\n${text}`).join("\n");
  return sha256(toUtf8(all)).toHex().slice(0, 16);
}
