import { X509Certificate } from "node:crypto";
import { join } from "node:path";
import { describeCertificate, FILES } from "@medlattice/oracle/pki";
import { pkiPaths, readText } from "./folder.ts";

/** Hosts that an organisation's present oracle certificate names besides the DNS name itself; undefined without one. */
export function certifiedHosts(folder: string, dnsName: string): readonly string[] | undefined {
  const pem = readText(join(pkiPaths(folder).oracle(dnsName), FILES.certificate));
  if (pem === undefined) return undefined;
  const { dns, ips } = describeCertificate(new X509Certificate(pem)).names;
  return [...dns, ...ips].filter((host) => host !== dnsName);
}
