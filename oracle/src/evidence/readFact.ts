import { ABIS } from "@medlattice/sdk/abi";
import { fromHex, toHex } from "@medlattice/sdk/codec";
import { type Hex, type PublicClient, decodeFunctionData, isAddressEqual } from "viem";
import type { ChainConfig } from "../config/oracleConfig.ts";
import type { AccessFact, FactKind, FactOf, FactQuestion, QuestionOf } from "./facts.ts";

/** Asks one node. "pending" has the present time: the last block of an idle chain may be older than the end of a grant. */
type Reader<Kind extends FactKind> = (
  chain: ChainConfig,
  node: PublicClient,
  question: QuestionOf<Kind>,
) => Promise<FactOf<Kind>>;

const WITHDRAWN = 2;
const READ = 1;
const blockTag = "pending";

const READERS: { readonly [Kind in FactKind]: Reader<Kind> } = {
  async standing(chain, node, { personId, account }) {
    const people = {
      address: chain.contracts.identityRegistry,
      abi: ABIS.IdentityRegistry,
      blockTag,
    } as const;
    const [isController, isActive, organization] = await Promise.all([
      node.readContract({ ...people, functionName: "isController", args: [personId, account] }),
      node.readContract({ ...people, functionName: "isActive", args: [personId] }),
      node.readContract({ ...people, functionName: "organizationOf", args: [personId] }),
    ]);
    return { isController, isActive, organization };
  },

  async consent(chain, node, { grantor, grantId, tags }) {
    const [grant, isDenied] = await Promise.all([
      node.readContract({ ...consentsOf(chain), functionName: "grantOf", args: [grantor, grantId] }),
      deniesAny(chain, node, grantor, tags),
    ]);
    return { isWithdrawn: grant.status === WITHDRAWN, isDenied };
  },

  async access(chain, node, { accessId }) {
    const ledger = { address: chain.contracts.usageLedger, abi: ABIS.UsageLedger } as const;
    const kept = await node.readContract({ ...ledger, functionName: "accessOf", args: [accessId] });
    if (kept.openedAt === 0) return null;
    const [events, head] = await Promise.all([
      node.getContractEvents({
        ...ledger,
        eventName: "AccessOpened",
        args: { accessId },
        fromBlock: kept.blockNumber,
        toBlock: kept.blockNumber,
        strict: true,
      }),
      node.getBlockNumber(),
    ]);
    const [event] = events;
    if (event === undefined || events.length !== 1) return null;
    const { grantor, reader, grantId, recordId, version, foreign } = event.args;
    return {
      grantor,
      reader,
      grantId,
      recordId,
      version,
      isForeign: foreign && kept.foreign,
      openedAt: kept.openedAt,
      block: Number(kept.blockNumber),
      txHash: event.transactionHash,
      isFinal: head >= kept.blockNumber + BigInt(chain.confirmations),
      disclosure: await disclosureIn(chain, node, event.transactionHash),
    };
  },

  async permission(chain, node, { disclosure, reader, recordId }) {
    const { header, terms } = disclosure;
    const consents = consentsOf(chain);
    const people = {
      address: chain.contracts.identityRegistry,
      abi: ABIS.IdentityRegistry,
      blockTag,
    } as const;
    // Which category a record of another chain is in, is compared by whoever serves it; here the scope stands for itself.
    const [verdict, isGrantorActive, isReaderActive, readerOrganization, isDenied] = await Promise.all([
      node.readContract({
        ...consents,
        functionName: "checkPermission",
        args: [disclosure, reader, recordId, terms.scope, READ],
      }),
      node.readContract({ ...people, functionName: "isActive", args: [header.grantor] }),
      node.readContract({ ...people, functionName: "isActive", args: [reader] }),
      node.readContract({ ...people, functionName: "organizationOf", args: [reader] }),
      deniesAny(chain, node, header.grantor, terms.denyTags),
    ]);
    return { verdict, isDenied, isGrantorActive, isReaderActive, readerOrganization };
  },

  async record(chain, node, { recordId }) {
    const stateHash = await node.readContract({
      address: chain.contracts.recordRegistry,
      abi: ABIS.RecordRegistry,
      functionName: "stateHashOf",
      args: [recordId],
    });
    return { stateHash };
  },

  async signature(_chain, node, { address, digest, signature }) {
    return { isValid: await node.verifyHash({ address, hash: digest, signature }) };
  },
};

/** Answers a question from one node. */
export function readFact<Kind extends FactKind>(
  chain: ChainConfig,
  node: PublicClient,
  question: QuestionOf<Kind>,
): Promise<FactOf<Kind>> {
  const kind: Kind = question.kind;
  return READERS[kind](chain, node, question);
}

/** For whoever has a question of any kind. */
export function readAnyFact(
  chain: ChainConfig,
  node: PublicClient,
  question: FactQuestion,
): Promise<unknown> {
  return readFact(chain, node, question);
}

function consentsOf(chain: ChainConfig) {
  return { address: chain.contracts.consentRegistry, abi: ABIS.ConsentRegistry, blockTag } as const;
}

/** Most people deny nothing, which is one question instead of one for each tag. */
async function deniesAny(
  chain: ChainConfig,
  node: PublicClient,
  grantor: Hex,
  tags: readonly Hex[],
): Promise<boolean> {
  const consents = consentsOf(chain);
  if ((await node.readContract({ ...consents, functionName: "liveDenials", args: [grantor] })) === 0n)
    return false;
  const denied = await Promise.all(
    tags.map((tag) => node.readContract({ ...consents, functionName: "isDenied", args: [grantor, tag] })),
  );
  return denied.includes(true);
}

/** What the reader presented when opening: it stands in the call, if the call was made to the ledger itself. */
async function disclosureIn(
  chain: ChainConfig,
  node: PublicClient,
  hash: Hex,
): Promise<AccessFact["disclosure"]> {
  const { to, input } = await node.getTransaction({ hash });
  if (to === null || !isAddressEqual(to, chain.contracts.usageLedger)) return null;
  const { functionName, args } = decodeFunctionData({ abi: ABIS.UsageLedger, data: input });
  if (functionName !== "open") return null;
  const { header, terms } = args[1];
  return {
    header: { ...header, signer: toHex(fromHex(header.signer.toLowerCase(), 20)) },
    terms: { ...terms, denyTags: [...terms.denyTags] },
  };
}
