// The checks of the pictures: what strangers ask of the house, and what a bidder is brought.

import type { CheckedFile } from "./check.ts";

const vectors = "tests/vectors_test.ts";
const relayTest = "tests/worker/relay_pictures_test.ts";
const arrivalsTest = "tests/worker/relay_arrivals_test.ts";
const houseTest = "tests/worker/house_pictures_test.ts";
const bidderTest = "tests/worker/bidder_pictures_test.ts";

/** The checks of pictures at the relay, at the house, and at a bidder. */
export const pictureChecks: readonly CheckedFile[] = [
  {
    file: "lib/wire/picture_frame.ts",
    caughtBy: [vectors],
    checks: [
      {
        without: "decodePictureRequest() takes any length",
        search: `bytes.length !== PICTURE_REQUEST_BYTES`,
        replace: `bytes.length < PICTURE_REQUEST_BYTES / 8`,
      },
      {
        without: "decodePictureRequest() takes another head",
        search: `if (!equalBytes(bytes.subarray(0, head.length), head)) return null;`,
        replace: ``,
      },
      {
        without: "pictureAnswerLength() takes a tag alone",
        search: `length > TAG_BYTES && `,
        replace: ``,
      },
      {
        without: "pictureAnswerLength() takes any length",
        search: `length <= PICTURE_BYTES_MAX + TAG_BYTES`,
        replace: `length <= PICTURE_BYTES_MAX * 4_096`,
      },
    ],
  },
  {
    file: "lib/secure/picture_seal.ts",
    caughtBy: [vectors],
    checks: [
      {
        without: "openPicture() takes another picture under the right key",
        search: `equalBytes(sha256(picture), digest) ? picture : "digest"`,
        replace: `equalBytes(digest, digest) ? picture : "digest"`,
        caughtBy: [vectors, bidderTest],
      },
      {
        without: "openPicture() seals without the name",
        search: `concat(sealLabel, await pictureName(digest))`,
        replace: `concat(sealLabel, digest.subarray(32))`,
      },
      {
        without: "pictureName() shows what the key is derived with",
        search: `derived(digest, nameLabel)`,
        replace: `derived(digest, digest.length === 0 ? nameLabel : keyLabel)`,
      },
    ],
  },
  {
    file: "lib/worker/relay_thread.ts",
    caughtBy: [relayTest],
    checks: [
      {
        without: "runRelay() takes every connection for datagrams",
        search: `if (asksForPicture(first)) return`,
        replace: `if (asksForPicture(first) && openedAt < 0) return`,
      },
    ],
  },
  {
    file: "lib/worker/relay_arrivals.ts",
    caughtBy: [arrivalsTest],
    checks: [
      {
        without: "RelayArrivals waits for first bytes for ever",
        search: `now - arrival.openedAt >= RELAY_UNBELIEVED_MS`,
        replace: `now - arrival.openedAt < 0`,
      },
      {
        without: "RelayArrivals lets any number be silent from one address",
        search: `fromOneAddress: RELAY_ARRIVALS_PER_ADDRESS_MAX,`,
        replace: `fromOneAddress: RELAY_ARRIVALS_PER_ADDRESS_MAX * 64,`,
      },
      {
        without: "RelayArrivals lets any number be silent",
        search: `inAll: RELAY_ARRIVALS_MAX,`,
        replace: `inAll: RELAY_ARRIVALS_MAX * 64,`,
      },
    ],
  },
  {
    file: "lib/worker/relay_pictures.ts",
    caughtBy: [relayTest],
    checks: [
      {
        without: "RelayPictures asks for whatever came",
        search: `if (name === null) return "malformed";`,
        replace: `if (name === null) return await this.#send(guest, null);`,
      },
      {
        without: "RelayPictures lets any number in from one address",
        search: `fromOneAddress: PICTURE_CONNECTIONS_PER_ADDRESS_MAX,`,
        replace: `fromOneAddress: PICTURE_CONNECTIONS_PER_ADDRESS_MAX * 64,`,
      },
      {
        without: "RelayPictures lets any number in",
        search: `inAll: PICTURE_CONNECTIONS_MAX,`,
        replace: `inAll: PICTURE_CONNECTIONS_MAX * 64,`,
      },
      {
        without: "RelayPictures makes room among those who have asked",
        search: `this.#crowd.proven(guest);`,
        replace: ``,
      },
      {
        without: "RelayPictures serves any number at once",
        search: `atOnce: PICTURES_AT_ONCE_MAX,`,
        replace: `atOnce: PICTURES_AT_ONCE_MAX * 64,`,
      },
      {
        without: "RelayPictures serves any number of one address at once",
        search: `fromOneAddress: PICTURES_PER_ADDRESS_AT_ONCE_MAX,`,
        replace: `fromOneAddress: PICTURES_PER_ADDRESS_AT_ONCE_MAX * 64,`,
      },
      {
        without: "RelayPictures waits for a request for ever",
        search: `now - openedAt >= PICTURE_ASK_MS`,
        replace: `now - openedAt < 0`,
      },
      {
        without: "RelayPictures waits for who does not read",
        search: `sending >= PICTURE_SENDING_MS || `,
        replace: `sending < 0 || `,
      },
      {
        without: "RelayPictures keeps who stands in line for ever",
        search: ` || now - openedAt >= PICTURE_OPEN_MS`,
        replace: ``,
      },
      {
        without: "RelayPictures lets an address ask as fast as it can",
        search: `if (!await this.#pace.work(guest, PICTURE_CHUNK_BYTES)) return "ended";`,
        replace: ``,
      },
      {
        without: "RelayPictures sends as fast as it can",
        search: `if (!await this.#pace.send(guest, chunk.length)) return "ended";`,
        replace: ``,
      },
    ],
  },
  {
    file: "lib/worker/picture_pace.ts",
    caughtBy: [relayTest],
    checks: [
      {
        without: "PicturePace gives an address all that there is",
        search: `buckets: [this.#of(comer), this.#all]`,
        replace: `buckets: [this.#all]`,
      },
      {
        without: "PicturePace gives each address its own, whatever the others have",
        search: `buckets: [this.#of(comer), this.#all]`,
        replace: `buckets: [this.#of(comer), ...(bytes < 0 ? [this.#all] : [])]`,
      },
    ],
  },
  {
    file: "lib/net/picture_fetch.ts",
    caughtBy: ["tests/net/picture_fetch_test.ts"],
    checks: [
      {
        without: "fetchPicture() waits for a length that no picture has",
        search: `= pictureAnswerLength(head);`,
        replace: `= pictureAnswerLength(head) ?? 17;`,
      },
      {
        without: "fetchPicture() takes half an answer",
        search: `if (sealed === null) throw ended();`,
        replace: `if (sealed === null) return null;`,
      },
    ],
  },
  {
    file: "lib/worker/house_pictures.ts",
    caughtBy: [houseTest],
    checks: [
      {
        without: "HousePictures gives what lies under a digest, whatever it is",
        search: `found.ok && toHex(sha256(found.bytes)) === digest ? found.bytes : null`,
        replace: `found.ok && toHex(sha256(found.bytes)) !== digest + "." ? found.bytes : null`,
      },
      {
        without: "HousePictures.picture() gives what no lot has",
        search: `if (image === undefined) return null;\n    const bytes`,
        replace:
          `if (image === undefined) return await this.#read({ name: "lot.svg", mediaType: "", sha256: digest }) === null ? null : { bytes: new Uint8Array(0), mediaType: "" };\n    const bytes`,
      },
      {
        without: "HousePictures.keepItem() takes whatever lies there for kept",
        search: `if (kept?.sha256 === image.sha256) return;`,
        replace: `if (kept !== null) return;`,
      },
    ],
  },
  {
    file: "lib/worker/held_bytes.ts",
    caughtBy: [houseTest],
    checks: [
      {
        without: "HeldBytes holds any number of bytes",
        search: `this.#bytes <= this.#bytesMax`,
        replace: `this.#bytes <= this.#bytesMax * 64`,
      },
    ],
  },
  {
    file: "lib/worker/bidder_pictures.ts",
    caughtBy: [bidderTest],
    checks: [
      {
        without: "BidderPictures believes the disk",
        search: `kept !== null && await isPictureOf(image, kept)`,
        replace: `kept !== null`,
      },
      {
        without: "BidderPictures hands out what is no picture",
        search: `return await isPictureOf(image, opened) ? opened : null;`,
        replace: `return opened;`,
      },
      {
        without: "BidderPictures hands out another kind than the event names",
        search: `checked.image.mediaType === mediaType`,
        replace: `checked.image.mediaType !== mediaType + "."`,
      },
      {
        without: "BidderPictures asks again at once",
        search: `!this.#mayAsk(image.sha256)`,
        replace: `!this.#mayAsk("")`,
      },
      {
        without: "BidderPictures fetches all at once",
        search: `if (this.#fetching < PICTURE_FETCHES_MAX) this.#fetching++;`,
        replace: `if (this.#fetching < PICTURE_FETCHES_MAX * 64) this.#fetching++;`,
      },
    ],
  },
  {
    file: "lib/worker/picture_shelf.ts",
    caughtBy: ["tests/worker/picture_shelf_test.ts"],
    checks: [
      {
        without: "PictureShelf keeps any number of bytes",
        search: `bytes <= this.#bytesMax`,
        replace: `bytes <= this.#bytesMax * 64`,
      },
      {
        without: "PictureShelf puts out what is no picture of its own",
        search: `digestName.test(name)`,
        replace: `digestName.test(newest)`,
      },
    ],
  },
];
