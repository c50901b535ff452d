"use strict";
/* Lists: ticking many, walking by keys, unfolding a row. */
{
  const { on, each, say } = tresen;
  const pageOf = element => element.closest(".list-page") ?? element.closest("table") ?? document;
  const boxesOf = element => [...pageOf(element).querySelectorAll("[data-select]")];
  let lastBox;

  // With Shift, everything between the last box and this one follows it.
  on("click", "[data-select]", (box, e) => {
    const boxes = boxesOf(box);
    const [from, to] = [boxes.indexOf(lastBox), boxes.indexOf(box)];
    if (e.shiftKey && from >= 0) boxes.slice(Math.min(from, to), Math.max(from, to) + 1).forEach(b => { b.checked = box.checked; });
    lastBox = box;
    count(box);
  });

  on("change", "[data-select-all]", all => {
    boxesOf(all).forEach(b => { b.checked = all.checked; });
    count(all);
  });

  function count(element) {
    const page = pageOf(element);
    const boxes = boxesOf(element);
    const ticked = boxes.filter(b => b.checked).length;
    page.querySelectorAll("[data-selected-count]").forEach(o => { o.textContent = say("selected", ticked); });
    page.querySelectorAll("[data-select-all]").forEach(all => {
      all.checked = ticked > 0 && ticked === boxes.length;
      all.indeterminate = ticked > 0 && ticked < boxes.length;
    });
    document.querySelectorAll("[data-sum-of]").forEach(sum);
  }

  // What is ticked comes to: lines, hours, euros.
  function sum(output) {
    const ticked = [...document.forms[output.dataset.sumOf].elements].filter(box => box.matches("[data-select]:checked"));
    const total = name => ticked.reduce((all, box) => all + Number(box.dataset[name] ?? 0), 0);
    const minutes = total("minutes");
    output.hidden = ticked.length === 0;
    output.value = say("tickedSum", ticked.length, `${minutes < 0 ? "−" : ""}${Math.trunc(Math.abs(minutes) / 60)}:${String(Math.abs(minutes) % 60).padStart(2, "0")}`,
      new Intl.NumberFormat(document.documentElement.lang, { style: "currency", currency: "EUR" }).format(total("cents") / 100));
  }

  // Boxes stay ticked when one comes back by the browser's button.
  each(".list-page", page => page.querySelector("[data-select]") && count(page));
  addEventListener("pageshow", () => document.querySelectorAll(".list-page [data-select-all]").forEach(count));

  // A row leads where its own link does, except where something else in it is pressed or text is being marked.
  on("click", ".list [data-row]", (row, e) => {
    const link = row.querySelector(".row-link");
    const own = e.target.closest("a, button, input, label, select, details, form");
    if (!link || (own && row.contains(own)) || getSelection().toString()) return;
    if (e.ctrlKey || e.metaKey) open(link.href, "_blank", "noopener");
    else link.click();
  });

  /* ---- Walking ---- */

  const rows = () => [...document.querySelectorAll(".list [data-row]")];
  const here = () => document.querySelector(".list [data-row].here");

  function step(by) {
    const all = rows();
    const next = all[Math.max(0, Math.min(all.length - 1, all.indexOf(here()) + by))];
    here()?.classList.remove("here");
    next?.classList.add("here");
    next?.querySelector(".row-link")?.focus({ preventScroll: true });
    next?.scrollIntoView({ block: "nearest" });
  }

  tresen.listKeys = {
    j: () => step(1),
    k: () => step(-1),
    o: () => here()?.querySelector(".row-link")?.click(),
    e: () => here()?.querySelector("[data-select]")?.click(),
  };

  // The row that was opened last is where one goes on.
  on("click", ".list .row-link", link => sessionStorage.setItem("row", link.getAttribute("href")));
  const last = sessionStorage.getItem("row");
  if (last) document.querySelector(`.list [data-row] .row-link[href="${CSS.escape(last)}"]`)?.closest("tr").classList.add("here");

  /* ---- Unfolding: the first press lets htmx fetch the short view, the next ones hide and show it. ---- */

  on("click", "[data-unfold]", (button, e) => {
    const below = button.closest("tr").nextElementSibling;
    if (!below?.matches(".unfolded")) return button.setAttribute("aria-expanded", "true");
    e.preventDefault();
    e.stopImmediatePropagation();
    below.hidden = !below.hidden;
    button.setAttribute("aria-expanded", !below.hidden);
  }, true);
}
