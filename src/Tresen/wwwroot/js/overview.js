"use strict";
/* The overview: copying the list as a table, printing. Both work as plain links without script. */
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

  on("click", "[data-prints]", () => print());
}
