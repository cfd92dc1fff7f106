import { VerificationError } from "@medlattice/sdk/errors";
import type { SnapshotAccount } from "@medlattice/sdk/snapshot";
import type { ChainContent } from "./buildSnapshot.ts";

const ACCOUNT = ["balance", "height", "dataRoot"] as const;

/**
 * Compares what an institution says of its chain with what the own index has at that block, and names the first difference. Accounts are
 * named by their place in the list, for nobody else is to learn whose they are.
 * @throws VerificationError `SNAPSHOT_BLOCK_DIFFERS`, `SNAPSHOT_LABELS_DIFFER`, `SNAPSHOT_ACCOUNT_DIFFERS` (facts.account, facts.member),
 *   `SNAPSHOT_ACCOUNT_MISSING`, `SNAPSHOT_ACCOUNT_ADDED`
 */
export function checkSnapshot(said: ChainContent, own: ChainContent): void {
  const { chain } = said;
  const facts = { chainId: chain.chainId, block: chain.blockNumber };
  if (chain.blockHash !== own.chain.blockHash) throw differs("SNAPSHOT_BLOCK_DIFFERS", facts);
  if (chain.labelRoot !== own.chain.labelRoot || chain.labelCount !== own.chain.labelCount) {
    throw differs("SNAPSHOT_LABELS_DIFFER", facts);
  }
  for (let index = 0; index < Math.max(said.accounts.length, own.accounts.length); index += 1) {
    compare(said.accounts[index], own.accounts[index], { ...facts, account: index });
  }
}

/** Both lists rise by id, so the first place where they part tells on which side somebody is missing. */
function compare(
  said: SnapshotAccount | undefined,
  own: SnapshotAccount | undefined,
  facts: Readonly<Record<string, number>>,
): void {
  if (own === undefined || (said !== undefined && said.personId < own.personId)) {
    throw differs("SNAPSHOT_ACCOUNT_ADDED", facts);
  }
  if (said === undefined || said.personId > own.personId) throw differs("SNAPSHOT_ACCOUNT_MISSING", facts);
  const member = ACCOUNT.find((name) => said[name] !== own[name]);
  if (member !== undefined) throw differs("SNAPSHOT_ACCOUNT_DIFFERS", { ...facts, member });
}

const WORDS = {
  SNAPSHOT_BLOCK_DIFFERS: "The authority's node has another block there than the snapshot names.",
  SNAPSHOT_LABELS_DIFFER: "The log of corrections is another one than on the authority's node.",
  SNAPSHOT_ACCOUNT_DIFFERS: "An account is not what the authority's node has.",
  SNAPSHOT_ACCOUNT_MISSING: "An account was left out.",
  SNAPSHOT_ACCOUNT_ADDED: "An account is not on the chain that the authority's node follows.",
} as const;

function differs(
  code: keyof typeof WORDS,
  facts: Readonly<Record<string, string | number>>,
): VerificationError {
  return new VerificationError(code, WORDS[code], {
    facts,
    hints: ["Operator: compare the nodes of the institution and of the authority at that block."],
  });
}
