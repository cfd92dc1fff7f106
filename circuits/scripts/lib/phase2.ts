import { zKey } from "snarkjs";
import {
  BEACON_EXPONENT,
  CONTRIBUTIONS,
  type Step,
  entropy,
  hashFile,
  localBeacon,
  make,
} from "./ceremony.ts";
import { type Circuit, filesOf, powersFile } from "./circuits.ts";

/**
 * The proving key of a circuit from its powers of tau: contributions of fresh randomness, then a beacon. Every step is a file in
 * cache/, and those that are there are not made again.
 */
export async function makeKey(circuit: Circuit, givenBeacon?: string): Promise<void> {
  const { key, r1cs } = filesOf(circuit);
  await make(key("0"), async (path) => {
    if ((await zKey.newZKey(r1cs, powersFile(circuit.power, "final"), path)) === -1) {
      throw new Error(`${circuit.name} does not fit into its powers of tau.`);
    }
  });
  for (let i = 1; i <= CONTRIBUTIONS; i++) {
    await make(key(`${i}`), (path) => zKey.contribute(key(`${i - 1}`), path, `contribution ${i}`, entropy()));
  }
  const last = key(`${CONTRIBUTIONS}`);
  const beacon = givenBeacon ?? (await localBeacon(last));
  await make(key("final"), async (path) => {
    if ((await zKey.beacon(last, path, "beacon", beacon, BEACON_EXPONENT)) === false) {
      throw new Error("The beacon is not hexadecimal.");
    }
  });
}

/** The files of both phases by their hashes, in order. */
export async function listSteps(
  circuit: Circuit,
): Promise<{ powers: readonly Step[]; key: readonly Step[] }> {
  const contributions = Array.from({ length: CONTRIBUTIONS }, (_, i) => `${i + 1}`);
  const powers = (step: string) => powersFile(circuit.power, step);
  const { key } = filesOf(circuit);
  return {
    powers: await hashSteps(powers, [...contributions, "beacon", "final"]),
    key: await hashSteps(key, ["0", ...contributions, "final"]),
  };
}

async function hashSteps(file: (step: string) => string, names: readonly string[]): Promise<readonly Step[]> {
  return await Promise.all(names.map(async (name) => ({ name, sha256: await hashFile(file(name)) })));
}
