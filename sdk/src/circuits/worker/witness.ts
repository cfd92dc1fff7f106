import { InvalidInputError } from "../../errors/index.ts";
import type { CircuitInputs, InputValue } from "../circuit.ts";

/** What circom 2 exports from a witness program. */
interface Program {
  readonly init: (sanityCheck: number) => void;
  readonly getFieldNumLen32: () => number;
  readonly getRawPrime: () => void;
  readonly getInputSize: () => number;
  readonly getInputSignalSize: (high: number, low: number) => number;
  readonly getWitnessSize: () => number;
  readonly getWitness: (index: number) => void;
  readonly readSharedRWMemory: (word: number) => number;
  readonly writeSharedRWMemory: (word: number, value: number) => void;
  readonly setInputSignal: (high: number, low: number, index: number) => void;
}

const SIGNAL_NOT_FOUND = 1;
const ASSERT_FAILED = 4;

/** The witness cannot be made; `code` is circom's. */
class ProgramError extends Error {
  readonly code: number;

  constructor(code: number) {
    super("The witness program stopped.");
    this.code = code;
  }
}

/**
 * Computes the witness of a circuit in snarkjs' format. snarkjs could do it too, but prints what fails, with names and places, to
 * standard error.
 * @throws {InvalidInputError} `CIRCUIT_INPUT_INVALID` for inputs the circuit does not have, or too few or many of them;
 * `CIRCUIT_REFUSES` if they do not fulfil the circuit.
 */
export async function computeWitness(
  compiled: WebAssembly.Module,
  inputs: CircuitInputs,
): Promise<Uint8Array> {
  const program = await instantiate(compiled);
  const words = program.getFieldNumLen32();
  program.init(0);
  try {
    setInputs(program, inputs, words);
  } catch (error) {
    if (error instanceof ProgramError && error.code === ASSERT_FAILED) {
      throw new InvalidInputError("CIRCUIT_REFUSES", "What is to be proven does not hold.");
    }
    if (error instanceof ProgramError && error.code === SIGNAL_NOT_FOUND) throw invalidInput();
    throw error;
  }
  return encode(program, words);
}

async function instantiate(compiled: WebAssembly.Module): Promise<Program> {
  const instance = await WebAssembly.instantiate(compiled, {
    runtime: {
      exceptionHandler: (code: number) => {
        throw new ProgramError(code);
      },
      printErrorMessage: () => undefined,
      writeBufferMessage: () => undefined,
      showSharedRWMemory: () => undefined,
    },
  });
  // The exports of circom's programs are fixed; the file was recognised by its hash.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return instance.exports as unknown as Program;
}

function setInputs(program: Program, inputs: CircuitInputs, words: number): void {
  let set = 0;
  for (const [name, value] of Object.entries(inputs)) {
    const [high, low] = nameHash(name);
    const values = flatten(value);
    if (program.getInputSignalSize(high, low) !== values.length) throw invalidInput(name);
    for (const [index, element] of values.entries()) {
      for (let word = 0; word < words; word++) {
        program.writeSharedRWMemory(word, Number(BigInt.asUintN(32, element >> BigInt(32 * word))));
      }
      program.setInputSignal(high, low, index);
      set++;
    }
  }
  if (set < program.getInputSize()) throw invalidInput();
}

function flatten(value: InputValue): readonly bigint[] {
  return typeof value === "bigint" ? [value] : value.flatMap(flatten);
}

/** FNV-1a, 64 bits: how circom's programs know their inputs. */
function nameHash(name: string): readonly [high: number, low: number] {
  let hash = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(name))
    hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return [Number(hash >> 32n), Number(BigInt.asUintN(32, hash))];
}

/** "wtns", version 2, two sections: the field, then the values, all little-endian. */
function encode(program: Program, words: number): Uint8Array {
  const size = program.getWitnessSize();
  const header = [0x736e7477, 2, 2, 1, 8 + 4 * words, 0, 4 * words];
  const out = new Uint32Array(header.length + words + 4 + size * words);
  out.set(header);
  let at = header.length;
  const copy = () => {
    for (let word = 0; word < words; word++) out[at++] = program.readSharedRWMemory(word);
  };
  program.getRawPrime();
  copy();
  out.set([size, 2, 4 * words * size, 0], at);
  at += 4;
  for (let i = 0; i < size; i++) {
    program.getWitness(i);
    copy();
  }
  return new Uint8Array(out.buffer);
}

function invalidInput(name?: string): InvalidInputError {
  return new InvalidInputError("CIRCUIT_INPUT_INVALID", "A circuit was given other inputs than it has.", {
    facts: name === undefined ? {} : { name },
  });
}
