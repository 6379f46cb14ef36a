// The workbench, as a person uses it.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, beforeEach, afterEach, describe, test } from "node:test";
import { dossier, fits, openPage, root, shots, startBrowser, startService, violations } from "./harness.mjs";

const VALLEY = "At least 17 people died in the Arvel valley flood on Tuesday.";
const UPLAND = "The Arvel valley flood killed 11 people on Tuesday.";

describe("the workbench", () => {
  let service;
  let browser;
  let page;
  let faults;
  before(async () => {
    service = await startService();
    browser = await startBrowser();
  });
  after(async () => {
    await browser?.close();
    service?.stop();
  });
  beforeEach(async () => {
    ({ page, faults } = await openPage(browser, `${service.url}/`));
  });
  afterEach(async () => {
    await page.close();
    assert.deepEqual(faults, []);
  });

  const report = () => page.frameLocator("iframe");
  const text = (place) => page.locator("textarea").nth(place);

  async function pasteTwo() {
    await text(0).fill(VALLEY);
    await text(1).fill(UPLAND);
    await page.locator("[name=source]").nth(0).fill("Valley Post");
    await page.locator("[name=published_at]").nth(0).fill("2025-06-12");
  }

  async function checked(words) {
    await page.waitForFunction((wanted) => new RegExp(wanted).test(document.getElementById("status").textContent), words.source);
  }

  test("texts are pasted, checked, changed and checked again", async () => {
    await pasteTwo();
    await page.getByRole("button", { name: /^Check/ }).click();
    await checked(/1 conflict in 2 documents/);
    assert.match(await report().locator("#f-1 h3").textContent(), /Valley Post.*17.*11/s);
    await text(1).fill(UPLAND.replace("11", "17"));
    assert.equal(await page.textContent("#status"), "Edited since the last check.");
    await page.getByRole("button", { name: /^Check/ }).click();
    await checked(/No conflict in 2 documents/);
  });

  test("a highlight leads to its finding and back, inside the frame", async () => {
    await pasteTwo();
    await page.keyboard.press("Control+Enter");
    await checked(/1 conflict/);
    await report().locator("#f-1 .quote").first().getByRole("link", { name: /In the text/ }).click();
    assert.equal(await report().locator("mark:target").textContent(), "17");
    await assert.doesNotReject(report().locator("mark:target").and(report().locator(":visible")).waitFor());
    await report().locator("mark:target ~ a.ref").first().click();
    assert.equal(await report().locator("article:target").count(), 1);
  });

  test("the keyboard alone is enough", async () => {
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    for (const [place, words] of [VALLEY, UPLAND].entries()) {
      while (!(await text(place).evaluate((element) => element === document.activeElement))) await page.keyboard.press("Tab");
      await page.keyboard.type(words);
    }
    await page.keyboard.press("Control+Enter");
    await checked(/1 conflict/);
    assert.equal(await page.evaluate(() => document.activeElement.id), "report");
    await page.keyboard.press("Tab");
    const frame = page.frames()[1];
    assert.equal(await frame.evaluate(() => document.activeElement.textContent), "Skip to the findings");
  });

  test("a sample is one click away", async () => {
    await page.locator(".sample").first().click();
    await checked(/conflict/);
    assert.equal(await page.locator("fieldset").count(), 5);
    assert.ok((await report().locator(".finding").count()) > 0);
  });

  test("what was typed is not replaced unasked", async () => {
    await pasteTwo();
    await page.locator(".sample").first().click();
    assert.deepEqual(faults.splice(0), ["dialog: Replace the texts on this page?"]);
    assert.equal(await text(0).inputValue(), VALLEY);
  });

  for (const [name, width, scheme] of [
    ["light", 1280, "light"],
    ["dark", 1280, "dark"],
    ["narrow", 400, "light"],
  ]) {
    test(`axe is content, empty and with the report of a sample: ${name}`, async () => {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme: scheme });
      assert.deepEqual(await violations(page), []);
      await page.screenshot({ path: join(shots, `workbench-${name}.png`), fullPage: true });
      await page.locator(".sample").first().click();
      await checked(/conflict/);
      assert.deepEqual(await violations(page), []);
      assert.ok(await fits(page), "the page is wider than its window");
      await page.screenshot({ path: join(shots, `sample-${name}.png`), fullPage: true });
    });
  }

  test("axe is content with the report itself", async () => {
    const answer = await fetch(`${service.url}/v1/check`, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "text/html" },
      body: JSON.stringify(dossier("01-troops-in-kursk.json")),
    });
    await page.setContent(await answer.text());
    assert.ok((await page.locator(".finding").count()) > 0);
    assert.deepEqual(await violations(page), []);
  });

  test("files are opened: texts, pages, dossiers", async () => {
    const page2 = "<html><body><article><p>The Arvel valley flood killed <b>11</b> people.</p></article></body></html>";
    await page.setInputFiles("#files", [
      { name: "valley.txt", mimeType: "text/plain", buffer: Buffer.from(VALLEY) },
      { name: "upland.html", mimeType: "text/html", buffer: Buffer.from(page2) },
    ]);
    await page.waitForFunction(() => document.querySelectorAll("textarea")[1].value !== "");
    assert.equal(await page.locator("[name=format]").nth(1).inputValue(), "html");
    await page.keyboard.press("Control+Enter");
    await checked(/1 conflict in 2 documents/);
    // Opened files were not typed: nothing is asked.
    await page.setInputFiles("#files", join(root, "seeds/02-river-flood.json"));
    await page.waitForFunction(() => document.querySelectorAll("fieldset").length === 3);
  });

  test("a file is dropped", async () => {
    const content = readFileSync(join(root, "seeds/02-river-flood.json"), "utf8");
    await page.evaluate((words) => {
      const data = new DataTransfer();
      data.items.add(new File([words], "dossier.json", { type: "application/json" }));
      document.body.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
    }, content);
    await page.waitForFunction(() => document.querySelectorAll("fieldset").length === 3);
  });

  test("the report is downloaded in every form", async () => {
    await pasteTwo();
    await page.keyboard.press("Control+Enter");
    await checked(/1 conflict/);
    const begins = {
      JSON: /^\{"summary"/,
      HTML: /^<!doctype html>/,
      CSV: /^\ufefffinding,/,
      "CSV of all claims": /^\ufeffclaim,/,
      "Web Annotations": /^\{\s*"@context": "http:\/\/www\.w3\.org\/ns\/anno\.jsonld"/,
    };
    for (const [name, begin] of Object.entries(begins)) {
      const begun = page.waitForEvent("download");
      await page.getByRole("button", { name, exact: true }).click();
      const download = await begun;
      assert.match(readFileSync(await download.path(), "utf8"), begin);
    }
  });

  test("what the service refuses is said beside the text at fault", async () => {
    await pasteTwo();
    await page.locator("summary").nth(1).click();
    await page.locator("[name=source]").nth(1).evaluate((input) => {
      input.removeAttribute("maxlength");
      input.value = "x".repeat(3000);
    });
    await page.keyboard.press("Control+Enter");
    await page.locator("#faults").waitFor();
    assert.match(await page.locator("fieldset").nth(1).locator(".fault").textContent(), /\w/);
    assert.equal(await page.evaluate(() => document.activeElement.id), "faults");
    assert.deepEqual(await violations(page), []);
    faults.splice(0, faults.length, ...faults.filter((fault) => !fault.includes("422")));
  });

  test("hostile texts run nothing", async () => {
    const attack = `<script>window.top.hacked = 1</script>"><img src=x onerror="window.top.hacked = 1"> killed`;
    await text(0).fill(`${attack} 17 people in the Arvel flood. \u202egnirts`);
    await text(1).fill(`${attack} 11 people in the Arvel flood.`);
    await page.locator("[name=source]").nth(0).fill(attack);
    await page.keyboard.press("Control+Enter");
    await checked(/2 documents/);
    assert.equal(await page.evaluate(() => window.hacked), undefined);
    assert.equal(await report().locator("script, img").count(), 0);
    assert.ok(await fits(page));
  });

  test("quotes of a page are found again in that page", async () => {
    const html = `<html><head><title>11 of 12</title></head><body><nav>11 stories &amp; 3 more</nav>
      <script>var n = 11;</script><article><h1>Flood</h1><p>The Arvel&nbsp;valley
      flood <b>killed</b> <i>11</i> people &mdash; on 3&nbsp;March 2025.</p><!-- 11 --><p>Caf\u00e9s lost &euro;25 million. \ud83c\udf0a</p></article></body></html>`;
    const answer = await fetch(`${service.url}/v1/check`, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/ld+json" },
      body: JSON.stringify({ documents: [{ id: "page", html, url: "https://upland.example/flood" }] }),
    });
    const { items } = (await answer.json()).first;
    assert.ok(items.length >= 3);
    const body = await page.evaluate((source) => new DOMParser().parseFromString(source, "text/html").body.textContent, html);
    const points = [...body];
    for (const { target } of items) {
      const [quote, position] = target.selector;
      assert.equal(target.source, "https://upland.example/flood");
      assert.equal(body.split(quote.prefix + quote.exact + quote.suffix).length, 2, `once and only once: ${JSON.stringify(quote)}`);
      assert.equal(points.slice(position.start, position.end).join(""), quote.exact);
    }
    assert.ok(items.some(({ target }) => target.selector[0].exact === "11" && target.selector[0].suffix.startsWith(" people")));
  });
});

