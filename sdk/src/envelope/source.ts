import { iterate, toByteStream, type ByteSource, type StreamDigest } from "../codec/index.ts";

/** A store's bytes, watched: what happened to it decides what an error downstream means. */
export interface WatchedSource {
  readonly chunks: AsyncGenerator<Uint8Array, void, undefined>;
  /** True once the source has ended by itself. */
  ended(): boolean;
  /** What the source failed with; undefined while it has not. */
  failure(): unknown;
  /** Lets go of the source (file handle, connection) when nobody will read on. */
  release(): Promise<void>;
}

/** Watches and digests a source. */
export function watchSource(source: ByteSource, digest: StreamDigest): WatchedSource {
  const chunks = iterate(toByteStream(source));
  let ended = false;
  let failure: unknown;
  async function* watched(): AsyncGenerator<Uint8Array, void, undefined> {
    try {
      for await (const chunk of chunks) {
        digest.update(chunk);
        yield chunk;
      }
      ended = true;
    } catch (error) {
      failure = error;
      throw error;
    }
  }
  return {
    chunks: watched(),
    ended: () => ended,
    failure: () => failure,
    async release() {
      await chunks.return();
    },
  };
}
