// A tree of plain elements, drawn. Text is untrusted: it becomes text nodes, never HTML; only the tags
// and attributes listed here exist, and a link leads to http(s) or to a page of this app.
const TAGS = new Set(("a blockquote button dd del details div dl dt em h2 h3 h4 ins li mark ol p section small "
  + "span strong summary table tbody td th thead tr ul").split(" "));
const ATTRIBUTES = /^(class|title|role|lang|scope|colspan|open|aria-[a-z]+|data-[a-z-]+)$/;
const kept = new WeakMap();

export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".sheet");
  root.dataset.theme = themeOf(root);
  const signature = JSON.stringify(data.nodes);
  const state = kept.get(root) || {};
  state.go = (place) => setTriggerValue("go", place);
  if (state.signature !== signature) {
    state.signature = signature;
    root.replaceChildren(...data.nodes.map((node) => draw(node, state)));
    root.scrollTop = 0;
  }
  kept.set(root, state);
}

function draw(node, state) {
  if (typeof node === "string") return document.createTextNode(node);
  if (!TAGS.has(node.tag)) throw new Error(`no such tag here: ${node.tag}`);
  const element = document.createElement(node.tag);
  for (const [name, value] of Object.entries(node.attrs)) {
    if (ATTRIBUTES.test(name)) element.setAttribute(name, value);
  }
  if (node.attrs.href) leadOut(element, node.attrs.href);
  if (node.go) leadTo(element, node.go, state);
  if (node.copies) offerCopy(element, node.copies);
  if (node.grow) element.style.flexGrow = String(Number(node.grow));
  element.append(...node.of.map((child) => draw(child, state)));
  return element;
}

function leadOut(element, href) {
  if (!/^https?:\/\//.test(href)) return;
  element.setAttribute("href", href);
  element.setAttribute("target", "_blank");
  element.setAttribute("rel", "noopener noreferrer");
}

function leadTo(element, place, state) {
  // A real address, so that it can be opened in a new tab or copied; a plain click stays in the session.
  element.setAttribute("href", `${place.page}?${new URLSearchParams(place.params)}`);
  element.addEventListener("click", (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
    event.preventDefault();
    state.go(place);
  });
}

function offerCopy(element, text) {
  element.addEventListener("click", async () => {
    let done = true;
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      done = byHand(text);
    }
    element.textContent = done ? "Copied" : "Copy failed";
    element.dataset.done = String(done);
  });
}

// Where the page is not served securely the clipboard API is missing: the older way still works.
function byHand(text) {
  const area = document.createElement("textarea");
  area.value = text;
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  return done;
}
