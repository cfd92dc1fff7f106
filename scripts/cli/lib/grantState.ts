import { consentRegistryAbi } from "@medlattice/sdk/abi";
import type { GrantPackage } from "@medlattice/sdk/consent";
import type { Person } from "@medlattice/sdk/person";
import { nowSeconds } from "./time.ts";

export type GrantState =
  | "holds"
  | "not yet"
  | "over"
  | "used up"
  | "withdrawn"
  | "denied"
  | "never registered";

/** `IConsentTypes.GrantStatus`. */
const STATUS = { registered: 1, withdrawn: 2 } as const;

export interface GrantUse {
  readonly notBefore: number;
  readonly notAfter: number;
  /** 0: as often as needed. */
  readonly maxUses: number;
  readonly used: number;
  readonly isRegistered: boolean;
  readonly isRevoked: boolean;
}

/** What a grant's numbers mean now. */
export function grantStateOf({ notBefore, notAfter, maxUses, used, ...is }: GrantUse): GrantState {
  if (is.isRevoked) return "withdrawn";
  if (!is.isRegistered) return "never registered";
  const now = nowSeconds();
  if (now >= notAfter) return "over";
  if (maxUses > 0 && used >= maxUses) return "used up";
  return now < notBefore ? "not yet" : "holds";
}

/** How a grant that somebody has received stands at its home, from the grantee's own node. */
export async function receivedGrantState(person: Person, grantPackage: GrantPackage): Promise<GrantState> {
  const { home, grantor, grantId, grant } = grantPackage;
  const { client } = person.reader(home.chainId);
  const registry = { address: home.consentRegistry, abi: consentRegistryAbi } as const;
  const [use, denials] = await Promise.all([
    client.readContract({ ...registry, functionName: "grantOf", args: [grantor, grantId] }),
    Promise.all(
      grant.terms.denyTags.map((tag) =>
        client.readContract({ ...registry, functionName: "isDenied", args: [grantor, tag] }),
      ),
    ),
  ]);
  const state = grantStateOf({
    ...grant,
    used: use.used,
    isRegistered: use.status === STATUS.registered,
    isRevoked: use.status === STATUS.withdrawn,
  });
  return state === "holds" && denials.includes(true) ? "denied" : state;
}
