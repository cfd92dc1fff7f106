import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { type Prover, createProver } from "../../circuits/prover.ts";
import type { Answer, ProofWorker } from "../../circuits/worker/messages.ts";
import { UnavailableError } from "../../errors/index.ts";

export interface CreateNodeProverOptions {
  /** Folder with the files of @medlattice/circuits/compiled; that of the installed package by default. */
  readonly folder?: string;
}

/**
 * A prover in a thread of its own. An idle one keeps no process alive; `close` ends it and frees its memory.
 *
 * @example
 * const prover = createNodeProver();
 * const { commitment, proof } = await commit({ h1, m, registryId, prover });
 * prover.close();
 */
export function createNodeProver({ folder }: CreateNodeProverOptions = {}): Prover {
  return createProver({
    load: async (file) => await read(folder ?? packageFolder(), file),
    startWorker: () => toProofWorker(new Worker(new URL("./worker.ts", import.meta.url))),
  });
}

function packageFolder(): string {
  return fileURLToPath(new URL(".", import.meta.resolve("@medlattice/circuits/compiled/chameleon-opening.key.gz")));
}

/** @throws {UnavailableError} `CIRCUIT_FILE_UNAVAILABLE`. */
async function read(folder: string, file: string): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await readFile(join(folder, basename(file))));
  } catch (cause) {
    throw new UnavailableError("CIRCUIT_FILE_UNAVAILABLE", "A circuit's file could not be read.", {
      facts: { file },
      hints: ["Install @medlattice/circuits, or say in which folder its files are."],
      cause,
    });
  }
}

function toProofWorker(worker: Worker): ProofWorker {
  worker.unref();
  return {
    ask: (question) => {
      worker.ref();
      worker.postMessage(question);
    },
    onAnswer: (listener) => void worker.on("message", (answer: Answer) => listener(answer)),
    onEnd: (listener) => {
      worker.on("error", () => listener());
      worker.on("exit", () => listener());
    },
    rest: () => worker.unref(),
    terminate: () => void worker.terminate(),
  };
}
