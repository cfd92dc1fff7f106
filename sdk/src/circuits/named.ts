import { InvalidInputError } from "../errors/index.ts";
import type { Circuit, Signals } from "./circuit.ts";

/**
 * Public signals by their names.
 * @throws {InvalidInputError} `CIRCUIT_SIGNALS_INVALID` if they are not as many as the circuit has.
 */
export function named<Signal extends string>(
  circuit: Circuit<Signal>,
  values: readonly bigint[],
): Signals<Signal> {
  const { publicSignals } = circuit;
  if (values.length !== publicSignals.length) {
    throw new InvalidInputError("CIRCUIT_SIGNALS_INVALID", "A circuit has another number of public signals.");
  }
  const entries = publicSignals.map((name, i) => [name, values[i] ?? 0n] as const);
  // The names are those of the circuit, each once.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return Object.fromEntries(entries) as Signals<Signal>;
}
