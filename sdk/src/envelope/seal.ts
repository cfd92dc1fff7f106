import { Encrypter } from "age-encryption";
import {
  createStreamDigest,
  digestThrough,
  toByteStream,
  toHex,
  type ByteSource,
  type Hex,
  type StreamDigest,
} from "../codec/index.ts";
import type { RecordParts } from "./parts.ts";
import type { RecordRef } from "./record-ref.ts";
import { partsRecipient } from "./stanza.ts";

/** What is known once a sealed stream has been read to its end. */
export interface SealedFacts {
  /** SHA-256 of the sealed file: what the commitment covers. */
  readonly digest: Hex;
  readonly sealedSizeBytes: number;
  /** Size of the plaintext. */
  readonly sizeBytes: number;
  /** SHA-256 of the plaintext. For its owner's own comparison only: it would let anyone test a guess of the content. */
  readonly contentDigest: Hex;
}

export interface Sealed {
  /** The age file. Memory stays flat: nothing is read before it is asked for. */
  readonly stream: ReadableStream<Uint8Array>;
  /** Settles when the stream was read to its end; rejects when the source failed or the reader gave up. */
  readonly facts: Promise<SealedFacts>;
  /** What the payload is encrypted with (16 bytes), and the seeds of the record's fields come from. As secret as the content. */
  readonly fileKey: Uint8Array;
}

/** Seals plaintext, of any size, as version `record.version` of a record: an age v1 file with one stanza of ours. */
export async function seal(options: {
  readonly plaintext: ByteSource;
  readonly record: RecordRef;
  readonly parts: RecordParts;
}): Promise<Sealed> {
  const content = createStreamDigest();
  const file = createStreamDigest();
  const encrypter = new Encrypter();
  let fileKey = new Uint8Array(0);
  encrypter.addRecipient(
    partsRecipient(options.parts, options.record, (key) => {
      fileKey = Uint8Array.from(key);
    }),
  );
  const plaintext = digestThrough(toByteStream(options.plaintext), content);
  const age: ReadableStream<Uint8Array> = await encrypter.encrypt(plaintext);
  const facts = Promise.withResolvers<SealedFacts>();
  // Whoever only reads the stream sees its failure there; an unwatched promise must not end the program too.
  facts.promise.catch(() => undefined);
  const stream = observe(digestThrough(age, file), {
    end: () => facts.resolve(factsOf(content, file)),
    fail: facts.reject,
  });
  return { stream, facts: facts.promise, fileKey };
}

async function factsOf(content: StreamDigest, file: StreamDigest): Promise<SealedFacts> {
  const [contentDigest, digest] = await Promise.all([content.digest(), file.digest()]);
  return {
    digest: toHex(digest),
    sealedSizeBytes: file.sizeBytes,
    sizeBytes: content.sizeBytes,
    contentDigest: toHex(contentDigest),
  };
}

interface Observer {
  readonly end: () => void;
  readonly fail: (reason: unknown) => void;
}

/** A pull stream that tells how it ended: by itself, by an error, or because its reader cancelled. */
function observe(stream: ReadableStream<Uint8Array>, observer: Observer): ReadableStream<Uint8Array> {
  const reader = stream.getReader();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const next = await reader.read();
          if (!next.done) return controller.enqueue(next.value);
          observer.end();
          controller.close();
        } catch (error) {
          observer.fail(error);
          controller.error(error);
        }
      },
      async cancel(reason) {
        observer.fail(reason);
        await reader.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
}
