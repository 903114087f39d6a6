// Walks through states and looks, and keeps a picture of each.

import { join } from "@std/path";
import type { Browser } from "playwright-core";
import { type Language, LANGUAGES } from "../../../lib/base/language.ts";
import { type Device, DEVICES, type PageLook, PageStage } from "./page_stage.ts";
import type { ShownPlace, ShownState } from "./shown_states.ts";

/** A picture in the repository may weigh this much: everyone who clones it pays for it. */
export const README_PICTURE_BYTES_MAX = 120_000;

/** A picture that was taken. */
export interface Picture {
  readonly path: string;
  readonly bytes: number;
  readonly isForReadme: boolean;
}

/** A look that a state is shown in, with its name in files: "phone-pt-dark". */
interface NamedLook extends PageLook {
  readonly name: string;
  readonly device: Device;
}

/** Every window in every language in light and dark. */
const LOOKS: readonly NamedLook[] = (Object.keys(DEVICES) as Device[]).flatMap((device) =>
  LANGUAGES.flatMap((language: Language) =>
    (["light", "dark"] as const).map((scheme) => ({
      name: [device, language, scheme].join("-"),
      device,
      language,
      scheme,
      // A picture is of a page at rest.
      reducedMotion: true,
    }))
  )
);

/**
 * Takes each state in each look, as `STATE-DEVICE-LANGUAGE-SCHEME.png` in `folder`, which must be there.
 * Tells each picture when it is taken. Fails where a page complains.
 */
export async function takeScreenshots(
  browser: Browser,
  { states, folder, taken }: {
    readonly states: readonly ShownState[];
    readonly folder: string;
    readonly taken: (picture: Picture) => void;
  },
): Promise<void> {
  for (const state of states) {
    await using owned = new AsyncDisposableStack();
    const place = await state.arrange(owned);
    for (const look of LOOKS) {
      const path = join(folder, `${state.name}-${look.name}.png`);
      const bytes = await picture(browser, { place, look, cutAt: state.cutAt });
      await Deno.writeFile(path, bytes);
      const isForReadme = state.inReadme.includes(look.name);
      taken({ path, bytes: bytes.length, isForReadme });
    }
  }
}

async function picture(
  browser: Browser,
  { place, look, cutAt }: {
    readonly place: ShownPlace;
    readonly look: NamedLook;
    readonly cutAt: number | undefined;
  },
): Promise<Uint8Array> {
  const { url, headers = {}, signIn, settle } = place;
  await using stage = await PageStage.open(browser, { ...look, headers });
  await signIn?.(stage.context);
  await stage.page.goto(url);
  await settle?.(stage);
  const { width, height } = DEVICES[look.device].viewport;
  const clip = { x: 0, y: 0, width, height: Math.min(height, cutAt ?? height) };
  const bytes = await stage.page.screenshot({ animations: "disabled", scale: "css", clip });
  await stage.assertNoComplaints();
  return bytes;
}
