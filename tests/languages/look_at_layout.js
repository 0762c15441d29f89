/* What is wider than the screen, what is cut off by its box, and which words burst out of a button or a mark. */
() => {
  const seen = (each) => each.checkVisibility({ visibilityProperty: true }) && !each.closest(".unseen, .skip");
  const named = (each) => `${each.localName}${each.id ? `#${each.id}` : ""} ${each.getAttribute("class") || ""}: `
    + (each.innerText || "").trim().slice(0, 60);
  const elements = [...document.body.querySelectorAll(":not(option, svg *)")].filter(seen);
  const sticksOut = (each) => {
    const box = each.getBoundingClientRect();
    return box.right > window.innerWidth + 1 || box.left < -1;
  };
  const isCut = (each) => {
    if (each.matches("input")) return false; // what is typed there moves along under the caret
    const style = getComputedStyle(each);
    const hides = (overflow) => overflow === "hidden" || overflow === "clip";
    return (hides(style.overflowX) && each.scrollWidth > each.clientWidth + 1)
      || (hides(style.overflowY) && each.scrollHeight > each.clientHeight + 1);
  };
  const bursts = (each) => each.matches("button, .button, .mark, .chip, summary, label, .task-status, .language-label")
    && each.clientWidth > 0 && each.scrollWidth > each.clientWidth + 1;
  const tooWide = document.documentElement.scrollWidth > window.innerWidth;
  return {
    wide: tooWide ? elements.filter(sticksOut).map(named).slice(0, 3) : [],
    cut: elements.filter(isCut).map(named),
    burst: elements.filter(bursts).map(named),
  };
}
