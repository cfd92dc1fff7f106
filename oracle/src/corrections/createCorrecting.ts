import type { DatabaseSync } from "node:sqlite";
import { ABIS } from "@medlattice/sdk/abi";
import { bytes32 } from "@medlattice/sdk/client";
import type { Identities } from "@medlattice/sdk/envelope";
import type { SignatureCheck } from "@medlattice/sdk/eip712";
import { InvalidInputError } from "@medlattice/sdk/errors";
import type { Logger } from "pino";
import { type Hex, zeroHash } from "viem";
import { z } from "zod";
import { askChain } from "../chains/askChain.ts";
import type { OracleChain } from "../chains/openChain.ts";
import type { OracleChains } from "../chains/openChains.ts";
import type { OracleConfig } from "../config/oracleConfig.ts";
import type { Custody } from "../custody/createCustody.ts";
import { transaction } from "../database/transaction.ts";
import { type Erasure, createErasure } from "../erasure/createErasure.ts";
import type { Tombstones } from "../erasure/tombstones.ts";
import type { IndexedEvent } from "../index/createProjector.ts";
import type { IndexQueries } from "../index/queries.ts";
import type { ServiceSigner } from "../keys/createSigner.ts";
import type { ManifestTable } from "../manifests/manifestTable.ts";
import type { ReadableRecords } from "../manifests/readableRecords.ts";
import type { JobQueue } from "../outbox/jobQueue.ts";
import type { PeerClient } from "../peers/createPeerClient.ts";
import type { People } from "../people/createPeople.ts";
import type { Sharing } from "../proxy/createSharing.ts";
import { unknownChain } from "../relay/createRelay.ts";
import type { ControllerCheck } from "../session/controllerCheck.ts";
import type { Store } from "../store/createStore.ts";
import type { Replication } from "../store/replication.ts";
import type { Uploads } from "../store/uploads.ts";
import { createCorrectedVersions } from "./correctedVersions.ts";
import type { CorrectionTable } from "./correctionTable.ts";
import { type Corrections, createCorrections } from "./createCorrections.ts";
import { presentTrapdoorHolder } from "./trapdoorHolder.ts";

export interface CorrectingInputs {
  readonly config: OracleConfig;
  readonly logger: Logger;
  readonly database: DatabaseSync;
  readonly chains: OracleChains;
  readonly peers: PeerClient | undefined;
  readonly jobs: JobQueue;
  readonly queries: IndexQueries;
  readonly readable: ReadableRecords;
  readonly manifests: ManifestTable;
  readonly controllers: ControllerCheck;
  readonly checkSignature: SignatureCheck;
  readonly custody: Custody;
  readonly people: Pick<People, "mailbox">;
  readonly sharing: Sharing;
  readonly store: Store;
  readonly uploads: Uploads;
  readonly replication: Replication;
  readonly correctionTable: CorrectionTable;
  readonly tombstones: Tombstones;
  readonly signer: ServiceSigner;
  readonly sealingIdentity: Identities;
  readonly nowSeconds: () => number;
}

/** Everything an oracle does for correcting records and for erasing what they were before. */
export interface Correcting {
  readonly corrections: Corrections;
  readonly erasure: Erasure;
  onEvent(event: IndexedEvent): void;
  start(): void;
  sweep(): Promise<void>;
}

const TELL = "tell-correction";
const tellSchema = z.strictObject({ chainId: z.int(), patient: bytes32, hash: bytes32, words: z.string() });
/** `IOrganizationKeys.KeyKind.ChameleonH1`. */
const CHAMELEON = 2;

export function createCorrecting(inputs: CorrectingInputs): Correcting {
  const { config, logger, database, chains, jobs, queries, sharing, store, replication } = inputs;
  const { orgId } = config.organization;
  const isInstitution = config.roles.includes("institution");
  const chainOf = (chainId: number): OracleChain => {
    const chain = chains.get(chainId);
    if (chain === undefined) throw unknownChain(chainId);
    return chain;
  };
  const versions = createCorrectedVersions({
    ...inputs,
    chainOf: (chainId) => chainOf(chainId).config,
    scalars: sharing.scalars,
    commitmentOf: (chainId, recordId) => queries.record(chainId, recordId)?.state.commitment ?? zeroHash,
    share(manifestHash, cid) {
      sharing.manifestCopies.schedule(manifestHash);
      if (store.table.find(cid) === undefined) return;
      // The other provider may have swept a file that no record named for as long as the patient thought about it.
      for (const { orgId: holder } of store.table.replicasOf(cid)) store.table.setReplica(cid, holder, false);
      replication.schedule(cid);
    },
  });
  const corrections = createCorrections({
    ...inputs,
    table: inputs.correctionTable,
    chainOf: (chainId) => chainOf(chainId).config,
    versions,
    stateHashOf: async (chainId, recordId) =>
      (await sharing.facts.askLocal<"record">(chainId, { kind: "record", recordId })).stateHash,
    chameleonKeyOf: (chainId) => chameleonKeyOf(chainOf(chainId), orgId),
    trapdoor: presentTrapdoorHolder(inputs.custody, config.keys.trapdoor),
    tell: (told) => jobs.add(TELL, told.hash, JSON.stringify(told)),
    cancel: (chainId, hash) => inputs.custody.cancel(chainId, hash),
    atOnce: (work) => transaction(database, work),
  });
  const erasure = createErasure({
    ...inputs,
    orgId,
    scalars: sharing.scalars,
    answers: sharing.answers,
    deals: sharing.deals,
    facts: sharing.facts,
    oracleOf: sharing.oracleOf,
    recordCorrectionOf(chainId) {
      const contracts = config.network.chains.find((chain) => chain.chainId === chainId)?.contracts;
      if (contracts?.recordCorrection !== undefined) return contracts.recordCorrection;
      throw new InvalidInputError("CHAIN_NOT_FOUND", "Nothing is corrected on that chain.", {
        facts: { chainId },
      });
    },
  });

  jobs.handle(TELL, async (payload) => {
    const { chainId, patient, hash, words } = tellSchema.parse(JSON.parse(payload));
    const sealed: Hex = `0x${words.slice(2)}`;
    await inputs.people.mailbox.send(
      { chainId, personId: patient },
      { messageId: hash, kind: "correction", sealed },
    );
  });

  async function settle(): Promise<void> {
    if (isInstitution) await corrections.settle();
    erasure.wake();
  }

  return {
    corrections,
    erasure,
    onEvent({ contract, name }) {
      if (contract !== "recordCorrection" || name !== "RecordLabelled") return;
      settle().catch((error: unknown) => logger.error({ err: error }, "corrections could not be settled"));
    },
    start: () => erasure.wake(),
    sweep: settle,
  };
}

function chameleonKeyOf({ client, config }: OracleChain, orgId: Hex): Promise<Hex> {
  return askChain(config.chainId, async () => {
    const [value] = await client.readContract({
      address: config.contracts.organizationRegistry,
      abi: ABIS.OrganizationRegistry,
      functionName: "keyOf",
      args: [orgId, CHAMELEON],
    });
    return value;
  });
}
