import { ensureIntermediate, ensureOracle } from "./ensure.ts";
import { pkiPaths, readAuthority, withPkiLock } from "./folder.ts";
import { requireDnsName } from "./profile.ts";
import { distribute, renewList } from "./revocations.ts";
import { notFound, type PkiTarget } from "./revokeCertificate.ts";

/**
 * Has an organisation certified anew, with new keys, whether the present certificate holds, was revoked or is missing: after
 * a revocation or a lost key. A new intermediate certifies its oracle anew as well.
 *
 * @throws InvalidInputError PKI_NOT_FOUND | PKI_NAME_INVALID | PKI_HOST_FOREIGN | PKI_DAMAGED | KEY_FILE_EXPOSED | KEY_FILE_MISSING
 * @throws UnavailableError FOLDER_IN_USE | DISK_FULL
 */
export async function reissueCertificate({
  folder,
  dnsName,
  kind,
  hosts,
  now = new Date(),
}: PkiTarget & { readonly hosts?: readonly string[] }): Promise<void> {
  requireDnsName(dnsName);
  await withPkiLock(folder, async () => {
    const paths = pkiPaths(folder);
    const root = await readAuthority(paths.root);
    if (root === undefined) throw notFound(dnsName, "root");
    const target = { folder, dnsName, now };
    const { intermediate } = await ensureIntermediate(root, { ...target, force: kind === "intermediate" });
    await renewList(paths.intermediate(dnsName), intermediate, { now });
    await ensureOracle(intermediate, { ...target, force: true, hosts });
    await distribute(folder);
  });
}
