// What a page is made of, as far as the rules of axe-core ask: each kind of element once, with what it stands in, what it is called
// and how it looks; whether it holds words, has a label, lies too close to another, has an id that is another's too, or names an id
// that is nobody's. How many there are, and which words and numbers they hold, is left out.
() => {
  const TRANSPARENT = "rgba(0, 0, 0, 0)";
  const COUNTS = /^(class|content|dir|href|id|lang|role|scope|tabindex|type|aria-.*)$/;
  const NAMES_OTHERS = ["aria-controls", "aria-describedby", "aria-labelledby", "for", "headers", "list"];
  const CLOSE = 24;

  const targets = [...document.querySelectorAll("a, button, input, select, summary, textarea")];
  const boxes = new Map(targets.map((one) => [one, one.getBoundingClientRect()]));
  const ids = new Map();
  for (const { id } of document.querySelectorAll("[id]")) ids.set(id, (ids.get(id) ?? 0) + 1);

  const close = (box, its) => {
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    return Math.hypot(Math.max(its.left - x, 0, x - its.right), Math.max(its.top - y, 0, y - its.bottom)) < CLOSE;
  };
  const crowded = (one) => {
    const box = boxes.get(one);
    return box && Math.min(box.width, box.height) < CLOSE
      && targets.some((other) => other !== one && close(box, boxes.get(other)));
  };
  const holdsWords = (one) =>
    boxes.has(one)
      ? one.textContent.trim() !== ""
      : [...one.childNodes].some((child) => child.nodeType === Node.TEXT_NODE && child.data.trim());
  const namesNobody = (one) =>
    NAMES_OTHERS.some((name) => (one.getAttribute(name) ?? "").split(/\s+/).some((id) => id && !ids.has(id)));
  const ground = (one) => {
    const own = getComputedStyle(one).backgroundColor;
    return own === TRANSPARENT && one.parentElement ? ground(one.parentElement) : own;
  };
  const called = (one) => one && `${one.tagName}.${one.getAttribute("class") ?? ""}`;
  const said = ({ name, value }) => {
    if (name === "href") return value.startsWith("#") ? `href=${value}` : "href";
    return COUNTS.test(name) ? `${name}=${value.replace(/\d+/g, "0")}` : `${name}${value.trim() ? "" : " is empty"}`;
  };
  const kind = (one) => {
    const looks = getComputedStyle(one);
    return [
      called(one.parentElement), one.tagName, ...[...one.attributes].map(said).sort(),
      holdsWords(one), one.labels?.length, crowded(one), ids.get(one.id) > 1, namesNobody(one),
      looks.display, looks.visibility, looks.opacity, looks.color, ground(one), looks.fontSize, looks.fontWeight, looks.textDecorationLine,
    ].join(" ");
  };
  const kinds = new Set([...document.querySelectorAll("*")].map(kind));
  kinds.add(`begins with a heading or a landmark: ${Boolean(document.querySelector("h1, main"))}`);
  return [...kinds];
}
