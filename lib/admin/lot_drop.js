// Sends a catalogue that was dropped on the page, or chosen: all files in one form, loaded whole or
// not at all. Then tells what became of each lot, or what to mend where. A private key that was taken
// for a catalogue never leaves the browser.

import { sayOutcome } from "../web/action.js";
import { readKeyText } from "./key_text.js";

/**
 * @typedef {{ loading: string, done: string, changes: Record<string, string>, refused: string,
 *   refusedLot: string, problems: string, lot: string, row: string, wanted: string, badName: string,
 *   badKind: string, twice: string, privateKey: string, noCatalogue: string, tooMuch: string, tooMany: string,
 *   unanswered: string }} Texts
 * @typedef {{ file?: string, pointer: string, row?: number, lot?: string, expected: string }} Complaint
 * @typedef {{ lot: string, type: string, change?: string, title?: string }} Loaded
 */

const answerMs = 120_000;
const megabyte = 1024 * 1024;
const kinds = /\.(json|csv|jpe?g|png|webp|svg)$/;
const pictures = /\.(jpe?g|png|webp|svg)$/;
/** No key file is longer. */
const keyBytesMax = 65_536;

const form = document.getElementById("lot-drop");
const input = document.getElementById("lot-files");
const language = document.getElementById("lot-language");
const progress = document.getElementById("lot-progress");
const report = document.getElementById("lot-report");

if (
  form instanceof HTMLFormElement && input instanceof HTMLInputElement &&
  language instanceof HTMLSelectElement && progress !== null && report !== null
) {
  /** @type {Texts} */
  const texts = JSON.parse(form.dataset.texts ?? "{}");
  const nameForm = new RegExp(form.dataset.nameForm ?? "");
  const bytesMax = Number(form.dataset.bytesMax);
  const filesMax = Number(form.dataset.filesMax);
  let isLoading = false;

  /** @param {string} text @param {string} tone @param {readonly string[]} [lines] */
  const tell = (text, tone, lines = []) => {
    const head = document.createElement("p");
    head.className = "notice";
    head.dataset.tone = tone;
    head.textContent = text;
    const list = document.createElement("ul");
    list.className = "lot-drop-lines";
    list.replaceChildren(...lines.map((line) => {
      const item = document.createElement("li");
      item.textContent = line;
      return item;
    }));
    report.replaceChildren(head, ...(lines.length === 0 ? [] : [list]));
  };

  /** What keeps the files from being sent. @param {readonly File[]} files @returns {string[]} */
  const complaints = (files) => {
    const size = files.reduce((sum, file) => sum + file.size, 0);
    const names = files.map(({ name }) => name);
    const sizeText = (/** @type {number} */ bytes) => (bytes / megabyte).toFixed(1);
    return [
      ...names.filter((name) => !kinds.test(name)).map((file) => filled(texts.badKind, { file })),
      ...names.filter((name) => kinds.test(name) && !nameForm.test(name))
        .map((file) => filled(texts.badName, { file })),
      ...names.filter((name, at) => names.indexOf(name) !== at)
        .map((file) => filled(texts.twice, { file })),
      ...(names.every((name) => pictures.test(name)) ? [texts.noCatalogue] : []),
      ...(size > bytesMax
        ? [filled(texts.tooMuch, { size: sizeText(size), most: sizeText(bytesMax) })]
        : []),
      ...(files.length > filesMax
        ? [filled(texts.tooMany, { count: files.length, most: filesMax })]
        : []),
    ];
  };

  /** Those that hold a private key. @param {readonly File[]} files @returns {Promise<string[]>} */
  const privateKeys = async (files) => {
    const found = [];
    for (const file of files) {
      if (!file.name.endsWith(".json") || file.size > keyBytesMax) continue;
      const { type } = await readKeyText(await file.text());
      if (type === "private") found.push(filled(texts.privateKey, { file: file.name }));
    }
    return found;
  };

  /** @param {readonly File[]} files */
  const load = async (files) => {
    if (files.length === 0 || isLoading) return;
    // What was done before says nothing of these files.
    sayOutcome("", "plain");
    const refused = complaints(files);
    if (refused.length > 0) return tell(texts.problems, "bad", refused);
    isLoading = true;
    progress.hidden = false;
    tell(filled(texts.loading, { count: files.length }), "plain");
    try {
      const keys = await privateKeys(files);
      if (keys.length > 0) return tell(texts.problems, "bad", keys);
      const body = new FormData();
      for (const file of files) body.append("file", file);
      const response = await fetch("/api/v1/lots", {
        method: "POST",
        headers: {
          "page-language": document.documentElement.lang,
          "content-language": language.value,
        },
        body,
        signal: AbortSignal.timeout(answerMs),
      });
      const answer = await response.json();
      if (response.ok) tellLoaded(answer);
      else tellRefused(answer);
    } catch {
      tell(texts.unanswered, "bad");
    } finally {
      isLoading = false;
      progress.hidden = true;
      // The same files may be chosen again once they are mended.
      input.value = "";
    }
  };

  /** @param {{ results: Loaded[], notes?: { text: string }[] }} answer */
  const tellLoaded = ({ results, notes = [] }) => {
    const refused = results.filter(({ type }) => type === "rejected");
    const counts = Object.entries(texts.changes).flatMap(([change, text]) => {
      const count = results.filter((result) => result.change === change).length;
      return count === 0 ? [] : [filled(text, { count })];
    });
    const lines = [
      ...refused.map(({ lot, title = "" }) => filled(texts.refusedLot, { lot, title })),
      ...notes.map(({ text }) => text),
    ];
    const head = refused.length === 0
      ? `${texts.done} ${counts.join(", ")}`
      : `${filled(texts.refused, { count: refused.length })} ${counts.join(", ")}`;
    tell(head, refused.length === 0 ? "good" : "warn", lines);
  };

  /** @param {{ title: string, detail: string, errors?: Complaint[] }} problem */
  const tellRefused = ({ title, detail, errors = [] }) => {
    if (errors.length === 0) return tell(`${title}. ${detail}`, "bad");
    tell(
      texts.problems,
      "bad",
      errors.map(({ file, row, lot, pointer, expected }) =>
        [
          file,
          row === undefined ? "" : filled(texts.row, { row }),
          lot === undefined ? "" : filled(texts.lot, { lot }),
          pointer,
          expected,
        ].filter((part) => part !== undefined && part !== "").join(" · ")
      ),
    );
  };

  input.addEventListener("change", () => void load([...input.files ?? []]));
  addEventListener("dragover", (event) => {
    event.preventDefault();
    form.dataset.over = "";
  });
  addEventListener("dragleave", (event) => {
    if (event.relatedTarget === null) delete form.dataset.over;
  });
  addEventListener("drop", (event) => {
    event.preventDefault();
    delete form.dataset.over;
    void load([...event.dataTransfer?.files ?? []]);
  });
}

/** @param {string} text @param {Record<string, string | number>} values */
function filled(text, values) {
  return text.replace(/\{(\w+)\}/g, (all, name) => String(values[name] ?? all));
}
