/* Single keys for moderators: j k move, o opens, p c n decide, 1–8 tick reasons, u undoes, ? shows the keys.
   Only where the person has them on ([data-keys]); never while typing, never together with Ctrl, Alt or Meta.
   Every key presses a button of the page: nothing happens that a form would not do. */
(() => {
  "use strict";
  const root = document.querySelector("[data-keys]");
  if (!root) return;
  const rows = [...root.querySelectorAll("[data-row]")];
  let at = -1;

  /* The letter on the key, also where a keyboard writes another script. */
  const letter = ({ key, code }) => (/^[a-z0-9?]$/i.test(key) ? key : code.replace(/^(Key|Digit)/, "")).toLowerCase();
  const isTyping = (place) => place.matches("textarea, select, [contenteditable], input:not([type=checkbox], [type=radio])");
  const shown = (name) => root.querySelector(`[data-key="${CSS.escape(name)}"]`);
  const reasons = () => [...root.querySelectorAll("[data-reasons] [type=checkbox]")];

  const move = (step) => {
    if (!rows.length) return;
    at = Math.min(Math.max(at + step, 0), rows.length - 1);
    rows[at].querySelector("[data-open]").focus();
    rows[at].scrollIntoView({ block: "nearest" });
  };

  /* The row that was moved to, else the first that nobody else is at. */
  const open = () => {
    const row = rows[at] || rows.find((each) => !("held" in each.dataset));
    if (row) row.querySelector("[data-open]").click();
  };

  /* Without a reason the key leads to the reasons; with one it decides. */
  const press = (button) => {
    const boxes = reasons();
    if ("needsReason" in button.dataset && boxes.length && !boxes.some((box) => box.checked)) boxes[0].focus();
    else button.click();
  };

  const tick = (number) => {
    const box = reasons()[number - 1];
    if (!box) return;
    box.click();
    box.focus();
  };

  const help = () => {
    const place = root.querySelector("[data-help]");
    if (!place) return;
    place.open = !place.open;
    place.querySelector("summary").focus();
  };

  root.addEventListener("focusin", (event) => {
    const row = event.target.closest("[data-row]");
    if (row) at = rows.indexOf(row);
  });

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing || event.repeat) return;
    if (event.ctrlKey || event.altKey || event.metaKey || isTyping(event.target)) return;
    const key = letter(event);
    const button = shown(key);
    if (key === "?") help();
    else if (key === "j" && rows.length) move(1);
    else if (key === "k" && rows.length) move(-1);
    else if (key === "o" && rows.length) open();
    else if (key === "enter" && rows.length && event.target === document.body) open();
    else if (/^[1-9]$/.test(key) && reasons().length) tick(Number(key));
    else if (button) press(button);
    else return;
    event.preventDefault();
  });
})();
