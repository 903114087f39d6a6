// A field that leaves of a list only the entries that fit it: those that hold what was typed, or
// those of the group that was chosen.
//
// On the field: data-filters, the ids of the lists, and data-none, the id of what is shown where
// nothing is left. On an entry: data-words, or else its text; for a choice data-group. Letters
// count whatever their case and their accents.

/** @param {string} text */
function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

function filterAll() {
  for (const field of document.querySelectorAll("[data-filters]")) {
    if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement) filter(field);
  }
}

/** Fields by which entries are hidden just now. @type {WeakSet<Element>} */
const filtering = new WeakSet();

/** @param {HTMLInputElement | HTMLSelectElement} field */
function filter(field) {
  // Of a long list nothing is read at each change while nobody looks for anything.
  if (field.value === "" && !filtering.has(field)) return;
  if (field.value === "") filtering.delete(field);
  else filtering.add(field);
  const fits = field instanceof HTMLSelectElement ? ofGroup(field.value) : holding(field.value);
  let isLeft = false;
  for (const id of (field.dataset.filters ?? "").split(" ")) {
    for (const entry of document.getElementById(id)?.children ?? []) {
      if (!(entry instanceof HTMLElement)) continue;
      entry.hidden = !fits(entry);
      isLeft ||= !entry.hidden;
    }
  }
  const none = document.getElementById(field.dataset.none ?? "");
  if (none !== null) none.hidden = isLeft || field.value === "";
}

/** @param {string} group @returns {(entry: HTMLElement) => boolean} */
function ofGroup(group) {
  return (entry) => group === "" || entry.dataset.group === group;
}

/** @param {string} typed @returns {(entry: HTMLElement) => boolean} */
function holding(typed) {
  const wanted = plain(typed.trim());
  return (entry) => plain(entry.dataset.words ?? entry.textContent ?? "").includes(wanted);
}

addEventListener("input", filterAll);
document.addEventListener("leilao:patched", filterAll);
