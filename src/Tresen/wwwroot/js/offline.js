"use strict";
/* Where the browser knows that there is no network, nothing is sent: the page stays as it is, with all that was typed, chosen and
   attached, and offers to send when the network is back. Files are kept on this machine besides, for this person and for a week, so
   that a photo is still there when the page was closed meanwhile; text is kept by the drafts. First of all scripts, so that nobody
   else hears of the sending. */
{
  const user = document.body.dataset.user;
  const week = 7 * 24 * 3600 * 1000;
  const addressOf = form => form.action.slice(location.origin.length);

  addEventListener("submit", e => {
    if (e.target.method === "dialog") return;
    if (navigator.onLine) {
      if (filesOf(e.target).length) sessionStorage.setItem("sentFiles", addressOf(e.target));
      return;
    }
    e.preventDefault();
    e.stopImmediatePropagation();
    keep(e.target);
    waitForNetwork(e.target, e.submitter);
  }, true);

  function waitForNetwork(form, submitter) {
    const bar = show(tresen.say("noNetwork"));
    addEventListener("online", () => offer(bar, () => form.requestSubmit(submitter)), { once: true });
  }

  function show(text) {
    document.querySelector(".no-network")?.remove();
    const bar = Object.assign(document.createElement("div"), { className: "no-network", role: "alert" });
    bar.append(Object.assign(document.createElement("span"), { textContent: text }));
    document.body.append(bar);
    return bar;
  }

  function offer(bar, send) {
    bar.querySelector("span").textContent = tresen.say("networkBack");
    const button = Object.assign(document.createElement("button"), { className: "btn btn-primary", type: "button", textContent: tresen.say("sendNow") });
    button.addEventListener("click", () => {
      bar.remove();
      send();
    });
    bar.append(button);
  }

  /* ---- Files that wait ---- */

  const filesOf = form => [...form.querySelectorAll("input[type=file]")].flatMap(input => [...input.files].map(file => ({ name: input.name, file })));

  function store(mode) {
    return new Promise((resolve, reject) => {
      const opening = indexedDB.open("tresen", 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore("files", { keyPath: "address" });
      opening.onsuccess = () => resolve(opening.result.transaction("files", mode).objectStore("files"));
      opening.onerror = () => reject(opening.error);
    });
  }

  const done = request => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

  async function keep(form) {
    const files = filesOf(form);
    if (!user || !files.length) return;
    try {
      await done((await store("readwrite")).put({ address: addressOf(form), user, at: Date.now(), page: location.pathname + location.search, title: document.title, files }));
    } catch { /* no room, or a private window: then the page alone has them */ }
  }

  // What waits: sent from the page where it was chosen, and named on the others.
  async function remind() {
    const sent = sessionStorage.getItem("sentFiles");
    sessionStorage.removeItem("sentFiles");
    if (sent && !document.querySelector("[data-errors]")) await done((await store("readwrite")).delete(sent));
    for (const waiting of await done((await store("readonly")).getAll())) {
      if (waiting.user !== user || Date.now() - waiting.at > week) await done((await store("readwrite")).delete(waiting.address));
      else await remindOf(waiting);
    }
  }

  async function remindOf(waiting) {
    const form = [...document.forms].find(f => addressOf(f) === waiting.address && f.querySelector("input[type=file]"));
    const bar = show(tresen.say("filesWait", waiting.files.map(f => f.file.name).join(", ")));
    const drop = Object.assign(document.createElement("button"), { className: "btn", type: "button", textContent: tresen.say("discard") });
    drop.addEventListener("click", async () => {
      await done((await store("readwrite")).delete(waiting.address));
      bar.remove();
    });
    if (form) {
      for (const { name, file } of waiting.files) {
        const input = form.querySelector(`input[type=file][name="${CSS.escape(name)}"]`);
        const zone = input.closest("[data-drop]");
        if (zone?.addFiles) zone.addFiles([file]);
        else {
          const bag = new DataTransfer();
          bag.items.add(file);
          input.files = bag.files;
        }
      }
      const send = Object.assign(document.createElement("button"), { className: "btn btn-primary", type: "button", textContent: tresen.say("sendNow") });
      send.addEventListener("click", () => {
        bar.remove();
        form.requestSubmit();
      });
      bar.append(send);
    } else {
      bar.append(Object.assign(document.createElement("a"), { className: "btn btn-primary", href: waiting.page, textContent: tresen.say("toPage", waiting.title.split(" · ")[0]) }));
    }
    bar.append(drop);
  }

  if (user && window.indexedDB) addEventListener("load", () => remind().catch(() => {}));

  // The next person at this machine finds nothing.
  tresen.on("submit", "form[data-signs-out]", () => window.indexedDB && store("readwrite").then(s => s.clear()));
}
