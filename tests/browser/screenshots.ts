// deno task screenshots: takes pictures of every page in every state worth one, so that a person can
// look them all over, and gives README the best ones.

import { basename, join } from "@std/path";
import { defineCommand } from "../../lib/command/cli.ts";
import { type CommandRun, runMain } from "../../lib/command/run_main.ts";
import { Chromium, chromiumPath } from "./support/chromium.ts";
import {
  type Picture,
  README_PICTURE_BYTES_MAX,
  takeScreenshots,
} from "./support/screenshot_walk.ts";
import { SHOWN_STATES } from "./support/shown_states.ts";

/** Where README's pictures lie, from the project's folder. */
const README_FOLDER = "lib/web/screenshots";

/** The description of `screenshots`. */
export const screenshotsCommand = defineCommand({
  name: "screenshots",
  summary: {
    en: "takes pictures of the pages in each window, language and color",
    pt: "fotografa as páginas em cada janela, idioma e cor",
  },
  flags: {
    out: {
      type: "string",
      value: "FOLDER",
      default: "screenshots",
      help: { en: "where the pictures go", pt: "onde ficam as imagens" },
    },
    state: {
      type: "string",
      value: "NAME",
      help: {
        en: "only the states whose name begins so",
        pt: "só os estados cujo nome começa assim",
      },
    },
    readme: {
      type: "boolean",
      help: {
        en: `copy README's pictures to ${README_FOLDER}`,
        pt: `copia as imagens do README para ${README_FOLDER}`,
      },
    },
  },
  examples: [
    {
      line: "deno task screenshots",
      text: { en: "all pictures, in screenshots", pt: "todas as imagens, em screenshots" },
    },
    {
      line: "deno task screenshots --state paper --readme",
      text: {
        en: "those of the papers, and copies what README shows of them",
        pt: "as dos papéis, e copia as que o README mostra",
      },
    },
  ],
});

if (import.meta.main) await runMain(screenshotsCommand, screenshots);

async function screenshots({ flags, io }: CommandRun<typeof screenshotsCommand.flags>) {
  const { out, readme } = flags;
  const wanted = flags.state ?? "";
  const states = SHOWN_STATES.filter(({ name }) => name.startsWith(wanted));
  if (states.length === 0 || chromiumPath() === null) {
    io.err(
      states.length === 0 ? `screenshots: no state "${wanted}"\n` : "screenshots: no browser\n",
    );
    return 2;
  }
  await Deno.mkdir(out, { recursive: true });
  const chosen: Picture[] = [];
  const taken = (picture: Picture) => {
    io.out(`${picture.path} ${picture.bytes}\n`);
    if (picture.isForReadme) chosen.push(picture);
  };
  await using chromium = await Chromium.launch();
  await takeScreenshots(chromium.browser, { states, folder: out, taken });
  if (!readme) return 0;
  const heavy = chosen.filter(({ bytes }) => bytes > README_PICTURE_BYTES_MAX);
  for (const { path } of heavy) io.err(`screenshots: ${path} is too big for the repository\n`);
  if (heavy.length > 0) return 1;
  await Deno.mkdir(README_FOLDER, { recursive: true });
  for (const { path } of chosen) await Deno.copyFile(path, join(README_FOLDER, basename(path)));
  return 0;
}
