import type { PublicClient } from "viem";
import { recordCorrectionAbi } from "../abi/index.ts";
import type { Hex } from "../codec/index.ts";

/** What the health authority last said of a policy of amendments (`PolicyAccepted`). */
export interface PolicyDecision {
  readonly policyRoot: Hex;
  readonly isAccepted: boolean;
  /** Where the public document is, or its name by hash. */
  readonly uri: string;
  readonly block: number;
}

/** Every policy that the authority has ever accepted at a `RecordCorrection`, as it stands now, in the order in which they came up. */
export async function policyDecisions(
  node: PublicClient,
  recordCorrection: Hex,
): Promise<readonly PolicyDecision[]> {
  const logs = await node.getContractEvents({
    address: recordCorrection,
    abi: recordCorrectionAbi,
    eventName: "PolicyAccepted",
    strict: true,
    fromBlock: 0n,
  });
  const decisions = new Map<Hex, PolicyDecision>();
  for (const { args, blockNumber } of logs)
    decisions.set(args.policyRoot, { ...args, block: Number(blockNumber) });
  return [...decisions.values()];
}
