import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type OracleClient, createOracleClient, createSessionKey } from "@medlattice/sdk/client";
import { MedLatticeError } from "@medlattice/sdk/errors";
import { parseNetwork } from "@medlattice/sdk/network";
import { type Proof, checkProof, proofSchema } from "@medlattice/sdk/proof";
import { MasterKey } from "@medlattice/sdk/keys";
import { type BridgePatient, NAMES } from "../bridge/fixture/world.ts";
import type { TestPerson } from "../oracle/fixture/person.ts";
import { chameleonKey, confirm, propose } from "../oracle/fixture/record.ts";
import { type AnchoringWorld, PUBLIC } from "./fixture/world.ts";
import { withCode } from "./fixture/withCode.ts";

const CANARY = "canary of what the record says";

/** A record with content: refused before it is anchored, proven afterwards, at the institution and at the authority. */
export async function provesRecord(world: AnchoringWorld, alice: BridgePatient): Promise<Proof> {
  const { chain, doctor } = world.hospital;
  const [asDoctor, asPatient] = [await loggedIn(world, doctor), await loggedIn(world, alice.person)];
  const people = {
    chain,
    oracle: world.of("hospital"),
    doctor,
    patient: alice.person,
    master: MasterKey.generate(),
  };
  const written = await propose(
    people,
    asDoctor,
    JSON.stringify({ resourceType: "Observation", note: CANARY }),
  );
  await asPatient.records.get(written.recordId, { atLeastBlock: written.block });
  await early(asPatient.anchors.proofOf(written.recordId));
  const block = await confirm(people, asPatient, written);
  await asPatient.records.list({ atLeastBlock: block });
  await early(asPatient.anchors.proofOf(written.recordId));
  const proof = await untilProven(asPatient, written.recordId);
  const network = parseNetwork({
    ...JSON.parse(await readFile(join(world.written.folder, "network.json"), "utf8")),
    ...(await withKey(world)),
  });
  const offline = await checkProof(proofSchema.parse(proof), { network });
  const { chainId } = proof.anchor;
  const url = chainId === PUBLIC.first ? world.publics.first.url : world.publics.second.url;
  const verified = await checkProof(proof, { network, nodes: new Map([[chainId, url]]) });
  assert.deepEqual([offline.isSeenOnChain, verified.isSeenOnChain], [false, true]);
  assert.equal(verified.status, "registered");
  assert.equal(verified.recordId, written.recordId);
  assert.ok(verified.knownUpTo >= verified.snapshotBlock);
  const asAuthor = await asDoctor.anchors.proofOf(written.recordId);
  assert.deepEqual(asAuthor.snapshot.account, proof.snapshot.account);
  const stranger = await loggedIn(world, world.hospital.manager);
  await withCode(stranger.anchors.proofOf(written.recordId), "RECORD_NOT_FOUND");
  return proof;
}

/** Salts, ids and content are in no log, metric, health or list of anchors. */
export async function hidesWhatItHolds(world: AnchoringWorld, proof: Proof): Promise<void> {
  const { salt, account } = proof.snapshot;
  const canaries = { salt, person: account.personId, dataRoot: account.dataRoot, content: CANARY };
  for (const name of ["hospital", "authority", "trust"] as const) {
    const url = world.url(name);
    const pages = await Promise.all(
      ["/health", "/metrics", "/v1/anchors"].map(async (path) => (await fetch(url + path)).text()),
    );
    const [health = "", metrics = "", anchors = ""] = pages;
    assert.ok(metrics.includes("medlattice_anchor_final_sequence") && health.includes('"anchoring":{'));
    for (const [where, text] of Object.entries({ health, metrics, anchors, log: world.log() })) {
      for (const [what, canary] of Object.entries(canaries)) {
        assert.ok(!text.toLowerCase().includes(canary.replace("0x", "")), `${what} in ${where} of ${name}`);
      }
    }
  }
}

async function withKey(world: AnchoringWorld) {
  const text = await readFile(join(world.written.folder, "network.json"), "utf8");
  const { organizations } = parseNetwork(JSON.parse(text));
  return {
    organizations: organizations.map((each) =>
      each.name === NAMES.hospital ? { ...each, chameleonKeys: [chameleonKey] } : each,
    ),
  };
}

async function loggedIn(
  world: AnchoringWorld,
  { account, personId, chainId }: TestPerson,
): Promise<OracleClient> {
  const client = createOracleClient({
    baseUrl: world.url("hospital"),
    signer: account,
    person: { chainId, personId },
    sessionKey: await createSessionKey(),
    retry: { attempts: 1, baseDelayMs: 1 },
  });
  await client.login();
  return client;
}

async function untilProven(
  client: OracleClient,
  recordId: Proof["evidence"]["state"]["recordId"],
): Promise<Proof> {
  for (const end = Date.now() + 60_000; ;) {
    try {
      return await client.anchors.proofOf(recordId);
    } catch (error) {
      if (!(error instanceof MedLatticeError) || error.code !== "PROOF_NOT_ANCHORED" || Date.now() > end)
        throw error;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }
}

/** It says when to ask again. */
async function early(work: Promise<unknown>): Promise<void> {
  const error = await withCode(work, "PROOF_NOT_ANCHORED");
  assert.ok(error.retryable && Number(error.facts["retryAfterSeconds"]) > 0);
}
