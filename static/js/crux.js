/* What a page gains from scripts; every page works without. No state, no storage. */
(() => {
  "use strict";
  const spoken = () => document.getElementById("spoken");

  /* Characters as people count them: a letter with its marks, or a family of emoji, is one. */
  const segmenter = "Segmenter" in Intl ? new Intl.Segmenter(undefined, { granularity: "grapheme" }) : null;
  const graphemes = (text) => (segmenter ? [...segmenter.segment(text)].length : [...text].length);
  /* The server makes line ends one character and drops spaces at both ends; so do we. */
  const counted = (text) => graphemes(text.replace(/\r\n?/g, "\n").normalize("NFC").trim());

  let speaking;
  const showCount = (area, aloud) => {
    const place = document.getElementById(area.dataset.count);
    if (!place) return;
    const left = Number(place.dataset.most) - counted(area.value);
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

  /* After a change of the page: to what must be mended; else stay; else, if the place is gone, to the new heading. */
  const refocus = (root) => {
    const wanted = root.querySelector("[data-focus]");
    if (wanted) return wanted.focus();
    if (document.activeElement && document.activeElement !== document.body) return undefined;
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
    refocus(root);
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
  document.addEventListener("change", (event) => { if (event.target.closest(".facets")) ticking = true; });
  document.addEventListener("htmx:config:request", () => { ticking = false; });
  document.addEventListener("click", enter);
  document.addEventListener("submit", once);
  document.addEventListener("htmx:after:swap", changed);
  document.addEventListener("htmx:response:error", failed);
  document.addEventListener("htmx:error", failed);
  if (window.htmx) document.documentElement.classList.add("live");
  showCounts(document);
  const wrong = document.querySelector(".error-summary");
  if (wrong) wrong.focus();
})();
