// Signs this browser in with the one-time code behind the # of the link, and takes the code out of
// the address at once.

import { call } from "./action.js";

const code = location.hash.slice(1);
history.replaceState(null, "", location.pathname);
if (code !== "") {
  const { ok } = await call("/session", { body: { code } }).catch(() => ({ ok: false }));
  if (ok) location.replace("/");
  else {
    const notice = document.getElementById("code-refused");
    if (notice !== null) notice.hidden = false;
  }
}
