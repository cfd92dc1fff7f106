import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { type Hex, toHex } from "../codec/index.ts";
import { addressOf, type Signer, sign, typed } from "../eip712/index.ts";
import { UnavailableError } from "../errors/index.ts";
import { ZERO32 } from "../keys/index.ts";
import { newId, patientTree, type RecordEvidence, registryDomain, stateHash } from "../record/index.ts";
import {
  labelLeaf,
  labelPath,
  labelRoot,
  makeSnapshot,
  type SnapshotAccount,
  snapshotSalt,
} from "../snapshot/index.ts";
import { corrected, recordCorrection } from "../testing/corrected.ts";
import { withCode } from "../testing/errors.ts";
import { confirmed, createWorld } from "../testing/world.ts";
import { anchorHashOf, anchorSnapshots, anchorTyped } from "./anchor.ts";
import { type ProofLink, type ProofTrust, verifyProof } from "./verifyProof.ts";
import { type Proof, proofSchema } from "./schema.ts";

const world = await createWorld();
const { registry, institution, patient } = world;
const oracle = privateKeyToAccount(generatePrivateKey());
const stations = Array.from({ length: 4 }, () => privateKeyToAccount(generatePrivateKey()));
const PUBLIC_CHAIN = 7199;
const anchorRegistry: Hex = `0x${"a7".repeat(20)}`;
const network = newId();
const saltKey = crypto.getRandomValues(new Uint8Array(32));

const lower = (signer: Signer): Hex => `0x${addressOf(signer).slice(2).toLowerCase()}`;

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
  const { root, pathOf } = anchorSnapshots([
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
    root,
  };
  const signatures = await Promise.all(
    stations.slice(0, 3).map((station) => sign(station, anchorTyped(anchor))),
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
    anchorPath: pathOf(registry.chainId),
    anchor: { ...anchor, signatures },
  });
}

const trust: ProofTrust = {
  registry,
  consentRegistry: world.consentRegistry,
  recordCorrection,
  chameleonKey: institution.chameleonKey,
  threshold: world.threshold,
  oracle: lower(oracle),
  anchors: {
    registries: [{ chainId: PUBLIC_CHAIN, address: anchorRegistry }],
    network,
    stations: stations.map(lower),
    threshold: 3,
  },
};

const first = await confirmed(world);
const proof = await proofOf(first.evidence);
const change = await corrected(world);
const before = stateHash(change.before.evidence.state);
const afterCorrection = await proofOf(change.evidence, before);

const breaksAt = (name: ProofLink, changed: Proof, believed: ProofTrust = trust) =>
  assert.rejects(verifyProof(changed, believed), withCode("PROOF_BROKEN", { link: name }));
const { snapshot, tree, anchor } = proof;

