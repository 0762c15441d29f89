/* Every text that can be seen, with the language around it; not what stands in a field, nor the choices of one. */
() => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const around = node.parentElement;
    // What is no language, such as the name of a column or of a program, says so.
    const read = !around.closest("script, style, select, textarea, code, kbd, [translate=no]") && around.checkVisibility();
    if (read && node.data.trim()) found.push([node.data, around.closest("[lang]").lang]);
  }
  return found;
}
