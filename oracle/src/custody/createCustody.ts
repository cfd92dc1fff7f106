import type { DatabaseSync } from "node:sqlite";
import { ABIS } from "@medlattice/sdk/abi";
import type { CustodyState } from "@medlattice/sdk/client";
import { type CustodyKey, custodyPublicKey, encodeCommitmentKey } from "@medlattice/sdk/crypto";
import { type OpeningRequest, parseCeremony } from "@medlattice/sdk/custody";
import type { SignatureCheck } from "@medlattice/sdk/eip712";
import type { Hex } from "viem";
import { askChain } from "../chains/askChain.ts";
import type { OracleChains } from "../chains/openChains.ts";
import type { OracleConfig } from "../config/oracleConfig.ts";
import { createIdentityReader } from "../people/identityReader.ts";
import { unknownChain } from "../relay/createRelay.ts";
import { type Ceremonies, createCeremonies } from "./ceremonies.ts";
import { createCeremonyTable } from "./ceremonyTable.ts";
import { type Managers, createManagers } from "./managers.ts";
import { keyOfCeremony } from "./keyOfCeremony.ts";
import { createRequestTable } from "./requestTable.ts";
import { type Requests, createRequests } from "./requests.ts";

export interface CustodyOptions {
  readonly config: OracleConfig;
  readonly database: DatabaseSync;
  readonly chains: OracleChains;
  readonly checkSignature: SignatureCheck;
  readonly nowSeconds: () => number;
}

/** What became of asking officers for an opening. */
export type OfficersAnswer =
  | { readonly status: "awaits-officers"; readonly requestId: Hex }
  | { readonly status: "declined"; readonly requestId: Hex }
  | { readonly status: "signed"; readonly requestId: Hex; readonly h1: Hex; readonly proof: Hex };

/** Officers of this institution who hold its trapdoor together. */
export interface Custody {
  readonly ceremonies: Ceremonies;
  readonly requests: Requests;
  readonly managers: Managers;
  /** Who holds the trapdoor of the key that is registered on the chain now. */
  state(chainId: number): Promise<CustodyState>;
  /**
   * Asks the officers for a correction's opening, once however often it is asked; answers how far they are.
   * @returns undefined when the registered key is not theirs
   */
  ask(task: Omit<OpeningRequest, "kind">): Promise<OfficersAnswer | undefined>;
  /** When a correction waits no more. */
  cancel(chainId: number, correctionHash: Hex): Promise<void>;
}

/** `IOrganizationKeys.KeyKind.ChameleonH1`. */
const CHAMELEON = 2;

export function createCustody(options: CustodyOptions): Custody {
  const { config, chains } = options;
  const table = createCeremonyTable(options.database);
  const requests = createRequests({
    ...options,
    table: createRequestTable(options.database),
    ceremonies: table,
  });
  const reader = createIdentityReader(chains);

  async function registeredKey(chainId: number): Promise<Hex> {
    const chain = chains.get(chainId);
    if (chain === undefined) throw unknownChain(chainId);
    const [value] = await askChain(chainId, () =>
      chain.client.readContract({
        address: chain.config.contracts.organizationRegistry,
        abi: ABIS.OrganizationRegistry,
        functionName: "keyOf",
        args: [config.organization.orgId, CHAMELEON],
      }),
    );
    return value;
  }

  /** The chain decides: whichever key is registered, its holders sign. */
  async function present(chainId: number): Promise<{ h1: Hex; ceremony?: Hex; key?: CustodyKey }> {
    const h1 = await registeredKey(chainId);
    for (const { id, document, status } of table.list(chainId)) {
      if (status !== "proving") continue;
      const { key } = keyOfCeremony(parseCeremony(document), table);
      if (encodeCommitmentKey(custodyPublicKey(key)) === h1) return { h1, ceremony: id, key };
    }
    return { h1 };
  }

  return {
    ceremonies: createCeremonies({ ...options, table, requests, reader }),
    requests,
    managers: createManagers(options),
    async state(chainId) {
      const { h1, ceremony } = await present(chainId);
      const row = ceremony === undefined ? undefined : table.find(ceremony);
      if (row === undefined || ceremony === undefined) {
        return { mode: h1 === "0x" ? "none" : "single", officers: null };
      }
      const { threshold, officers } = parseCeremony(row.document).value;
      return { mode: "officers", officers: { ceremony, threshold, officers, h1 } };
    },
    async ask(task) {
      const { h1, ceremony } = await present(task.chainId);
      if (ceremony === undefined) return undefined;
      const { id: requestId, status, proof } = requests.askForOpening(ceremony, task);
      if (proof !== null) return { status: "signed", requestId, h1, proof };
      return { status: status === "open" ? "awaits-officers" : "declined", requestId };
    },
    async cancel(chainId, correctionHash) {
      const { ceremony } = await present(chainId);
      if (ceremony !== undefined) requests.cancelOpening(ceremony, correctionHash);
    },
  };
}
