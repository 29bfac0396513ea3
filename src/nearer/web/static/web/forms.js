// Forms: sent once, errors found, words copied, a passphrase shown, the time zone told. All of it works without, too.
"use strict";
(() => {
  const said = document.getElementById("said");
  const all = (selector) => document.querySelectorAll(selector);

  // The days of a diary are the person's own days.
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (zone) document.cookie = `tz=${encodeURIComponent(zone)}; path=/; samesite=lax`;

  // A browser keeps what was sent for when a tab is brought back, on the disk: let it forget.
  history.replaceState(history.state, "", location.href);

  // Our own words beside the field, and a summary on top, instead of the browser's bubble.
  all("main form[method=post]").forEach((form) => { form.noValidate = true; });

  const summary = document.querySelector(".summary");
  if (summary) summary.focus();

  // A second press within five seconds sends nothing; after that it may be meant.
  const sent = new WeakMap();
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.matches(".leave")) return;
    const now = performance.now();
    if (now - (sent.get(form) ?? -Infinity) < 5000) {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    sent.set(form, now);
  }, true);
  // HTMX tells when its answer is there, or when it got none: then it may be sent again.
  document.addEventListener("htmx:finally:request", (event) => {
    sent.delete(event.target.closest?.("form"));
  });

  all("[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  });

  // On paper a folded part lies open; older browsers do not do that by the stylesheet.
  if (!CSS.supports("selector(::details-content)")) {
    let folded = [];
    addEventListener("beforeprint", () => {
      folded = [...all(".part:not([open])")];
      folded.forEach((part) => { part.open = true; });
    });
    addEventListener("afterprint", () => folded.forEach((part) => { part.open = false; }));
  }

  all("[data-copy]").forEach((button) => {
    const source = document.querySelector(button.dataset.copy);
    if (!source) return;
    button.hidden = false;
    button.addEventListener("click", async () => {
      const words = source.dataset.words ?? source.innerText;
      if (await copied(words, source)) {
        if (said) said.textContent = button.dataset.done;
        button.textContent = button.dataset.done;
      }
    });
  });

  // Without a secure address there is no clipboard: then the words are selected, ready to copy.
  async function copied(words, source) {
    try {
      await navigator.clipboard.writeText(words);
      return true;
    } catch {
      window.getSelection().selectAllChildren(source);
      return false;
    }
  }

  all("[data-reveal]").forEach((button) => {
    const field = document.getElementById(button.dataset.reveal);
    if (!field) return;
    button.hidden = false;
    button.addEventListener("click", () => {
      const show = field.type === "password";
      field.type = show ? "text" : "password";
      button.textContent = show ? button.dataset.hide : button.dataset.show;
      if (said) said.textContent = show ? button.dataset.shown : button.dataset.hidden;
      field.focus();
    });
    // What is sent is never remembered by the browser as an ordinary text.
    field.form?.addEventListener("submit", () => { field.type = "password"; });
  });
})();
