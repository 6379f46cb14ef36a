// @ts-check
// The workbench: texts in, report out. The service makes the report; this page only posts and shows it.

/**
 * @typedef {{id?: string, text?: string, html?: string, title?: string | null, source?: string | null, url?: string | null,
 *   published_at?: string | null, language?: string}} Doc
 * @typedef {{documents: Doc[], options?: Record<string, unknown>}} Dossier
 * @typedef {{title: string, detail: string, errors?: {pointer: string, detail: string}[]}} Problem
 */

const form = /** @type {HTMLFormElement} */ (document.getElementById("dossier"));
const texts = /** @type {HTMLElement} */ (document.getElementById("texts"));
const template = /** @type {HTMLTemplateElement} */ (document.getElementById("text"));
const statusLine = /** @type {HTMLElement} */ (document.getElementById("status"));
const faults = /** @type {HTMLElement} */ (document.getElementById("faults"));
const report = /** @type {HTMLElement} */ (document.getElementById("report"));
const frame = /** @type {HTMLIFrameElement} */ (report.querySelector("iframe"));
const downloads = /** @type {HTMLElement} */ (document.getElementById("downloads"));
const checkButton = /** @type {HTMLButtonElement} */ (document.getElementById("check"));
/** There where the service asks for a key; its value is all that holds one. */
const key = /** @type {HTMLInputElement | null} */ (document.getElementById("key"));
const files = /** @type {HTMLInputElement} */ (document.getElementById("files"));

/** What a card holds beyond its fields: @type {WeakMap<Element, {id?: string, language?: string}>} */
const kept = new WeakMap();
/** @type {Record<string, unknown>} */
let options = {};
/** Whether somebody has typed since the last dossier was loaded. */
let typed = false;
/** The dossier that the report on the page is about: @type {Dossier | null} */
let checked = null;

/** @param {Element} card @param {string} name */
function field(card, name) {
  return /** @type {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} */ (card.querySelector(`[name="${name}"]`));
}

function cards() {
  return [...texts.querySelectorAll("fieldset")];
}

/** @param {Doc} [given] */
function addCard(given = {}) {
  const card = /** @type {DocumentFragment} */ (template.content.cloneNode(true)).querySelector("fieldset");
  if (!card) throw new Error("the template has no fieldset");
  kept.set(card, { id: given.id, language: given.language });
  for (const name of /** @type {const} */ (["source", "title", "url"])) field(card, name).value = given[name] ?? "";
  field(card, "published_at").value = (given.published_at ?? "").slice(0, 10);
  field(card, "format").value = given.html === undefined || given.html === null ? "text" : "html";
  field(card, "text").value = given.html ?? given.text ?? "";
  card.querySelector("button")?.addEventListener("click", () => removeCard(card));
  texts.append(card);
  number();
  return card;
}

/** @param {Element} card */
function removeCard(card) {
  const after = /** @type {HTMLElement | null} */ (card.nextElementSibling ?? card.previousElementSibling);
  card.remove();
  if (!cards().length) addCard();
  number();
  (after?.querySelector("textarea") ?? texts.querySelector("textarea"))?.focus();
  stale();
}

function number() {
  for (const [place, card] of cards().entries()) {
    const name = `Text ${place + 1}`;
    const legend = card.querySelector("legend");
    if (legend) legend.textContent = name;
    card.querySelector("button")?.setAttribute("aria-label", `Remove ${name.toLowerCase()}`);
    card.querySelector("summary")?.setAttribute("aria-label", `Title, address, format of ${name.toLowerCase()}`);
  }
}

/** The cards that hold text, and the dossier that they make. */
function dossier() {
  const used = cards().filter((card) => field(card, "text").value.trim());
  const ids = new Set();
  const documents = used.map((card, place) => {
    const held = kept.get(card) ?? {};
    let id = held.id ?? `text-${place + 1}`;
    while (ids.has(id)) id += "'";
    ids.add(id);
    /** @type {Doc} */
    const found = { id, [field(card, "format").value]: field(card, "text").value };
    for (const name of /** @type {const} */ (["source", "title", "url", "published_at"])) {
      const value = field(card, name).value.trim();
      if (value) found[name] = value;
    }
    if (held.language) found.language = held.language;
    return found;
  });
  return { used, dossier: /** @type {Dossier} */ ({ documents, options }) };
}

/** @param {Dossier} body @param {string} accept */
function post(body, accept) {
  /** @type {Record<string, string>} */
  const headers = { "Content-Type": "application/json", Accept: accept };
  // A key is visible ASCII; what else is pasted with it is not of it, and no header could hold it.
  const given = key?.value.replace(/[^\x21-\x7e]/g, "");
  if (given) headers.Authorization = `Bearer ${given}`;
  return fetch("v1/check", { method: "POST", headers, body: JSON.stringify(body) });
}

async function check() {
  clearFaults();
  const { used, dossier: body } = dossier();
  if (!used.length) {
    say("There is no text yet.");
    texts.querySelector("textarea")?.focus();
    return;
  }
  checkButton.disabled = true;
  report.setAttribute("aria-busy", "true");
  say("Reading …");
  try {
    const answer = await post(body, "text/html");
    if (!answer.ok) {
      showProblem(await answer.json(), used);
      if (answer.status === 401) key?.focus();
      return;
    }
    checked = body;
    await show(await answer.text());
  } catch {
    showProblem({ title: "The service does not answer", detail: "Try again in a moment." }, used);
  } finally {
    checkButton.disabled = false;
    report.removeAttribute("aria-busy");
  }
}

