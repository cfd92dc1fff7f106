import { type Address, type Hex, hexToNumber } from "viem";
import { askChain } from "../chains/askChain.ts";
import { explainRevert } from "../chains/explainRevert.ts";
import type { TxChain } from "../chains/openChain.ts";
import { readRpcError } from "../chains/readRpcError.ts";

/** On top of the estimate, because state may change between estimate and execution. */
const GAS_MARGIN = 1.25;
const GAS_FLOOR = 20_000;

/**
 * Who calls when a call is tried. The contracts ask no signature of a signer who sends the call, so a stranger's call that names this oracle's
 * own account as signer would be good when the oracle sends it. From nobody, only calls that carry their signatures are.
 */
const NOBODY = "0x000000000000000000000000000000000000dead";

export interface SimulatedCall {
  readonly from: Address;
  readonly to: Address;
  readonly data: Hex;
}

/**
 * Tries a call without sending it: as it will be sent, and as anybody else might send it.
 * @returns the gas to send it with
 * @throws VerificationError CONTRACT_REFUSED, CALL_REVERTED in words
 * @throws UnavailableError CHAIN_UNREACHABLE
 */
export async function simulate(chain: TxChain, call: SimulatedCall): Promise<number> {
  return askChain(chain.config.chainId, async () => {
    try {
      // The plain call first: nodes give its revert data reliably, an estimate's not always. On the pending block, which has the
      // present time: the last one of an idle chain may be older than the beginning of a mandate.
      await chain.client.request({ method: "eth_call", params: [{ ...call, from: NOBODY }, "pending"] });
      const estimate = await chain.client.request({ method: "eth_estimateGas", params: [{ ...call }] });
      return Math.ceil(hexToNumber(estimate) * GAS_MARGIN) + GAS_FLOOR;
    } catch (error) {
      const refusal = readRpcError(error);
      throw refusal?.reverted === true ? explainRevert(refusal.data) : error;
    }
  });
}

/** Why a transaction that simulated well reverted all the same: the call again, on the state before its block. */
export async function findRevertReason(
  chain: TxChain,
  call: SimulatedCall,
  blockNumber: number,
): Promise<Error> {
  try {
    const block = `0x${Math.max(0, blockNumber - 1).toString(16)}` as const;
    await chain.client.request({ method: "eth_call", params: [{ ...call }, block] });
    return explainRevert(undefined);
  } catch (error) {
    return explainRevert(readRpcError(error)?.data);
  }
}
