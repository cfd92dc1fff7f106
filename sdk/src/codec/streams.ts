import { InvalidInputError } from "../errors/index.ts";
import { concatBytes } from "./bytes.ts";
import type { Digest } from "./hash.ts";

/** One step of a byte stream: large enough to be quick, small enough that a queue of them stays flat. */
export const STREAM_CHUNK_BYTES = 65_536;

/** Bytes or a web stream of them. */
export type ByteSource = Uint8Array | ReadableStream<Uint8Array>;

/**
 * A pull stream over the source in steps of at most `STREAM_CHUNK_BYTES`. One huge chunk would otherwise pass through a
 * cipher in one go and sit in its output queue whole.
 */
export function toByteStream(source: ByteSource): ReadableStream<Uint8Array> {
  return source instanceof Uint8Array ? streamOf(slices(source)) : streamOf(slicesOf(source));
}

/** A pull stream over an (async) iterable; cancelling it closes the iterator. */
export function streamOf(
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
): ReadableStream<Uint8Array> {
  const iterator =
    Symbol.asyncIterator in chunks ? chunks[Symbol.asyncIterator]() : chunks[Symbol.iterator]();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const next = await iterator.next();
        if (next.done === true) controller.close();
        else controller.enqueue(next.value);
      },
      async cancel(reason) {
        await iterator.return?.(reason);
      },
    },
    { highWaterMark: 0 },
  );
}

/** Passes bytes through and hashes and counts them on the way. */
export function digestThrough(
  stream: ReadableStream<Uint8Array>,
  digest: Pick<Digest, "update">,
): ReadableStream<Uint8Array> {
  return stream.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        digest.update(chunk);
        controller.enqueue(chunk);
      },
    }),
  );
}

/**
 * Collects a stream, up to a limit.
 * @param expectedBytes its size, if it is known: then it is held once, and not in pieces and in one
 * @throws InvalidInputError STREAM_TOO_LARGE as soon as the limit is passed; the source is cancelled.
 */
export async function readAllBytes(
  source: ByteSource,
  limitBytes: number,
  expectedBytes = 0,
): Promise<Uint8Array> {
  const whole = new Uint8Array(Math.min(expectedBytes, limitBytes));
  const parts: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of source instanceof Uint8Array ? [source] : iterate(source)) {
    sizeBytes += chunk.length;
    if (sizeBytes > limitBytes) {
      throw new InvalidInputError(
        "STREAM_TOO_LARGE",
        `The data is larger than the ${limitBytes} bytes allowed here.`,
        {
          facts: { limitBytes },
        },
      );
    }
    if (parts.length === 0 && sizeBytes <= whole.length) whole.set(chunk, sizeBytes - chunk.length);
    else parts.push(chunk);
  }
  if (parts.length === 0) return whole.subarray(0, sizeBytes);
  const before = sizeBytes - parts.reduce((sum, part) => sum + part.length, 0);
  return concatBytes(whole.subarray(0, before), ...parts);
}

/** Reads a web stream as an async iterable; browsers older than 2025 lack the built-in one. Cancels when left early. */
export async function* iterate(
  stream: ReadableStream<Uint8Array>,
): AsyncGenerator<Uint8Array, void, undefined> {
  const reader = stream.getReader();
  let finished = false;
  try {
    for (;;) {
      const next = await reader.read();
      if (next.done) {
        finished = true;
        return;
      }
      yield next.value;
    }
  } catch (error) {
    finished = true;
    throw error;
  } finally {
    if (!finished) await reader.cancel();
    reader.releaseLock();
  }
}

function* slices(bytes: Uint8Array): Generator<Uint8Array, void, undefined> {
  for (let start = 0; start < bytes.length; start += STREAM_CHUNK_BYTES) {
    yield bytes.subarray(start, start + STREAM_CHUNK_BYTES);
  }
}

async function* slicesOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const chunk of iterate(stream)) yield* slices(chunk);
}
