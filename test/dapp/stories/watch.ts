import { Buffer } from "node:buffer";
import assert from "node:assert/strict";
import type { Visit } from "../fixture/index.ts";
import { storedText } from "../fixture/memory.ts";

/** What a browser sent and said, from when it is watched. */
export interface Watch {
  /**
   * Nothing went anywhere it should not, and nothing was said on the console.
   *
   * @param secrets words that only the people of the story may see
   */
  assertQuiet(secrets: readonly string[]): void;
  /** Nothing that is stored tells of the story. */
  assertForgotten(secrets: readonly string[]): Promise<void>;
}

/** Ids of records, grants, people and appointments are 32 bytes in hex; accounts 20. */
const ID = /(?:0x)?(?:[0-9a-f]{64}|[0-9a-f]{40})/i;

/** Watches requests and console of a browser profile. @param url where the pages come from */
export function watch({ context, page, complaints, strayRequests }: Visit, url: string): Watch {
  const toPages: string[] = [];
  const bodies: string[] = [];
  const said: string[] = [];
  context.on("request", (request) => {
    if (request.url().startsWith(url)) {
      toPages.push(`${request.method()} ${request.url()} ${JSON.stringify(request.headers())}`);
    }
    bodies.push(request.postDataBuffer()?.toString("latin1") ?? "");
  });
  context.on("console", (message) => said.push(`${message.type()}: ${message.text()}`));
  return {
    assertQuiet(secrets) {
      assert.deepEqual(complaints, []);
      assert.deepEqual(said, []);
      assert.deepEqual(strayRequests, []);
      assert.ok(toPages.length > 0, "the pages came from somewhere");
      for (const request of toPages) {
        assert.doesNotMatch(request, ID, "the server of the pages learns an id");
        assert.ok(request.startsWith("GET "), `the server of the pages is sent something: ${request}`);
      }
      const sent = [...toPages, ...bodies].join("\n");
      for (const form of secrets.flatMap(formsOf)) {
        assert.ok(!sent.includes(form), "a request carries what only people of the story may see");
      }
    },
    async assertForgotten(secrets) {
      const stored = await storedText(page);
      assert.doesNotMatch(stored, ID, "an id is stored");
      for (const form of secrets.flatMap(formsOf)) assert.ok(!stored.includes(form), "a secret is stored");
      assert.deepEqual(await page.evaluate(async () => await caches.keys()), []);
    },
  };
}

/** As bytes of UTF-8, as JSON writes it, hex, and base64 wherever it begins. */
function formsOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  const base64 = [0, 1, 2].map((offset) =>
    // Characters at both ends depend on what stands beside.
    Buffer.concat([Buffer.alloc(offset), bytes])
      .toString("base64")
      .replace(/=+$/, "")
      .slice(4, -2),
  );
  return [
    bytes.toString("latin1"),
    JSON.stringify(secret).slice(1, -1),
    bytes.toString("hex"),
    ...base64,
    ...base64.map((text) => text.replaceAll("+", "-").replaceAll("/", "_")),
  ];
}
