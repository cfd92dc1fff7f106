import { BaseError, createPublicClient, getAbiItem, http, type PublicClient } from "viem";
import { anchorRegistryAbi, identityRegistryAbi, recordCorrectionAbi } from "../abi/index.ts";
import { askNode } from "../chain/askNode.ts";
import { contractsOf } from "../chain/index.ts";
import { checkEoaSignature, type SignatureCheck } from "../eip712/index.ts";
import { InvalidInputError, MedLatticeError } from "../errors/index.ts";
import { ZERO32 } from "../keys/index.ts";
import { chainById, type NetworkDescription } from "../network/index.ts";
import type { Proof } from "./schema.ts";
import type { ProofTrust } from "./trust.ts";

/** Nodes that may be asked, by the id of their chain. */
export type NodeUrls = ReadonlyMap<number, string>;

const controllerAdded = getAbiItem({ abi: identityRegistryAbi, name: "ControllerAdded" });
const recordLabelled = getAbiItem({ abi: recordCorrectionAbi, name: "RecordLabelled" });

/**
 * What nodes add to a description: one of the public chain tells whether the anchor stands there, one of the record's chain whose the
 * accounts are that signed, those of contract wallets (ERC-1271) too, and what was corrected up to now. Errors of the returned functions: UnavailableError
 * `CHAIN_UNREACHABLE`, InvalidInputError `NODE_OTHER_CHAIN`.
 */
export function askNodes(
  network: NetworkDescription,
  { snapshot, anchor }: Proof,
  nodes: NodeUrls,
): Pick<ProofTrust, "isController" | "correctedAfter" | "rootOf"> & { readonly check?: SignatureCheck } {
  const { chainId } = snapshot.chain;
  const [recordNode, publicNode] = [nodes.get(chainId), nodes.get(anchor.chainId)];
  return {
    ...(publicNode === undefined ? {} : { rootOf: rootFrom(nodeOf(network, anchor.chainId, publicNode)) }),
    ...(recordNode === undefined ? {} : peopleFrom(network, nodeOf(network, chainId, recordNode))),
  };
}

interface Node {
  readonly chainId: number;
  ask<T>(question: (client: PublicClient) => Promise<T>): Promise<T>;
}

function nodeOf({ chains }: NetworkDescription, chainId: number, url: string): Node {
  const name = chains.find((chain) => chain.chainId === chainId)?.name ?? String(chainId);
  const client = createPublicClient({ transport: http(url) });
  let known: Promise<number> | null = null;
  return {
    chainId,
    ask: async (question) =>
      await askNode(name, async () => {
        known ??= client.getChainId();
        const found = await known;
        if (found !== chainId) throw otherChain(name, chainId, found);
        return await question(client);
      }),
  };
}

/** A registry that does not answer as one has no root. */
function rootFrom(node: Node): NonNullable<ProofTrust["rootOf"]> {
  return async ({ registry: address, sequence }) => {
    try {
      return await node.ask((client) =>
        client.readContract({
          address,
          abi: anchorRegistryAbi,
          functionName: "rootOf",
          args: [BigInt(sequence)],
        }),
      );
    } catch (error) {
      if (error instanceof BaseError && !(error instanceof MedLatticeError)) return ZERO32;
      throw error;
    }
  };
}

function peopleFrom(network: NetworkDescription, node: Node) {
  const { identityRegistry: address, recordCorrection } = contractsOf(chainById(network, node.chainId));
  // Controllers change, and a signature stays that of the one who was it then.
  const isController: NonNullable<ProofTrust["isController"]> = async (personId, controller) => {
    const found = await node.ask((client) =>
      client.getLogs({
        address,
        event: controllerAdded,
        args: { personId, controller },
        fromBlock: 0n,
        toBlock: "latest",
      }),
    );
    return found.length > 0;
  };
  const check: SignatureCheck = async (question) => {
    if (await checkEoaSignature(question)) return true;
    const { address: wallet, digest: hash, signature, chainId } = question;
    if (chainId !== node.chainId) return false;
    return await node.ask((client) => client.verifyHash({ address: wallet, hash, signature }));
  };
  const correctedAfter: NonNullable<ProofTrust["correctedAfter"]> = async (recordId, version) =>
    await node.ask(async (client) => {
      const toBlock = await client.getBlockNumber({ cacheTime: 0 });
      const at = { event: recordLabelled, args: { recordId }, fromBlock: 0n, toBlock, strict: true } as const;
      // Without the contract nothing is ever corrected there.
      const labels =
        recordCorrection === undefined ? [] : await client.getLogs({ ...at, address: recordCorrection });
      const isCorrected = labels.some(({ args }) => args.correction.version > version);
      return { knownUpTo: Number(toBlock), isCorrected };
    });
  return { isController, correctedAfter, check };
}

function otherChain(name: string, wanted: number, found: number): InvalidInputError {
  return new InvalidInputError(
    "NODE_OTHER_CHAIN",
    `The node that was named for the chain ${name} (${wanted}) is one of the chain ${found}.`,
    { facts: { wanted, found } },
  );
}
