// The report as a file: self-contained, accessible, printable, safe against what its documents say.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { fits, openPage, samplePages, shots, startBrowser, violations } from "./harness.mjs";

const views = [
  { width: 1280, scheme: "light" },
  { width: 1280, scheme: "dark" },
  { width: 400, scheme: "light" },
  { width: 400, scheme: "dark" },
];

describe("the report", () => {
  let browser;
  let pages;
  before(async () => {
    pages = samplePages();
    browser = await startBrowser();
  });
  after(() => browser?.close());

  for (const view of views) {
    for (const name of ["rich", "hostile"]) {
      test(`${name}, ${view.width} ${view.scheme}: nothing runs, nothing is loaded, nothing sticks out, axe is content`, async () => {
        const { page, faults } = await openPage(browser, pages[name], view);
        assert.equal(await page.evaluate(() => window.hacked), undefined);
        assert.ok(await fits(page), "the page is wider than its window");
        assert.deepEqual(await violations(page), []);
        assert.deepEqual(faults, []);
        await page.screenshot({ path: join(shots, `${name}-${view.width}-${view.scheme}.png`), fullPage: true });
        await page.close();
      });
    }
  }

  test("hostile words are shown as words", async () => {
    const { page } = await openPage(browser, pages.hostile);
    const shown = await page.textContent("#f-1 h3");
    assert.ok(shown.includes("<script>window.hacked = 1</script>"));
    assert.ok(shown.includes("⟦RLO⟧reversed"));
    assert.equal(await page.locator("main script, main img, main style, main [onerror], main [onload], main [onmouseover]").count(), 0);
    assert.equal(await page.locator("a[href^='javascript:']").count(), 0);
    await page.close();
  });

  test("a finding leads to the figure in its text, and the figure back to the finding", async () => {
    const { page } = await openPage(browser, pages.rich);
    await page.locator("#f-2 .quote").nth(1).getByRole("link", { name: /In the text/ }).click();
    assert.equal(await page.textContent("mark:target"), "21,000");
    assert.ok(await page.locator("mark:target").isVisible());
    await page.locator("mark:target ~ a.ref").first().click();
    assert.equal(await page.evaluate(() => location.hash), "#f-2");
    assert.equal(await page.locator("article:target").count(), 1);
    await page.close();
  });

  test("the keyboard alone is enough", async () => {
    const { page } = await openPage(browser, pages.rich);
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.textContent), "Skip to the findings");
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement.id), "findings");
    for (let presses = 0; presses < 3; presses += 1) await page.keyboard.press("Tab");
    assert.match(await page.evaluate(() => document.activeElement.textContent), /In the text of/);
    await page.keyboard.press("Enter");
    assert.equal(await page.locator("mark:target").count(), 1);
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.className.split(" ")[0]), "ref");
    await page.close();
  });

  test("every picture says in words what it shows", async () => {
    const { page } = await openPage(browser, pages.rich);
    const described = await page.locator("svg[role=img]").evaluateAll((pictures) =>
      pictures.map((picture) =>
        picture
          .getAttribute("aria-labelledby")
          .split(" ")
          .map((id) => document.getElementById(id).textContent),
      ),
    );
    assert.ok(described.length >= 9);
    assert.ok(described.every(([title, words]) => title.startsWith("What each source says") && words.length > 10));
    assert.ok(described.some(([, words]) => words.includes("Valley Post: at most 12,000") && words.includes("Morning Echo: about 21,000")));
    await page.close();
  });

  test("it prints, in the colours of paper", async () => {
    const { page } = await openPage(browser, pages.rich, { scheme: "dark" });
    const printed = await page.pdf({ format: "A4" });
    assert.equal(printed.subarray(0, 5).toString(), "%PDF-");
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), "rgb(255, 255, 255)");
    assert.equal(await page.locator("nav").isVisible(), false);
    await page.close();
  });
});
