import type { Hex } from "../../codec/index.ts";
import type { CircuitInputs } from "../circuit.ts";

/** What a prover asks its worker. */
export interface Question {
  readonly id: number;
  readonly circuit: string;
  /** With the first question about a circuit. */
  readonly files?:
    | { readonly wasm: Uint8Array<ArrayBuffer>; readonly packedKey: Uint8Array<ArrayBuffer> }
    | undefined;
  readonly inputs: CircuitInputs;
}

export type Answer =
  | { readonly id: number; readonly ok: true; readonly proof: Hex; readonly signals: readonly bigint[] }
  | {
      readonly id: number;
      readonly ok: false;
      /** Null for what is not the input's fault; nothing more is said of it. */
      readonly code: string | null;
      readonly message: string;
      readonly facts: Readonly<Record<string, string | number | boolean>>;
    };

/** A worker of Node or of a page. */
export interface ProofWorker {
  ask(question: Question): void;
  onAnswer(listener: (answer: Answer) => void): void;
  /** It ended by itself. */
  onEnd(listener: () => void): void;
  /** Nothing is under way: it need not keep the process alive. */
  rest(): void;
  terminate(): void;
}
