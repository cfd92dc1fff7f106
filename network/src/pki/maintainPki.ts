import { ensureIntermediate, ensureOracle, ensureRoot, type Outcome } from "./ensure.ts";
import { pkiPaths, withPkiLock } from "./folder.ts";
import { requireDnsName } from "./profile.ts";
import { distribute, renewList } from "./revocations.ts";

export interface PkiOrganization {
  readonly dnsName: string;
  /** Where its oracle is reached besides its DNS name; localhost if not given. */
  readonly hosts?: readonly string[];
  /** False for an organisation that runs no oracle; it gets an intermediate all the same. */
  readonly hasOracle?: boolean;
}

export interface PkiChange {
  readonly kind: "root" | "intermediate" | "oracle" | "revocation list";
  readonly dnsName: string;
  readonly outcome: Exclude<Outcome, "kept">;
}

/**
 * Brings a PKI into the state it should have: makes what is missing, renews what has less than a third of its time left,
 * signs fresh revocation lists, and gives every oracle root and lists. Doing it again changes nothing; call it at every
 * start and at least daily. What was revoked stays revoked and is reported.
 *
 * @param authority DNS name of the health authority, whose root it is
 * @returns what was not simply kept
 * @throws InvalidInputError PKI_NAME_INVALID | PKI_HOST_FOREIGN | PKI_DAMAGED | KEY_FILE_EXPOSED | KEY_FILE_MISSING
 * @throws UnavailableError FOLDER_IN_USE | DISK_FULL
 */
export async function maintainPki({
  folder,
  authority,
  organizations,
  now = new Date(),
}: {
  readonly folder: string;
  readonly authority: string;
  readonly organizations: readonly PkiOrganization[];
  readonly now?: Date;
}): Promise<readonly PkiChange[]> {
  for (const { dnsName } of organizations) requireDnsName(dnsName);
  return withPkiLock(folder, async () => {
    const changes: PkiChange[] = [];
    const note = (kind: PkiChange["kind"], dnsName: string, outcome: Outcome): void => {
      if (outcome !== "kept") changes.push({ kind, dnsName, outcome });
    };
    const paths = pkiPaths(folder);
    const { root, outcome } = await ensureRoot(folder, authority, now);
    note("root", authority, outcome);
    if (await renewList(paths.root, root, { now })) note("revocation list", authority, "renewed");
    for (const { dnsName, hosts, hasOracle = true } of organizations) {
      const ensured = await ensureIntermediate(root, { folder, dnsName, now });
      note("intermediate", dnsName, ensured.outcome);
      if (ensured.outcome === "revoked") continue;
      if (await renewList(paths.intermediate(dnsName), ensured.intermediate, { now })) {
        note("revocation list", dnsName, "renewed");
      }
      if (hasOracle)
        note("oracle", dnsName, await ensureOracle(ensured.intermediate, { folder, dnsName, now, hosts }));
    }
    await distribute(folder);
    return changes;
  });
}
