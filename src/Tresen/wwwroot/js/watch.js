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

  // What is answered again and again in the same words is said once, and a button in it keeps the focus.
  on("htmx:beforeSwap", "[data-look-every]", (watched, e) => {
    if (watched.said === e.detail.serverResponse) e.detail.shouldSwap = false;
    watched.said = e.detail.serverResponse;
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

  // While somebody writes, only what was said is drawn anew, and the text stays under their hands.
  on("click", "[data-refresh]", (link, e) => {
    e.preventDefault();
    if (document.querySelector("details.composer[open], details.quick-change[open]")) htmx.trigger(link, "tresen:refresh");
    else {
      // The same page from the server again, but at what is new and not where one was.
      history.replaceState(null, "", link.href);
      history.scrollRestoration = "manual";
      location.reload();
    }
  });
  if (location.hash.startsWith("#message-")) addEventListener("load", () => { history.scrollRestoration = "auto"; });
}
