/** All entries of a list that comes in pages. */
export async function* everyPage<T, Cursor>(
  fetchPage: (cursor: { readonly cursor?: Cursor }) => Promise<{
    readonly items: readonly T[];
    readonly next: Cursor | null;
  }>,
): AsyncGenerator<T> {
  let cursor: { readonly cursor?: Cursor } | undefined = {};
  while (cursor !== undefined) {
    const { items, next } = await fetchPage(cursor);
    yield* items;
    cursor = next === null ? undefined : { cursor: next };
  }
}

/** The same as one list. */
export async function everyItem<T, Cursor>(
  fetchPage: Parameters<typeof everyPage<T, Cursor>>[0],
): Promise<readonly T[]> {
  return await Array.fromAsync(everyPage(fetchPage));
}
