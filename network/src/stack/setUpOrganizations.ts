import { organizationRegistryAbi } from "@medlattice/sdk/abi";
import { toHex } from "@medlattice/sdk/codec";
import { proveKeyPossession } from "@medlattice/sdk/crypto";
import { orgIdOf } from "@medlattice/sdk/eip712";
import { encodeChameleonKey } from "@medlattice/sdk/manifest";
import {
  createPublicClient,
  encodeFunctionData,
  type EncodeFunctionDataParameters,
  type Hex,
  http,
  stringToHex,
} from "viem";
import type { PrivateKeyAccount } from "viem/accounts";
import type { EmergencyKeyPlan } from "./emergencyShares.ts";
import type { OrganizationSecrets } from "./organizationSecrets.ts";
import { sendTransaction } from "./sendTransaction.ts";
import { ORGANIZATION_KINDS, type OrganizationPlan } from "./topology.ts";

/** `IOrganizationKeys.KeyKind`. */
const KEY_KIND = { afghReceive: 1, chameleonH1: 2, sealing: 4 } as const;

export interface Member {
  readonly plan: OrganizationPlan;
  readonly secrets: OrganizationSecrets;
  readonly endpoint: string;
}

export interface RegistryPlace {
  readonly rpcUrl: string;
  readonly chainId: number;
  readonly organizationRegistry: Hex;
}

/** Admits every member that a chain does not know yet, and publishes the keys it has not published yet. */
export async function setUpOrganizations(
  place: RegistryPlace,
  options: {
    readonly authority: PrivateKeyAccount;
    readonly members: readonly Member[];
    /** On the consortium only: it is there that break-glass is decided. */
    readonly emergencyKey: EmergencyKeyPlan | null;
  },
): Promise<void> {
  const registry = registryAt(place);
  for (const member of options.members) {
    const orgId = orgIdOf(member.plan.domain);
    if ((await registry.kindOf(orgId)) === 0) await register(registry, options.authority, member);
    for (const { kind, value, proof } of keysOf(member, orgId, place)) {
      if ((await registry.keyVersion(orgId, kind)) > 0) continue;
      await registry.write(member.secrets.admin, {
        functionName: "setKey",
        args: [orgId, kind, value, proof],
      });
    }
  }
  const { emergencyKey } = options;
  if (emergencyKey === null || (await registry.emergencyKeyVersion()) > 0) return;
  const commitments = toHex(
    Uint8Array.from(emergencyKey.key.commitments.flatMap((commitment) => [...commitment])),
  );
  await registry.write(options.authority, {
    functionName: "setEmergencyKey",
    args: [toHex(emergencyKey.key.y), emergencyKey.key.threshold, emergencyKey.holders, commitments],
  });
}

async function register(
  registry: ReturnType<typeof registryAt>,
  authority: PrivateKeyAccount,
  { plan, secrets, endpoint }: Member,
): Promise<void> {
  const registration = {
    dnsName: plan.domain,
    kind: ORGANIZATION_KINDS.indexOf(plan.kind) + 1,
    admin: secrets.admin.address,
    issuerKey: secrets.issuer.address,
    oracle: secrets.oracle.address,
    endpoint,
  };
  await registry.write(authority, { functionName: "registerOrganization", args: [registration] });
}

function keysOf({ plan, secrets }: Member, orgId: Hex, place: RegistryPlace): readonly PublicKey[] {
  const { chainId, organizationRegistry } = place;
  const keys: PublicKey[] = [
    { kind: KEY_KIND.afghReceive, value: toHex(secrets.receiveKey.y), proof: "0x" },
    { kind: KEY_KIND.sealing, value: stringToHex(secrets.sealingRecipient), proof: "0x" },
  ];
  if (!plan.roles.includes("institution")) return keys;
  const proof = proveKeyPossession({
    x: secrets.chameleon.x,
    chainId: BigInt(chainId),
    organizationRegistry,
    orgId,
  });
  return [...keys, { kind: KEY_KIND.chameleonH1, value: encodeChameleonKey(secrets.chameleon.h1), proof }];
}

interface PublicKey {
  readonly kind: number;
  readonly value: Hex;
  readonly proof: Hex;
}

type RegistryCall = Pick<
  EncodeFunctionDataParameters<
    typeof organizationRegistryAbi,
    "registerOrganization" | "setKey" | "setEmergencyKey"
  >,
  "functionName" | "args"
>;

function registryAt({ rpcUrl, chainId, organizationRegistry: address }: RegistryPlace) {
  const client = createPublicClient({ transport: http(rpcUrl) });
  const abi = organizationRegistryAbi;
  return {
    kindOf: async (orgId: Hex) =>
      await client.readContract({ address, abi, functionName: "kindOf", args: [orgId] }),
    keyVersion: async (orgId: Hex, kind: number) =>
      (await client.readContract({ address, abi, functionName: "keyOf", args: [orgId, kind] }))[1],
    emergencyKeyVersion: async () =>
      (await client.readContract({ address, abi, functionName: "emergencyKey" }))[1],
    write: async (account: PrivateKeyAccount, call: RegistryCall) => {
      await sendTransaction({
        rpcUrl,
        chainId,
        account,
        to: address,
        data: encodeFunctionData({ abi, ...call }),
      });
    },
  };
}
