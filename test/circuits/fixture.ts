import assert from "node:assert/strict";
import { type Abi, decodeErrorResult } from "viem";
import { readArtifact } from "../../contracts/scripts/artifacts.ts";
import { readRpcError } from "../../oracle/src/chains/readRpcError.ts";

export { type Verifiers, startVerifiers } from "../../network/bench/verifiers.ts";

/** Name of the error that a contract refuses with. */
export async function refusal(contract: string, promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  const data = readRpcError(error)?.data;
  assert.ok(data !== undefined, String(error));
  return decodeErrorResult({ abi: readArtifact(contract).abi as Abi, data }).errorName;
}
