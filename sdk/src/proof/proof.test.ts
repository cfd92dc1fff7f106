import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Hex, toHex, utf8 } from "../codec/index.ts";
import { sign } from "../eip712/index.ts";
import { UnavailableError } from "../errors/index.ts";
import { ZERO32 } from "../keys/index.ts";
import { newId, stateHash } from "../record/index.ts";
import { createAnchorage, lower, PUBLIC_CHAIN } from "../testing/anchorage.ts";
import { corrected } from "../testing/corrected.ts";
import { withCode } from "../testing/errors.ts";
import { confirmed, createWorld } from "../testing/world.ts";
import {
  anchorHashOf,
  anchorSnapshots,
  anchorTyped,
  checkProof,
  MOST_PROOF_BYTES,
  type Proof,
  type ProofLink,
  proofTrust,
  type ProofTrust,
  readProof,
  verifyProof,
  writeProof,
} from "./index.ts";

const world = await createWorld();
const { registry, institution, patient } = world;
const { oracle, stations, description, standingOf, proofOf } = createAnchorage(world);

const first = await confirmed(world);
const proof = await proofOf(first.evidence);
const change = await corrected(world);
const before = stateHash(change.before.evidence.state);
const afterCorrection = await proofOf(change.evidence, before);

const trust = proofTrust(description, proof);
const [station] = stations;

const breaksAt = (name: ProofLink, changed: Proof, believed: ProofTrust = trust) =>
  assert.rejects(verifyProof(changed, believed), withCode("PROOF_BROKEN", { link: name }));
const { snapshot, tree, anchor } = proof;

