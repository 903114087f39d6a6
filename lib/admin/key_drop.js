// The field of a bidder's public key: a file is dropped on it or chosen, or its text is pasted. The
// fingerprint stands there before anything is sent; a private key is taken out of the page at once.

import { groupedPrint, readKeyText } from "./key_text.js";

const fileBytesMax = 65_536;
const form = document.getElementById("register-form");
const text = document.getElementById("register-key");
const file = document.getElementById("register-file");
const keySet = document.getElementById("register-key-set");
const verdict = document.getElementById("register-verdict");

if (
  form instanceof HTMLFormElement && text instanceof HTMLTextAreaElement &&
  file instanceof HTMLInputElement && keySet instanceof HTMLInputElement && verdict !== null
) {
  const { isPrivate = "", unreadable = "", compare = "" } = form.dataset;

  /** @param {string} words @param {"good" | "bad"} tone */
  const say = (words, tone) => {
    verdict.textContent = words;
    verdict.dataset.tone = tone;
    verdict.hidden = words === "";
    text.setCustomValidity(tone === "bad" ? words : "");
  };

  const look = async () => {
    const typed = text.value;
    keySet.value = "";
    if (typed.trim() === "") return say("", "good");
    const read = await readKeyText(typed);
    if (text.value !== typed) return;
    if (read.type === "unreadable") return say(unreadable, "bad");
    if (read.type === "private") {
      text.value = "";
      file.value = "";
      return say(isPrivate, "bad");
    }
    keySet.value = JSON.stringify(read.keySet);
    say(`${compare} ${groupedPrint(read.fingerprint)}`, "good");
  };

  /** @param {FileList | undefined} files */
  const take = async (files) => {
    const [first] = files ?? [];
    if (first === undefined) return;
    text.value = first.size > fileBytesMax ? "-" : await first.text();
    await look();
  };

  text.addEventListener("input", () => void look());
  file.addEventListener("change", () => void take(file.files ?? undefined));
  form.addEventListener("reset", () => {
    keySet.value = "";
    say("", "good");
  });
  // Anywhere on the page: a browser shows a file that is dropped beside a form in the console's place.
  addEventListener("dragover", (event) => {
    event.preventDefault();
    form.dataset.over = "";
  });
  addEventListener("dragleave", ({ relatedTarget }) => {
    if (relatedTarget === null) delete form.dataset.over;
  });
  addEventListener("drop", (event) => {
    event.preventDefault();
    delete form.dataset.over;
    form.scrollIntoView({ block: "nearest" });
    void take(event.dataTransfer?.files);
  });
}