describe("the workbench of a service that asks for keys", () => {
  const KEY = "a-key-of-the-desk";
  let service;
  let browser;
  before(async () => {
    const digest = createHash("sha256").update(KEY).digest("hex");
    service = await startService({ FIGURECHECK_API_KEYS: `desk:${digest}` });
    browser = await startBrowser();
  });
  after(async () => {
    await browser?.close();
    service?.stop();
  });

  test("a key is asked for, sent, and kept nowhere", async () => {
    const { page, faults } = await openPage(browser, `${service.url}/`);
    const addresses = [];
    page.on("request", (request) => addresses.push(request.url()));
    await page.locator("textarea").nth(0).fill(VALLEY);
    await page.locator("textarea").nth(1).fill(UPLAND);
    await page.keyboard.press("Control+Enter");
    await page.locator("#faults").waitFor();
    assert.match(await page.locator("#faults").textContent(), /key/);
    assert.equal(await page.evaluate(() => document.activeElement.id), "key");
    assert.deepEqual(await violations(page), []);
    faults.splice(0, faults.length, ...faults.filter((fault) => !fault.includes("401")));

    await page.getByLabel("API key").fill(`  ${KEY}\u200b `);
    await page.keyboard.press("Control+Enter");
    await page.waitForFunction(() => /1 conflict/.test(document.getElementById("status").textContent));
    const begun = page.waitForEvent("download");
    await page.getByRole("button", { name: "JSON", exact: true }).click();
    assert.match(readFileSync(await (await begun).path(), "utf8"), /^\{"summary"/);
    assert.deepEqual(await violations(page), []);
    await page.screenshot({ path: join(shots, "workbench-key.png"), fullPage: true });

    assert.equal(await page.getAttribute("#key", "type"), "password");
    assert.deepEqual(addresses.filter((address) => address.includes(KEY)), []);
    const left = await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie, location.href]);
    assert.deepEqual(left, [0, 0, "", `${service.url}/`]);
    await page.reload();
    assert.equal(await page.getByLabel("API key").inputValue(), "");
    assert.deepEqual(faults, []);
    await page.close();
  });
});

test("where no key is asked for there is no field for one", async () => {
  const service = await startService();
  const answer = await fetch(`${service.url}/`);
  assert.ok(!(await answer.text()).includes('id="key"'));
  service.stop();
});
