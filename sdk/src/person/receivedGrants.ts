import type { MailEntry, MailKind, OracleClient } from "../client/index.ts";
import type { Hex } from "../codec/index.ts";
import { type GrantPackage, openGrantPackage } from "../consent/index.ts";
import { MedLatticeError } from "../errors/index.ts";
import { openGrantNotice } from "./grantNotice.ts";
import { homeOracle } from "./homeOracle.ts";
import { ownIdentities } from "./ownIdentities.ts";
import type { Person } from "./person.ts";

/** A grant's package as it lies in a mailbox. */
export interface ReceivedGrant {
  readonly messageId: Hex;
  /** Unix seconds. */
  readonly receivedAt: number;
  readonly grantPackage: GrantPackage;
}

export interface ReceivedGrants {
  readonly grants: readonly ReceivedGrant[];
  /** Messages that are not what they say, with the reason; they stay in the mailbox. */
  readonly refused: readonly { readonly messageId: Hex; readonly error: MedLatticeError }[];
}

/** What patients have left in the person's mailbox on a chain: each package opened and verified. */
export async function receivedGrants(person: Person, chainId: number): Promise<ReceivedGrants> {
  const { grants, refused } = await packagesOf(person, chainId);
  const { personId } = person.pseudonymOn(chainId);
  return { grants: grants.filter(({ grantPackage }) => grantPackage.grantor !== personId), refused };
}

/**
 * What the person has granted, on whatever device: the copies that `giveGrant` leaves in one's own mailbox. How the grants stand is the
 * chain's to say.
 */
export async function givenGrants(person: Person, chainId: number): Promise<readonly GrantPackage[]> {
  const { grants } = await packagesOf(person, chainId);
  const { personId } = person.pseudonymOn(chainId);
  return grants.flatMap(({ grantPackage }) => (grantPackage.grantor === personId ? [grantPackage] : []));
}

async function packagesOf(person: Person, chainId: number): Promise<ReceivedGrants> {
  const oracle = await homeOracle(person, chainId);
  const identity = await ownIdentities(person);
  const found: FoundPackage[] = [];
  const refused: { messageId: Hex; error: MedLatticeError }[] = [];
  for await (const { messageId, receivedAt } of everyMail(oracle, "grant-package")) {
    try {
      const { sealed } = await oracle.mailbox.get(messageId);
      const notice = await openGrantNotice(sealed, identity);
      const grantPackage = await openGrantPackage({
        sealed: notice,
        identity,
        threshold: person.network.proxyThreshold,
      });
      found.push({ messageId, receivedAt, grantPackage, signer: notice.signer });
    } catch (error) {
      if (!(error instanceof MedLatticeError)) throw error;
      refused.push({ messageId, error });
    }
  }
  const byGrant = Map.groupBy(found, ({ grantPackage }) => grantPackage.grantId);
  return { grants: await Promise.all([...byGrant.values()].map((each) => fullest(person, each))), refused };
}

interface FoundPackage extends ReceivedGrant {
  /** Of the package; the grant in it is signed by itself. */
  readonly signer: Hex;
}

/**
 * After a change of keys a grantee gets another package with more of them. Only the grantor's own word replaces an earlier one: anybody
 * who has seen a grant could pack it anew with false keys.
 */
async function fullest(person: Person, packages: readonly FoundPackage[]): Promise<ReceivedGrant> {
  const sorted = packages.toSorted((a, b) => b.grantPackage.keys.length - a.grantPackage.keys.length);
  for (const { signer, ...received } of sorted) {
    const { grant, grantor, home } = received.grantPackage;
    const isGrantors =
      signer === grant.signer || (await person.reader(home.chainId).isInGoodStanding(signer, grantor));
    if (isGrantors) return received;
  }
  const [first] = packages;
  if (first === undefined) throw new RangeError("a group has a member");
  const { signer: _signer, ...received } = first;
  return received;
}

/** All messages of a kind, page by page, newest first. */
async function* everyMail(oracle: OracleClient, kind: MailKind): AsyncGenerator<MailEntry> {
  let cursor: number | undefined;
  do {
    const { items, next } = await oracle.mailbox.list({ kind, ...(cursor === undefined ? {} : { cursor }) });
    yield* items;
    cursor = next ?? undefined;
  } while (cursor !== undefined);
}
