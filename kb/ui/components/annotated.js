// A document with its passages marked. Offsets count code points, as Python does, so the text is split
// with Array.from. Copy is untrusted: it reaches the page through textContent and attributes only.
const kept = new WeakMap();
// Not in `kept`: the element may be made anew between two parts.
let last = {};

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".page");
  root.dataset.theme = themeOf(root);
  const state = kept.get(root) || {};
  state.pick = (key) => setTriggerValue("picked", key);
  const signature = JSON.stringify([data.text, data.spans, data.headings, data.asides, data.turns]);
  if (state.signature !== signature) {
    state.signature = signature;
    build(root, data);
  }
  if (!kept.has(root)) {
    root.addEventListener("click", (event) => clicked(root, event));
    root.addEventListener("keydown", (event) => pressed(root, event));
  }
  kept.set(root, state);
  show(root, data);
  // Another part of the same document begins at its beginning.
  if (last.of === data.of && last.start !== data.start && !data.selected) {
    requestAnimationFrame(() => root.scrollIntoView({ block: "start" }));
  }
  last = { of: data.of, start: data.start };
}

function build(root, data) {
  const characters = Array.from(data.text);
  const cuts = bordersOf(data, characters.length);
  const spans = sweep(data.spans.map((s) => ({ ...s, range: [s.start, s.end] })));
  const headings = sweep(data.headings.map((range) => ({ range })));
  const asides = sweep(data.asides.map(([start, end, label]) => ({ range: [start, end], label })));
  const turns = new Map(data.turns);
  const begun = new Set();
  const drawn = [];
  let aside = null;
  let into = drawn;
  for (let i = 0; i + 1 < cuts.length; i++) {
    const [start, end] = [cuts[i], cuts[i + 1]];
    const [around] = asides(start, end);
    const begins = around !== aside;
    if (begins) into = drawn;
    if (turns.has(start)) into.push(turn(turns.get(start)));
    if (begins) {
      aside = around;
      if (aside) drawn.push({ label: aside.label, of: (into = []) });
    }
    // The narrowest first: it is the one that a click means.
    const over = spans(start, end).sort((a, b) => a.end - a.start - (b.end - b.start));
    const piece = document.createElement(over.length ? "mark" : "span");
    if (over.length) dress(piece, over, start, end, begun);
    if (headings(start, end).length) piece.classList.add("heading");
    piece.textContent = characters.slice(start - data.start, end - data.start).join("");
    into.push(piece);
  }
  root.replaceChildren(...drawn.map((each) => (each.of ? asideOf(each) : each)));
  root.dataset.marks = data.spans.length;
}

function bordersOf(data, length) {
  const borders = new Set([data.start, data.start + length]);
  const ranges = [...data.headings, ...data.asides, ...data.spans.map((s) => [s.start, s.end])];
  for (const [start, end] of ranges) borders.add(start).add(end);
  for (const span of data.spans) for (const [start, end] of span.cues) borders.add(start).add(end);
  for (const [at] of data.turns) borders.add(at);
  return [...borders].sort((a, b) => a - b);
}

// Returns what lies over a stretch; asked from left to right, so that a long document takes linear time.
function sweep(items) {
  const waiting = [...items].sort((a, b) => a.range[0] - b.range[0]);
  let open = [];
  let next = 0;
  return (start, end) => {
    while (next < waiting.length && waiting[next].range[0] <= start) open.push(waiting[next++]);
    open = open.filter((item) => item.range[1] > start);
    return open.filter((item) => end <= item.range[1]);
  };
}

function asideOf({ label, of }) {
  const box = document.createElement("div");
  box.className = "aside";
  box.dataset.label = label;
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", label);
  box.append(...of);
  return box;
}

function turn(label) {
  const rule = document.createElement("div");
  rule.className = "turn";
  rule.dataset.label = label;
  rule.setAttribute("role", "separator");
  rule.setAttribute("aria-label", label);
  return rule;
}

function dress(piece, over, start, end, begun) {
  const span = over[0];
  piece.className = span.face;
  piece.dataset.keys = JSON.stringify(over.map((s) => s.key));
  piece.dataset.key = span.key;
  piece.title = over.map((s) => s.label).join("\n");
  if (over.length > 1) piece.classList.add("overlap");
  if (over.every((s) => s.aside)) piece.classList.add("aside");
  if (span.cues.some(([s, e]) => s <= start && end <= e)) piece.classList.add("cue");
  piece.setAttribute("role", "button");
  piece.tabIndex = -1;
  if (begun.has(span.key)) {
    piece.setAttribute("aria-hidden", "true");
    return;
  }
  begun.add(span.key);
  piece.classList.add("first");
  piece.dataset.icon = span.icon;
  piece.setAttribute("aria-label", `${span.label}: ${span.quote}`);
}

function show(root, data) {
  const shown = new Set(data.shown);
  const firsts = [...root.querySelectorAll("mark.first")];
  const focused = root.getRootNode().activeElement;
  const hadFocus = focused && root.contains(focused);
  let current = null;
  for (const piece of root.querySelectorAll("mark")) {
    const selected = JSON.parse(piece.dataset.keys).includes(data.selected);
    piece.classList.toggle("selected", selected);
    piece.classList.toggle("faded", !shown.has(piece.dataset.key) && !selected);
    piece.tabIndex = -1;
    if (piece.classList.contains("first")) {
      piece.setAttribute("aria-pressed", String(selected));
      if (selected) current = piece;
    }
  }
  const stop = current || firsts.find((piece) => shown.has(piece.dataset.key)) || firsts[0];
  if (stop) stop.tabIndex = 0;
  const moved = root.dataset.selected !== (data.selected || "");
  root.dataset.selected = data.selected || "";
  root.dataset.shown = data.shown.length;
  if (current && moved) reveal(current);
  if (current && moved && hadFocus) current.focus({ preventScroll: true });
}

function reveal(piece) {
  const box = piece.getBoundingClientRect();
  const outside = box.top < 90 || box.bottom > window.innerHeight - 40;
  if (outside) piece.scrollIntoView({ block: "center" });
}

function clicked(root, event) {
  const piece = event.target.closest("mark");
  if (!piece) return;
  // A second click on an overlap picks the next of its passages.
  const keys = JSON.parse(piece.dataset.keys);
  const at = keys.indexOf(root.dataset.selected);
  kept.get(root).pick(keys[(at + 1) % keys.length]);
}

const STEP = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

function pressed(root, event) {
  const piece = event.target.closest("mark");
  if (!piece) return;
  if (event.key === "Enter" || event.key === " ") {
    event.preventDefault();
    kept.get(root).pick(piece.dataset.key);
    return;
  }
  const stops = [...root.querySelectorAll("mark.first:not(.faded)")];
  const at = stops.findIndex((stop) => stop.dataset.key === piece.dataset.key);
  const to = { Home: 0, End: stops.length - 1 }[event.key] ?? (STEP[event.key] ? at + STEP[event.key] : -1);
  if (to < 0 || to >= stops.length) return;
  event.preventDefault();
  piece.tabIndex = -1;
  stops[to].tabIndex = 0;
  stops[to].focus();
}
