// A sale's folders for a test: keys, registry, items and data in a place of its own that goes away.

import { createKeyFiles, toJsonText } from "../../lib/secure/key_file.ts";
import {
  generatePrivateKeySet,
  type PrivateKeySet,
  publicHalf,
} from "../../lib/secure/private_key_set.ts";
import { registerBidder } from "../../lib/secure/registry_folder.ts";

/** A bidder's keys, made for the test: 2,048 bits are the least that the house takes. */
export async function makeKeys(
  names: readonly string[],
): Promise<ReadonlyMap<string, PrivateKeySet>> {
  const made = names.map(async (name) =>
    [name, await generatePrivateKeySet({ bits: 2048 })] as const
  );
  return new Map(await Promise.all(made));
}

/** The folder of one sale, as `deno task` would be run in. */
export class SaleFolder {
  readonly path: string;

  private constructor(path: string) {
    this.path = path;
  }

  /** Makes the folder with its four subfolders. */
  static async make(): Promise<SaleFolder> {
    const path = await Deno.realPath(await Deno.makeTempDir({ prefix: "leilao-" }));
    for (const name of ["keys", "keys/registered", "items", "data"]) {
      await Deno.mkdir(`${path}/${name}`);
    }
    return new SaleFolder(path);
  }

  /** Writes a bidder's key files and, unless told otherwise, registers the bidder. */
  async addBidder(
    name: string,
    { keySet, paddle, registered = true }: {
      readonly keySet: PrivateKeySet;
      readonly paddle: string;
      readonly registered?: boolean;
    },
  ): Promise<void> {
    await createKeyFiles(keySet, { folder: `${this.path}/keys`, name, passphrase: null });
    if (!registered) return;
    const wish = { keySet: publicHalf(keySet), name: bidderName(name), paddle };
    await registerBidder(`${this.path}/keys/registered`, wish);
  }

  /** Puts a file of lots into the items folder. */
  async writeItem(file: string, content: unknown): Promise<void> {
    const text = typeof content === "string" ? content : toJsonText(content);
    await Deno.writeTextFile(`${this.path}/items/${file}`, text);
  }

  /** Writes the invitation to a house. */
  async writeInvitation(address: string, house: string): Promise<void> {
    const invitation = { leilao: 1, name: "Casa de Teste", address, house };
    await Deno.writeTextFile(`${this.path}/invite.json`, toJsonText(invitation));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Deno.remove(this.path, { recursive: true });
  }
}

/** What the registry calls a bidder: nothing that occurs in other texts of a sale by chance. */
export function bidderName(name: string): string {
  return `Participante ${name}`;
}
