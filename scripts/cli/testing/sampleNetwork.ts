import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Hex } from "@medlattice/sdk/codec";
import { orgIdOf } from "@medlattice/sdk/eip712";

/** A state folder with the description of a network that does not run: nothing answers at its addresses. */
export interface SampleState {
  readonly folder: string;
  remove(): void;
}

const NOBODY = "http://127.0.0.1:9";

export function createSampleState(): SampleState {
  const folder = mkdtempSync(join(tmpdir(), "medlattice-cli-"));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "network.json"), JSON.stringify(sampleNetwork()));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

function sampleNetwork() {
  const chain = (chainId: number, name: string, kind: string) => ({
    chainId,
    name,
    kind,
    rpcUrl: NOBODY,
    registryId: word(chainId),
    contracts: {
      organizationRegistry: address(1),
      identityRegistry: address(2),
      consentRegistry: address(3),
      recordRegistry: address(4),
      usageLedger: address(5),
    },
  });
  const organization = (domain: string, name: string, kind: string, privateChainId: number | null) => ({
    orgId: orgIdOf(domain),
    name,
    kind,
    privateChainId,
    oracleUrl: kind === "Insurer" ? null : NOBODY,
    sealingRecipient: null,
    proxyIndex: null,
    isProvider: false,
  });
  return {
    format: "medlattice/network/v1",
    name: "A network at rest",
    proxyThreshold: 2,
    chains: [
      chain(7100, "consortium", "consortium"),
      chain(7101, "hospital", "private"),
      { ...chain(7199, "public", "public"), registryId: null, contracts: null },
    ],
    organizations: [
      organization("riverside-hospital.example", "Riverside Hospital", "Hospital", 7101),
      organization("riverside-insurance.example", "Riverside Insurance", "Insurer", null),
    ],
  };
}

function word(value: number): Hex {
  return `0x${value.toString(16).padStart(64, "0")}`;
}

function address(value: number): Hex {
  return `0x${value.toString(16).padStart(40, "0")}`;
}
