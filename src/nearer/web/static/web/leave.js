// Leave: first a blank screen, then the end of the session, then another page in this one's place.
"use strict";
(() => {
  const form = document.querySelector("form[data-leave-to]");
  if (!form) return;
  const said = document.getElementById("said");

  function leave() {
    document.documentElement.classList.add("gone");
    document.title = "…";
    try {
      fetch(form.action, { method: "POST", keepalive: true, credentials: "same-origin" }).catch(() => {});
    } catch {
      navigator.sendBeacon(form.action);
    }
    window.location.replace(form.dataset.leaveTo);
  }

  function leaveInstead(event) {
    event.preventDefault();
    leave();
  }

  // The button, and the link that only assistive technology and the Tab key find.
  form.addEventListener("submit", leaveInstead);
  document.querySelectorAll("a[data-leave]").forEach((link) => link.addEventListener("click", leaveInstead));

  // Shift three times within five seconds, or Esc twice within two; any other key begins anew.
  let key = "";
  let times = [];
  document.addEventListener("keydown", (event) => {
    if (event.repeat) return;
    const wanted = { Shift: [3, 5000], Escape: [2, 2000] }[event.key];
    if (!wanted) {
      times = [];
      return;
    }
    const [count, within] = wanted;
    const now = performance.now();
    times = (event.key === key ? times : []).filter((then) => now - then < within);
    times.push(now);
    key = event.key;
    if (times.length === count) leave();
    else if (key === "Shift" && said) {
      said.textContent = times.length === 1 ? form.dataset.twoMore : form.dataset.oneMore;
    }
  });

  // A page that the browser keeps in memory is kept blank, and when it comes back it asks
  // the server whether it may be seen.
  window.addEventListener("pagehide", (event) => {
    if (event.persisted) document.documentElement.classList.add("gone");
  });
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) window.location.reload();
  });
})();
