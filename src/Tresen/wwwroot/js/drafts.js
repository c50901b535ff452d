"use strict";
/* form[data-keep="name"]: what was typed and not sent survives a closed tab, on this machine, for this person, for a week.
   It is dropped once the form was sent and the next page carries no errors, and by signing out. */
{
  const user = document.body.dataset.user;
  const week = 7 * 24 * 3600 * 1000;
  const keyOf = form => `draft:${user}:${form.dataset.keep}`;
  const drafts = () => Object.keys(localStorage).filter(k => k.startsWith("draft:"));

  // Only text that was written, and the record that was found by it: choices and other hidden values belong to the page as
  // the server drew it.
  const fieldsOf = form => [...form.elements].filter(f => f.name && (f.matches("textarea, input[data-rich-value], input[data-lookup-id]")
    || f.matches("input") && ["text", "email", "tel", "url"].includes(f.type)));

  function save(form) {
    const values = {};
    for (const field of fieldsOf(form)) {
      const before = baseOf(field);
      if (field.value !== before) values[field.name] = { value: field.value, before };
    }
    if (Object.keys(values).length) localStorage.setItem(keyOf(form), JSON.stringify({ at: Date.now(), values }));
    else localStorage.removeItem(keyOf(form));
  }

  // What the server had put there; the editor normalises its HTML, so its first value is taken once it stands.
  const baseOf = field => field.dataset.before ?? field.defaultValue;

  function restore(form) {
    const { at, values } = JSON.parse(localStorage.getItem(keyOf(form)) ?? "{}");
    if (!values || document.querySelector("[data-errors]")) return;
    let restored = false;
    for (const field of fieldsOf(form)) {
      const kept = values[field.name];
      // A field that somebody else changed meanwhile keeps the newer text.
      if (!kept || field.value === kept.value || (field.value && field.value !== kept.before)) continue;
      put(form, field, kept.value);
      restored = true;
    }
    if (restored) tell(form, at);
  }

  function put(form, field, value) {
    const editor = form.querySelector(`trix-editor[input="${CSS.escape(field.id)}"]`);
    if (editor) editor.editor.loadHTML(value);
    else if (field.matches("[data-lookup-id]")) tresen.setLookupId(field, value);
    else field.value = value;
  }

  function tell(form, at) {
    form.closest("details")?.setAttribute("open", "");
    const time = new Date(at).toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
    const bar = Object.assign(document.createElement("div"), { className: "draft", role: "status", textContent: tresen.say("draft", time) });
    const button = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-sm", textContent: tresen.say("discard") });
    button.addEventListener("click", () => {
      localStorage.removeItem(keyOf(form));
      fieldsOf(form).forEach(f => put(form, f, baseOf(f)));
      bar.remove();
    });
    bar.append(button);
    form.prepend(bar);
  }

  if (user) {
    let timer, typing;
    const keep = () => {
      clearTimeout(timer);
      if (typing) save(typing);
      typing = null;
    };
    const later = form => {
      if (typing !== form) keep();
      typing = form;
      clearTimeout(timer);
      timer = setTimeout(keep, 400);
    };
    addEventListener("pagehide", keep); // whoever leaves at once loses nothing
    tresen.on("input", "form[data-keep]", later);
    tresen.on("trix-change", "form[data-keep]", later);
    tresen.on("change", "form[data-keep]", later); // a record that was picked
    tresen.on("submit", "form[data-keep]", form => {
      typing = form;
      keep();
      sessionStorage.setItem("sent", keyOf(form));
    });
    tresen.on("trix-initialize", "form[data-keep]", (form, e) => {
      const field = document.getElementById(e.target.getAttribute("input"));
      field.dataset.before = field.value;
      restore(form);
    });

    const sent = sessionStorage.getItem("sent");
    if (sent && !document.querySelector("[data-errors]")) localStorage.removeItem(sent);
    sessionStorage.removeItem("sent");
    for (const key of drafts()) {
      if (Date.now() - (JSON.parse(localStorage.getItem(key)).at ?? 0) > week) localStorage.removeItem(key);
    }
    tresen.each("form[data-keep]", form => form.querySelector("textarea[data-rich]") || restore(form));
  }

  // The next person at this machine finds nothing.
  tresen.on("submit", "form[data-signs-out]", () => {
    drafts().forEach(k => localStorage.removeItem(k));
    sessionStorage.clear();
  });
}
