// What is typed and not sent yet is kept on the server, sealed, so that a lock loses none of it. Nothing stays in the browser.
"use strict";
(() => {
  const address = document.getElementById("lock-soon")?.dataset.draft;
  const notice = document.getElementById("draft-back");
  if (!address || !notice) return;
  const PAUSE = 1200;
  const waiting = new Map();
  const refused = document.querySelector(".summary") !== null;

  const typed = "textarea, input[type=text], input:not([type])";
  const fits = (form) => form instanceof HTMLFormElement && (form.getAttribute("method") ?? "").toLowerCase() === "post" && form.closest("main") !== null
    && form.querySelector(typed) !== null && !form.querySelector("[data-secret], [type=password], [autocomplete=one-time-code]")
    && !form.matches("[data-no-draft]");
  const place = (form) => new URL(form.getAttribute("action") ?? "", window.location.href).pathname;
  const parts = (form) => [...form.elements].filter((part) => part.name && !part.disabled
    && !["hidden", "file", "submit", "button", "password"].includes(part.type));

  function fields(form) {
    return parts(form).filter((part) => part.checked || !["checkbox", "radio"].includes(part.type))
      .map((part) => [part.name, part.value]);
  }

  // Only words are worth keeping: a form in which none was typed leaves no draft.
  function worth(form) {
    return [...form.querySelectorAll(typed)].some((part) => part.value.trim() && part.value !== part.defaultValue);
  }

  function send(form, words, then) {
    const body = new URLSearchParams({
      at: place(form),
      fields: JSON.stringify(words),
      csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken?.value ?? "",
    });
    return fetch(address, { method: "POST", body, credentials: "same-origin", redirect: "manual", ...then }).catch(() => {});
  }

  function keep(form, then) {
    const pending = waiting.get(form);
    if (!pending) return;
    window.clearTimeout(pending);
    waiting.delete(form);
    send(form, worth(form) ? fields(form) : [], then);
  }

  document.addEventListener("input", (event) => {
    const form = event.target.form;
    if (!fits(form)) return;
    window.clearTimeout(waiting.get(form));
    waiting.set(form, window.setTimeout(() => keep(form), PAUSE));
  });
  document.addEventListener("submit", (event) => {
    window.clearTimeout(waiting.get(event.target));
    waiting.delete(event.target);
  });
  const keepAll = () => [...waiting.keys()].forEach((form) => keep(form, { keepalive: true }));
  document.addEventListener("visibilitychange", () => { if (document.hidden) keepAll(); });
  window.addEventListener("pagehide", keepAll);

  async function restore(form) {
    const answer = await fetch(`${address}?at=${encodeURIComponent(place(form))}`, { credentials: "same-origin", redirect: "manual" }).catch(() => null);
    if (!answer?.ok) return;
    const found = (await answer.json()).fields;
    if (!found.length || waiting.has(form)) return;
    fill(form, found);
    if (!worth(form)) return;
    const shown = notice.content.cloneNode(true).firstElementChild;
    shown.querySelector("button").addEventListener("click", () => {
      form.reset();
      send(form, []);
      shown.remove();
      form.querySelector(typed).focus();
    });
    form.before(shown);
  }

  function fill(form, found) {
    const rest = new Map();
    found.forEach(([name, value]) => rest.set(name, [...(rest.get(name) ?? []), value]));
    parts(form).forEach((part) => {
      const values = rest.get(part.name) ?? [];
      if (["checkbox", "radio"].includes(part.type)) part.checked = values.includes(part.value);
      else if (part instanceof HTMLSelectElement && part.multiple) [...part.options].forEach((o) => { o.selected = values.includes(o.value); });
      else if (values.length) part.value = values.shift();
    });
  }

  // A form that came back refused holds what was typed already.
  if (!refused) [...document.forms].filter(fits).forEach(restore);
})();
