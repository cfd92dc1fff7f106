import { createPublicClient, http } from "viem";
import { summaryInboxAbi } from "../abi/index.ts";
import { askNode } from "../chain/askNode.ts";
import { contractsOf } from "../chain/index.ts";
import type { Hex } from "../codec/index.ts";
import { InvalidInputError, MedLatticeError, UnavailableError, VerificationError } from "../errors/index.ts";
import { ZERO32 } from "../keys/index.ts";
import { consortiumOf, type NetworkDescription } from "../network/index.ts";
import type { KeptRecords } from "./keptRecords.ts";

/** hashStruct of the batch with a sequence, as the inbox has it; null when there is none. */
export type RootSource = (sequence: number) => Promise<Hex | null>;

/**
 * Asks nodes of the consortium chain, whoever's: those that answer must agree, and one that is away is left out.
 *
 * @param urls default the node that the network's description names
 * @returns throws VerificationError `NODES_DISAGREE`; InvalidInputError `NODE_OTHER_CHAIN`; UnavailableError `CHAIN_UNREACHABLE` when none
 *   answers
 * @throws UnavailableError `SUMMARY_NO_INBOX`
 */
export function rootsFromNodes(network: NetworkDescription, urls: readonly string[] = []): RootSource {
  const chain = consortiumOf(network);
  const { summaryInbox: address } = contractsOf(chain);
  if (address === undefined) {
    throw new UnavailableError("SUMMARY_NO_INBOX", "This network posts no summaries.", { retryable: false });
  }
  const asked = (urls.length === 0 ? [chain.rpcUrl] : urls).map((url) => {
    const client = createPublicClient({ transport: http(url, { batch: true }) });
    let known: Promise<number> | null = null;
    return async (sequence: number): Promise<Hex> =>
      await askNode(chain.name, async () => {
        known ??= client.getChainId();
        const found = await known.catch((error: unknown) => {
          known = null;
          throw error;
        });
        if (found !== chain.chainId) throw otherChain(chain, found);
        const args = [BigInt(sequence)] as const;
        return await client.readContract({ address, abi: summaryInboxAbi, functionName: "batchOf", args });
      });
  });
  return async (sequence) => {
    const answers = await Promise.allSettled(asked.map((ask) => ask(sequence)));
    for (const answer of answers) {
      const isAway = answer.status === "rejected" && isUnreachable(answer.reason);
      if (answer.status === "rejected" && !isAway) throw answer.reason;
    }
    const roots = answers.flatMap((answer) => (answer.status === "fulfilled" ? [answer.value] : []));
    const [root] = roots;
    if (root === undefined) throw answers.find((answer) => answer.status === "rejected")?.reason;
    if (new Set(roots).size > 1) {
      throw new VerificationError("NODES_DISAGREE", "Nodes of the consortium chain tell different roots.", {
        facts: { sequence },
        hints: ["Ask a third one, and tell the health authority: one of them lies."],
      });
    }
    return root === ZERO32 ? null : root;
  };
}

/** What was kept; no node is needed. */
export function rootsOf({ roots }: Pick<KeptRecords, "roots">): RootSource {
  const known = new Map(roots.map(({ sequence, batchHash }) => [sequence, batchHash]));
  return async (sequence) => known.get(sequence) ?? null;
}

function isUnreachable(error: unknown): boolean {
  return error instanceof MedLatticeError && error.code === "CHAIN_UNREACHABLE";
}

function otherChain({ name, chainId }: { name: string; chainId: number }, found: number): InvalidInputError {
  return new InvalidInputError(
    "NODE_OTHER_CHAIN",
    `A node that was named for the chain ${name} (${chainId}) is one of the chain ${found}.`,
    { facts: { wanted: chainId, found } },
  );
}
