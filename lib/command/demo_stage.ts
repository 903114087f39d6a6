// The folder in which a demo takes place: throw-away keys, the registry, the lots, the records.
//
// It is made anew each time, readable by its owner alone. After a demo that went well it is kept,
// so that what happened can be looked at; after any other it is removed, keys and all. The keys are made by the same code as `deno task keygen` and `register` use.

import { join } from "@std/path";
import { Fault } from "../base/fault.ts";
import type { Language } from "../base/language.ts";
import { createKeyFiles, toJsonText } from "../secure/key_file.ts";
import { type Invitation, toInvitationFile } from "../secure/invitation.ts";
import { generatePrivateKeySet, publicHalf } from "../secure/private_key_set.ts";
import { registerBidder } from "../secure/registry_folder.ts";
import { copyLots, type LotsWishes } from "./demo_lots.ts";

/** A registered bidder of the demo and where its things lie. */
export interface StagedBidder {
  readonly name: string;
  readonly paddle: string;
  readonly keyPath: string;
  /** Of this bidder alone: its client's records and the events that it saw. */
  readonly folder: string;
}

/** The folder of a demo, ready for a house to start in. */
export interface DemoStage {
  readonly folder: string;
  readonly keys: string;
  readonly items: string;
  /** The house's data folder. */
  readonly data: string;
  /** Where {@link writeInvitation} writes. */
  readonly invitation: string;
  readonly bidders: readonly StagedBidder[];
}

/** What a stage is made from. `keyMade` is called as each bidder's keys are ready. */
export interface StageWishes {
  /** The folder that gets the demo's folder in it. */
  readonly parent: string;
  readonly lots: LotsWishes;
  readonly names: readonly string[];
  readonly language: Language;
  keyMade(name: string): void;
}

/** Small, for speed: these keys live for one demo. `keygen` makes 3072 bits unless told. */
const rsaBits = 2048;

/**
 * Makes the folder and what is in it, or leaves nothing behind. Faults: `file_unwritable`, and
 * those of the lots.
 */
export async function setStage(wishes: StageWishes): Promise<DemoStage> {
  const folder = await makeFolderIn(wishes.parent);
  try {
    return await furnish(folder, wishes);
  } catch (error) {
    await removeStage({ folder });
    throw error;
  }
}

/** Removes the demo's folder and all that is in it; no program may be at work there any more. */
export async function removeStage({ folder }: Pick<DemoStage, "folder">): Promise<void> {
  await Deno.remove(folder, { recursive: true });
}

async function furnish(folder: string, wishes: StageWishes): Promise<DemoStage> {
  const { lots, names, language, keyMade } = wishes;
  const inside = (name: string) => join(folder, name);
  const [keys, items, data] = [inside("keys"), inside("items"), inside("house")];
  for (const path of [keys, items, data]) await Deno.mkdir(path, { mode: 0o700 });
  await copyLots(lots, { to: items, language });
  const keySets = await Promise.all(names.map(async (name) => {
    const keySet = await generatePrivateKeySet({ bits: rsaBits });
    keyMade(name);
    return { name, keySet };
  }));
  const bidders: StagedBidder[] = [];
  for (const { name, keySet } of keySets) {
    const word = name.toLowerCase();
    const place = { folder: keys, name: word, passphrase: null };
    const { privatePath } = await createKeyFiles(keySet, place);
    const { bidder } = await registerBidder(join(keys, "registered"), {
      keySet: publicHalf(keySet),
      name,
    });
    await Deno.mkdir(inside(word), { mode: 0o700 });
    bidders.push({ name, paddle: bidder.paddle, keyPath: privatePath, folder: inside(word) });
  }
  return { folder, keys, items, data, invitation: inside("invite.json"), bidders };
}

/** Writes the invitation that the bidders' clients are started with. */
export async function writeInvitation(stage: DemoStage, invitation: Invitation): Promise<void> {
  await Deno.writeTextFile(stage.invitation, toJsonText(toInvitationFile(invitation)));
}

async function makeFolderIn(parent: string): Promise<string> {
  try {
    await Deno.mkdir(parent, { recursive: true, mode: 0o700 });
    // Deno makes it with mode 0700: the keys in it are nobody else's, even if only for a minute.
    return await Deno.makeTempDir({ dir: parent, prefix: "demo-" });
  } catch (cause) {
    throw new Fault("file_unwritable", `demo folder in "${parent}": cannot be made`, { cause });
  }
}
