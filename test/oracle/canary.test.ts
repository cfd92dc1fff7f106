import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { type SessionKey, createOracleClient, createSessionKey } from "@medlattice/sdk/client";
import { orgIdOf } from "@medlattice/sdk/eip712";
import { MasterKey } from "@medlattice/sdk/keys";
import { type TestChain, startTestChain } from "./fixture/chain.ts";
import { type TestOracle, type TestOracles, hospitalPlan, startOracles } from "./fixture/oracle.ts";
import { ROLE, type TestPerson, enroll } from "./fixture/person.ts";
import { confirm, propose } from "./fixture/record.ts";

const dnsName = "hospital.example";
const hospital = orgIdOf(dnsName);
let chain: TestChain;
let oracles: TestOracles;
let oracle: TestOracle;
let url: string;
let doctor: TestPerson;
let patient: TestPerson;

before(async () => {
  chain = await startTestChain(7101, "private", [{ dnsName, kind: 1 }]);
  const manager = await enroll(chain, hospital, ROLE.manager);
  doctor = await enroll(chain, hospital, ROLE.doctor, manager);
  patient = await enroll(chain, hospital, ROLE.patient, manager);
  oracles = await startOracles(hospitalPlan(dnsName, chain));
  oracle = oracles.get(dnsName);
  ({ url } = oracle.oracle);
});

after(async () => {
  await oracles.close();
  await chain.close();
});

describe("logs, metrics and problem documents", () => {
  it("hold no id, address, CID, signature or content of what went through", async () => {
    const people = { chain, oracle, doctor, patient, master: MasterKey.generate() };
    const [asDoctor, asPatient] = [await loggedIn(doctor), await loggedIn(patient)];
    const content = '{"resourceType":"Observation","note":"canary of the content"}';
    const written = await propose(people, asDoctor.client, content);
    const block = await confirm(people, asPatient.client, written);
    await asPatient.client.records.list({ atLeastBlock: block });
    await new Response(asPatient.client.objects.get(written.cid)).arrayBuffer();
    const problems = await Promise.all(
      [
        asDoctor.client.records.address(written.recordId),
        asDoctor.client.objects.info(written.cid),
        asDoctor.client.relay({
          chainId: chain.chainId,
          to: chain.contracts.RecordRegistry,
          data: `0x${"12".repeat(32)}`,
        }),
      ].map((work) => work.then(String, (error: unknown) => String(error) + JSON.stringify(error))),
    );
    const metrics = await (await fetch(`${url}/metrics`)).text();
    const canaries = {
      content: "canary of the content",
      recordId: written.recordId.slice(2),
      treatmentId: written.treatmentId.slice(2),
      patient: patient.personId.slice(2),
      doctor: doctor.personId.slice(2),
      wallet: patient.account.address.slice(2).toLowerCase(),
      cid: written.cid,
      manifest: written.prepared.manifest.stored.hash.slice(2),
      signature: written.prepared.signature.slice(2, 66),
      categoryTag: written.prepared.proposal.categoryTag.slice(2),
      session: asPatient.sessionKey.keyId,
    };
    const places = { log: oracle.log(), metrics, problems: problems.join("\n") };
    assert.ok(places.log.includes("/v1/manifests/:manifestHash") && metrics.includes("medlattice_http"));
    for (const [place, text] of Object.entries(places)) {
      for (const [name, canary] of Object.entries(canaries)) {
        assert.ok(!text.toLowerCase().includes(canary.toLowerCase()), `${name} in ${place}`);
      }
    }
  });
});

async function loggedIn(person: TestPerson, baseUrl = url) {
  const sessionKey: SessionKey = await createSessionKey();
  const retry = { attempts: 1, baseDelayMs: 1 };
  const client = createOracleClient({ baseUrl, signer: person.account, person, sessionKey, retry });
  await client.login();
  return { client, sessionKey };
}
