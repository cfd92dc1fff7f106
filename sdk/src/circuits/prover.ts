import type { Hex } from "../codec/index.ts";
import { InvalidInputError, UnavailableError } from "../errors/index.ts";
import type { Circuit, CircuitInputs, Signals } from "./circuit.ts";
import { type LoadFile, loadCircuitFile } from "./loadCircuitFile.ts";
import { named } from "./named.ts";
import type { Answer, ProofWorker, Question } from "./worker/messages.ts";

export interface CircuitProof<Signal extends string> {
  /** 256 bytes. From a proof anybody makes others for the same signals: no id, nonce or key may be made of it. */
  readonly proof: Hex;
  readonly signals: Signals<Signal>;
}

export interface ProveOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onLoading?: ((doneBytes: number, totalBytes: number) => void) | undefined;
}

export interface Prover {
  /**
   * Proves in the worker, one proof after the other. The first one of a circuit loads its files.
   * @param options.signal ends the worker, and with it everything that is under way, with its reason.
   * @param options.onLoading while the circuit's files arrive; packed bytes.
   * @throws {InvalidInputError} `CIRCUIT_REFUSES` if what is to be proven does not hold, `CIRCUIT_INPUT_INVALID`.
   * @throws {VerificationError} `CIRCUIT_FILE_FOREIGN`.
   * @throws {UnavailableError} `PROVER_STOPPED`: the worker ended.
   */
  prove<Signal extends string>(
    circuit: Circuit<Signal>,
    inputs: CircuitInputs,
    options?: ProveOptions,
  ): Promise<CircuitProof<Signal>>;
  /** Ends the worker, with all secrets that it has seen. The next proof starts another one. */
  close(): void;
}

export interface CreateProverOptions {
  readonly load: LoadFile;
  readonly startWorker: () => ProofWorker;
}

interface Waiting {
  readonly resolve: (answer: Answer & { readonly ok: true }) => void;
  readonly reject: (reason: unknown) => void;
}

interface Running {
  readonly worker: ProofWorker;
  /** Circuits whose files it has. */
  readonly known: Set<string>;
  readonly waiting: Map<number, Waiting>;
}

/**
 * Makes Groth16 proofs in a worker, so that pages and servers go on meanwhile. In Node `createNodeProver` of sdk/node, in pages
 * `createBrowserProver` bring worker and files along.
 */
export function createProver({ load, startWorker }: CreateProverOptions): Prover {
  let running: Running | undefined;
  let nextId = 0;

  const start = (): Running => {
    const started: Running = { worker: startWorker(), known: new Set(), waiting: new Map() };
    started.worker.onAnswer((answer) => {
      const waiting = started.waiting.get(answer.id);
      started.waiting.delete(answer.id);
      if (started.waiting.size === 0) started.worker.rest();
      if (answer.ok) waiting?.resolve(answer);
      else waiting?.reject(toError(answer));
    });
    started.worker.onEnd(() => end(started, stopped()));
    return started;
  };

  const end = (ended: Running, reason: unknown): void => {
    if (running === ended) running = undefined;
    ended.worker.terminate();
    for (const { reject } of ended.waiting.values()) reject(reason);
    ended.waiting.clear();
  };

  const ask = async (circuit: Circuit, inputs: CircuitInputs, { signal, onLoading }: ProveOptions) => {
    signal?.throwIfAborted();
    running ??= start();
    const current = running;
    const isKnown = current.known.has(circuit.name);
    const files = isKnown ? undefined : await loadFiles(circuit, load, onLoading);
    signal?.throwIfAborted();
    if (running !== current) throw stopped();
    if (files !== undefined) current.known.add(circuit.name);
    const question: Question = { id: nextId++, circuit: circuit.name, inputs, ...(files && { files }) };
    const abort = () => end(current, signal?.reason);
    signal?.addEventListener("abort", abort, { once: true });
    try {
      return await new Promise<Answer & { readonly ok: true }>((resolve, reject) => {
        current.waiting.set(question.id, { resolve, reject });
        current.worker.ask(question);
      });
    } finally {
      signal?.removeEventListener("abort", abort);
    }
  };

  return {
    async prove(circuit, inputs, options = {}) {
      const { proof, signals } = await ask(circuit, inputs, options);
      return { proof, signals: named(circuit, signals) };
    },
    close() {
      if (running !== undefined) end(running, stopped());
    },
  };
}

async function loadFiles(
  { wasm, key }: Circuit,
  load: LoadFile,
  onLoading: ProveOptions["onLoading"],
): Promise<Question["files"]> {
  const totalBytes = wasm.packedBytes + key.packedBytes;
  let doneBytes = 0;
  const onBytes = (bytes: number): void => {
    doneBytes += bytes;
    onLoading?.(doneBytes, totalBytes);
  };
  const [program, packedKey] = await Promise.all([
    loadCircuitFile(wasm, load, onBytes),
    loadCircuitFile(key, load, onBytes),
  ]);
  return { wasm: program, packedKey };
}

function toError(answer: Answer & { readonly ok: false }): Error {
  if (answer.code === null) {
    return new UnavailableError("PROVER_FAILED", "The prover failed.", {
      hints: ["Free some memory: the larger circuit needs about 600 MB."],
    });
  }
  return new InvalidInputError(answer.code, answer.message, { facts: answer.facts });
}

function stopped(): UnavailableError {
  return new UnavailableError("PROVER_STOPPED", "The prover was stopped before it had finished.");
}
