"use strict";
/* What may have changed while the page stood open. [data-look-every] asks again every so many seconds, by what hx-get and
   hx-trigger="tresen:look" say, as long as somebody looks at the page. [data-countdown] counts the seconds in its text down. */
{
  const { each, on } = tresen;

  each("[data-look-every]", watched => {
    const beat = setInterval(() => {
      if (!watched.isConnected) clearInterval(beat);
      else if (!document.hidden) htmx.trigger(watched, "tresen:look");
    }, watched.dataset.lookEvery * 1000);
  });
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) document.querySelectorAll("[data-look-every]").forEach(watched => htmx.trigger(watched, "tresen:look"));
  });

  // What is answered again and again in the same words is said once, and a button in it keeps the focus; nothing changes while
  // something in it is unfolded. Of a whole page only the part counts that is watched.
  const said = {};
  on("htmx:beforeSwap", "[data-look-every]", (watched, e) => {
    const answer = e.detail.serverResponse, from = answer.indexOf(` id="${watched.id}"`);
    const now = watched.id && from > 0 ? answer.slice(from) : answer;
    const isUnfolded = watched.querySelector("details[open]") !== null;
    if (isUnfolded || (said[watched.id] ?? watched.said) === now) e.detail.shouldSwap = false;
    if (isUnfolded) return; // it comes once that is closed
    watched.said = now;
    if (watched.id) said[watched.id] = now;
  });

  each("[data-countdown]", text => {
    const end = Date.now() + text.dataset.countdown * 1000;
    const beat = setInterval(() => {
      const left = Math.ceil((end - Date.now()) / 1000);
      if (left > 0) text.textContent = text.textContent.replace(/\d+/, left);
      else text.textContent = text.dataset.then;
      if (left <= 0 || !text.isConnected) clearInterval(beat);
    }, 1000);
  });

  let show = "";
  on("htmx:afterSettle", "#talk", () => {
    if (show) document.querySelector(show)?.scrollIntoView();
    show = "";
  });

  // While somebody writes, only what was said is drawn anew, and the text stays under their hands.
  on("click", "[data-refresh]", (link, e) => {
    e.preventDefault();
    if (document.querySelector("details.composer[open], details.quick-change[open]")) {
      // Whoever is in the middle of a word stays there.
      if (!tresen.isTyping(document.activeElement)) show = link.hash;
      htmx.trigger(link, "tresen:refresh");
    } else {
      // The same page from the server again, but at what is new and not where one was.
      history.replaceState(null, "", link.href);
      history.scrollRestoration = "manual";
      sessionStorage.setItem("show", location.hash);
      location.reload();
    }
  });
  // A page that is loaded anew stays where it was, whatever its address says; told to keep out of it, the browser does so until
  // the page is left.
  const shown = sessionStorage.getItem("show");
  sessionStorage.removeItem("show");
  if (shown) addEventListener("load", () => document.querySelector(shown)?.scrollIntoView());
  addEventListener("pagehide", () => { if (!sessionStorage.getItem("show")) history.scrollRestoration = "auto"; });
}
