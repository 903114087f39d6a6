// Where a browser shows that it may be the house's: with the token, or with a link that the house
// has given to the person.

import type { Language } from "../base/language.ts";
import { ConfirmDialog } from "../web/confirm_dialog.tsx";
import { LanguageSwitch, pageDocument } from "../web/page_document.tsx";
import { SESSION_NAME_CHARS_MAX } from "../web/page_sessions.ts";
import { WEB_TEXTS } from "../web/web_texts.ts";
import { CONSOLE_TEXTS } from "./console_texts.ts";

/** The page as a document. `isWrong`: the token that was just given was not the house's. */
export function signInPage(
  { language, build, isWrong }: {
    readonly language: Language;
    readonly build: string;
    readonly isWrong: boolean;
  },
): string {
  const texts = CONSOLE_TEXTS[language];
  const web = WEB_TEXTS[language].signIn;
  return pageDocument({
    language,
    title: `${web.title} · ${texts.console}`,
    name: "sign-in",
    styles: ["web/sign_in.css"],
    scripts: ["web/sign_in.js"],
    live: null,
    build,
    hasControls: true,
    children: (
      <main id="main" class="sign-in-page stack">
        <h1>{texts.console}</h1>
        <p>{texts.signIn.intro}</p>
        <p id="code-refused" class="notice" data-tone="bad" role="alert" hidden>{web.used}</p>
        {isWrong ? <p class="notice" data-tone="bad" role="alert">{texts.signIn.wrong}</p> : null}
        <form class="card" method="post" action="/sign-in">
          <label for="token">{texts.signIn.token}</label>
          <input
            id="token"
            name="token"
            type="password"
            autocomplete="current-password"
            required
            aria-describedby="token-help"
          />
          <p id="token-help" class="soft small">{texts.signIn.tokenHelp}</p>
          <label for="name">{texts.signIn.name}</label>
          <input
            id="name"
            name="name"
            autocomplete="name"
            maxlength={SESSION_NAME_CHARS_MAX}
            aria-describedby="name-help"
          />
          <p id="name-help" class="soft small">{texts.signIn.nameHelp}</p>
          <button class="primary" type="submit">{texts.signIn.button}</button>
        </form>
        <LanguageSwitch language={language} back="/sign-in" />
        <ConfirmDialog language={language} />
      </main>
    ),
  });
}
