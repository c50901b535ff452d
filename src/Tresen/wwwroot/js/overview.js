"use strict";
/* The overview: copying the list as a table, printing, leaving the filters. All work as plain links and buttons without script. */
{
  const { on, say, toast } = tresen;

  on("click", "[data-copy-from]", async (link, e) => {
    e.preventDefault();
    link.closest("details")?.removeAttribute("open");
    try {
      const answer = await fetch(link.dataset.copyFrom);
      if (!answer.ok) throw new Error(answer.statusText);
      await navigator.clipboard.writeText(await answer.text());
      toast(say("copied"));
    } catch {
      location.href = link.href; // the page with the text to copy by hand
    }
  });

  on("click", "[data-copy-field]", async button => {
    const field = document.getElementById(button.dataset.copyField);
    field.select();
    await navigator.clipboard?.writeText(field.value);
    toast(say("copied"));
  });

  // Whoever has ticked something and leaves the panel by Escape or a click beside it gets what they ticked.
  const asked = form => new URLSearchParams(new FormData(form)).toString();
  const opened = new WeakMap();
  document.addEventListener("toggle", e => {
    if (!e.target.matches?.(".filter-menu")) return;
    const form = e.target.closest("form");
    if (e.target.open) opened.set(form, asked(form));
    else if (opened.has(form) && opened.get(form) !== asked(form)) form.requestSubmit();
  }, true);

  on("click", "[data-prints]", () => print());
}
