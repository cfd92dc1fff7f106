import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { setImmediate } from "node:timers/promises";
import { toHex, utf8, type Hex } from "../../../codec/index.ts";
import { MedLatticeError, VerificationError } from "../../../errors/index.ts";
import { resumeCapture } from "../capture/resumeCapture.ts";
import { bench, bundleText, ecg, numeric, wave } from "../testing/capture.ts";
import type { CaptureStore, StoredEntry } from "./CaptureStore.ts";
import { createMemoryStore } from "./createMemoryStore.ts";
import { createSealedStore } from "./createSealedStore.ts";

const captureId: Hex = toHex(new Uint8Array(32).fill(9));
const makeKey = (): Promise<CryptoKey> =>
  crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);

/** Two links and two drafts, sealed into a store whose rows a test can change. */
async function sealedEntries(): Promise<{ key: CryptoKey; rows: StoredEntry[]; reader: CaptureStore }> {
  const key = await makeKey();
  const rows: StoredEntry[] = [];
  const plain: CaptureStore = {
    append: async (entry) => void rows.push(entry),
    async *read(kind) {
      yield* rows.filter((row) => row.kind === kind);
    },
    clear: async () => void rows.splice(0),
  };
  const store = createSealedStore({ store: plain, key, captureId });
  await store.append({ kind: "link", sequence: 0, bytes: utf8("begin") });
  await store.append({ kind: "link", sequence: 1, bytes: utf8("chunk") });
  await store.append({ kind: "draft", sequence: 2, bytes: utf8("one") });
  await store.append({ kind: "draft", sequence: 2, bytes: utf8("two") });
  return { key, rows, reader: createSealedStore({ store: plain, key, captureId }) };
}

const textsOf = async (store: CaptureStore, kind: StoredEntry["kind"]): Promise<string[]> =>
  (await Array.fromAsync(store.read(kind))).map(({ bytes }) => new TextDecoder().decode(bytes));

const isBroken = (error: unknown): boolean =>
  error instanceof VerificationError && error.code === "CAPTURE_JOURNAL_BROKEN";

describe("createSealedStore (issue E)", () => {
  it("gives back what was appended, in order", async () => {
    const { reader } = await sealedEntries();
    assert.deepEqual(await textsOf(reader, "link"), ["begin", "chunk"]);
    assert.deepEqual(await textsOf(reader, "draft"), ["one", "two"]);
  });

  it("shows nothing of it to the store below", async () => {
    const { rows } = await sealedEntries();
    for (const { bytes } of rows) assert.doesNotMatch(new TextDecoder().decode(bytes), /begin|chunk|one|two/);
  });

  const changes: Readonly<Record<string, (rows: StoredEntry[]) => void>> = {
    "an altered entry": (rows) => change(rows, 1, (bytes) => bytes.with(20, (bytes[20] ?? 0) ^ 1)),
    "an altered nonce": (rows) => change(rows, 1, (bytes) => bytes.with(0, (bytes[0] ?? 0) ^ 1)),
    "a cut entry": (rows) => change(rows, 1, (bytes) => bytes.slice(0, -1)),
    "an entry shorter than any": (rows) => change(rows, 1, (bytes) => bytes.slice(0, 27)),
    "two links that were swapped": (rows) => swap(rows, 0, 1),
    "two drafts that were swapped": (rows) => swap(rows, 2, 3),
    "a draft taken out before another": (rows) => void rows.splice(2, 1),
    "a draft that stands there twice": (rows) => void rows.splice(3, 0, ...rows.slice(2, 3)),
    "a draft of another sequence": (rows) =>
      void rows.splice(2, 1, ...rows.slice(2, 3).map((row) => ({ ...row, sequence: 3 }))),
    "a link that was made a draft": (rows) =>
      void rows.splice(0, 1, ...rows.slice(0, 1).map((row) => ({ ...row, kind: "draft" as const }))),
  };
  for (const [name, spoil] of Object.entries(changes)) {
    it(`refuses ${name}`, async () => {
      const { rows, reader } = await sealedEntries();
      spoil(rows);
      await assert.rejects(async () => {
        await textsOf(reader, "link");
        await textsOf(reader, "draft");
      }, isBroken);
    });
  }

  it("refuses entries of another capture, and another key", async () => {
    const { key, rows } = await sealedEntries();
    const plain: CaptureStore = { ...createMemoryStore(), read: () => streamOf(rows) };
    const other = createSealedStore({ store: plain, key, captureId: toHex(new Uint8Array(32).fill(8)) });
    await assert.rejects(textsOf(other, "link"), isBroken);
    const stranger = createSealedStore({ store: plain, key: await makeKey(), captureId });
    await assert.rejects(textsOf(stranger, "link"), isBroken);
  });

  it("goes on behind the drafts of before, and at the same place after a failure", async () => {
    const { key, rows, reader } = await sealedEntries();
    let isFull = true;
    const plain: CaptureStore = {
      append: async (entry) => {
        if (isFull) throw new MedLatticeError("CAPTURE_STORE_FULL", "full");
        rows.push(entry);
      },
      read: (kind) => streamOf(rows.filter((row) => row.kind === kind)),
      clear: async () => undefined,
    };
    const later = createSealedStore({ store: plain, key, captureId });
    await assert.rejects(later.append({ kind: "draft", sequence: 2, bytes: utf8("three") }), {
      code: "CAPTURE_STORE_FULL",
    });
    isFull = false;
    await Promise.all(
      ["three", "four"].map((text) => later.append({ kind: "draft", sequence: 2, bytes: utf8(text) })),
    );
    assert.deepEqual(await textsOf(reader, "draft"), ["one", "two", "three", "four"]);
  });

  it("holds a capture that is taken up again", async () => {
    const [plain, key] = [createMemoryStore(), await makeKey()];
    const store = createSealedStore({ store: plain, key, captureId });
    const { capture, key: station, clock, second } = await bench({ store });
    for (let index = 0; index < 14; index++) second((at) => [numeric(at, 60 + index), wave(at, ecg(250))]);
    while (capture.waitingBytes > 0) await setImmediate();
    const again = createSealedStore({ store: plain, key, captureId });
    const resumed = await resumeCapture({ key: station, store: again, clock });
    assert.ok(resumed !== null);
    await resumed.finish();
    const text = await bundleText(again);
    for (let index = 0; index < 13; index++) assert.ok(text.includes(`"value":${60 + index},`), `${index}`);
  });
});

function change(rows: StoredEntry[], index: number, spoil: (bytes: Uint8Array) => Uint8Array): void {
  rows.splice(index, 1, ...rows.slice(index, index + 1).map((row) => ({ ...row, bytes: spoil(row.bytes) })));
}

/** Only the content: the place keeps its kind and sequence. */
function swap(rows: StoredEntry[], one: number, other: number): void {
  const [first, second] = [rows[one]?.bytes, rows[other]?.bytes];
  if (first === undefined || second === undefined) throw new Error("there is no such row");
  change(rows, one, () => second);
  change(rows, other, () => first);
}

async function* streamOf(rows: readonly StoredEntry[]): AsyncGenerator<StoredEntry> {
  yield* rows;
}
