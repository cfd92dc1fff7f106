import { MedLatticeError } from "../../errors/index.ts";
import { unpackKey } from "../unpackKey.ts";
import type { Answer, Question } from "./messages.ts";
import { type Threads, proveHere } from "./prove.ts";

interface Files {
  readonly program: WebAssembly.Module;
  readonly key: Uint8Array;
}

/** What a worker does: answers one question after the other, and keeps the files of the circuits it was asked about. */
export function createAnswering(threads: Threads): (question: Question) => Promise<Answer> {
  const known = new Map<string, Files>();
  let last: Promise<unknown> = Promise.resolve();
  return async (question) => {
    const answer = last.then(() => answerOne(question, known, threads));
    last = answer;
    return await answer;
  };
}

async function answerOne(
  { id, circuit, files, inputs }: Question,
  known: Map<string, Files>,
  threads: Threads,
): Promise<Answer> {
  try {
    if (files !== undefined) known.set(circuit, await unpack(files));
    const own = known.get(circuit);
    if (own === undefined) return { id, ok: false, code: null, message: "", facts: {} };
    return { id, ok: true, ...(await proveHere({ ...own, inputs }, threads)) };
  } catch (error) {
    if (error instanceof MedLatticeError) {
      return { id, ok: false, code: error.code, message: error.message, facts: error.facts };
    }
    return { id, ok: false, code: null, message: "", facts: {} };
  }
}

/** Once for each circuit: compiling the larger program takes longer than running it. */
async function unpack({ wasm, packedKey }: NonNullable<Question["files"]>): Promise<Files> {
  return { program: await WebAssembly.compile(wasm), key: unpackKey(packedKey) };
}
