// A moment: the time ticks by the server's clock, words are copied, and one public page is kept for no connection.
"use strict";
(() => {
  const own = document.currentScript ?? document.querySelector("script[data-worker]");
  const said = document.getElementById("said");

  // How much is left comes from the server; this computer's clock may be wrong or be set.
  const timer = document.querySelector(".timer:not(.over)");
  if (timer) {
    const loaded = performance.timeOrigin + performance.now();
    const words = timer.querySelector("[data-tick]");
    const line = timer.querySelector(".gone");
    const whole = Math.max(Number(timer.dataset.whole), 1);
    const began = performance.now();
    let last = null;
    const tick = () => {
      const gone = Math.max(performance.now() - began, 0);
      const left = Math.max(Number(timer.dataset.left) - gone, 0);
      line.setAttribute("stroke-dasharray", `${100 - (left / whole) * 100} 200`);
      const minutes = Math.ceil(left / 60000);
      if (minutes < 120 && minutes !== last) {
        words.textContent = minutes === 0 ? timer.dataset.over : minutes === 1 ? timer.dataset.one : timer.dataset.many.replace("#", minutes);
        if (said && (minutes === 0 || (last !== null && minutes === 1))) said.textContent = words.textContent;
        timer.classList.toggle("over", minutes === 0);
        last = minutes;
      }
      if (left === 0) window.clearInterval(going);
    };
    const going = window.setInterval(tick, 1000);
    tick();
    // While a device sleeps, its own count may stand still: then ask the server again.
    document.addEventListener("visibilitychange", () => {
      const slept = Date.now() - loaded - performance.now() > 5000;
      if (!document.hidden && slept) window.location.reload();
    });
  }

  document.querySelectorAll("[data-copy-field]").forEach((button) => {
    const field = document.getElementById(button.dataset.copyField);
    if (!field) return;
    button.hidden = false;
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(field.value);
        button.textContent = button.dataset.done;
        if (said) said.textContent = button.dataset.done;
      } catch {
        field.focus();
        field.select();
      }
    });
  });

  document.querySelectorAll("[data-count]").forEach((count) => {
    const taps = [...count.parentElement.querySelectorAll("input")];
    taps.forEach((tap) => tap.addEventListener("change", () => {
      const found = taps.filter((one) => one.checked).length;
      count.textContent = found ? count.dataset.count.replace("{count}", found) : "";
    }));
  });

  if (own?.dataset.worker && "serviceWorker" in navigator && window.isSecureContext) {
    const language = document.documentElement.lang.split("-")[0];
    navigator.serviceWorker.register(`${own.dataset.worker}?l=${language}`, { scope: "/" }).catch(() => {});
  }
})();
