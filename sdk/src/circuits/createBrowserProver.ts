import { UnavailableError } from "../errors/index.ts";
import { type Prover, createProver } from "./prover.ts";
import type { Answer, ProofWorker } from "./worker/messages.ts";

export interface CreateBrowserProverOptions {
  /** Where the files of @medlattice/circuits/compiled are served, with a slash at its end. */
  readonly baseUrl: string;
  /** For bundlers that do not follow `new Worker(new URL(…, import.meta.url))`: starts worker/browser.ts. */
  readonly startWorker?: () => Worker;
}

/** A prover in a page. The content policy must allow `'wasm-unsafe-eval'`; no other workers are started, and nothing from elsewhere. */
export function createBrowserProver({ baseUrl, startWorker = startOwn }: CreateBrowserProverOptions): Prover {
  return createProver({
    load: async (file, onBytes) =>
      await fetchFile(new URL(file, new URL(baseUrl, globalThis.location.href)), onBytes),
    startWorker: () => toProofWorker(startWorker()),
  });
}

function startOwn(): Worker {
  return new Worker(new URL("./worker/browser.ts", import.meta.url), { type: "module" });
}

/** @throws {UnavailableError} `CIRCUIT_FILE_UNAVAILABLE`. */
async function fetchFile(url: URL, onBytes: (bytes: number) => void): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(url).catch(() => null);
  if (response?.ok !== true || response.body === null) throw unavailable(url, response?.status ?? 0);
  const counted = response.body.pipeThrough(
    new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
      transform(piece, controller) {
        onBytes(piece.length);
        controller.enqueue(piece);
      },
    }),
  );
  try {
    return new Uint8Array(await new Response(counted).arrayBuffer());
  } catch {
    throw unavailable(url, response.status);
  }
}

function unavailable(url: URL, status: number): UnavailableError {
  return new UnavailableError("CIRCUIT_FILE_UNAVAILABLE", "A circuit's file could not be fetched.", {
    facts: { file: url.pathname, status },
  });
}

function toProofWorker(worker: Worker): ProofWorker {
  return {
    ask: (question) => worker.postMessage(question, { transfer: [] }),
    onAnswer: (listener) =>
      worker.addEventListener("message", (event: MessageEvent<Answer>) => listener(event.data)),
    onEnd: (listener) => worker.addEventListener("error", () => listener()),
    rest: () => undefined,
    terminate: () => worker.terminate(),
  };
}
