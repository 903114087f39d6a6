// What a person sees whose browser asked for something that there is not, or that failed: a small
// page in their language, with a way back. Programs get JSON instead (wantsPage in request_checks.ts).

import type { Language } from "../base/language.ts";
import { LanguageSwitch, pageDocument } from "./page_document.tsx";
import { WEB_TEXTS } from "./web_texts.ts";

/** What went wrong, in finished words of `language`. */
export interface ProblemPageProps {
  readonly language: Language;
  /** The build of the assets (assets.ts). */
  readonly build: string;
  readonly title: string;
  /** What to do about it; empty where the title says all. */
  readonly advice: string;
  /** The path that was asked for, where the choice of a language leads back to. */
  readonly path: string;
}

/** The page as a document. Nothing of the request is repeated in it but an own path. */
export function problemPage({ language, build, title, advice, path }: ProblemPageProps): string {
  return pageDocument({
    language,
    title,
    name: "problem",
    styles: ["web/sign_in.css"],
    scripts: [],
    live: null,
    build,
    hasControls: true,
    children: (
      <main id="main" class="sign-in-page stack">
        <h1>{title}</h1>
        {advice === "" ? null : <p>{advice}</p>}
        <p>
          <a class="button" href="/">{WEB_TEXTS[language].problem.wayBack}</a>
        </p>
        <LanguageSwitch language={language} back={path} />
      </main>
    ),
  });
}
