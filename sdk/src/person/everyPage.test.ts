import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { everyItem, everyPage } from "./everyPage.ts";

/** A list that is served so many at a time, its cursors the places of the next entries. */
function served(entries: readonly number[], size: number) {
  const asked: (number | undefined)[] = [];
  const fetchPage = async ({ cursor = 0 }: { readonly cursor?: number }) => {
    asked.push(cursor);
    const next = cursor + size;
    return Promise.resolve({
      items: entries.slice(cursor, next),
      next: next < entries.length ? next : null,
    });
  };
  return { fetchPage, asked };
}

describe("everyItem", () => {
  it("gives every entry once and in order, whatever the pages", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer()), fc.integer({ min: 1, max: 7 }), async (entries, size) => {
        assert.deepEqual(await everyItem(served(entries, size).fetchPage), entries);
      }),
    );
  });

  it("asks for the first page without a cursor", async () => {
    const cursors: unknown[] = [];
    await everyItem(async (page: { readonly cursor?: number }) => {
      cursors.push(page);
      return Promise.resolve({ items: [], next: null });
    });
    assert.deepEqual(cursors, [{}]);
  });
});

describe("everyPage", () => {
  it("fetches no page before it is needed", async () => {
    const { fetchPage, asked } = served([1, 2, 3, 4], 2);
    for await (const entry of everyPage(fetchPage)) if (entry === 2) break;
    assert.deepEqual(asked, [0]);
  });
});
