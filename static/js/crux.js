/* What a page gains from scripts; every page works without. No storage; an entry of the history knows where its reader was. */
(() => {
  "use strict";
  const spoken = () => document.getElementById("spoken");

  /* Characters as people count them: a letter with its marks, or a family of emoji, is one. */
  const segmenter = "Segmenter" in Intl ? new Intl.Segmenter(undefined, { granularity: "grapheme" }) : null;
  const graphemes = (text) => (segmenter ? [...segmenter.segment(text)].length : [...text].length);
  /* The server makes line ends one character, drops marks without a sign (UNWANTED in app/core/forms.py) and spaces
     at both ends; so do we. */
  const unwanted = /[\0-\x08\v\f\x0e-\x1f\x7f-\x9f\u200b\u2060\ufeff\u202a-\u202e\p{Cs}\p{NChar}]/gu;
  const tidy = (text) => text.replace(/\r\n?/g, "\n").replace(unwanted, "").normalize("NFC").trim();

  let speaking;
  const showCount = (area, aloud) => {
    const place = document.getElementById(area.dataset.count);
    if (!place) return;
    const left = Number(place.dataset.most) - graphemes(tidy(area.value));
    const words = left === 0 ? place.dataset.zero : left > 0 ? place.dataset.left : place.dataset.over;
    /* Digits as the server writes them, also in Arabic. */
    const number = new Intl.NumberFormat(`${document.documentElement.lang}-u-nu-latn`).format(Math.abs(left));
    place.textContent = words.replace("{number}", number);
    place.classList.toggle("count-over", left < 0);
    if (!aloud || left > Number(place.dataset.most) / 4) return;
    clearTimeout(speaking);
    speaking = setTimeout(() => { spoken().textContent = place.textContent; }, 1500);
  };
  const showCounts = (root) => root.querySelectorAll("[data-count]").forEach((area) => showCount(area, false));

  /* A link of the error summary leads into its field, or to the first of a group. */
  const enter = (event) => {
    const link = event.target.closest(".error-summary a[href^='#']");
    const place = link && document.getElementById(link.hash.slice(1));
    if (!place) return;
    event.preventDefault();
    const field = place.matches("fieldset") ? place.querySelector("input") || place : place;
    (document.querySelector(`label[for="${CSS.escape(field.id)}"]`) || place).scrollIntoView({ block: "nearest" });
    field.focus();
  };

  /* Whoever comes back finds the focus where it was: on the link that led away, or the box that was ticked.
     An entry that says htmx is not written over by it. */
  const remember = (place) => history.replaceState({ ...history.state, htmx: true, focus: place }, "");
  const remembered = () => {
    const place = history.state && history.state.focus;
    return place ? document.querySelector(place) : null;
  };
  const leave = ({ target }) => {
    const link = target.closest("main a[href]");
    if (link) remember(`main a[href="${CSS.escape(link.getAttribute("href"))}"]`);
  };
  const comeBack = () => {
    const [arrival] = performance.getEntriesByType("navigation");
    const place = arrival && arrival.type === "back_forward" && remembered();
    if (place) place.focus({ preventScroll: true });
  };

  /* After a change of the page: to what must be mended; else stay; else, if the place is gone, to where the reader
     was on this page before, or to the new heading. */
  const refocus = (root) => {
    const wanted = root.querySelector("[data-focus]");
    if (wanted) return wanted.focus();
    if (document.activeElement && document.activeElement !== document.body) return undefined;
    const place = remembered();
    if (place) return place.focus({ preventScroll: true });
    const heading = root.querySelector("h1, h2");
    if (!heading) return undefined;
    heading.tabIndex = -1;
    return heading.focus({ preventScroll: true });
  };

  /* What came says which boxes are ticked, unless somebody has ticked another since it was asked for. */
  let ticking = false;
  const tick = (root) => {
    if (ticking) return;
    root.querySelectorAll(".facets [type=checkbox]").forEach((box) => { box.checked = box.defaultChecked; });
  };

  const changed = (event) => {
    const { target } = event.detail.ctx;
    const root = target && target.isConnected ? target : document.getElementById("main");
    tick(root);
    showCounts(root);
    if (!root.matches(".beside, [data-quiet]")) refocus(root); /* who types or reads goes on: it changed by itself */
    const news = root.querySelector("[data-announce]");
    if (news) spoken().textContent = news.textContent.trim();
  };

  /* A list that could not be fetched in part is fetched as a page, so that the reader sees what is wrong. */
  const failed = (event) => {
    const { sourceElement, request, response } = event.detail.ctx;
    if (response && response.status < 500) return;
    if (request.method === "GET" && sourceElement.hasAttribute("hx-push-url")) window.location.assign(request.action);
  };

  /* A second click while a form is on its way sends nothing twice. */
  const once = (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "1";
    setTimeout(() => { delete form.dataset.sent; }, 5000);
  };

  document.addEventListener("input", (event) => { if (event.target.dataset.count) showCount(event.target, true); });
  document.addEventListener("change", ({ target }) => {
    if (!target.closest(".facets")) return;
    ticking = true;
    remember(`#${CSS.escape(target.id)}`);
  });
  document.addEventListener("htmx:config:request", () => { ticking = false; });
  document.addEventListener("click", enter);
  document.addEventListener("click", leave);
  window.addEventListener("pageshow", comeBack);
  document.addEventListener("submit", once);
  document.addEventListener("htmx:after:swap", changed);
  document.addEventListener("htmx:response:error", failed);
  document.addEventListener("htmx:error", failed);
  if (window.htmx) document.documentElement.classList.add("live");
  showCounts(document);
  const wrong = document.querySelector(".error-summary");
  if (wrong) wrong.focus();
})();
