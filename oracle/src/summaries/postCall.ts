import {
  type SummaryBatch,
  type SummarySection,
  batchHashOf,
  batchMessage,
  sectionMessage,
  sectionsRootOf,
  summaryBatchSchema,
  summarySectionSchema,
} from "@medlattice/sdk/summary";
import { type Hex, decodeFunctionData, encodeFunctionData } from "viem";
import { CONTRACT_ABIS } from "../chains/openChain.ts";

export interface SignedSection {
  readonly section: SummarySection;
  readonly signature: Hex;
}

/** The call that posts a batch. @param sections by ascending institution */
export function writePostCall(batch: SummaryBatch, sections: readonly SignedSection[], signature: Hex): Hex {
  return encodeFunctionData({
    abi: CONTRACT_ABIS.summaryInbox,
    functionName: "post",
    args: [
      batchMessage(batch),
      sections.map(({ section }) => sectionMessage(section)),
      sections.map((each) => each.signature),
      signature,
    ],
  });
}

/** What a call posted; undefined when it is another call, or its sections are not those that the authority signed. */
export function readPostCall(
  data: Hex,
):
  | { readonly batch: SummaryBatch; readonly sections: readonly SummarySection[]; readonly batchHash: Hex }
  | undefined {
  try {
    const { functionName, args } = decodeFunctionData({ abi: CONTRACT_ABIS.summaryInbox, data });
    if (functionName !== "post") return undefined;
    const [signed, parts] = args;
    const batch = summaryBatchSchema.parse({ ...signed, sequence: Number(signed.sequence) });
    const sections = parts.map((part) =>
      summarySectionSchema.parse({
        ...part,
        chainId: Number(part.chainId),
        firstSlip: Number(part.firstSlip),
        fromBlock: Number(part.fromBlock),
        toBlock: Number(part.toBlock),
      }),
    );
    if (sectionsRootOf(sections) !== batch.sectionsRoot) return undefined;
    return { batch, sections, batchHash: batchHashOf(batch) };
  } catch {
    return undefined;
  }
}
