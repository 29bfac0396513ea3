// What HTMX brings in: focus goes to it, a whole page is opened as one, a lost connection is told.
"use strict";
(() => {
  const lost = document.getElementById("connection-lost");

  function whole(text) {
    return /^\s*<!doctype/i.test(text ?? "");
  }

  document.addEventListener("htmx:after:request", (event) => {
    if (lost) lost.hidden = true;
    const { response, text } = event.detail.ctx;
    if (!whole(text)) return;
    event.preventDefault();
    if (response.status < 400) {
      window.location.assign(response.raw.url);
      return;
    }
    const main = new DOMParser().parseFromString(text, "text/html").querySelector("main");
    document.getElementById("main").replaceChildren(...(main?.childNodes ?? []));
    arrive(document.getElementById("main"));
  });

  document.addEventListener("htmx:after:settle", (event) => {
    const place = event.target instanceof Element ? event.target : document;
    arrive(place.isConnected === false ? document : place);
  });

  function arrive(place) {
    const there = place.querySelector(".summary") ?? place.querySelector("[data-arrive]") ?? place.querySelector("h1");
    if (!there) return;
    if (!there.hasAttribute("tabindex")) there.setAttribute("tabindex", "-1");
    there.focus({ preventScroll: true });
    window.scrollTo({ top: 0 });
  }

  document.addEventListener("htmx:error", () => {
    if (!lost) return;
    lost.hidden = false;
    lost.focus();
  });
})();
