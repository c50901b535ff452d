"use strict";
/* Single letters outside inputs. data-key="n" on a link or button clicks it, on an input focuses it, on a summary opens it;
   "Shift+C" and two letters one after the other, "g t", work too. By what the key writes, so QWERTZ is as good as QWERTY.
   The help (?) lists what the page has; there they can be switched off for this browser. */
{
  const off = () => localStorage.getItem("keys") === "off";
  const usable = e => e.offsetParent !== null || e.getClientRects().length > 0;
  const bearers = () => [...document.querySelectorAll("[data-key]")].filter(usable);
  const help = document.getElementById("tasten");
  let first = "";

  const nameOf = e => (e.shiftKey && /^\p{L}$/u.test(e.key) ? `Shift+${e.key.toUpperCase()}` : e.key);

  document.addEventListener("keydown", e => {
    // Ctrl or ⌘ + K leads to the search from anywhere, even while typing.
    if ((e.ctrlKey || e.metaKey) && e.key === "k") return act(document.querySelector(".topsearch-input"), e);
    if (off() || e.ctrlKey || e.metaKey || e.altKey || e.isComposing || tresen.isTyping(e.target) || document.querySelector("dialog[open]")) return;
    const key = nameOf(e);
    const both = first && `${first} ${key}`;
    first = "";
    const bearer = bearers().find(b => b.dataset.key === (both || key)) ?? bearers().find(b => b.dataset.key === key);
    if (bearer) return act(bearer, e);
    if (bearers().some(b => b.dataset.key.startsWith(`${key} `))) return wait(key);
    if (tresen.listKeys[key] && document.querySelector(".list [data-row]")) tresen.listKeys[key]();
    else if (key === "?") showHelp();
    else if (key === "d") tresen.flipTheme();
    else return;
    e.preventDefault();
  });

  function wait(key) {
    first = key;
    setTimeout(() => { first = ""; }, 1200);
  }

  function act(element, e) {
    if (!element) return;
    e.preventDefault();
    if (element.matches("summary")) openDetails(element.parentElement);
    else if (tresen.isTyping(element)) { element.focus(); element.select?.(); }
    else element.click();
  }

  function openDetails(details) {
    details.open = true;
    details.scrollIntoView({ block: "nearest" });
    details.querySelector("trix-editor, textarea, input:not([type=hidden]), select")?.focus();
  }

  function showHelp() {
    const list = help?.querySelector("[data-keys]");
    if (!list) return;
    list.querySelectorAll("[data-own]").forEach(x => x.remove());
    for (const bearer of bearers()) {
      if (bearer.dataset.key === "/") continue;
      const key = Object.assign(document.createElement("dt"), { innerHTML: "" });
      key.append(...bearer.dataset.key.split(/[+ ]/).flatMap(k => [Object.assign(document.createElement("kbd"), { textContent: k }), " "]));
      const text = Object.assign(document.createElement("dd"), { textContent: bearer.ariaLabel || bearer.title || bearer.textContent.trim() });
      key.dataset.own = text.dataset.own = "";
      list.append(key, text);
    }
    help.showModal();
  }

  tresen.each("[data-keys-switch]", box => {
    box.checked = !off();
    box.addEventListener("change", () => localStorage.setItem("keys", box.checked ? "on" : "off"));
  });
  tresen.on("click", "[data-opens=tasten]", () => { help.close(); showHelp(); });
}
