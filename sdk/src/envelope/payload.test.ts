import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { Decrypter, Encrypter, generateIdentity, identityToRecipient } from "age-encryption";
import fc from "fast-check";
import { concatBytes } from "../codec/index.ts";
import { checkAsyncProperty } from "../testing/property.ts";
import { readHeader } from "./header.ts";
import { type ChunkCipher, openPayload, PayloadCutError, platformCipher, portableCipher } from "./payload.ts";

const identity = await generateIdentity();
const recipient = await identityToRecipient(identity);
const CHUNK_BYTES = 65_536;
const SEALED_CHUNK_BYTES = CHUNK_BYTES + 16;
const CIPHERS: readonly (readonly [string, ChunkCipher])[] = [
  ["of the platform", platformCipher()],
  ["of browsers", portableCipher],
];

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array, void, undefined> {
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
}

/** A file of the age library, taken apart. */
async function sealedByAge(content: Uint8Array) {
  const encrypter = new Encrypter();
  encrypter.addRecipient(recipient);
  const file = await encrypter.encrypt(content);
  const { header } = await readHeader(pieces(file, 1_000));
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  return { fileKey: await decrypter.decryptHeader(header), payload: file.subarray(header.length) };
}

async function opened(fileKey: Uint8Array, payload: Uint8Array, size: number, cipher: ChunkCipher) {
  const parts: Uint8Array[] = [];
  for await (const part of await openPayload(fileKey, pieces(payload, size), cipher)) parts.push(part);
  return concatBytes(...parts);
}

function someBytes(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => (index * 7) % 251);
}

for (const [name, cipher] of CIPHERS) {
  describe(`an age payload, opened by the cipher ${name}`, () => {
    it("is what the library sealed, at every size around a chunk's, however it arrives", async () => {
      const sizes = [0, 1, 2, 3].flatMap((chunks) => [-1, 0, 1].map((more) => chunks * CHUNK_BYTES + more));
      const size = fc.constantFrom(...sizes.filter((bytes) => bytes >= 0));
      const property = fc.asyncProperty(size, fc.integer({ min: 1, max: 200_000 }), async (bytes, step) => {
        const content = someBytes(bytes);
        const { fileKey, payload } = await sealedByAge(content);
        assert.deepEqual(await opened(fileKey, payload, Math.max(step, 64), cipher), content);
      });
      await checkAsyncProperty(property, 25);
    });

    it("is refused with one bit changed, cut short anywhere, or with a byte more", async () => {
      const { fileKey, payload } = await sealedByAge(someBytes(CHUNK_BYTES + 10));
      for (const at of [0, 15, 16, SEALED_CHUNK_BYTES + 15, SEALED_CHUNK_BYTES + 16, payload.length - 1]) {
        const changed = payload.slice();
        changed[at] = (changed[at] ?? 0) ^ 1;
        await assert.rejects(opened(fileKey, changed, 4_096, cipher));
      }
      for (const length of [16, 17, SEALED_CHUNK_BYTES, SEALED_CHUNK_BYTES + 16, payload.length - 1])
        await assert.rejects(opened(fileKey, payload.subarray(0, length), 4_096, cipher));
      await assert.rejects(opened(fileKey, payload.subarray(0, 15), 4_096, cipher), PayloadCutError);
      await assert.rejects(opened(fileKey, concatBytes(payload, new Uint8Array(1)), 4_096, cipher));
    });

    it("is refused with its chunks in another order, or one left out", async () => {
      const { fileKey, payload } = await sealedByAge(someBytes(3 * CHUNK_BYTES));
      const [nonce, rest] = [payload.subarray(0, 16), payload.subarray(16)];
      const chunk = (index: number) =>
        rest.subarray(index * SEALED_CHUNK_BYTES, (index + 1) * SEALED_CHUNK_BYTES);
      for (const order of [
        [1, 0, 2],
        [0, 2],
        [0, 1],
        [0, 0, 1, 2],
      ])
        await assert.rejects(opened(fileKey, concatBytes(nonce, ...order.map(chunk)), 4_096, cipher));
    });

    it("hands out nothing of a chunk that is not authentic", async () => {
      const { fileKey, payload } = await sealedByAge(someBytes(2 * CHUNK_BYTES));
      const changed = payload.slice();
      changed[payload.length - 1] = (changed[payload.length - 1] ?? 0) ^ 1;
      const content = await openPayload(fileKey, pieces(changed, 4_096), cipher);
      assert.equal((await content.next()).value?.length, CHUNK_BYTES);
      await assert.rejects(content.next());
    });
  });
}
