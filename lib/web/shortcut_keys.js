// Single keys for the buttons of a page: an element with data-key is pressed by that key.
//
// They work only while nothing is being typed and no question is open, and the person can turn them
// off (WCAG 2.1.4): the checkbox "shortcut-keys" is remembered in this browser. Escape leaves a field,
// and a field with data-keys-when-empty takes a first letter for a key: what it holds begins with a digit.

const storageKey = "leilao.shortcut-keys";

function isOn() {
  return localStorage.getItem(storageKey) !== "off";
}

/** @param {EventTarget | null} target */
function isTyping(target) {
  if (target instanceof HTMLInputElement && target.value === "") {
    if (target.dataset.keysWhenEmpty !== undefined) return false;
  }
  return target instanceof HTMLElement &&
    (target.isContentEditable || target.matches("input:not([type=checkbox]), textarea, select"));
}

addEventListener("keydown", (event) => {
  const { key, target, repeat } = event;
  if (repeat || event.ctrlKey || event.metaKey || event.altKey || !isOn()) return;
  if (document.querySelector("dialog[open]") !== null) return;
  if (isTyping(target)) {
    if (key === "Escape" && target instanceof HTMLInputElement) target.blur();
    return;
  }
  const element = document.querySelector(`[data-key="${CSS.escape(key.toLowerCase())}"]`);
  if (!(element instanceof HTMLElement)) return;
  event.preventDefault();
  if (element instanceof HTMLInputElement) {
    element.focus();
    element.select();
  } else element.click();
});

addEventListener("change", ({ target }) => {
  if (!(target instanceof HTMLInputElement) || target.id !== "shortcut-keys") return;
  localStorage.setItem(storageKey, target.checked ? "on" : "off");
  document.documentElement.toggleAttribute("data-keys-off", !target.checked);
});

const box = document.getElementById("shortcut-keys");
if (box instanceof HTMLInputElement) box.checked = isOn();
document.documentElement.toggleAttribute("data-keys-off", !isOn());
