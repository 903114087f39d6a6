// The document around every page: its head, what every page has, and the page itself.
//
// Nothing inline: styles and scripts come from /assets/ (assets.ts), and what a script has to know
// stands in data attributes. `live_page.js` keeps the page up to date where `live` names a stream.

import type { Child } from "hono/jsx";
import { type Language, LANGUAGES, localeOf } from "../base/language.ts";
import { WEB_TEXTS } from "./web_texts.ts";

/** What a page tells its document. */
export interface PageDocumentProps {
  readonly language: Language;
  readonly title: string;
  /** Names the page: the class of its body. */
  readonly name: string;
  /** Style sheets and module scripts beside those of every page: paths below /assets/. */
  readonly styles: readonly string[];
  readonly scripts: readonly string[];
  /** The page's event stream, or null for a page that stands still. */
  readonly live: string | null;
  /** The build of the assets (assets.ts). */
  readonly build: string;
  /** False: a page for a wall, which has nothing to skip to. */
  readonly hasControls: boolean;
  readonly children: Child;
}

/** The whole document as text. */
export function pageDocument(props: PageDocumentProps): string {
  const { language, title, name, build, live, hasControls, children } = props;
  const texts = WEB_TEXTS[language];
  const styles = ["web/tokens.css", "web/elements.css", ...props.styles];
  const scripts = live === null ? props.scripts : ["web/live_page.js", ...props.scripts];
  const html = (
    <html
      lang={localeOf(language)}
      data-build={build}
      data-live={live ?? undefined}
      data-closing={texts.closing}
    >
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <meta name="color-scheme" content="light dark" />
        <title>{title}</title>
        <link rel="icon" type="image/svg+xml" href="/assets/web/icon.svg" />
        {styles.map((path) => <link rel="stylesheet" href={`/assets/${path}`} />)}
        {live === null ? null : <script defer src="/assets/web/idiomorph.js"></script>}
        {scripts.map((path) => <script type="module" src={`/assets/${path}`}></script>)}
      </head>
      <body class={name}>
        {hasControls ? <a class="skip-link" href="#main">{texts.skip}</a> : null}
        <noscript>
          <p class="notice" data-tone="warn">{texts.noScript}</p>
        </noscript>
        <p id="offline" class="notice" data-tone="bad" role="alert" hidden>{texts.offline}</p>
        {children}
        {live === null ? null : <div id="announcer" class="unseen" aria-live="polite"></div>}
      </body>
    </html>
  );
  return `<!DOCTYPE html>${html}`;
}

/** A form that switches the language by hand and comes back to `back`. */
export function LanguageSwitch(
  { language, back }: { readonly language: Language; readonly back: string },
) {
  return (
    <form class="language-switch" method="post" action="/language">
      <input type="hidden" name="back" value={back} />
      {LANGUAGES.filter((other) => other !== language).map((other) => (
        <button
          class="quiet"
          type="submit"
          name="language"
          value={other}
          lang={localeOf(other)}
          title={WEB_TEXTS[other].chooseLanguage}
        >
          {WEB_TEXTS[other].languageName}
        </button>
      ))}
    </form>
  );
}
