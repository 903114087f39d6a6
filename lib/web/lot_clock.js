// Counts every clock of the page down by the house's time.

import { houseNowMs } from "./live_page.js";

const periodMs = 200;
const closingMs = 30_000;

/** As `formatTimeLeft` of money_text.ts writes it: a test holds the two together. @param {number} leftMs */
export function timeLeftText(leftMs) {
  const seconds = Math.max(0, Math.ceil(leftMs / 1000));
  const days = Math.floor(seconds / 86_400);
  const hours = Math.floor(seconds / 3600) % 24;
  const minutes = Math.floor(seconds / 60) % 60;
  if (days > 0) return `${days} d ${hours} h`;
  const tail = String(seconds % 60).padStart(2, "0");
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${tail}` : `${minutes}:${tail}`;
}

function tick() {
  const now = houseNowMs();
  if (Number.isNaN(now)) return;
  for (const clock of document.querySelectorAll("[data-ends-at]")) {
    if (!(clock instanceof HTMLElement)) continue;
    const leftMs = Number(clock.dataset.endsAt) - now;
    // The house ends the lot, not this clock: past the end the page waits for its word.
    const text = leftMs > 0 ? timeLeftText(leftMs) : document.documentElement.dataset.closing ?? "";
    if (clock.textContent !== text) clock.textContent = text;
    const state = leftMs > closingMs ? "running" : "closing";
    if (clock.dataset.state !== state) clock.dataset.state = state;
  }
}

setInterval(tick, periodMs);
document.addEventListener("leilao:patched", tick);
