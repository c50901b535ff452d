"use strict";
/* Menus, theme, counters and the focus after errors. */
{
  const { on, each } = tresen;

  // A menu closes by a click beside it and by Escape, which gives the focus back.
  document.addEventListener("click", e => {
    document.querySelectorAll("details.menu[open]").forEach(menu => menu.contains(e.target) || menu.removeAttribute("open"));
  });
  document.addEventListener("keydown", e => {
    if (e.key !== "Escape") return;
    const menu = e.target.closest?.("details.menu[open]");
    menu?.removeAttribute("open");
    menu?.querySelector("summary").focus();
  });
  on("click", "[data-closes-menu]", button => button.closest("details")?.removeAttribute("open"));

  // A panel that would leave the window on the left hangs from the left edge instead.
  document.addEventListener("toggle", e => {
    const panel = e.target.open && e.target.querySelector?.(":scope > .menu-panel");
    if (!panel) return;
    panel.classList.remove("from-left");
    const { left } = panel.getBoundingClientRect();
    panel.classList.toggle("from-left", left < 8);
    panel.scrollIntoView({ block: "nearest" });
    panel.querySelector("input:not([type=hidden]), textarea")?.focus();
  }, true);

  // What unfolds to be filled in is typed into at once; otherwise letters would be taken for keys.
  document.addEventListener("toggle", e => {
    if (e.target.open && e.target.matches?.(".quick-change")) e.target.querySelector("form :is(input:not([type=hidden]), select, textarea)")?.focus();
  }, true);

  // Where the tabs are wider than the window, the one shown is in sight.
  document.querySelectorAll(".tab[aria-current], .views a[aria-current]").forEach(tab => {
    const list = tab.closest("ul");
    if (list.scrollWidth > list.clientWidth) list.scrollLeft = tab.offsetLeft - list.offsetLeft - 40;
  });

  /** Remembers the theme where the server reads it, and shows it at once. */
  tresen.setTheme = theme => {
    document.cookie = `theme=${theme}; path=/; max-age=31536000; samesite=lax`;
    document.documentElement.dataset.bsTheme = theme;
    document.querySelector("meta[name=color-scheme]").content = theme === "system" ? "light dark" : theme;
    document.querySelectorAll("[data-theme-switch] [name=theme]").forEach(b => b.setAttribute("aria-pressed", b.value === theme));
  };
  on("submit", "form[data-theme-switch]", (form, e) => {
    e.preventDefault();
    tresen.setTheme(e.submitter.value);
    form.closest("details")?.removeAttribute("open");
  }, true);

  /** For the key: from what is seen now to the other. */
  tresen.flipTheme = () => {
    const dark = getComputedStyle(document.documentElement).colorScheme.includes("light dark")
      ? matchMedia("(prefers-color-scheme: dark)").matches
      : document.documentElement.dataset.bsTheme === "dark";
    tresen.setTheme(dark ? "light" : "dark");
  };

  // The last known number stands there until the new one comes, so that nothing jumps from page to page.
  each(".counter[id]", counter => {
    if (!counter.textContent) counter.textContent = sessionStorage.getItem(counter.id) ?? "";
  });
  on("htmx:afterSwap", ".counter[id]", counter => sessionStorage.setItem(counter.id, counter.textContent.trim()));

  // So with what stands on top of every page.
  each(".on-top", part => {
    part.innerHTML ||= sessionStorage.getItem(part.getAttribute("hx-get")) ?? "";
  });
  on("htmx:afterSwap", ".on-top", part => sessionStorage.setItem(part.getAttribute("hx-get"), part.innerHTML));

  // What the bell says about the ticket that somebody looks at, they know by now.
  on("htmx:afterSwap", ".counter[data-seen]", counter => {
    if (counter.told || !counter.textContent.trim() || !/^\/tickets\/\d+/.test(location.pathname)) return;
    counter.told = true;
    htmx.ajax("POST", counter.dataset.seen, { source: counter, target: counter, swap: "innerHTML", values: { page: location.pathname } });
  });

  // Files that were chosen and not sent would be lost with the page: a quick change beside them changes only its column.
  on("submit", ".quick-change form, .column-side form:has([name=Then])", async (form, e) => {
    if (e.defaultPrevented || ![...document.querySelectorAll(".column-main input[type=file]")].some(f => f.files.length)) return;
    e.preventDefault();
    const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form, e.submitter)) }).catch(() => null);
    if (!answer) return tresen.toast(tresen.say("offline"));
    if (!answer.redirected) return form.submit(); // the page that asks for more
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of ["#flash", ".column-side"]) {
      const fresh = page.querySelector(part);
      if (!fresh) return location.reload();
      document.querySelector(part).replaceWith(fresh);
      htmx.process(fresh);
    }
  });

  // A refused form stands at an address that may answer nothing else: going back to it, or loading it anew, opens its page, and
  // what was typed comes back from the draft.
  if (document.body.dataset.return && document.querySelector("form[data-keep]")) history.replaceState(null, "", document.body.dataset.return);

  // After a refused form the reader starts where it says what is wrong.
  each(".error-summary", summary => summary.focus());
  each(".menu.confirm[open]", menu => menu.querySelector(".menu-panel").scrollIntoView({ block: "nearest" }));
}
