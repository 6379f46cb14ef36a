// Both TypeScript clients, generated from the contract, against a running service: node round-trip.js URL KEY

import assert from "node:assert/strict";
import createClient from "openapi-fetch";
import type { paths } from "./generated/schema.js";
import { check, checkStream, compare, extract, live, metrics, ready } from "./generated/sdk/index.js";
import type { CheckRequest, Problem, Report } from "./generated/sdk/index.js";
import { createClient as createSdk } from "./generated/sdk/client/index.js";

const [baseUrl = "", key = ""] = process.argv.slice(2);
const client = createSdk({ baseUrl, auth: key });
const flood: CheckRequest = {
  documents: [
    { id: "a", source: "Valley Post", text: "At least 17 people died in the Arvel valley flood on Tuesday." },
    { id: "b", source: "Upland News", text: "The Arvel valley flood on Tuesday killed 11 people." },
  ],
  options: { relations: ["conflict"] },
};
const long = (characters: number): CheckRequest => ({ documents: [{ id: "a", text: "x".repeat(characters) }] });

async function problem(body: CheckRequest, status: number): Promise<Problem> {
  const { error, response } = await check({ client, body });
  assert.equal(response?.status, status);
  assert(error !== undefined && "status" in error);
  assert.equal(error.status, status);
  return error;
}

assert.equal((await live({ client })).data?.status, "live");
assert.equal((await ready({ client })).data?.status, "ready");
assert.match(String((await metrics({ client })).data), /figurecheck_requests_total/);

const { data: report, response } = await check({ client, body: flood });
assert(report !== undefined && typeof report === "object" && "findings" in report);
assert.deepEqual(report.findings[0]?.claims, ["a:1", "b:2"]);
// The kind of a claim tells which of its values is there.
const values = report.claims.map((claim) => (claim.kind === "date" ? claim.date.type : claim.quantity.nominal));
assert.deepEqual(values, [17, "DATE", "DATE", 11]);
const again = await check({ client, body: flood, headers: { "If-None-Match": response?.headers.get("etag") ?? "" } });
assert.equal(again.response?.status, 304);

const extracted = await extract({ client, body: { documents: flood.documents } });
assert(extracted.data !== undefined && "documents" in extracted.data);
assert.equal(extracted.data.documents.length, 2);

const claims = [17, 11].map((nominal, index) => ({
  id: `${index}:1`,
  document_id: `${index}`,
  kind: "quantity" as const,
  span: { start: 0, end: 2, text: `${nominal}` },
  quantity: { nominal },
}));
const compared = await compare({ client, body: { claims } });
assert(compared.data !== undefined && "topics" in compared.data);

const lines = [JSON.stringify(flood), "nonsense", JSON.stringify(flood)].join("\n");
const streamed = await checkStream({ client, body: new Blob([lines]), parseAs: "text" });
const answers: unknown[] = String(streamed.data).trim().split("\n").map((line) => JSON.parse(line));
assert.equal(answers.length, 3);
assert.equal((answers[1] as Problem).line, 2);
assert.deepEqual((answers[2] as Report).findings, report.findings);

await problem({ documents: [{ id: "a", text: "\ud800" }] }, 400);
await problem(long(10_000), 413);
const faulty = await problem({ documents: [] }, 422);
assert.equal(faulty.errors?.[0]?.pointer, "/documents");
await problem(long(7_000), 503);

const plain = createClient<paths>({ baseUrl, headers: { Authorization: `Bearer ${key}` } });
const checked = await plain.POST("/v1/check", { body: flood });
assert.deepEqual((checked.data as Report).findings, report.findings);
const refused = await plain.POST("/v1/check", { body: { documents: [] } });
assert.equal(refused.error?.status, 422);
const stranger = await createClient<paths>({ baseUrl }).POST("/v1/check", { body: flood });
assert.equal(stranger.error?.status, 401);
console.log("TypeScript clients: round trip complete");
