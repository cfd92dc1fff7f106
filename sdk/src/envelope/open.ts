import { Decrypter } from "age-encryption";
import {
  createStreamDigest,
  streamOf,
  toHex,
  type ByteSource,
  type Hex,
  type StreamDigest,
} from "../codec/index.ts";
import { MedLatticeError, VerificationError } from "../errors/index.ts";
import { readHeader } from "./header.ts";
import type { RecordParts } from "./parts.ts";
import { openPayload, PayloadCutError } from "./payload.ts";
import type { RecordRef } from "./record-ref.ts";
import { watchSource, type WatchedSource } from "./source.ts";
import { partsIdentity } from "./stanza.ts";

/** What the sealed file must be, from the manifest. */
export interface SealedExpectation {
  readonly digest: Hex;
  readonly sealedSizeBytes: number;
}

/**
 * Opens a sealed record. The plaintext comes as a stream of chunks, each authentic for itself; only its regular end says
 * that the file was whole and, when `expected` is given, the one that was committed to. Whoever acts on content reads to
 * the end first (`readAllBytes`). An error of the source itself passes through unchanged.
 *
 * @throws VerificationError, at once or from the stream: ENVELOPE_NOT_AGE | ENVELOPE_HEADER_DAMAGED | ENVELOPE_STANZA_MISSING |
 *   ENVELOPE_WRONG_RECORD | ENVELOPE_PARTS_REFUSED | ENVELOPE_TRUNCATED | ENVELOPE_PAYLOAD_DAMAGED | ENVELOPE_DIGEST_MISMATCH
 */
export async function open(options: {
  readonly sealed: ByteSource;
  readonly record: RecordRef;
  readonly parts: RecordParts;
  readonly expected?: SealedExpectation;
  /** Told what the payload is encrypted with: the seeds of the record's fields come from it. */
  readonly onFileKey?: (fileKey: Uint8Array) => void;
}): Promise<ReadableStream<Uint8Array>> {
  const file = createStreamDigest();
  const source = watchSource(options.sealed, file);
  try {
    const { header, rest } = await readHeader(source.chunks);
    const decrypter = new Decrypter();
    decrypter.addIdentity(partsIdentity(options.parts, options.record));
    const fileKey = await decrypter.decryptHeader(header);
    options.onFileKey?.(fileKey.slice());
    const plaintext = await openPayload(fileKey, prepend(rest, source.chunks));
    return streamOf(named(plaintext, { file, source, expected: options.expected }));
  } catch (error) {
    await source.release();
    throw headerError(error, source);
  }
}

/**
 * The key inside a sealed file's header, without its payload.
 * @throws VerificationError ENVELOPE_NOT_AGE | ENVELOPE_HEADER_DAMAGED | ENVELOPE_STANZA_MISSING | ENVELOPE_WRONG_RECORD |
 *   ENVELOPE_PARTS_REFUSED | ENVELOPE_TRUNCATED
 */
export async function openFileKey(options: {
  readonly sealed: ByteSource;
  readonly record: RecordRef;
  readonly parts: RecordParts;
}): Promise<Uint8Array> {
  let found = new Uint8Array(0);
  const stream = await open({
    ...options,
    onFileKey: (key) => {
      found = Uint8Array.from(key);
    },
  });
  await stream.cancel();
  return found;
}

async function* prepend(
  head: Uint8Array,
  rest: AsyncGenerator<Uint8Array, void, undefined>,
): AsyncGenerator<Uint8Array, void, undefined> {
  if (head.length > 0) yield head;
  yield* rest;
}

interface Watch {
  readonly file: StreamDigest;
  readonly source: WatchedSource;
  readonly expected: SealedExpectation | undefined;
}

async function* named(
  plaintext: AsyncGenerator<Uint8Array, void, undefined>,
  watch: Watch,
): AsyncGenerator<Uint8Array, void, undefined> {
  const { file, source, expected } = watch;
  try {
    yield* plaintext;
  } catch {
    throw source.failure() ?? payloadError(watch);
  } finally {
    await source.release();
  }
  if (expected !== undefined && toHex(await file.digest()) !== expected.digest) {
    throw new VerificationError(
      "ENVELOPE_DIGEST_MISMATCH",
      "The sealed file is not the one that was committed to.",
      {
        hints: ["The store handed out another sealing of this version; ask another provider."],
      },
    );
  }
}

function headerError(error: unknown, source: WatchedSource): unknown {
  const failure = source.failure();
  if (failure !== undefined) return failure;
  if (error instanceof MedLatticeError) return error;
  if (error instanceof PayloadCutError) return truncated();
  // What is left: malformed lines, and a header whose MAC does not fit its file key (C2SP age, "Header MAC").
  return new VerificationError("ENVELOPE_HEADER_DAMAGED", "The header of the sealed file was changed.", {
    hints: ["Ask another provider for the file."],
  });
}

function payloadError({ file, source, expected }: Watch): VerificationError {
  if (expected !== undefined && source.ended() && file.sizeBytes < expected.sealedSizeBytes)
    return truncated();
  return new VerificationError("ENVELOPE_PAYLOAD_DAMAGED", "The sealed file was changed or cut short.", {
    hints: ["Ask another provider for the file."],
  });
}

function truncated(): VerificationError {
  return new VerificationError("ENVELOPE_TRUNCATED", "The sealed file ends too early.", {
    hints: [
      "The transfer was interrupted or the store's copy is incomplete; ask again or ask another provider.",
    ],
  });
}
