import { consentRegistryAbi } from "../abi/index.ts";
import type { ConsentHome, Grant, GrantPackage } from "../consent/index.ts";
import type { Person } from "./person.ts";

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
  const now = Math.floor(Date.now() / 1000);
  if (now >= notAfter) return "over";
  if (maxUses > 0 && used >= maxUses) return "used up";
  return now < notBefore ? "not yet" : "holds";
}

/** How a grant that somebody has received stands at its home, from the grantee's own node. */
export async function receivedGrantState(person: Person, grantPackage: GrantPackage): Promise<GrantState> {
  const { home, grantor, grantId, grant } = grantPackage;
  const [use, denied] = await Promise.all([
    person.reader(home.chainId).ask((node) =>
      node.readContract({
        address: home.consentRegistry,
        abi: consentRegistryAbi,
        functionName: "grantOf",
        args: [grantor, grantId],
      }),
    ),
    isDenied(person, home, grant),
  ]);
  const state = grantStateOf({
    ...grant,
    used: use.used,
    isRegistered: use.status === STATUS.registered,
    isRevoked: use.status === STATUS.withdrawn,
  });
  return state === "holds" && denied ? "denied" : state;
}

/** Whether a denial of the patient's defeats a grant at its home. */
export async function isDenied(
  person: Person,
  { chainId, consentRegistry }: ConsentHome,
  { grantor, terms }: Pick<Grant, "grantor" | "terms">,
): Promise<boolean> {
  const { client } = person.reader(chainId);
  const consents = { address: consentRegistry, abi: consentRegistryAbi } as const;
  // Most people deny nothing, which is one question instead of one for each tag.
  const live = await client.readContract({ ...consents, functionName: "liveDenials", args: [grantor] });
  if (live === 0n) return false;
  const denials = await Promise.all(
    terms.denyTags.map((tag) =>
      client.readContract({ ...consents, functionName: "isDenied", args: [grantor, tag] }),
    ),
  );
  return denials.includes(true);
}
