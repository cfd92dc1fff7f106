import { documentBytes, type Hex, parseStoredJson } from "../codec/index.ts";
import { verifyMerkleProof } from "../crypto/merkle/index.ts";
import { requireSignature, type SignatureCheck, typed } from "../eip712/index.ts";
import { manifestSchema } from "../manifest/index.ts";
import {
  type RecordEvidence,
  registryDomain,
  stateHash,
  verifyPatientProof,
  verifyRecord,
} from "../record/index.ts";
import { labelLeaf, snapshotRootOf } from "../snapshot/index.ts";
import { anchoredLeaf, stationsThatSigned } from "./anchor.ts";
import type { VerifiedProof } from "./links.ts";
import { link, requireHolds } from "./requireHolds.ts";
import type { Proof } from "./schema.ts";
import type { ProofTrust } from "./trust.ts";

const PRESENT = 1;

/**
 * Checks a proof without any node, or against one of the public chain.
 * @throws VerificationError `PROOF_BROKEN`: `facts.link` is the first link that does not hold, `facts.cause` why
 */
export async function verifyProof(
  proof: Proof,
  trust: ProofTrust,
  check?: SignatureCheck,
): Promise<VerifiedProof> {
  const { evidence, tree, snapshot, anchor, standing } = proof;
  const { state } = evidence;
  const { recordId, version, institution, patient } = state;
  const checked = check === undefined ? {} : { check };
  const { account, chain } = snapshot;

  const { author, signers } = await link("record", () =>
    verifyRecord({
      evidence,
      expected: {
        ...trust,
        chameleonKey: keyOf(proof, trust),
        recordId,
        version,
        stateHash: stateHash(state),
      },
      ...checked,
    }),
  );
  await requireSigners(trust, [
    [author, signers.author],
    [patient, signers.patient],
  ]);
  await link("label", () => requireLabel(proof));
  await link("standing", () => requireStanding(proof, trust, checked));
  // An older word would not know of corrections that the snapshot has.
  requireHolds("standing", standing.blockNumber >= chain.blockNumber, "it is older than the snapshot");
  await link("tree", () => verifyPatientProof(tree));
  const isAboutIt = tree.recordId === recordId && tree.commitment === state.commitment;
  requireHolds("tree", isAboutIt && tree.version === version, "it is about another record");
  requireHolds("tree", tree.chainId === trust.registry.chainId, "it is of another chain");
  requireHolds(
    "account",
    tree.patient === patient && account.personId === patient,
    "it is another patient's",
  );
  requireHolds("account", account.dataRoot === tree.root, "the tree is not the account's");
  requireHolds("account", account.height === tree.height, "the account has another height");
  requireHolds("snapshot", chain.chainId === trust.registry.chainId, "it is of another chain");
  const root = await link("snapshot", () => snapshotRootOf(snapshot));
  const leaf = anchoredLeaf({ chainId: chain.chainId, sequence: chain.sequence, root });
  requireHolds(
    "anchor",
    verifyMerkleProof({
      root: anchor.root,
      leaf,
      proof: proof.anchorPath,
    }),
    "the snapshot is not under its root",
  );
  await requireAnchor(proof, trust);
  const since = await trust.correctedAfter?.(recordId, version);
  const isPresent = standing.standing === PRESENT && since?.isCorrected !== true;
  return {
    status: isPresent ? "registered" : "superseded",
    chainId: chain.chainId,
    recordId,
    version,
    institution,
    patient,
    signers: { author: signers.author, patient: signers.patient },
    areSignersKnown: trust.isController !== undefined,
    knownUpTo: Math.max(standing.blockNumber, since?.knownUpTo ?? 0),
    attestedAt: standing.attestedAt,
    snapshotBlock: chain.blockNumber,
    anchor: { chainId: anchor.chainId, sequence: anchor.sequence, root: anchor.root },
    isSeenOnChain: trust.rootOf !== undefined,
  };
}

/** The key that the proof names, where the institution has or had it; else any, which then does not fit. */
function keyOf({ evidence }: Proof, { chameleonKeys }: ProofTrust): Hex {
  const named = evidence.correction?.opening.h1 ?? firstKeyIn(evidence.manifest);
  return chameleonKeys.find((key) => key === named) ?? chameleonKeys[0] ?? "0x";
}

/** Where version 0 has its opening. */
function firstKeyIn(manifest: RecordEvidence["manifest"]): Hex | undefined {
  return parseStoredJson(manifestSchema, documentBytes(manifest)).value.content.commitment.opening?.h1;
}

async function requireSigners(
  { isController }: ProofTrust,
  signed: readonly (readonly [personId: Hex, account: Hex | null])[],
): Promise<void> {
  if (isController === undefined) return;
  for (const [personId, account] of signed) {
    const isTheirs = account !== null && (await link("signers", () => isController(personId, account)));
    requireHolds("signers", isTheirs, "an account that signed is not its person's");
  }
}

async function requireAnchor({ anchor }: Proof, trust: ProofTrust): Promise<void> {
  const { registries, network, stations, threshold } = trust.anchors;
  const isKnown = registries.some(
    ({ chainId, address }) => chainId === anchor.chainId && address === anchor.registry,
  );
  requireHolds("anchor", isKnown, "it is in a registry that is not this network's");
  requireHolds("anchor", anchor.network === network, "it is another network's");
  const { size: signed } = await stationsThatSigned(anchor, stations);
  requireHolds("stations", signed >= threshold, `${signed} of ${threshold} stations have signed`);
  if (trust.rootOf === undefined) return;
  const { rootOf } = trust;
  const onChain = await link("public-chain", () => rootOf(anchor));
  requireHolds("public-chain", onChain === anchor.root, "the public chain has another root, or none");
}

/** The trapdoor alone makes a content that fits the commitment; that it was corrected by right is what the log says. */
function requireLabel({ evidence, label, snapshot }: Proof): void {
  const { correction, state } = evidence;
  if (state.version === 0) return requireHolds("label", label === null, "version 0 has none");
  if (label === null || correction === null) return requireHolds("label", false, "it is missing");
  const { hashBefore, hashAfter, path } = label;
  const leaf = labelLeaf({ correction: correction.statement, hashBefore, hashAfter });
  const isInLog = verifyMerkleProof({ root: snapshot.chain.labelRoot, leaf, proof: path });
  requireHolds("label", isInLog, "the correction is not in the anchored log");
}

async function requireStanding(
  { evidence, standing: said }: Proof,
  trust: ProofTrust,
  checked: { readonly check?: SignatureCheck },
): Promise<void> {
  const { recordId, institution: organization } = evidence.state;
  const { standing, attestedAt, signature } = said;
  const data = typed("StateAttestation", registryDomain(trust.registry), {
    recordId,
    stateHash: stateHash(evidence.state),
    standing,
    organization,
    blockNumber: BigInt(said.blockNumber),
    attestedAt,
  });
  await requireSignature({ data, signer: trust.oracle, signature, ...checked });
}
