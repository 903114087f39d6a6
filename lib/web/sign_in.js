// Signs this browser in with the one-time code behind the # of the link, and takes the code out of
// the address at once.

import { call } from "./action.js";

async function signIn() {
  const code = location.hash.slice(1);
  if (code === "") return;
  history.replaceState(null, "", location.pathname);
  const { ok } = await call("/session", { body: { code } }).catch(() => ({ ok: false }));
  if (ok) return location.replace("/");
  const notice = document.getElementById("code-refused");
  if (notice !== null) notice.hidden = false;
}

// A new link opened in the tab that asks for one changes only what is behind the #: the browser does
// not load the page again.
addEventListener("hashchange", () => void signIn());
await signIn();
