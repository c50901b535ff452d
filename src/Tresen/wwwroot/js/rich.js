"use strict";
/* Turns a textarea[data-rich] into the rich text editor. Trix is fetched only by pages that have one. */
{
  let loading;

  function load(area) {
    return loading ??= new Promise((done, failed) => {
      document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: area.dataset.trixStyle }));
      // Our own rules stand after Trix's.
      document.head.append(document.querySelector("link[href*='css/forms']").cloneNode());
      document.head.append(Object.assign(document.createElement("script"), { src: area.dataset.trixScript, onload: done, onerror: failed }));
      document.addEventListener("trix-before-initialize", () => Object.assign(Trix.config.lang, JSON.parse(area.dataset.trixWords)), { once: true });
    });
  }

  const escape = text => text.replace(/[&<>]/g, c => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[c]);
  const hidden = (name, value) => Object.assign(document.createElement("input"), { type: "hidden", name, value });

  async function upgrade(area) {
    if (area.disabled) return;
    await load(area);
    await customElements.whenDefined("trix-editor"); // Trix does so a moment after its script has run
    if (!area.isConnected) return;
    // Whoever was quicker than the editor keeps what they typed.
    const html = hidden(area.name, (area.value === area.defaultValue && area.dataset.html) || (area.value && `<div>${escape(area.value).replaceAll("\n", "<br>")}</div>`));
    html.id = `${area.id}-html`;
    html.dataset.richValue = "";
    const editor = document.createElement("trix-editor");
    editor.setAttribute("input", html.id);
    for (const name of ["id", "aria-describedby", "aria-invalid", "aria-required", "data-key", "data-pictures", "autofocus"]) {
      if (area.hasAttribute(name)) editor.setAttribute(name, area.getAttribute(name));
    }
    const label = document.querySelector(`label[for="${area.id}"]`);
    editor.setAttribute("aria-label", label?.textContent.trim() ?? "");
    const hadFocus = document.activeElement === area;
    area.replaceWith(hidden(`${area.name}Format`, "html"), html, editor);
    label?.addEventListener("click", () => editor.focus());
    if (area.dataset.pictures) offerPictures(editor, area.dataset.pictureWord);
    if (!hadFocus) return;
    // At once, where the cursor stood: whoever is typing loses no letter while the one gives way to the other.
    editor.focus();
    editor.editor.setSelectedRange(Math.min(area.selectionEnd, editor.editor.getDocument().toString().length - 1));
  }

  tresen.each("textarea[data-rich]", upgrade);

  /* ---- Pictures within the text ---- */

  const underWay = new Set();

  // A button in the toolbar, for whoever doesn't paste.
  function offerPictures(editor, word) {
    const chosen = Object.assign(document.createElement("input"), { type: "file", accept: "image/png,image/jpeg,image/gif,image/webp", hidden: true });
    chosen.addEventListener("change", () => {
      for (const file of chosen.files) editor.editor.insertFile(file);
      chosen.value = "";
    });
    const button = Object.assign(document.createElement("button"), { type: "button", className: "trix-button trix-button--icon trix-button--icon-attach", title: word, ariaLabel: word, tabIndex: -1 });
    button.addEventListener("click", () => chosen.click());
    const add = () => {
      const group = Object.assign(document.createElement("span"), { className: "trix-button-group" });
      group.append(button);
      editor.toolbarElement?.querySelector(".trix-button-row")?.append(group, chosen);
    };
    editor.toolbarElement ? add() : editor.addEventListener("trix-initialize", add, { once: true });
  }

  async function upload(attachment, address) {
    const body = new FormData();
    body.append("picture", attachment.file, attachment.file.name || "Bild.png");
    const answer = await fetch(address, { method: "POST", body });
    if (!answer.ok) throw new Error(answer.status === 422 ? await answer.text() : tresen.say("failed"));
    attachment.setAttributes({ url: (await answer.json()).src });
  }

  tresen.on("trix-attachment-add", "trix-editor[data-pictures]", (editor, e) => {
    const { attachment } = e;
    if (!attachment.file) return;
    const sending = upload(attachment, editor.dataset.pictures).catch(error => {
      attachment.remove();
      tresen.toast(error instanceof TypeError ? tresen.say("offline") : error.message);
    }).finally(() => underWay.delete(sending));
    underWay.add(sending);
  });

  // What is pressed while a picture is still on its way waits for it.
  document.addEventListener("submit", e => {
    if (!underWay.size || !e.target.querySelector("trix-editor[data-pictures]")) return;
    e.preventDefault();
    e.stopImmediatePropagation();
    const { target, submitter } = e;
    Promise.all(underWay).then(() => target.requestSubmit(submitter));
  }, true);

  // Other files go with the form, not into the text.
  tresen.on("trix-file-accept", "trix-editor", (editor, e) => {
    if (editor.dataset.pictures && e.file.type.startsWith("image/")) return;
    e.preventDefault();
    editor.closest("form")?.querySelector("[data-drop]")?.addFiles([e.file]);
  });

  // On an empty line it keeps a blank one above and below. What the ticket had no value for is marked, to be typed over.
  function insertApart(editor, html) {
    const [at, end] = editor.getSelectedRange();
    const [above, below] = [editor.getDocument().toString().slice(0, at), editor.getDocument().toString().slice(end)];
    const alone = (above === "" || above.endsWith("\n")) && below.startsWith("\n");
    if (alone && above && !above.endsWith("\n\n")) editor.insertString("\n");
    editor.insertHTML(html);
    const after = editor.getSelectedRange()[1];
    if (alone && /^\n[^\n]/.test(below)) {
      editor.insertString("\n");
      editor.setSelectedRange(after);
    }
    const open = /\{[^{}<>\r\n]{1,60}\}/.exec(editor.getDocument().toString().slice(at, after));
    if (open) editor.setSelectedRange([at + open.index, at + open.index + open[0].length]);
  }

  /** Puts a text at the cursor of the form's editor, or of its textarea. */
  tresen.insert = (form, html, text) => {
    const editor = form.querySelector("trix-editor");
    if (editor) {
      // At the very start nobody has put the cursor anywhere yet: below the salutation, in the empty line before the signature.
      const gap = editor.editor.getSelectedRange()[1] === 0 ? editor.editor.getDocument().toString().indexOf("\n\n") : -1;
      editor.focus(); // which may put it at the start, so that it is put where it belongs only now
      if (gap >= 0) editor.editor.setSelectedRange(gap + 2);
      return insertApart(editor.editor, html);
    }
    // The editor is still on its way, or there is none: the same place in the textarea.
    const area = form.querySelector("textarea");
    const gap = area.selectionEnd === 0 ? area.value.indexOf("\n\n") + 2 : 0;
    area.setRangeText(text, gap > 2 ? gap : area.selectionStart, gap > 2 ? gap : area.selectionEnd, "end");
    area.focus();
  };

  // <button type="button" data-insert-html="…" data-insert-text="…"> inside a form: a template, a phrase.
  tresen.on("click", "[data-insert-html]", button => {
    tresen.insert(button.closest("form"), button.dataset.insertHtml, button.dataset.insertText ?? "");
    button.closest("details.menu")?.removeAttribute("open");
    const hint = button.closest("form").querySelector("[data-left-hint]");
    if (hint) hint.hidden = !(hint.textContent = button.dataset.left ?? "");
  });
}

/* Says below a mail that is written whom it goes to, as the addresses are typed. */
tresen.on("input", "input[data-recipient]", input => {
  const form = input.closest("form");
  const shown = form.querySelector("[data-recipients]");
  const typed = [...form.querySelectorAll("input[data-recipient]")].flatMap(i => i.value.split(/[,;]/)).map(a => a.trim()).filter(Boolean);
  shown.textContent = typed.map(a => a.match(/<([^>]+)>$/)?.[1] ?? a).join(", ") || shown.dataset.none;
});