describe("a patient's proof (rule 20)", () => {
  it("says as which version, and up to where corrections are known, without any node", async () => {
    assert.deepEqual(await verifyProof(proof, trust), {
      status: "registered",
      recordId: first.evidence.state.recordId,
      version: 0,
      institution: institution.orgId,
      patient: patient.personId,
      signers: { author: world.doctor.account, patient: patient.account },
      areSignersKnown: false,
      knownUpTo: 510,
      attestedAt: 1_790_000_000,
      snapshotBlock: 500,
      anchor: { chainId: PUBLIC_CHAIN, sequence: 6, root: anchor.root },
      isSeenOnChain: false,
    });
  });

  it("holds for a corrected version with its label, and survives being written and read", async () => {
    const { status, version } = await verifyProof(
      proofSchema.parse(JSON.parse(JSON.stringify(afterCorrection))),
      trust,
    );
    assert.deepEqual([status, version], ["registered", 1]);
  });

  it("says superseded when the institution does", async () => {
    for (const standing of [2, 3]) {
      const said = { ...proof, standing: await standingOf(first.evidence, standing) };
      assert.equal((await verifyProof(said, trust)).status, "superseded");
    }
  });

  it("asks the public chain where there is a node, and believes no other root", async () => {
    const seen = await verifyProof(proof, { ...trust, rootOf: async (asked) => asked.root });
    assert.equal(seen.isSeenOnChain, true);
    await breaksAt("public-chain", proof, { ...trust, rootOf: async () => ZERO32 });
    const away = new UnavailableError("NODE_DOWN", "The node is away.");
    await assert.rejects(
      verifyProof(proof, {
        ...trust,
        rootOf: async () => {
          throw away;
        },
      }),
      withCode("NODE_DOWN"),
    );
  });

  it("names the record when a signature under it is missing or another's", async () => {
    const { evidence } = proof;
    await breaksAt("record", { ...proof, evidence: { ...evidence, agreement: null } });
    const origin = { ...evidence.origin, signer: lower(oracle) };
    await breaksAt("record", { ...proof, evidence: { ...evidence, origin } });
    await breaksAt("record", proof, { ...trust, chameleonKey: `0x${"11".repeat(64)}` });
  });

  it("asks whose the accounts that signed are, where somebody knows", async () => {
    const accounts = new Map([
      [world.doctor.personId, world.doctor.account],
      [patient.personId, patient.account],
    ]);
    const isController = async (personId: Hex, account: Hex) => accounts.get(personId) === account;
    assert.equal((await verifyProof(proof, { ...trust, isController })).areSignersKnown, true);
    for (const personId of accounts.keys()) {
      const others = new Map(accounts).set(personId, lower(oracle));
      await breaksAt("signers", proof, {
        ...trust,
        isController: async (person, account) => others.get(person) === account,
      });
    }
  });

  it("takes no word on the standing from before the snapshot", async () => {
    const standing = await standingOf(first.evidence, 1, oracle, 499);
    await breaksAt("standing", { ...proof, standing });
    const same = await standingOf(first.evidence, 1, oracle, 500);
    assert.equal((await verifyProof({ ...proof, standing: same }, trust)).knownUpTo, 500);
  });

  it("names the label when a corrected version is not in the anchored log: the trapdoor is not enough", async () => {
    const { label } = afterCorrection;
    assert.ok(label !== null);
    await breaksAt("label", { ...afterCorrection, label: null });
    await breaksAt("label", { ...afterCorrection, label: { ...label, hashBefore: newId() } });
    await breaksAt("label", { ...afterCorrection, label: { ...label, path: label.path.toReversed() } });
    await breaksAt("label", { ...proof, label });
  });

  it("names the standing when it is not the institution's, or of another state", async () => {
    const standing = await standingOf(first.evidence, 1, stations[0]);
    await breaksAt("standing", { ...proof, standing });
    await breaksAt("standing", { ...proof, standing: { ...proof.standing, blockNumber: 511 } });
    await breaksAt("standing", { ...proof, standing: await standingOf(change.evidence) });
  });

  it("names the tree and the account when they are another record's, or another patient's", async () => {
    await breaksAt("tree", { ...proof, tree: { ...tree, path: [] } });
    await breaksAt("tree", { ...proof, tree: afterCorrection.tree });
    await breaksAt("account", { ...proof, tree: { ...tree, patient: newId() } });
    await breaksAt("account", { ...proof, tree: { ...tree, height: 2 } });
    await breaksAt("account", { ...proof, snapshot: afterCorrection.snapshot });
  });

  it("names the snapshot, the anchor and the stations", async () => {
    await breaksAt("snapshot", { ...proof, snapshot: { ...snapshot, salt: newId() } });
    const chain = { ...snapshot.chain, chainId: 7102 };
    await breaksAt("snapshot", { ...proof, snapshot: { ...snapshot, chain } });
    await breaksAt("anchor", { ...proof, anchorPath: proof.anchorPath.slice(1) });
    await breaksAt("anchor", { ...proof, anchor: { ...anchor, network: newId() } });
    await breaksAt("anchor", { ...proof, anchor: { ...anchor, chainId: 1 } });
    await breaksAt("stations", { ...proof, anchor: { ...anchor, sequence: 7 } });
    await breaksAt("stations", { ...proof, anchor: { ...anchor, signatures: anchor.signatures.slice(1) } });
  });

  it("counts a station once, and nobody else", async () => {
    const [one, two] = anchor.signatures;
    assert.ok(one !== undefined && two !== undefined);
    await breaksAt("stations", { ...proof, anchor: { ...anchor, signatures: [one, two, two] } });
    const foreign = await sign(oracle, anchorTyped(anchor));
    await breaksAt("stations", { ...proof, anchor: { ...anchor, signatures: [one, two, foreign] } });
    const noSignature = toHex(new Uint8Array(65));
    await breaksAt("stations", { ...proof, anchor: { ...anchor, signatures: [one, two, noSignature] } });
    assert.match(anchorHashOf(anchor), /^0x[0-9a-f]{64}$/);
  });

  it("is of no use with another record's evidence", async () => {
    const other = await confirmed(world);
    await breaksAt("tree", {
      ...proof,
      evidence: other.evidence,
      standing: await standingOf(other.evidence),
    });
  });
});

describe("the anchor's tree", () => {
  it("has one snapshot of each chain", () => {
    const one = { chainId: 1, sequence: 1, root: newId() };
    assert.throws(() => anchorSnapshots([]), withCode("ANCHOR_INVALID"));
    assert.throws(() => anchorSnapshots([one, { ...one, sequence: 2 }]), withCode("ANCHOR_INVALID"));
    assert.deepEqual(anchorSnapshots([one]).pathOf(1), []);
  });
});
