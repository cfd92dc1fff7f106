import { createChainReader, policyDecisions } from "@medlattice/sdk/chain";
import type { Hex } from "@medlattice/sdk/codec";
import { InvalidInputError } from "@medlattice/sdk/errors";
import { type KnownPolicy, type PolicyDocument, presetPolicies, readPolicy } from "@medlattice/sdk/fields";
import type { NetworkDescription } from "@medlattice/sdk/network";
import { readInput } from "./files.ts";
import { findChain } from "./network.ts";
import { pickById } from "./pick.ts";

type PresetPolicy = Awaited<ReturnType<typeof presetPolicies>>[number];

/** A policy of amendments, and what the health authority says of it on one chain. */
export interface PolicyOnChain {
  readonly policyRoot: Hex;
  readonly chainId: number;
  readonly chain: string;
  /** Null where only its root is known here. */
  readonly known: PresetPolicy | null;
  /** `open`: the authority has never said anything. */
  readonly state: "accepted" | "withdrawn" | "open";
  readonly uri: string | null;
}

/** A chain that verifies amendments. */
export interface AmendingChain {
  readonly chainId: number;
  readonly name: string;
  readonly rpcUrl: string;
  readonly organizationRegistry: Hex;
  readonly recordCorrection: Hex;
}

/** Chains that verify amendments, or the one that is named. @throws InvalidInputError CHAIN_UNKNOWN | AMENDMENTS_UNKNOWN */
export function amendingChains(
  network: NetworkDescription,
  chain: string | undefined,
): readonly AmendingChain[] {
  const among = chain === undefined ? network.chains : [findChain(network, chain)];
  const found = among.flatMap(({ chainId, name, rpcUrl, contracts, corrections }) => {
    if (corrections?.amendments !== true || contracts?.recordCorrection === undefined) return [];
    const { organizationRegistry, recordCorrection } = contracts;
    return [{ chainId, name, rpcUrl, organizationRegistry, recordCorrection }];
  });
  if (found.length > 0) return found;
  throw new InvalidInputError("AMENDMENTS_UNKNOWN", "No amendments are verified there.", {
    hints: ["npx medlattice network shows the chains."],
  });
}

/** Every policy that is known here or was ever decided, chain by chain. */
export async function policiesOn(
  network: NetworkDescription,
  chain: string | undefined,
): Promise<readonly PolicyOnChain[]> {
  const presets = await presetPolicies();
  const lists = await Promise.all(
    amendingChains(network, chain).map(async ({ chainId, name, recordCorrection }) => {
      const decided = await createChainReader(network, chainId).ask((node) =>
        policyDecisions(node, recordCorrection),
      );
      const roots = new Set([
        ...presets.map(({ policy }) => policy.root),
        ...decided.map((each) => each.policyRoot),
      ]);
      return [...roots].map((policyRoot): PolicyOnChain => {
        const decision = decided.find((each) => each.policyRoot === policyRoot);
        const known = presets.find(({ policy }) => policy.root === policyRoot) ?? null;
        const state = decision === undefined ? "open" : decision.isAccepted ? "accepted" : "withdrawn";
        return { policyRoot, chainId, chain: name, known, state, uri: decision?.uri ?? null };
      });
    }),
  );
  return lists.flat();
}

/** A policy by its short name or the beginning of its root. @throws InvalidInputError `ID_*` */
export function pickPolicy(policies: readonly PolicyOnChain[], text: string): PolicyOnChain {
  return (
    policies.find(({ known }) => known?.key === text) ??
    pickById(policies, text, {
      idOf: ({ policyRoot }) => policyRoot,
      noun: "policy",
      listCommand: "npx medlattice policy list shows them.",
    })
  );
}

/** @throws InvalidInputError `FILE_*` | `DOCUMENT_*` | `POLICY_INVALID` @throws VerificationError `POLICY_ROOT_MISMATCH` */
export async function readPolicyFile(path: string): Promise<PolicyDocument> {
  return (await readPolicy(await readInput(path))).document;
}

/** What could change at most, as a patient reads it. */
export function boundsInWords({ key, document }: Pick<KnownPolicy, "key" | "document">): string {
  const what = key === "nothing" ? "nothing" : key === null ? document.classes.join(", ") : `only ${key}`;
  return `${what} could change`;
}

export function policyName({ known, policyRoot }: Pick<PolicyOnChain, "known" | "policyRoot">): string {
  return known?.document.name ?? policyRoot;
}
