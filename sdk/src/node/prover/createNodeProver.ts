import { type ChildProcess, fork } from "node:child_process";
import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Prover, createProver } from "../../circuits/prover.ts";
import type { Answer, ProofWorker } from "../../circuits/worker/messages.ts";
import { UnavailableError } from "../../errors/index.ts";

export interface CreateNodeProverOptions {
  /** Folder with the files of @medlattice/circuits/compiled; that of the installed package by default. */
  readonly folder?: string;
}

/**
 * A prover in a process of its own: in a thread of Node snarkjs does not load, because its package web-worker takes every thread for
 * one of its own. While it is asked nothing it does not keep the program running; `close` ends it and frees its memory.
 *
 * @example
 * const prover = createNodeProver();
 * const { commitment, proof } = await commit({ h1, m, registryId, prover });
 * prover.close();
 */
export function createNodeProver({ folder }: CreateNodeProverOptions = {}): Prover {
  return createProver({
    load: async (file, onBytes) => {
      const bytes = await read(folder ?? packageFolder(), file);
      onBytes(bytes.length);
      return bytes;
    },
    startWorker: () => toProofWorker(startProcess()),
  });
}

function packageFolder(): string {
  return fileURLToPath(
    new URL(".", import.meta.resolve("@medlattice/circuits/compiled/chameleon-opening.key.gz")),
  );
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

/** It inherits neither environment nor output: nothing of a secret input can leave it but by its answers. */
function startProcess(): ChildProcess {
  return fork(new URL("./worker.ts", import.meta.url), {
    env: {},
    execArgv: [],
    serialization: "advanced",
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
}

function toProofWorker(child: ChildProcess): ProofWorker {
  const rest = () => {
    child.unref();
    child.channel?.unref();
  };
  rest();
  return {
    ask: (question) => {
      child.ref();
      child.channel?.ref();
      child.send(question);
    },
    onAnswer: (listener) => void child.on("message", (answer: Answer) => listener(answer)),
    onEnd: (listener) => {
      child.on("error", () => listener());
      child.on("exit", () => listener());
    },
    rest,
    terminate: () => void child.kill("SIGKILL"),
  };
}
