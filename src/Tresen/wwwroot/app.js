"use strict";
/* What the other scripts share, and what every page has: words, messages, menus, theme, times, copying, sending once.
   Everything here makes better what works without it. No inline handlers: the Content-Security-Policy refuses them. */

document.documentElement.classList.add("js");

const tresen = window.tresen = {
  words: JSON.parse(document.body.dataset.words || "{}"),

  /** A text in the reader's language, with {0}, {1} … filled in. */
  say(key, ...values) {
    return (tresen.words[key] ?? key).replace(/\{(\d)\}/g, (_, i) => values[i] ?? "");
  },

  /** Runs for each match within the page, and within whatever htmx brings in later. */
  each(selector, setUp) {
    htmx.onLoad(root => {
      if (root.matches?.(selector)) setUp(root);
      root.querySelectorAll(selector).forEach(setUp);
    });
  },

  /** Listens on the document for events that come from a match; so nothing has to be set up again after a swap. */
  on(event, selector, act, options) {
    document.addEventListener(event, e => {
      const element = e.target.closest?.(selector);
      if (element) act(element, e);
    }, options);
  },

  /** A message that goes away by itself. */
  toast(text) {
    let box = document.querySelector(".toasts");
    if (!box) {
      box = Object.assign(document.createElement("div"), { className: "toasts", role: "status" });
      document.body.append(box);
    }
    const message = Object.assign(document.createElement("div"), { className: "toast-text", textContent: text });
    box.append(message);
    setTimeout(() => message.remove(), 4000);
  },

  /** Whether letters typed there are text. */
  isTyping(element) {
    return !!element?.closest?.("input:not([type=checkbox],[type=radio],[type=button],[type=submit]), textarea, select, [contenteditable], trix-editor");
  },
};

/* ---- Sending once ---- */

// A second click while the first is on its way sends nothing. Released after a while, because a download never leaves the page;
// a button that says data-download isn't guarded at all.
document.addEventListener("submit", e => {
  const form = e.target;
  if (e.defaultPrevented || form.method === "dialog" || e.submitter?.hasAttribute("data-download")) return;
  if (form.dataset.sent) return e.preventDefault();
  form.dataset.sent = "1";
  e.submitter?.setAttribute("aria-busy", "true");
  setTimeout(() => release(form), 5000);
});

function release(form) {
  delete form.dataset.sent;
  form.querySelectorAll("[aria-busy]").forEach(b => b.removeAttribute("aria-busy"));
}

// The page comes back from the browser's memory as it was left.
addEventListener("pageshow", e => e.persisted && document.querySelectorAll("form[data-sent]").forEach(release));

// Ctrl or ⌘ + Enter sends the form the cursor is in, by its main button.
document.addEventListener("keydown", e => {
  if (e.key !== "Enter" || !(e.ctrlKey || e.metaKey)) return;
  const form = e.target.closest?.("form");
  if (!form) return;
  e.preventDefault();
  form.requestSubmit(form.querySelector("[data-submit]"));
});

/* ---- When the server can't be reached ---- */

// Counters and what is watched ask again by themselves; only what a person started deserves a message.
const asking = ".counter, [data-look-every]";
document.addEventListener("htmx:sendError", e => e.target.matches(asking) || tresen.toast(tresen.say("offline")));
document.addEventListener("htmx:responseError", e => e.target.matches(asking) || tresen.toast(tresen.say(e.detail.xhr?.status === 401 ? "signedOut" : "failed")));

/* ---- Small things ---- */

tresen.on("click", "[data-copy]", async button => {
  await navigator.clipboard?.writeText(button.dataset.copy);
  tresen.toast(`${tresen.say("copied")}: ${button.dataset.copy}`);
});

tresen.on("click", "[data-opens]", button => {
  button.closest("details.menu")?.removeAttribute("open");
  document.getElementById(button.dataset.opens)?.showModal();
});

/* ---- Times ---- */

const relative = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "auto", style: "short" });

// Within a week the distance says more than the date, which stays as the tooltip.
function showDistance(time) {
  time.title ||= time.textContent.trim();
  const minutes = Math.round((new Date(time.dateTime) - Date.now()) / 60000);
  const size = Math.abs(minutes);
  time.textContent = size < 60 ? relative.format(minutes, "minute")
    : size < 1440 ? relative.format(Math.trunc(minutes / 60), "hour")
    : size < 10080 ? relative.format(Math.trunc(minutes / 1440), "day")
    : time.title;
}

tresen.each("time[data-relative]", showDistance);
setInterval(() => document.querySelectorAll("time[data-relative]").forEach(showDistance), 60000);