describe("a patient's proof (rule 20)", () => {
  it("says as which version, and up to where corrections are known, without any node", async () => {
    assert.deepEqual(await verifyProof(proof, trust), {
      status: "registered",
      chainId: registry.chainId,
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
    const { status, version } = await verifyProof(readProof(writeProof(afterCorrection)), trust);
    assert.deepEqual([status, version], ["registered", 1]);
  });

  it("says superseded when the institution does", async () => {
    for (const standing of [2, 3]) {
      const said = { ...proof, standing: await standingOf(first.evidence, standing) };
      assert.equal((await verifyProof(said, trust)).status, "superseded");
    }
  });

  it("says superseded when the log of the record's chain has a later correction, and how far that log was read", async () => {
    const said = async (isCorrected: boolean, knownUpTo: number) => {
      const correctedAfter = async (recordId: Hex, version: number) => {
        assert.deepEqual([recordId, version], [first.evidence.state.recordId, 0]);
        return { isCorrected, knownUpTo };
      };
      const verified = await verifyProof(proof, { ...trust, correctedAfter });
      return [verified.status, verified.knownUpTo];
    };
    assert.deepEqual(await said(true, 600), ["superseded", 600]);
    assert.deepEqual(await said(false, 600), ["registered", 600]);
    // A node that is behind knows less than the institution has said.
    assert.deepEqual(await said(false, 400), ["registered", 510]);
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
    await breaksAt("record", proof, { ...trust, chameleonKeys: [`0x${"11".repeat(64)}`] });
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
    const standing = await standingOf(first.evidence, 1, station);
    await breaksAt("standing", { ...proof, standing });
    await breaksAt("standing", { ...proof, standing: { ...proof.standing, blockNumber: 511 } });
    await breaksAt("standing", { ...proof, standing: await standingOf(change.evidence) });
  });

  it("names the tree and the account when they are another record's, or another patient's", async () => {
    await breaksAt("tree", { ...proof, tree: { ...tree, path: [] } });
    await breaksAt("tree", { ...proof, tree: afterCorrection.tree });
    await breaksAt("tree", { ...proof, tree: { ...tree, version: 1 } });
    await breaksAt("tree", { ...proof, tree: { ...tree, chainId: 7102 } });
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

describe("a network's description", () => {
  it("is enough to check a proof, and says when it is not", async () => {
    assert.equal((await checkProof(proof, { network: description })).isSeenOnChain, false);
    const { organizations, anchors } = description;
    const without = (missing: object) => organizations.map((each) => ({ ...each, ...missing }));
    for (const network of [
      { ...description, anchors: null },
      { ...description, organizations: without({ oracleAccount: null }) },
      { ...description, organizations: without({ chameleonKeys: [] }) },
    ]) {
      assert.throws(() => proofTrust(network, proof), withCode("NETWORK_WITHOUT_ANCHORS"));
    }
    const elsewhere = { ...description, organizations: without({ privateChainId: 7102 }) };
    assert.throws(() => proofTrust(elsewhere, proof), withCode("PROOF_OTHER_NETWORK"));
    assert.ok(anchors !== null);
    const others = { ...description, anchors: { ...anchors, network: newId() } };
    await assert.rejects(
      checkProof(proof, { network: others }),
      withCode("PROOF_BROKEN", { link: "anchor" }),
    );
  });

  it("knows keys that the institution had before, and takes no other", async () => {
    assert.equal(trust.chameleonKeys.length, 2);
    await breaksAt("record", proof, { ...trust, chameleonKeys: trust.chameleonKeys.slice(0, 1) });
  });

  it("asks only the nodes it is given, and never takes silence for a broken link", async () => {
    const { chainId } = registry;
    for (const at of [chainId, PUBLIC_CHAIN]) {
      const nodes = new Map([[at, "http://127.0.0.1:9"]]);
      await assert.rejects(checkProof(proof, { network: description, nodes }), withCode("CHAIN_UNREACHABLE"));
    }
    // A chain that is not the network's is never asked, whatever the file says.
    const strange = new Map([[5, "http://127.0.0.1:9"]]);
    const elsewhere = { ...proof, anchor: { ...anchor, chainId: 5 } };
    await assert.rejects(
      checkProof(elsewhere, { network: description, nodes: strange }),
      withCode("PROOF_BROKEN", { link: "anchor" }),
    );
    const nodes = new Map([[7102, "http://127.0.0.1:9"]]);
    assert.equal((await checkProof(proof, { network: description, nodes })).areSignersKnown, false);
  });
});

describe("a proof file", () => {
  const bytes = writeProof(proof);
  const refuses = (changed: Uint8Array, reason: string) =>
    assert.throws(() => readProof(changed), withCode("PROOF_UNREADABLE", { reason }));

  it("is refused with a reason when it is truncated, too large, no text or something else", () => {
    refuses(bytes.subarray(0, bytes.length - 1), "DOCUMENT_NOT_JSON");
    refuses(new Uint8Array(), "DOCUMENT_NOT_JSON");
    refuses(new Uint8Array(MOST_PROOF_BYTES + 1).fill(32), "DOCUMENT_TOO_LARGE");
    refuses(Uint8Array.of(0x7b, 0xff, 0x7d), "DOCUMENT_NOT_UTF8");
    refuses(utf8('{"format":"medlattice/proof/v2"}'), "DOCUMENT_INVALID");
    refuses(utf8(JSON.stringify({ ...proof, more: 1 })), "DOCUMENT_INVALID");
  });

  it("says what it says with every digit of it: changing any one breaks a link", async () => {
    const text = new TextDecoder().decode(bytes);
    const places = [...text.matchAll(/0x[0-9a-f]{40,}|:\d+/g)].map(
      ({ index, 0: found }) => index + found.length - 1,
    );
    assert.ok(places.length > 80);
    let broken = 0;
    for (const place of places) {
      const other = text[place] === "1" ? "2" : "1";
      const changed = utf8(`${text.slice(0, place)}${other}${text.slice(place + 1)}`);
      await assert.rejects(
        (async () => await checkProof(readProof(changed), { network: description }))(),
        (error: Error & { readonly code?: string }) =>
          ["PROOF_BROKEN", "PROOF_OTHER_NETWORK", "PROOF_UNREADABLE"].includes(error.code ?? ""),
        `${place}: ${text.slice(place - 80, place + 1)}`,
      );
      broken += 1;
    }
    assert.equal(broken, places.length);
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
