// The two ways in that the house itself opens: a bidder with keys is registered, and someone
// without keys is given a floor paddle.

import type { BiddersTexts } from "./bidders_texts.ts";

/** Registers a public key that somebody sent; key_drop.js looks at it before anything is sent. */
export function RegisterForm({ texts }: { readonly texts: BiddersTexts }) {
  const { register } = texts;
  return (
    <section class="card" aria-labelledby="register-title">
      <h2 id="register-title">{register.title}</h2>
      <form
        id="register-form"
        class="register-form stack"
        data-action="/api/v1/bidders"
        data-done={register.done}
        data-clear=""
        data-is-private={register.isPrivate}
        data-unreadable={register.unreadable}
        data-compare={register.compare}
      >
        <div class="field">
          <label for="register-file">{register.file}</label>
          <input id="register-file" type="file" accept=".json" aria-describedby="register-help" />
          <p id="register-help" class="soft small">{register.fileHelp}</p>
        </div>
        <div class="field">
          <label for="register-key">{register.text}</label>
          <textarea
            id="register-key"
            rows={3}
            required
            spellcheck={false}
            autocomplete="off"
          >
          </textarea>
        </div>
        <p id="register-verdict" class="notice register-verdict" role="alert" hidden></p>
        <input id="register-key-set" type="hidden" name="keySet" data-kind="json" />
        <div class="register-who">
          <div class="field">
            <label for="register-name">{texts.name}</label>
            <input id="register-name" name="name" required maxlength={60} autocomplete="off" />
          </div>
          <div class="field">
            <label for="register-paddle">{texts.paddle}</label>
            <input
              id="register-paddle"
              name="paddle"
              data-empty="null"
              maxlength={12}
              autocomplete="off"
              aria-describedby="paddle-help"
            />
            <p id="paddle-help" class="soft small">{texts.paddleHelp}</p>
          </div>
        </div>
        <button class="primary" type="submit">{register.button}</button>
      </form>
    </section>
  );
}

/** Gives a paddle to someone without keys. */
export function FloorPaddleForm({ texts }: { readonly texts: BiddersTexts }) {
  const { floor } = texts;
  return (
    <form
      class="register-who"
      data-action="/api/v1/paddles"
      data-done={floor.done}
      data-clear=""
      aria-label={floor.add}
    >
      <div class="field">
        <label for="floor-number">{floor.paddle}</label>
        <input id="floor-number" name="paddle" required maxlength={12} autocomplete="off" />
      </div>
      <div class="field">
        <label for="floor-name">{floor.name}</label>
        <input id="floor-name" name="name" data-empty="null" maxlength={60} autocomplete="off" />
      </div>
      <button class="register-add" type="submit">{floor.button}</button>
    </form>
  );
}
