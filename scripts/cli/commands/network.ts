import type { OrganizationDescription } from "@medlattice/sdk/network";
import { z } from "zod";
import { askHealth, type OracleHealth } from "../lib/askHealth.ts";
import { defineCommand } from "../lib/command.ts";
import { loadNetwork } from "../lib/network.ts";
import { table } from "../lib/text.ts";

const KINDS: Readonly<Record<OrganizationDescription["kind"], string>> = {
  Hospital: "hospital",
  InternetPlatform: "Internet platform",
  HealthAuthority: "health authority",
  Insurer: "insurer",
  ResearchInstitute: "research institute",
  DrugCompany: "drug company",
  InstrumentMaker: "instrument maker",
  DataTrust: "data trust",
};

export const networkCommand = defineCommand({
  usage: "network",
  summary: "who takes part, which chains there are, and how the oracles are",
  input: z.strictObject({}),
  example: "network",
  async run(cli) {
    const network = await loadNetwork(cli.state);
    const organizations = await Promise.all(
      network.organizations.map(async (organization) => ({
        ...organization,
        health: organization.oracleUrl === null ? null : await askHealth(organization.oracleUrl),
      })),
    );
    const chainName = (chainId: number | null): string =>
      network.chains.find((chain) => chain.chainId === chainId)?.name ?? "–";
    const rows = organizations.map((organization) => [
      organization.name,
      KINDS[organization.kind],
      chainName(organization.privateChainId),
      duties(organization),
      organization.oracleUrl ?? "–",
      inWords(organization.health),
    ]);
    const down = organizations.filter(({ health }) => health !== null && health.state !== "ok");
    return {
      data: {
        name: network.name,
        proxyThreshold: network.proxyThreshold,
        chains: network.chains.map(({ name, chainId, kind, rpcUrl }) => ({ name, chainId, kind, rpcUrl })),
        organizations: organizations.map(
          ({ name, orgId, kind, privateChainId, proxyIndex, isProvider, oracleUrl, health }) => ({
            name,
            orgId,
            kind,
            privateChainId,
            isProxy: proxyIndex !== null,
            isProvider,
            oracleUrl,
            health,
          }),
        ),
      },
      text: [
        network.name,
        "",
        table(["ORGANISATION", "KIND", "PRIVATE CHAIN", "DOES", "ORACLE", "HEALTH"], rows),
        "",
        table(
          ["CHAIN", "ID", "KIND", "NODE"],
          network.chains.map(({ name, chainId, kind, rpcUrl }) => [name, String(chainId), kind, rpcUrl]),
        ),
        "",
        `Re-encryption takes ${network.proxyThreshold} organisations other than the reader's own.`,
        ...(down.length === 0
          ? []
          : ["Not every oracle answers. Is the network running? Start it with: npm start"]),
      ].join("\n"),
    };
  },
});

function duties({ proxyIndex, isProvider }: OrganizationDescription): string {
  const words = [proxyIndex === null ? [] : ["re-encrypts"], isProvider ? ["stores"] : []].flat();
  return words.length === 0 ? "–" : words.join(", ");
}

function inWords(health: OracleHealth | null): string {
  if (health === null) return "no oracle";
  return health.reason === null ? health.state : `${health.state}: ${health.reason}`;
}
