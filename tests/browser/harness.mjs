// What all browser tests share: a running service, pages made from sample reports, and a Chromium.
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

export const root = fileURLToPath(new URL("../..", import.meta.url));
const python = process.env.PYTHON ?? join(root, ".venv/bin/python");
export const shots = join(root, "build/screenshots");
mkdirSync(shots, { recursive: true });

const axeSource = readFileSync(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8");

export function dossier(name) {
  return JSON.parse(readFileSync(join(root, "seeds", name), "utf8"));
}

/** Pages made from reports that need no service: {rich, hostile} as file addresses. */
export function samplePages() {
  const directory = mkdtempSync(join(tmpdir(), "figurecheck-"));
  execFileSync(python, ["-m", "tests.render.pages", directory], { cwd: root });
  return { rich: `file://${directory}/rich.html`, hostile: `file://${directory}/hostile.html` };
}

export async function startService(settings = {}) {
  const port = await new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
  const server = spawn(python, ["-m", "service.cli", "serve", "--port", String(port)], {
    cwd: root,
    stdio: "ignore",
    env: { ...process.env, ...settings },
  });
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 300; tries += 1) {
    const ready = await fetch(`${url}/health/ready`).catch(() => null);
    if (ready?.ok) return { url, stop: () => server.kill() };
    if (server.exitCode !== null) break;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  server.kill();
  throw new Error("the service did not become ready");
}

export function startBrowser() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/** A page that keeps a record of what must not happen: dialogs, errors, policy violations, requests to elsewhere. */
export async function openPage(browser, url, { width = 1280, scheme = "light" } = {}) {
  const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme: scheme, reducedMotion: "reduce" });
  const faults = [];
  page.on("dialog", (dialog) => {
    faults.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("pageerror", (error) => faults.push(`error: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(`console: ${message.text()}`);
  });
  const home = new URL(url);
  page.on("request", (request) => {
    const asked = new URL(request.url());
    const own = asked.protocol === "file:" ? asked.href.split("#")[0] === home.href.split("#")[0] : asked.origin === home.origin;
    if (!own && !["data:", "about:", "blob:"].includes(asked.protocol)) faults.push(`request: ${request.url()}`);
  });
  await page.goto(url);
  return { page, faults };
}

/** What axe finds wrong in a page, leaving out what is framed: the report's frame is sandboxed and lets no timer run. */
export async function violations(page) {
  // Evaluated, not added as an element: the policy of these pages forbids that.
  await page.evaluate(axeSource);
  const found = await page.evaluate(() => window.axe.run(document, { iframes: false }));
  return found.violations.map((violation) => `${violation.id}: ${violation.nodes.map((node) => node.html.slice(0, 120)).join(" | ")}`);
}

export async function fits(page) {
  return page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth);
}
