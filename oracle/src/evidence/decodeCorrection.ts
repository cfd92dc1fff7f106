import { ABIS } from "@medlattice/sdk/abi";
import type { Correction, RecordState } from "@medlattice/sdk/record";
import { type Hex, decodeFunctionData, toFunctionSelector } from "viem";

/** What doctor, patient and trapdoor have said: it stands in the call that corrected the record. */
export interface CarriedCorrection {
  /** The record's state before it, as the call presents it. */
  readonly before: RecordState;
  readonly statement: Correction;
  readonly authorSignature: Hex;
  readonly permission: { readonly signer: Hex; readonly signature: Hex };
  readonly proof: Hex;
}

/** More places that look like a call are there only to keep this oracle busy. */
const MAX_TRIES = 64;
const SELECTOR = toFunctionSelector(
  ABIS.RecordCorrection.find((item) => item.type === "function" && item.name === "correct") ?? "correct()",
).slice(2);

/**
 * Reads a correction out of the transaction that carried it: its own call, or one inside the input of a contract wallet that was told to make
 * it. Undefined when there is none of this version, or one of the two called without a signature.
 */
export function decodeCorrection(input: Hex, recordId: Hex, version: number): CarriedCorrection | undefined {
  for (const call of callsIn(input)) {
    const [before, , { correction, authorSignature, permission, patientSignature }, { proof }] = call;
    if (correction.recordId !== recordId || correction.version !== version) continue;
    if (authorSignature === "0x" || patientSignature === "0x") return undefined;
    return {
      before,
      statement: { ...correction, signer: lower(correction.signer) },
      authorSignature,
      permission: { signer: lower(permission.signer), signature: patientSignature },
      proof,
    };
  }
  return undefined;
}

function* callsIn(input: Hex) {
  const own = decode(input);
  if (own !== undefined) {
    yield own;
    return;
  }
  const text = input.toLowerCase();
  let tries = MAX_TRIES;
  for (let at = text.indexOf(SELECTOR, 2); at !== -1 && tries > 0; at = text.indexOf(SELECTOR, at + 1)) {
    if (at % 2 !== 0) continue;
    tries--;
    const call = decode(`0x${text.slice(at)}`);
    if (call !== undefined) yield call;
  }
}

function decode(data: Hex) {
  try {
    const call = decodeFunctionData({ abi: ABIS.RecordCorrection, data });
    return call.functionName === "correct" ? call.args : undefined;
  } catch {
    return undefined;
  }
}

function lower(address: Hex): Hex {
  return `0x${address.slice(2).toLowerCase()}`;
}
