// What makes the room livelier: every page works without it.
"use strict";

// Countdowns go on while a page is open, by the server's clock, which a replay may have set to another day.
const MINUTE = 60_000;
const { now, ahead, ago, day } = document.body.dataset;
const off = new Date(now) - Date.now();

function told(milliseconds) {
  const minutes = Math.floor(Math.abs(milliseconds) / MINUTE);
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24, minutes % 60];
  const length = days ? `${days} ${day} ${hours} h` : hours ? `${hours} h ${rest} min` : `${rest} min`;
  return (milliseconds > 0 ? ahead : ago).replace("…", length);
}

function count() {
  for (const one of document.querySelectorAll("[data-until]")) one.textContent = told(new Date(one.dataset.until) - Date.now() - off);
}

setInterval(count, MINUTE);

// j and k walk over a list's cards, x ticks the one that has the focus, o opens it.
function walk(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input:not([type=checkbox]), textarea, select")) return;
  const cards = [...document.querySelectorAll("[data-walk] > li")];
  const at = cards.findIndex((card) => card.contains(document.activeElement));
  const next = { j: at + 1, k: Math.max(at - 1, 0) }[event.key];
  if (next !== undefined) cards[Math.min(next, cards.length - 1)]?.querySelector("a").focus();
  if (event.key === "x") cards[at]?.querySelector("input[type=checkbox]")?.click();
  if (event.key === "o") cards[at]?.querySelector("a").click();
}

document.addEventListener("keydown", walk);
