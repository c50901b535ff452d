"use strict";
/* Dates with a calendar, files by dropping and pasting, records found by typing. */
{
  const { on, each, say } = tresen;

  /* ---- Dates: the text stays what is posted; the browser's calendar only writes into it. ---- */

  each("[data-date]", field => {
    const [text, button, native] = ["input[type=text]", "button", ".date-native"].map(s => field.querySelector(s));
    if (text.disabled) return;
    button.hidden = native.hidden = false;
    button.addEventListener("click", () => {
      native.value = toIso(text.value, native.type);
      native.showPicker?.();
    });
    native.addEventListener("change", () => {
      text.value = fromIso(native.value, field.dataset.date || ".");
      text.dispatchEvent(new Event("input", { bubbles: true }));
      text.dispatchEvent(new Event("change", { bubbles: true }));
    });
  });

  function toIso(typed, type) {
    const [, day, month, year, time] = /^\s*(\d{1,2})[./](\d{1,2})[./](\d{2,4})(?:\s+(\d{1,2}:\d{2}))?/.exec(typed) ?? [];
    if (!day) return "";
    const date = `${year.padStart(4, "20")}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
    return type === "date" ? date : `${date}T${(time ?? "08:00").padStart(5, "0")}`;
  }

  function fromIso(iso, mark) {
    const [date, time] = iso.split("T");
    return date.split("-").reverse().join(mark) + (time ? ` ${time}` : "");
  }

  /* ---- A photo goes off as soon as it is taken. ---- */

  on("change", "input[type=file][data-sends]", input => input.files.length && input.form.requestSubmit());

  /* ---- Fields that only some choices need: kilometres, from and to. Put away they aren't sent; one that was filled in when
     the page came stays, one that is only proposed doesn't. ---- */

  const holds = input => input.type !== "hidden" && (["radio", "checkbox"].includes(input.type) ? input.checked : input.value) && !input.hasAttribute("data-proposed");

  each("[data-decided-by]", field => {
    const choice = field.closest("form")?.elements[field.dataset.decidedBy];
    if (!choice) return;
    const inputs = [...field.querySelectorAll("input")];
    const show = keeps => {
      field.hidden = !field.dataset.shownFor.split(",").includes(choice.value) && !(keeps && inputs.some(holds));
      inputs.forEach(input => { input.disabled = field.hidden; });
    };
    (choice instanceof RadioNodeList ? [...choice] : [choice]).forEach(input => input.addEventListener("change", () => show(false)));
    show(true);
  });

  /* ---- People: those of the chosen department first ---- */

  each("select[data-members]", select => {
    const department = select.form.elements[select.dataset.groupedBy];
    const members = JSON.parse(select.dataset.members);
    department.addEventListener("change", () => {
      const { value } = select;
      const people = [...select.options].filter(o => o.value).sort((a, b) => a.text.localeCompare(b.text, document.documentElement.lang));
      const [ours, others] = [department.selectedOptions[0].text, select.dataset.others].map(label => Object.assign(document.createElement("optgroup"), { label }));
      people.forEach(p => (members[department.value]?.includes(p.value) ? ours : others).append(p));
      select.querySelectorAll("optgroup").forEach(group => group.remove());
      select.append(...[ours, others].filter(group => group.children.length));
      select.value = value; // moving the chosen one let go of it
    });
  });

  /* ---- Files ---- */

  const limit = 50 * 1024 * 1024;

  each("[data-drop]", zone => {
    const input = zone.querySelector("input[type=file]");
    zone.querySelector(".drop-text").hidden = false;
    let files = [];

    const show = () => {
      const bag = new DataTransfer();
      files.forEach(f => f.size <= limit && bag.items.add(f));
      input.files = bag.files;
      zone.querySelector(".drop-list").replaceChildren(...files.map(f => line(f, () => { files = files.filter(x => x !== f); show(); })));
    };
    const add = more => {
      files = input.multiple ? [...files, ...more] : [...more].slice(0, 1);
      show();
    };

    zone.addFiles = add;
    input.addEventListener("change", () => add(input.files));
    zone.addEventListener("dragover", e => { e.preventDefault(); zone.classList.add("over"); });
    zone.addEventListener("dragleave", () => zone.classList.remove("over"));
    zone.addEventListener("drop", e => {
      e.preventDefault();
      zone.classList.remove("over");
      add(e.dataTransfer.files);
    });
  });

  // One chosen file; one that is too big is named and not sent, so that the rest of the form isn't lost with it.
  function line(file, remove) {
    const item = document.createElement("li");
    const big = file.size > limit;
    item.className = big ? "too-big" : "";
    item.append(big ? say("tooBig", file.name) : `${file.name} · ${size(file.size)}`);
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: "×", ariaLabel: `${say("remove")}: ${file.name}` });
    button.addEventListener("click", remove);
    item.append(button);
    return item;
  }

  // As the server shows it.
  const size = bytes => {
    const [unit, of, digits] = bytes < 1024 ? ["B", 1, 0] : bytes < 1024 ** 2 ? ["KB", 1024, 0] : ["MB", 1024 ** 2, 1];
    return `${new Intl.NumberFormat(document.documentElement.lang, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(bytes / of)}\u00A0${unit}`;
  };

  // A picture pasted anywhere in a form that takes files becomes one of them.
  on("paste", "form", (form, e) => {
    const zone = form.querySelector("[data-drop]");
    if (!zone || !e.clipboardData?.files.length) return;
    if (e.target.closest("trix-editor[data-pictures]") && [...e.clipboardData.files].every(f => f.type.startsWith("image/"))) return; // into the text
    e.preventDefault();
    zone.addFiles(e.clipboardData.files);
  }, true);

  /* ---- Lookups ---- */

  const partsOf = lookup => ({
    text: lookup.querySelector("[role=combobox]"),
    id: lookup.querySelector("[data-lookup-id]"),
    list: lookup.querySelector("[role=listbox]"),
  });

  // The server is asked with q, whatever the field is called.
  on("htmx:configRequest", "[data-lookup] [role=combobox]", (text, e) => {
    e.detail.parameters.delete?.(text.name);
    delete e.detail.parameters[text.name];
    e.detail.parameters.q = text.value;
  });

  function open(lookup, isOpen) {
    const { text, list } = partsOf(lookup);
    list.hidden = !isOpen;
    text.setAttribute("aria-expanded", isOpen);
    if (!isOpen) text.removeAttribute("aria-activedescendant");
  }

  function mark(lookup, item) {
    const { text, list } = partsOf(lookup);
    list.querySelectorAll("[data-id]").forEach((option, i) => {
      option.id ||= `${list.id}-${i}`;
      option.setAttribute("aria-selected", option === item);
    });
    if (!item) return;
    text.setAttribute("aria-activedescendant", item.id);
    item.scrollIntoView({ block: "nearest" });
  }

  function choose(lookup, item) {
    const { text, id } = partsOf(lookup);
    text.value = item.dataset.text;
    setId(id, item.dataset.id);
    open(lookup, false);
    chooseCompanion(lookup, item.dataset);
  }

  // Who was found by a contact's name talks with that contact, unless another was chosen already.
  function chooseCompanion(lookup, { companionId, companionText }) {
    const id = companionId && lookup.closest("form").elements[lookup.dataset.companion];
    const text = id && id.closest("[data-lookup]").querySelector("[role=combobox]");
    if (!text || text.value) return;
    text.value = companionText;
    setId(id, companionId);
  }

  // The attribute too, for the style that shows a chosen record; the event for whatever depends on it. What the server had
  // chosen is remembered, because the attribute no longer tells.
  function setId(id, value) {
    if (id.value === value) return;
    id.dataset.before ??= id.value;
    id.value = value;
    id.setAttribute("value", value);
    id.dispatchEvent(new Event("change", { bubbles: true }));
  }

  tresen.setLookupId = setId;

  // An empty field that depends on another which is filled in (contacts and devices of the customer) shows what there is.
  on("click", "[data-lookup] [role=combobox][hx-include]", text => {
    const known = text.closest("form").querySelector(text.getAttribute("hx-include"));
    if (!text.value && known?.value && partsOf(text.closest("[data-lookup]")).list.hidden) htmx.trigger(text, "tresen:suggest");
  });

  on("input", "[data-lookup] [role=combobox]", text => setId(partsOf(text.closest("[data-lookup]")).id, ""));

  on("htmx:afterSwap", "[data-lookup] .lookup-list", list => {
    const lookup = list.closest("[data-lookup]");
    if (!lookup.contains(document.activeElement)) return;
    open(lookup, true);
    mark(lookup, list.querySelector("[data-id]"));
  });

  // Pressing, not clicking: the click would come after the field has lost the focus and closed the list.
  on("mousedown", ".lookup-item", (item, e) => {
    e.preventDefault();
    choose(item.closest("[data-lookup]"), item);
  });

  on("focusout", "[data-lookup]", lookup => open(lookup, false));

  on("keydown", "[data-lookup] [role=combobox]", (text, e) => {
    const lookup = text.closest("[data-lookup]");
    const { list } = partsOf(lookup);
    const items = [...list.querySelectorAll("[data-id]")];
    const at = items.findIndex(i => i.getAttribute("aria-selected") === "true");
    if (e.key === "ArrowDown" && list.hidden) htmx.trigger(text, "tresen:suggest");
    else if (list.hidden) return;
    else if (e.key === "ArrowDown") mark(lookup, items[Math.min(at + 1, items.length - 1)]);
    else if (e.key === "ArrowUp") mark(lookup, items[Math.max(at - 1, 0)]);
    else if (e.key === "Enter" && items[at] && !e.ctrlKey && !e.metaKey) choose(lookup, items[at]);
    else if (e.key === "Escape") open(lookup, false);
    else return;
    e.preventDefault();
    e.stopPropagation();
  });
}
