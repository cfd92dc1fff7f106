import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { CAPACITY, type RealIdentity } from "@medlattice/sdk/enrolment";
import { acceptCredential, ROLE } from "@medlattice/sdk/identity";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { codeOf, codeOfResponse, errorOf } from "../fixture/errors.ts";
import { random32 } from "../fixture/person.ts";
import { filesHolding } from "./fixture/canary.ts";
import { type PeopleNetwork, orgId, startPeopleNetwork } from "./fixture/network.ts";
import {
  type Manager,
  type Pseudonym,
  clientOf,
  deskOf,
  enrolAtDesk,
  firstManager,
  pseudonym,
  signCredential,
  someone,
} from "./fixture/people.ts";
import { anonymous, rawSession } from "./fixture/raw.ts";

/** What one address may take at a desk in these tests; each of them takes two at most. */
const PLACES = 20;
let network: PeopleNetwork;
let manager: Manager;

before(async () => {
  network = await startPeopleNetwork({ limits: { deskRequestsPerDayPerAddress: PLACES } });
  manager = await firstManager(network, "hospital", network.hospitalChain);
});
after(() => network.close());

/** An enrolment that waits for the manager's credential. */
async function started(identity: RealIdentity = someone()) {
  const person = await pseudonym(network.hospitalChain);
  const answer = await manager.client.enrolment.start({ role: ROLE.patient, identity });
  assert.ok(answer.outcome === "started");
  const { enrolmentId, nullifier } = answer;
  const issued = await signCredential(manager, { request: person.request, role: ROLE.patient, nullifier });
  return { person, enrolmentId, nullifier, issued };
}

async function acceptance(person: Pseudonym, issued: Awaited<ReturnType<typeof signCredential>>) {
  const { at, request, account } = person;
  return (await acceptCredential({ at, issued, request, signer: account })).controllerSignature;
}

describe("the desk, to others", () => {
  it("is for managers of the organisation alone", async () => {
    const identity = someone();
    const doctor = await enrolAtDesk(manager, network.hospitalChain, ROLE.doctor);
    const patient = await enrolAtDesk(manager, network.hospitalChain, ROLE.patient);
    const staff = await enrolAtDesk(manager, network.hospitalChain, ROLE.staff);
    const other = await firstManager(network, "north", network.hospitalChain, "hospital");
    for (const person of [doctor, patient, staff, other.person]) {
      const { enrolment } = await clientOf(network, "hospital", person);
      const refused = "DESK_NOT_PERMITTED";
      assert.equal(await codeOf(enrolment.start({ role: ROLE.patient, identity })), refused);
      assert.equal(await codeOf(enrolment.lookup(identity.id, CAPACITY.patient)), refused);
      assert.equal(await codeOf(enrolment.list()), refused);
      assert.equal(await codeOf(enrolment.look("0123456789")), refused);
    }
    const routes = [
      ["POST", "/v1/enrolments"],
      ["GET", "/v1/enrolments"],
      ["POST", "/v1/enrolments/lookup"],
      ["GET", "/v1/enrolment-requests/0123456789"],
    ] as const;
    for (const [method, path] of routes) {
      const response = await anonymous(network, "hospital", method, path, method === "POST" ? {} : undefined);
      assert.equal(response.status, 401, path);
    }
  });

  it("shows an enrolment to the manager who made it, and to no other", async () => {
    const { person, enrolmentId, issued } = await started();
    const colleague = await firstManager(network, "hospital", network.hospitalChain);
    const { enrolment } = colleague.client;
    const signature = await acceptance(person, issued);
    const refused = "ENROLMENT_NOT_FOUND";
    assert.equal(await codeOf(enrolment.get(enrolmentId)), refused);
    assert.equal(await codeOf(enrolment.issue(enrolmentId, issued)), refused);
    assert.equal(await codeOf(enrolment.complete(enrolmentId, issued, signature)), refused);
    assert.equal(await codeOf(enrolment.voucherFor(enrolmentId, { holder: random32() })), refused);
    assert.deepEqual((await enrolment.list()).items, []);
  });

  it("takes a credential only for the enrolment it is brought for, signed by its manager", async () => {
    const { person, enrolmentId, issued } = await started();
    const { credential } = issued;
    const changes = {
      nullifier: random32(),
      role: ROLE.doctor,
      organization: orgId("clinic"),
      issuer: random32(),
      notAfter: Math.floor(Date.now() / 1000) - 60,
    };
    for (const [member, value] of Object.entries(changes)) {
      const changed = { ...issued, credential: { ...credential, [member]: value } };
      const error = await errorOf(manager.client.enrolment.issue(enrolmentId, changed));
      assert.deepEqual([error.code, error.facts["member"]], ["CREDENTIAL_MISMATCH", member]);
    }
    const forged = { ...issued, credential: { ...credential, personId: random32() } };
    assert.equal(await codeOf(manager.client.enrolment.issue(enrolmentId, forged)), "SIGNATURE_INVALID");
    const stranger = privateKeyToAccount(generatePrivateKey());
    const { request } = person;
    const foreign = await signCredential(
      { ...manager, person: { ...manager.person, account: stranger } },
      { request, role: ROLE.patient, nullifier: credential.nullifier },
    );
    assert.equal(await codeOf(manager.client.enrolment.issue(enrolmentId, foreign)), "CONTROLLER_UNKNOWN");
    await manager.client.enrolment.issue(enrolmentId, issued);
  });

  it("hands a credential to the one who waits for just that pseudonym", async () => {
    const { person, enrolmentId, issued } = await started();
    const desk = deskOf(network, "hospital");
    const other = await pseudonym(network.hospitalChain);
    const { code: wrongCode } = await desk.wait(other.request);
    assert.equal(
      await codeOf(manager.client.enrolment.issue(enrolmentId, issued, wrongCode)),
      "CREDENTIAL_MISMATCH",
    );
    assert.equal(
      await codeOf(manager.client.enrolment.issue(enrolmentId, issued, "0000000000")),
      "DESK_REQUEST_NOT_FOUND",
    );
    const { code, token } = await desk.wait(person.request);
    assert.equal(await codeOf(desk.pickup(random32())), "DESK_REQUEST_NOT_FOUND");
    await manager.client.enrolment.issue(enrolmentId, issued, code);
    const wrong = await errorOf(
      desk.accept(
        token,
        await acceptance(
          other,
          await signCredential(manager, {
            request: other.request,
            role: ROLE.patient,
            nullifier: random32(),
          }),
        ),
      ),
    );
    assert.equal(wrong.code, "CONTRACT_REFUSED");
  });

  it("refuses malformed and oversized input, and says nothing of what was in it", async () => {
    const identity = someone();
    const session = await rawSession(network, "hospital", manager.person);
    const long = "CANARY".repeat(100);
    const bodies: unknown[] = [
      { role: 3, identity },
      { role: 6, identity },
      { role: 1 },
      { role: 1, identity: { ...identity, familyName: long } },
      { role: 1, identity: { ...identity, familyName: "CANARY\u0000" } },
      { role: 1, identity: { ...identity, birthDate: "CANARY" } },
      { role: 1, identity: { ...identity, CANARY: 1 } },
      { role: 1, identity: { ...identity, id: { system: "CANARY|x", value: "1" } } },
      { role: 1, identity: { ...identity, id: { system: "urn:x", value: " - " } } },
      { role: 1, identity, nullifier: "CANARY" },
      `{"role":1,"identity":{"CANARY"`,
    ];
    for (const body of bodies) {
      const response = await session.send("POST", "/v1/enrolments", body);
      const text = await response.text();
      assert.equal(response.status, 400, JSON.stringify(body));
      assert.ok(!text.includes("CANARY"), text);
    }
    const huge = await session.send("POST", "/v1/enrolments", {
      role: 1,
      identity,
      pad: "x".repeat(3 << 20),
    });
    assert.equal(await codeOfResponse(huge), "BODY_TOO_LARGE");
    const code = await anonymous(network, "hospital", "POST", "/v1/enrolment-requests", {
      ...(await pseudonym(network.hospitalChain)).request,
      chainId: 7199,
    });
    assert.equal(await codeOfResponse(code), "CHAIN_NOT_FOUND");
    const address = await anonymous(network, "hospital", "POST", "/v1/enrolment-requests", {
      ...(await pseudonym(network.hospitalChain)).request,
      personId: `0x${"00".repeat(12)}${"11".repeat(20)}`,
    });
    assert.equal(await codeOfResponse(address), "PERSON_ID_INVALID");
  });
});

