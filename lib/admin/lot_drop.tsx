// Where a catalogue is dropped: files of lots and their pictures, loaded together by lot_drop.js,
// and the report of what became of each.

import { LANGUAGES } from "../base/language.ts";
import type { Language } from "../base/language.ts";
import { WEB_TEXTS } from "../web/web_texts.ts";
import { FORM_BYTES_MAX, FORM_PARTS_MAX } from "./admin_limits.ts";
import type { CatalogueTexts } from "./catalogue_texts.ts";
import { PLAIN_FILE_NAME } from "./lot_upload.ts";

/** The drop zone. What files may be called, and how many there may be, is the server's own rule. */
export function LotDrop(
  { texts, language }: { readonly texts: CatalogueTexts; readonly language: Language },
) {
  const { load } = texts;
  return (
    <section class="card lot-drop" aria-labelledby="lot-drop-title">
      <h2 id="lot-drop-title">{load.title}</h2>
      <p id="lot-drop-help">{load.help}</p>
      <form
        id="lot-drop"
        class="lot-drop-form"
        data-texts={JSON.stringify(load.script)}
        data-name-form={PLAIN_FILE_NAME.source}
        data-bytes-max={String(FORM_BYTES_MAX)}
        data-files-max={String(FORM_PARTS_MAX)}
      >
        <div class="field">
          <label for="lot-files">{load.files}</label>
          <input
            id="lot-files"
            type="file"
            multiple
            accept=".json,.csv,.jpg,.jpeg,.png,.webp,.avif,.svg"
            aria-describedby="lot-drop-help"
          />
        </div>
        <div class="field">
          <label for="lot-language">{load.language}</label>
          <select id="lot-language">
            {LANGUAGES.map((one) => (
              <option value={one} selected={one === language}>
                {WEB_TEXTS[one].languageName}
              </option>
            ))}
          </select>
        </div>
      </form>
      <progress id="lot-progress" aria-label={load.title} hidden></progress>
      <div id="lot-report" class="stack" role="status"></div>
    </section>
  );
}
