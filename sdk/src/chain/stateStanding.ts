import type { PublicClient } from "viem";
import { recordCorrectionAbi, recordRegistryAbi } from "../abi/index.ts";
import type { Hex } from "../codec/index.ts";
import { type RecordState, stateHash } from "../record/index.ts";

/** How a state that a record has had stands: it is the content's still, or was corrected or erased since. */
export type StateStanding = "present" | "corrected-since" | "erased-since";

/** Kind of a correction that leaves no content. */
const ERASE = 4;

/** Asks a node how a state stands; null when the chain has never held the record in this state. */
export async function stateStanding(
  node: PublicClient,
  contracts: { readonly recordRegistry: Hex; readonly recordCorrection?: Hex | undefined },
  state: RecordState,
): Promise<StateStanding | null> {
  const { recordId, version } = state;
  const { recordRegistry: address, recordCorrection } = contracts;
  const hash = stateHash(state);
  const registry = { address, abi: recordRegistryAbi } as const;
  const present = await node.readContract({ ...registry, functionName: "stateHashOf", args: [recordId] });
  if (present === hash) return "present";
  const about = { args: { recordId }, fromBlock: 0n, strict: true } as const;
  const [confirmed, updated, labels] = await Promise.all([
    node.getContractEvents({ ...registry, ...about, eventName: "RecordConfirmed" }),
    node.getContractEvents({ ...registry, ...about, eventName: "ManifestUpdated" }),
    recordCorrection === undefined
      ? []
      : node.getContractEvents({
          ...about,
          abi: recordCorrectionAbi,
          address: recordCorrection,
          eventName: "RecordLabelled",
        }),
  ]);
  const states = [...confirmed, ...updated].map(({ args }) => args.state);
  if (!states.some((past) => stateHash(past) === hash)) return null;
  const later = labels.map(({ args }) => args.correction).filter((label) => label.version > version);
  if (later.some(({ kind }) => kind === ERASE)) return "erased-since";
  return later.length > 0 ? "corrected-since" : "present";
}