describe("real identities", () => {
  it("are nowhere but in their manager's answer: no log, metric, problem, database or chain has one", async () => {
    const identity: RealIdentity = {
      kind: "person",
      familyName: "Canarienvogel",
      givenNames: "金丝雀 Canaria",
      birthDate: "1977-07-17",
      gender: "female",
      id: { system: "urn:canary:register", value: "CANARY-4711-0815" },
      address: "17 Canary Wharf",
      phone: "+44 7700 900471",
    };
    const person = await enrolAtDesk(manager, network.hospitalChain, ROLE.patient, identity);
    const [entry] = (await manager.client.enrolment.list()).items;
    assert.deepEqual((await manager.client.enrolment.get(entry?.enrolmentId ?? "")).identity, identity);
    const session = await rawSession(network, "hospital", manager.person);
    const broken = await session.send("POST", "/v1/enrolments", {
      role: 1,
      identity: { ...identity, sex: 1 },
    });
    const twice = await session.send("POST", "/v1/enrolments", { role: 1, identity });
    const metrics = await fetch(`${network.url("hospital")}/metrics`);
    const client = await clientOf(network, "hospital", person);
    const answers = [
      await broken.text(),
      await twice.text(),
      await metrics.text(),
      JSON.stringify(await client.session()),
    ];
    const texts = [
      identity.familyName,
      identity.givenNames,
      identity.id.value,
      "CANARY47110815",
      "17 Canary Wharf",
      "7700 900471",
    ];
    for (const text of texts) {
      assert.ok(!network.log().includes(text), "in the log");
      for (const answer of answers) assert.ok(!answer.includes(text), "in an answer");
    }
    // The search does find what is there.
    assert.notDeepEqual(filesHolding(network.folder("hospital"), [entry?.nullifier ?? ""]), []);
    const folders = ["hospital", "north", "south", "east", "clinic"] as const;
    for (const name of folders) assert.deepEqual(filesHolding(network.folder(name), texts), [], name);
    for (const chain of [network.hospitalChain, network.consortium])
      assert.deepEqual(filesHolding(chain.folder, texts), []);
  });
});

describe("the places of a desk", () => {
  it("are not all taken by one address, at whatever pace it asks", async () => {
    const desk = deskOf(network, "clinic");
    const { request } = await pseudonym(network.consortium);
    for (let i = 0; i < PLACES; i++) await desk.wait(request);
    const error = await errorOf(desk.wait(request));
    assert.equal(error.code, "RATE_LIMITED");
    // Not the minute's limit, which is above this one.
    assert.match(String(error.facts["after"]), /^\d{4,} seconds$/);
  });
});
