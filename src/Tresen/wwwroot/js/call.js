"use strict";
/* The page of a call: Enter in the one field goes on to what it is about, or to those who may be meant; Enter there picks. */
{
  const { on } = tresen;
  const caller = () => document.getElementById("caller");
  const goOn = () => document.querySelector("[data-call-subject]").focus();
  let shown, isAsking = false, isWanted = false, isPicked = false;

  // Nobody is picked unseen.
  function proceed() {
    isWanted = false;
    const first = caller().querySelector("[data-pick]");
    if (first) first.focus();
    else goOn();
  }

  on("keydown", "[data-caller]", (field, e) => {
    if (e.ctrlKey || e.metaKey || e.isComposing) return;
    if (e.key === "ArrowDown") caller().querySelector("[data-pick]")?.focus();
    else if (e.key !== "Enter") return;
    else if (field.value === (shown ?? field.defaultValue)) {
      if (isAsking) isWanted = true; // the answer is on its way
      else proceed();
    } else { // what is shown is not yet what was typed
      isWanted = true;
      htmx.trigger(field, "tresen:find");
    }
    e.preventDefault();
  });

  on("keydown", "[data-pick]", (pick, e) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[e.key];
    if (!step) return;
    const picks = [...caller().querySelectorAll("[data-pick]")];
    (picks[picks.indexOf(pick) + step] ?? document.querySelector("[data-caller]")).focus();
    e.preventDefault();
  });

  on("click", "[data-pick]", () => { isPicked = true; });

  on("htmx:beforeRequest", "[data-caller]", field => {
    shown = field.value;
    isAsking = true;
  });

  on("htmx:sendError", "[data-caller]", () => { isAsking = false; });

  on("htmx:afterSettle", "#caller", panel => {
    decide(panel.closest("form"));
    isAsking = false;
    const wasPicked = isPicked;
    isPicked = false;
    if (isWanted) proceed();
    else if (wasPicked) goOn();
  });

  // Ctrl + Enter does what the call is about by now: a ticket that is there, or a new one.
  function decide(form) {
    const isKnown = !!form.querySelector("[name=Ticket]:checked");
    form.querySelectorAll(".submit-row button").forEach(b => b.toggleAttribute("data-submit", b.hasAttribute("data-call-known") === isKnown));
  }

  on("change", "form[data-call] [name=Ticket]", box => decide(box.form));
  tresen.each("form[data-call]", decide);

  // A draft that came back: who called is looked up again, and what was typed about them is put where it was.
  function lookUp(form) {
    const kept = !caller().querySelector("[name=RequesterName]") && tresen.draftOf(form);
    if (!kept || !(kept.Q || kept.Pick)) return;
    const asked = new URLSearchParams({ q: kept.Q?.value ?? "", pick: kept.Pick?.value ?? "" });
    htmx.ajax("GET", `/calls/new?${asked}`, { target: "#caller", select: "#caller", swap: "outerHTML" }).then(() => tresen.restoreDraft(form));
  }
  tresen.each("form[data-call]", lookUp);
  on("tresen:resumed", "form[data-call]", lookUp);

  // A page that the telephone system opened is for typing what is said; it isn't scrolled away from what is to be known before, and
  // on a telephone no keyboard covers it.
  if (document.querySelector("[data-call-subject][data-begins]") && !matchMedia("(pointer: coarse)").matches) document.querySelector("[data-call-subject]").focus({ preventScroll: true });
}