/** @param {string} page */
function show(page) {
  return new Promise((resolve) => {
    frame.onload = () => {
      const inner = frame.contentDocument;
      if (inner) {
        const fit = () => {
          frame.style.height = `${Math.ceil(inner.body.getBoundingClientRect().height)}px`;
        };
        fit();
        new ResizeObserver(fit).observe(inner.body);
        say(inner.querySelector("h1")?.textContent ?? "Done.");
      }
      report.focus({ preventScroll: true });
      report.scrollIntoView({ block: "start", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
      resolve(undefined);
    };
    report.hidden = false;
    downloads.hidden = false;
    // Not srcdoc, whose links to its own parts would lead to the workbench.
    URL.revokeObjectURL(frame.src);
    frame.src = URL.createObjectURL(new Blob([page], { type: "text/html" }));
  });
}

/** @param {Problem} problem @param {Element[]} used */
function showProblem(problem, used) {
  say("");
  const title = document.createElement("p");
  title.append(Object.assign(document.createElement("strong"), { textContent: problem.title }), ` ${problem.detail ?? ""}`);
  const list = document.createElement("ul");
  for (const fault of problem.errors ?? []) {
    const [, top, place, ...rest] = fault.pointer.split("/");
    const card = top === "documents" ? used[Number(place)] : undefined;
    const name = card?.querySelector("legend")?.textContent ?? fault.pointer;
    const said = [name, ...(card ? rest : [])].join(", ");
    list.append(Object.assign(document.createElement("li"), { textContent: `${said}: ${fault.detail}` }));
    const note = /** @type {HTMLElement | null | undefined} */ (card?.querySelector(".fault"));
    if (card && note) {
      card.classList.add("faulty");
      note.hidden = false;
      note.textContent = [note.textContent, fault.detail].filter(Boolean).join(" ");
    }
  }
  faults.replaceChildren(title, list);
  faults.hidden = false;
  faults.focus();
}

function clearFaults() {
  faults.hidden = true;
  faults.replaceChildren();
  for (const card of cards()) {
    card.classList.remove("faulty");
    const note = /** @type {HTMLElement | null} */ (card.querySelector(".fault"));
    if (note) Object.assign(note, { hidden: true, textContent: "" });
  }
}

/** @param {string} words */
function say(words) {
  statusLine.textContent = words;
}

function stale() {
  if (checked) say("Edited since the last check.");
}

/** Whether what is typed in may go; asked only where something was. */
function mayReplace() {
  return !typed || window.confirm("Replace the texts on this page?");
}

/** Puts a dossier on the page instead of what is there. @param {Dossier} given */
function load(given) {
  typed = false;
  texts.replaceChildren();
  options = given.options ?? {};
  for (const found of given.documents) addCard(found);
  while (cards().length < 2) addCard();
}

/** @param {Iterable<File>} list */
async function open(list) {
  clearFaults();
  for (const file of list) {
    const content = await file.text();
    if (/\.json$/i.test(file.name)) {
      try {
        const given = JSON.parse(content);
        if (!Array.isArray(given.documents)) throw new Error("no documents");
        if (mayReplace()) load(given);
      } catch {
        showProblem({ title: `${file.name} is no dossier.`, detail: "A dossier is a JSON object with a list of documents." }, []);
      }
      continue;
    }
    const kind = /\.html?$/i.test(file.name) ? "html" : "text";
    const empty = cards().find((card) => !field(card, "text").value.trim());
    const given = { [kind]: content, source: file.name.replace(/\.[^.]+$/, "") };
    const card = addCard(given);
    if (empty) empty.replaceWith(card);
    number();
  }
  files.value = "";
  stale();
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  void check();
});
form.addEventListener("input", () => {
  typed = true;
  stale();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    void check();
  }
});
document.getElementById("add")?.addEventListener("click", () => field(addCard(), "source").focus());
document.getElementById("clear")?.addEventListener("click", () => {
  if (!mayReplace()) return;
  load({ documents: [] });
  clearFaults();
  checked = null;
  report.hidden = true;
  downloads.hidden = true;
  say("");
  texts.querySelector("input")?.focus();
});
for (const button of document.querySelectorAll("[data-sample]")) {
  button.addEventListener("click", async () => {
    if (!mayReplace()) return;
    const answer = await fetch(button.getAttribute("data-sample") ?? "");
    load(await answer.json());
    await check();
  });
}
for (const button of downloads.querySelectorAll("button")) {
  button.addEventListener("click", async () => {
    if (!checked) return;
    const rows = button.dataset.csv;
    const body = rows ? { ...checked, options: { ...checked.options, csv: rows } } : checked;
    const answer = await post(body, button.dataset.accept ?? "application/json");
    if (!answer.ok) {
      showProblem(await answer.json(), []);
      return;
    }
    const content = await answer.blob();
    // Spreadsheets take a table for UTF-8 only where it begins with a byte-order mark; other programs do better without.
    const marked = button.dataset.accept === "text/csv" ? new Blob(["\ufeff", content], { type: content.type }) : content;
    const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(marked), download: button.dataset.name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  });
}
files.addEventListener("change", () => void open(files.files ?? []));
addEventListener("dragover", (event) => {
  event.preventDefault();
  document.body.classList.add("dropping");
});
addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) document.body.classList.remove("dropping");
});
addEventListener("drop", (event) => {
  event.preventDefault();
  document.body.classList.remove("dropping");
  if (event.dataTransfer?.files.length) void open([...event.dataTransfer.files]);
});
load({ documents: [] });
