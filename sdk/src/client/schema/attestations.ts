import { z } from "zod";
import { recordStateSchema } from "../../record/state.ts";
import { bytes32, chainId, hexBytes, unixSeconds } from "./primitives.ts";

/** The state itself, not its hash: only who holds a copy of the record, or its evidence, can ask. */
export const attestationBody = z.strictObject({ chainId, state: recordStateSchema });

/** `StateAttestation.standing`. */
export const ATTESTED_STANDING = { present: 1, "corrected-since": 2, "erased-since": 3 } as const;

/** An institution's signed word on how a state of its record stands (EIP-712 `StateAttestation`). */
export const stateAttestation = z.strictObject({
  recordId: bytes32,
  stateHash: bytes32,
  standing: z.int().min(1).max(3),
  organization: bytes32,
  /** Nothing after this block is known. */
  blockNumber: z.int().nonnegative(),
  attestedAt: unixSeconds,
  signature: hexBytes(65),
});

export type StateAttestation = z.infer<typeof stateAttestation>;
