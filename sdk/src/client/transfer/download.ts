import { iterate, streamOf } from "../../codec/index.ts";
import { UnavailableError } from "../../errors/index.ts";
import type { Transport } from "../transport.ts";
import type { TransferOptions } from "./upload.ts";

/** How often in a row a download may break without a byte in between, and how long to wait then, at first. */
const BREAKS_IN_A_ROW = 4;
const FIRST_PAUSE_MS = 100;

/**
 * Downloads a sealed file as a stream. A connection that breaks is taken up again where it broke (HTTP ranges). Whether
 * the bytes are the right ones is checked by whoever opens them, against the committed digest.
 */
export function download(
  transport: Transport,
  path: string,
  options: TransferOptions = {},
): ReadableStream<Uint8Array> {
  return streamOf(chunks(transport, path, options));
}

async function* chunks(
  transport: Transport,
  path: string,
  { onProgress, signal }: TransferOptions,
): AsyncGenerator<Uint8Array, void, undefined> {
  let done = 0;
  let total = 0;
  for (let breaks = 0; ; breaks++) {
    const headers = done === 0 ? {} : { range: `bytes=${done}-` };
    const answer = await transport.stream({ method: "GET", path, headers, signal });
    total = totalBytes(answer, done);
    try {
      if (answer.body !== null) {
        for await (const chunk of iterate(answer.body)) {
          breaks = 0;
          done += chunk.length;
          onProgress?.(done, total);
          yield chunk;
        }
      }
      if (done >= total) return;
    } catch (error) {
      signal?.throwIfAborted();
      if (breaks >= BREAKS_IN_A_ROW) throw broken(error);
    }
    if (breaks >= BREAKS_IN_A_ROW) throw broken();
    await new Promise((resolve) => setTimeout(resolve, FIRST_PAUSE_MS * 2 ** breaks));
  }
}

/** Size of the whole, and that the oracle goes on at the right place. */
function totalBytes(answer: Response, offset: number): number {
  if (offset === 0) return Number(answer.headers.get("content-length") ?? 0);
  const range = /^bytes ([0-9]+)-[0-9]+\/([0-9]+)$/.exec(answer.headers.get("content-range") ?? "");
  if (answer.status !== 206 || range === null || Number(range[1]) !== offset) {
    throw new UnavailableError(
      "ORACLE_ANSWER_UNREADABLE",
      "The oracle does not go on where the download broke.",
      {
        retryable: false,
      },
    );
  }
  return Number(range[2]);
}

function broken(cause?: unknown): UnavailableError {
  return new UnavailableError("DOWNLOAD_BROKEN", "The download keeps breaking off.", {
    hints: ["Check the network.", "Try the record's other provider."],
    cause,
  });
}
