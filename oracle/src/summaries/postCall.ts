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
import { type Hex, decodeFunctionData, encodeFunctionData, getAbiItem, toFunctionSelector } from "viem";
import { CONTRACT_ABIS } from "../chains/openChain.ts";

export interface SignedSection {
  readonly section: SummarySection;
  readonly signature: Hex;
}

export interface PostCall {
  readonly batch: SummaryBatch;
  readonly sections: readonly SummarySection[];
  readonly batchHash: Hex;
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

const POST_SELECTOR = toFunctionSelector(getAbiItem({ abi: CONTRACT_ABIS.summaryInbox, name: "post" })).slice(
  2,
);
/** Whoever fills a transaction with the beginnings of calls makes nobody decode them all. */
const MOST_CALLS = 64;

/**
 * The call that posted a batch, in a transaction to the inbox or to any contract that passes calls on as they are, such as a
 * multisignature wallet: what is found is believed for its hash alone.
 */
export function findPostCall(data: Hex, batchHash: Hex): PostCall | undefined {
  const text = data.slice(2).toLowerCase();
  let tried = 0;
  for (let at = text.indexOf(POST_SELECTOR); at >= 0; at = text.indexOf(POST_SELECTOR, at + 1)) {
    if (at % 2 === 1) continue;
    const call = readPostCall(`0x${text.slice(at)}`);
    if (call?.batchHash === batchHash) return call;
    tried += 1;
    if (tried === MOST_CALLS) return undefined;
  }
  return undefined;
}

/** What a call posted; undefined when it is another call, or its sections are not those that the authority signed. */
export function readPostCall(data: Hex): PostCall | undefined {
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
