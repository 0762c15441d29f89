/* Keeps a page of a long form while somebody writes: three seconds after the last key, and when a field is left.
   What could not be kept stays on the page, and the line under the buttons says so. */
(() => {
  "use strict";
  const form = document.getElementById("page");
  const line = document.querySelector("[data-autosaved]");
  if (!form || !line) return;
  const PAUSE = 3000;
  const AGAIN = 15000;
  const QUIET = 30000; /* between two times that "saved" is spoken */
  const MOST_WHILE_LEAVING = 60000; /* characters: browsers send no more for a page that goes */

  const typed = () => {
    const fields = new FormData(form);
    fields.delete("csrf_token");
    fields.delete("seen");
    return new URLSearchParams(fields).toString();
  };
  let kept = typed();
  let asked = null;
  let timer;
  let state = "";
  let spokenAt = -QUIET;
  let over = false; /* nothing more is kept by itself: Continue does it, and says what is the matter */

  const tell = (news, words) => {
    line.textContent = words;
    line.hidden = false;
    const aloud = news !== state || performance.now() - spokenAt > QUIET;
    state = news;
    if (!aloud) return;
    spokenAt = performance.now();
    document.getElementById("spoken").textContent = words;
  };
  const clock = () =>
    new Intl.DateTimeFormat(`${document.documentElement.lang}-u-nu-latn`, {
      hour: "2-digit", minute: "2-digit", hourCycle: "h23",
    }).format(new Date());

  const later = (pause) => {
    clearTimeout(timer);
    timer = setTimeout(save, pause);
  };
  const take = (response, words) => {
    if (response.status === 204) {
      form.elements.seen.value = response.headers.get("X-Draft-Seen");
      kept = words;
      tell("saved", line.dataset.autosaved.replace("{time}", clock()));
      if (typed() !== kept) later(PAUSE);
    } else {
      over = response.status < 500 && response.status !== 429;
      tell(`${response.status}`, response.status === 401 ? line.dataset.out : line.dataset.failed);
    }
  };
  const send = async (words) => {
    const body = new URLSearchParams(new FormData(form));
    body.set("then", "autosave");
    const keepalive = body.toString().length < MOST_WHILE_LEAVING;
    try {
      const signal = AbortSignal.timeout(AGAIN);
      take(await fetch(form.action, { method: "POST", body, keepalive, redirect: "manual", signal }), words);
    } catch {
      tell("away", line.dataset.away);
      later(AGAIN);
    }
  };
  function save() {
    clearTimeout(timer);
    const words = typed();
    if (asked || over || words === kept) return;
    asked = send(words).finally(() => { asked = null; });
  }

  form.addEventListener("input", () => { if (!over) later(PAUSE); });
  form.addEventListener("focusout", ({ relatedTarget }) => {
    if (!relatedTarget || !relatedTarget.matches("button")) save();
  });
  window.addEventListener("online", save);
  document.addEventListener("visibilitychange", () => { if (document.hidden) save(); });
  /* A button waits for what is on its way, so that the two do not meet. */
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (asked) {
      event.preventDefault();
      event.stopPropagation();
      asked.then(() => form.requestSubmit(event.submitter));
    } else {
      over = true;
    }
  });
  window.addEventListener("pageshow", ({ persisted }) => { if (persisted) over = false; });
})();
