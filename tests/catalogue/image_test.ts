// Pictures: the content must be what the name says, and the file an ordinary one of the folder.

import { assertEquals } from "@std/assert";
import { join } from "@std/path";
import { type Bytes, concat, toUtf8 } from "../../lib/base/bytes.ts";
import {
  type CheckedImage,
  checkImage,
  imageMediaType,
  readImage,
} from "../../lib/catalogue/image.ts";
import { withFolder } from "./items_fixture.ts";

const pngHead = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13);
const jpegHead = Uint8Array.of(0xff, 0xd8, 0xff, 0xe0);
const webpHead = toUtf8("RIFF\x10\0\0\0WEBPVP8 ");
const avifHead = toUtf8("\0\0\0\x1cftypavif\0\0\0\0");
const drawing = toUtf8('<svg xmlns="http://www.w3.org/2000/svg"/>');

function outcome(checked: CheckedImage): string {
  return checked.ok ? checked.image.mediaType : checked.problem.code;
}

const images: readonly (readonly [name: string, Bytes, outcome: string])[] = [
  ["a.png", pngHead, "image/png"],
  ["a.jpg", jpegHead, "image/jpeg"],
  ["a.jpeg", jpegHead, "image/jpeg"],
  ["a.webp", webpHead, "image/webp"],
  ["a.avif", avifHead, "image/avif"],
  ["a.svg", drawing, "image/svg+xml"],
  ["bom.svg", concat(Uint8Array.of(0xef, 0xbb, 0xbf), drawing), "image/svg+xml"],
  ["png_named.jpg", pngHead, "image_kind"],
  ["svg_named.png", drawing, "image_kind"],
  ["web_page.png", toUtf8("<html>"), "image_kind"],
  ["sound_named.webp", toUtf8("RIFF\x10\0\0\0WAVEfmt "), "image_kind"],
  ["empty.png", new Uint8Array(), "image_kind"],
  ["truncated.png", pngHead.slice(0, 5), "image_kind"],
  ["script.svg", toUtf8('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'), "plain_svg"],
  ["utf16.svg", Uint8Array.of(0xff, 0xfe, 0x3c, 0), "plain_svg"],
  ["large.png", concat(pngHead, new Uint8Array(2 * 1024 * 1024)), "image_bytes"],
  ["../a.png", pngHead, "image_name"],
  ["a/b.png", pngHead, "image_name"],
  ["a\\b.png", pngHead, "image_name"],
  ["a.png\0.svg", pngHead, "image_name"],
  [".a.png", pngHead, "image_name"],
  ["a.PNG", pngHead, "image_name"],
  ["a.gif", pngHead, "image_name"],
];

for (const [name, bytes, wanted] of images) {
  Deno.test(`checkImage() answers ${wanted} to ${JSON.stringify(name)}`, async () => {
    assertEquals(outcome(await checkImage(name, bytes)), wanted);
  });
}

Deno.test("checkImage() gives the digest of the bytes, lower-case hexadecimal", async () => {
  const checked = await checkImage("a.png", pngHead);
  // From sha256sum over the same twelve bytes.
  const sha256 = "218ad85a233eff829618a6865ab681222b734c62d35a32b3eabd5c37d8945f86";
  assertEquals(checked, { ok: true, image: { name: "a.png", mediaType: "image/png", sha256 } });
});

Deno.test("imageMediaType() is null for what is no image's name", () => {
  assertEquals(imageMediaType("a.webp"), "image/webp");
  for (const name of ["", "png", ".png", "a.json", "a.constructor", "x".repeat(61) + ".png"]) {
    assertEquals(imageMediaType(name), null);
  }
});

Deno.test("readImage() reads an ordinary file of the folder", async () => {
  await withFolder({ "a.png": pngHead }, async (folder) => {
    assertEquals(outcome(await readImage(folder, "a.png")), "image/png");
  });
});

Deno.test("readImage() refuses a link, a folder, a missing, a huge and an outside file", async () => {
  await withFolder({ "inner.png": pngHead }, async (folder) => {
    await Deno.symlink(join(folder, "inner.png"), join(folder, "link.png"));
    await Deno.mkdir(join(folder, "folder.png"));
    await Deno.writeFile(join(folder, "huge.png"), new Uint8Array(2 * 1024 * 1024 + 1));
    const table = {
      "link.png": "ordinary_file",
      "folder.png": "ordinary_file",
      "none.png": "image_present",
      "huge.png": "image_bytes",
      "../inner.png": "image_name",
    };
    for (const [name, wanted] of Object.entries(table)) {
      assertEquals(outcome(await readImage(folder, name)), wanted, name);
    }
  });
});
