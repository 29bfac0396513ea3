// A minute before the notes lock, ask; while someone is busy on the page, tell the server so.
"use strict";
(() => {
  const dialog = document.getElementById("lock-soon");
  if (!dialog) return;
  const idle = Number(dialog.dataset.idleSeconds) * 1000;
  const warning = Math.max(idle - 60000, idle / 2);
  let contact = Date.now();
  let asking = false;

  async function stay() {
    if (asking) return;
    asking = true;
    try {
      const answer = await fetch(dialog.dataset.stay, { method: "POST", credentials: "same-origin", redirect: "manual" });
      if (answer.ok) contact = Date.now();
    } catch {
      // No connection: the lock comes when its time comes.
    }
    asking = false;
    if (Date.now() - contact < warning) dialog.close();
  }

  function look() {
    const quiet = Date.now() - contact;
    if (quiet >= idle) {
      document.documentElement.classList.add("gone");
      window.location.replace(window.location.pathname);
    } else if (quiet >= warning && !dialog.open) {
      dialog.showModal();
      dialog.querySelector("h2").focus();
    }
  }

  function busy() {
    if (!dialog.open && Date.now() - contact > idle / 4) stay();
  }

  dialog.querySelector("button").addEventListener("click", stay);
  dialog.addEventListener("cancel", stay);
  document.addEventListener("htmx:after:request", () => { contact = Date.now(); });
  document.addEventListener("input", busy);
  document.addEventListener("pointerdown", busy);
  document.addEventListener("visibilitychange", look);
  window.setInterval(look, 1000);
})();
