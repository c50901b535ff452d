"use strict";
/* form[data-keep="name"]: what was typed and not sent survives a closed tab, on this machine, for this person, for a week.
   It is dropped once the form was sent and the next page carries no errors, and by signing out. With data-about="what" there is
   one for each thing that the page was opened about. With data-keep-each there is one for each time that it was opened, and
   those of earlier times are offered: what one caller said never slips into another's call. */
{
  const user = document.body.dataset.user;
  const week = 7 * 24 * 3600 * 1000;
  const nameOf = form => `draft:${user}:${form.dataset.keep}`;
  const keyOf = form => {
    if (form.dataset.settled === undefined) settle(form);
    return form.dataset.about ? `${nameOf(form)}#${form.dataset.about}` : nameOf(form);
  };
  const drafts = () => Object.keys(localStorage).filter(k => k.startsWith("draft:"));

  // Only text that was written, and the record that was found by it: choices and other hidden values belong to the page as
  // the server drew it.
  const fieldsOf = form => [...form.elements].filter(f => f.name && (f.matches("textarea, input[data-rich-value], input[data-lookup-id], input[data-kept]")
    || f.matches("input") && ["text", "email", "tel", "url"].includes(f.type)));

  // Files that came with a refused form lie on the server for a day; the form carries what names them.
  const heldIn = form => [...form.querySelectorAll("input[type=checkbox][name$='.held']:checked")].map(f => ({ name: f.name, value: f.value, text: f.closest("label").innerText.trim() }));

  const read = form => JSON.parse(localStorage.getItem(keyOf(form)) ?? "{}");

  function save(form) {
    const values = {};
    let isWorthIt = form.dataset.keepEach === undefined; // a question that was only looked up isn't
    for (const field of fieldsOf(form)) {
      const before = baseOf(form, field);
      if (field.value === before) continue;
      values[field.name] = { value: field.value, before };
      isWorthIt ||= !field.matches("[data-caller], [data-kept]");
    }
    const held = heldIn(form);
    if (held.length || isWorthIt && Object.keys(values).length) localStorage.setItem(keyOf(form), JSON.stringify({ at: Date.now(), values, held }));
    else localStorage.removeItem(keyOf(form));
  }

  // What the server had put there; the editor normalises its HTML, so its first value is taken once it stands.
  // On a page that refused the form it is what stood there before anything was typed: that is what is still to be kept.
  const isRefused = () => document.querySelector("[data-errors]") !== null;
  const baseOf = (form, field) => (isRefused() ? read(form).values?.[field.name]?.before : undefined) ?? field.dataset.before ?? field.defaultValue;

  function restore(form) {
    const { at, values, held } = read(form);
    if (!values) return;
    if (isRefused()) return save(form); // with the files that came along
    let restored = putHeld(form, held ?? []);
    for (const field of fieldsOf(form)) {
      const kept = values[field.name];
      // A field that somebody else changed meanwhile keeps the newer text.
      if (!kept || field.value === kept.value || (field.value && field.value !== kept.before)) continue;
      put(form, field, kept.value);
      restored = true;
    }
    if (restored && !form.querySelector(".draft")) tell(form, at);
  }

  // Which one of several drafts this is: on a page that refused the form the one that was sent, and after loading it again the same.
  function settle(form) {
    form.dataset.settled = "";
    const sent = earlier.find(key => key === nameOf(form) || key.startsWith(nameOf(form) + "#"));
    if (isRefused() && sent) form.dataset.about = sent.slice(nameOf(form).length + 1);
    else if (form.dataset.keepEach !== undefined) {
      const isNew = performance.getEntriesByType("navigation")[0]?.type === "navigate";
      form.dataset.about = (isNew ? null : history.state?.about) ?? Date.now();
      history.replaceState({ ...history.state, about: form.dataset.about }, "");
      if (isNew) offer(form);
    }
  }

  function offer(form) {
    for (const key of drafts().filter(k => k.startsWith(nameOf(form) + "#")).sort().slice(-3)) {
      const { at, values } = JSON.parse(localStorage.getItem(key));
      const bar = barOf(tresen.say("begun", timeOf(at), values.Subject?.value || values.Q?.value || ""));
      bar.append(
        button("goOn", () => {
          form.querySelectorAll(".draft").forEach(b => b.remove());
          form.dataset.about = key.slice(nameOf(form).length + 1);
          history.replaceState({ ...history.state, about: form.dataset.about }, "");
          restore(form);
          form.dispatchEvent(new CustomEvent("tresen:resumed", { bubbles: true }));
        }),
        button("discard", () => {
          localStorage.removeItem(key);
          bar.remove();
        }));
      form.prepend(bar);
    }
  }

  // A placeholder that had no value when the text was written may have one by now.
  function filled(form, html) {
    const safe = document.createElement("i");
    return Object.entries(JSON.parse(form.dataset.fills ?? "{}")).reduce((text, [placeholder, value]) => {
      safe.textContent = value;
      return text.replaceAll(placeholder, safe.innerHTML);
    }, html);
  }

  function putHeld(form, held) {
    const missing = held.filter(h => ![...form.elements].some(f => f.name === h.name && f.value === h.value));
    for (const { name, value, text } of missing) {
      const drop = form.elements[name.replace(/\.held$/, "")]?.closest("[data-drop]");
      if (!drop) return false;
      const label = Object.assign(document.createElement("label"), { className: "form-check mt-2" });
      label.append(
        Object.assign(document.createElement("input"), { type: "checkbox", className: "form-check-input", name, value, checked: true }),
        Object.assign(document.createElement("span"), { className: "form-check-label", textContent: text }));
      drop.after(label);
    }
    return missing.length > 0;
  }

  function put(form, field, value) {
    const editor = form.querySelector(`trix-editor[input="${CSS.escape(field.id)}"]`);
    if (editor) editor.editor.loadHTML(filled(form, value));
    else if (field.matches("[data-lookup-id]")) tresen.setLookupId(field, value);
    else field.value = value;
  }

  function tell(form, at) {
    form.closest("details")?.setAttribute("open", "");
    const bar = barOf(tresen.say("draft", timeOf(at)));
    bar.append(button("discard", () => {
      localStorage.removeItem(keyOf(form));
      fieldsOf(form).forEach(f => put(form, f, baseOf(form, f)));
      form.querySelectorAll("input[name$='.held']").forEach(f => f.closest("label").remove());
      bar.remove();
    }));
    form.prepend(bar);
  }

  const timeOf = at => new Date(at).toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });

  function barOf(text) {
    const bar = Object.assign(document.createElement("div"), { className: "draft", role: "status" });
    bar.append(Object.assign(document.createElement("span"), { textContent: text }));
    return bar;
  }

  function button(word, act) {
    const element = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-sm", textContent: tresen.say(word) });
    element.addEventListener("click", act);
    return element;
  }

  /** What was typed in that form and not sent, by field; nothing where there is no draft. */
  tresen.draftOf = form => user ? read(form).values : undefined;
  tresen.restoreDraft = restore;

  let earlier = []; // keys of what the page before sent

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
      sessionStorage.setItem("sent", [...new Set([...earlier, keyOf(form)])].join("\n"));
    });
    tresen.on("trix-initialize", "form[data-keep]", (form, e) => {
      const field = document.getElementById(e.target.getAttribute("input"));
      field.dataset.before = field.value;
      restore(form);
    });

    // A form that was refused may come back as another, which is sent in its stead: then both are done.
    const sent = (sessionStorage.getItem("sent") ?? "").split("\n").filter(key => key);
    if (isRefused()) earlier = sent;
    else sent.forEach(key => localStorage.removeItem(key));
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
