import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import type { Hex } from "../codec/index.ts";
import { addressOf, type Signer, sign, typed } from "../eip712/index.ts";
import { ZERO32 } from "../keys/index.ts";
import { type NetworkDescription, parseNetwork } from "../network/index.ts";
import { anchorSnapshots, anchorTyped, type Proof, proofSchema } from "../proof/index.ts";
import { newId, patientTree, type RecordEvidence, registryDomain, stateHash } from "../record/index.ts";
import {
  labelLeaf,
  labelPath,
  labelRoot,
  makeSnapshot,
  type SnapshotAccount,
  snapshotSalt,
} from "../snapshot/index.ts";
import { recordCorrection } from "./corrected.ts";
import type { World } from "./world.ts";

/** Where the world's roots are anchored. */
export const PUBLIC_CHAIN = 7199;
export const anchorRegistry: Hex = `0x${"a7".repeat(20)}`;
const THRESHOLD = 3;
const NOBODY = "http://127.0.0.1:9";

export const lower = (signer: Signer): Hex => `0x${addressOf(signer).slice(2).toLowerCase()}`;

/** The institution's oracle, the stations and what they anchor of a world: everything as oracles, committee and public chain would make it. */
export function createAnchorage({ registry, institution, patient, consentRegistry, threshold }: World) {
  const oracle = privateKeyToAccount(generatePrivateKey());
  const stations = Array.from({ length: 4 }, () => privateKeyToAccount(generatePrivateKey()));
  const network = newId();
  const saltKey = crypto.getRandomValues(new Uint8Array(32));

  async function standingOf(
    evidence: RecordEvidence,
    standing = 1,
    signer: Signer = oracle,
    blockNumber = 510,
  ) {
    const said = { standing, blockNumber, attestedAt: 1_790_000_000 };
    const data = typed("StateAttestation", registryDomain(registry), {
      recordId: evidence.state.recordId,
      stateHash: stateHash(evidence.state),
      organization: institution.orgId,
      ...said,
      blockNumber: BigInt(said.blockNumber),
    });
    return { ...said, signature: await sign(signer, data) };
  }

  /** Everything as oracles, committee and public chain would have made it. */
  async function proofOf(evidence: RecordEvidence, before: Hex = ZERO32): Promise<Proof> {
    const { state, correction } = evidence;
    const { recordId, commitment, version } = state;
    const others = [1, 2].map(() => ({
      recordId: newId(),
      commitment: newId(),
      institution: institution.orgId,
    }));
    const tree = patientTree([...others, { recordId, commitment, institution: institution.orgId }]);
    const proof = tree.prove({ chainId: registry.chainId, patient: patient.personId, recordId, version });
    const label =
      correction === null
        ? null
        : { correction: correction.statement, hashBefore: before, hashAfter: stateHash(state) };
    const labels = [newId(), ...(label === null ? [] : [labelLeaf(label)]), newId()];
    const chain = {
      chainId: registry.chainId,
      sequence: 4,
      blockNumber: 500,
      blockHash: newId(),
      labelRoot: labelRoot(labels),
      labelCount: labels.length,
      previous: newId(),
    };
    const account = (personId: Hex, height: number, dataRoot: Hex): SnapshotAccount => ({
      personId,
      balance: 0,
      height,
      dataRoot,
    });
    const snapshot = makeSnapshot({
      chain,
      accounts: [account(newId(), 9, newId()), account(patient.personId, tree.height, tree.root)],
      saltOf: (personId) => snapshotSalt(saltKey, { ...chain, personId }),
    });
    const anchored = anchorSnapshots([
      { chainId: 7102, sequence: 2, root: newId() },
      { chainId: registry.chainId, sequence: chain.sequence, root: snapshot.root },
      { chainId: 7100, sequence: 9, root: newId() },
    ]);
    const anchor = {
      chainId: PUBLIC_CHAIN,
      registry: anchorRegistry,
      network,
      sequence: 6,
      previous: newId(),
      root: anchored.root,
    };
    const signatures = await Promise.all(
      stations.slice(0, THRESHOLD).map((station) => sign(station, anchorTyped(anchor))),
    );
    return proofSchema.parse({
      format: "medlattice/proof/v1",
      evidence,
      tree: proof,
      snapshot: snapshot.prove(patient.personId),
      label:
        label === null
          ? null
          : { hashBefore: label.hashBefore, hashAfter: label.hashAfter, path: labelPath(labels, 1) },
      standing: await standingOf(evidence),
      anchorPath: anchored.pathOf(registry.chainId),
      anchor: { ...anchor, signatures },
    });
  }

  /** The description of the network, as a verifier has it. */
  const description: NetworkDescription = parseNetwork({
    format: "medlattice/network/v1",
    name: "A network at rest",
    proxyThreshold: threshold,
    chains: [
      {
        chainId: registry.chainId,
        name: "hospital",
        kind: "private",
        rpcUrl: NOBODY,
        registryId: registry.registryId,
        contracts: {
          organizationRegistry: `0x${"0b".repeat(20)}`,
          identityRegistry: `0x${"0a".repeat(20)}`,
          consentRegistry,
          recordRegistry: registry.address,
          usageLedger: `0x${"0f".repeat(20)}`,
          recordCorrection,
        },
      },
      {
        chainId: PUBLIC_CHAIN,
        name: "public",
        kind: "public",
        rpcUrl: NOBODY,
        registryId: null,
        contracts: null,
        anchorRegistry,
      },
    ],
    organizations: [
      {
        orgId: institution.orgId,
        name: "Riverside Hospital",
        kind: "Hospital",
        privateChainId: registry.chainId,
        oracleUrl: null,
        sealingRecipient: null,
        proxyIndex: null,
        isProvider: false,
        oracleAccount: lower(oracle),
        chameleonKeys: [`0x${"22".repeat(64)}`, institution.chameleonKey],
      },
    ],
    anchors: { network, stations: stations.map(lower).toSorted(), threshold: THRESHOLD },
  });
  return { oracle, stations, description, standingOf, proofOf };
}
