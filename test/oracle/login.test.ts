import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import {
  type LoginMessage,
  type SessionKey,
  createLoginMessage,
  createOracleClient,
  createSessionKey,
} from "@medlattice/sdk/client";
import { ABIS } from "@medlattice/sdk/abi";
import { contractDomain, orgIdOf, sign, typed } from "@medlattice/sdk/eip712";
import { type Hex, encodeFunctionData } from "viem";
import { type TestChain, startTestChain, testAccount } from "./fixture/chain.ts";
import { codeOf, eventually } from "./fixture/errors.ts";
import { type TestOracle, type TestOracles, hospitalPlan, startOracles } from "./fixture/oracle.ts";
import { ROLE, type TestPerson, enroll, random32 } from "./fixture/person.ts";

const dnsName = "hospital.example";
const hospital = orgIdOf(dnsName);
let chain: TestChain;
let oracles: TestOracles;
let oracle: TestOracle;
let manager: TestPerson;
let patient: TestPerson;

before(async () => {
  chain = await startTestChain(7101, "private", [{ dnsName, kind: 1 }]);
  manager = await enroll(chain, hospital, ROLE.manager);
  patient = await enroll(chain, hospital, ROLE.patient, manager);
  oracles = await startOracles(hospitalPlan(dnsName, chain));
  oracle = oracles.get(dnsName);
});

after(async () => {
  await oracles.close();
  await chain.close();
});

describe("login", () => {
  it("opens a session for the controller of an active person", async () => {
    const client = await clientOf(patient);
    await client.login();
    const session = await client.session();
    assert.equal(session.personId, patient.personId);
    assert.equal(session.role, ROLE.patient);
    assert.equal(session.organization, hospital);
  });

  it("gives the same session when the same login is sent again", async () => {
    const client = await clientOf(patient);
    const signed = await client.login();
    assert.equal((await client.present(signed)).keyId, (await client.session()).keyId);
  });

  it("refuses a wallet that does not control the person", async () => {
    const stranger = { ...patient, account: testAccount("stranger") };
    assert.equal(await codeOf((await clientOf(stranger)).login()), "CONTROLLER_UNKNOWN");
  });

  it("refuses a person who is not enrolled", async () => {
    const nobody = { ...patient, personId: random32() };
    assert.equal(await codeOf((await clientOf(nobody)).login()), "CONTROLLER_UNKNOWN");
  });

  const changes: readonly [string, (login: LoginMessage) => LoginMessage, string][] = [
    ["for another oracle", (login) => ({ ...login, uri: "http://127.0.0.1:1" }), "LOGIN_REFUSED"],
    ["from an unknown page", (login) => ({ ...login, domain: "evil.example" }), "LOGIN_REFUSED"],
    ["with a challenge of no oracle", (login) => ({ ...login, nonce: "0123456789abcdef" }), "LOGIN_REFUSED"],
    ["for another session key", (login) => ({ ...login, keyId: "A".repeat(43) }), "LOGIN_REFUSED"],
    [
      "that was issued long ago",
      (login) => ({ ...login, issuedAt: new Date(Date.now() - 3_600_000) }),
      "LOGIN_REFUSED",
    ],
    [
      "that is past its end",
      (login) => ({ ...login, expiresAt: new Date(Date.now() - 1_000) }),
      "LOGIN_REFUSED",
    ],
    ["on a chain this oracle does not serve", (login) => ({ ...login, chainId: 1 }), "CHAIN_NOT_FOUND"],
  ];
  for (const [what, change, code] of changes) {
    it(`refuses a login message ${what}`, async () => {
      const sessionKey = await createSessionKey();
      const login = change(await freshLogin(sessionKey));
      const message = createLoginMessage(login);
      const signature = await patient.account.signMessage({ message });
      assert.equal(await codeOf((await clientOf(patient, sessionKey)).present({ message, signature })), code);
    });
  }

  it("refuses a message that somebody else signed", async () => {
    const sessionKey = await createSessionKey();
    const message = createLoginMessage(await freshLogin(sessionKey));
    const signature = await testAccount("stranger").signMessage({ message });
    assert.equal(
      await codeOf((await clientOf(patient, sessionKey)).present({ message, signature })),
      "LOGIN_REFUSED",
    );
  });

  it("refuses a message in another spelling than its own", async () => {
    const sessionKey = await createSessionKey();
    const message = createLoginMessage(await freshLogin(sessionKey)).replace(
      "Version: 1",
      "Version: 1\nChain ID: 7101",
    );
    const signature = await patient.account.signMessage({ message });
    const code = await codeOf((await clientOf(patient, sessionKey)).present({ message, signature }));
    assert.equal(code, "LOGIN_MESSAGE_MALFORMED");
  });

  it("refuses a login brought by another key than the one it names", async () => {
    const [named, other] = [await createSessionKey(), await createSessionKey()];
    const message = createLoginMessage(await freshLogin(named));
    const signature = await patient.account.signMessage({ message });
    const swapped = { ...other, spki: named.spki };
    assert.equal(
      await codeOf((await clientOf(patient, swapped)).present({ message, signature })),
      "SIGNATURE_MALFORMED",
    );
  });

  it("ends with logout", async () => {
    const client = await clientOf(patient);
    await client.login();
    await client.logout();
    assert.equal(await codeOf(client.session()), "SESSION_UNKNOWN");
  });

  it("ends when the person is suspended on chain", async () => {
    const other = await enroll(chain, hospital, ROLE.patient, manager);
    const client = await clientOf(other);
    await client.login();
    await suspend(other.personId);
    await eventually(async () => (await client.session().catch(() => "refused")) === "refused");
    assert.equal(await codeOf(client.session()), "PERSON_INACTIVE");
    assert.equal(await codeOf((await clientOf(other)).login()), "PERSON_INACTIVE");
  });
});

async function clientOf(person: TestPerson, sessionKey?: SessionKey) {
  return createOracleClient({
    baseUrl: oracle.oracle.url,
    signer: person.account,
    person,
    sessionKey: sessionKey ?? (await createSessionKey()),
    retry: { attempts: 1, baseDelayMs: 1 },
  });
}

async function freshLogin(sessionKey: SessionKey): Promise<LoginMessage> {
  const answer = await fetch(`${oracle.oracle.url}/v1/session/challenges`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: "{}",
  });
  const challenge = (await answer.json()) as { nonce: string };
  return {
    domain: new URL(oracle.oracle.url).host,
    uri: oracle.oracle.url,
    chainId: chain.chainId,
    address: patient.account.address,
    personId: patient.personId,
    keyId: sessionKey.keyId,
    nonce: challenge.nonce,
    issuedAt: new Date(),
    expiresAt: new Date(Date.now() + 600_000),
    oracles: [],
  };
}

async function suspend(personId: Hex): Promise<void> {
  const address = chain.contracts.IdentityRegistry;
  const domain = contractDomain({ contract: "IdentityRegistry", chainId: chain.chainId, address });
  const change = {
    personId,
    status: 2,
    reason: random32(),
    issuer: manager.personId,
    signer: manager.account.address,
    nonce: BigInt(random32()),
    deadline: Math.floor(Date.now() / 1000) + 600,
  };
  const signature = await sign(manager.account, typed("StatusChange", domain, change));
  const data = encodeFunctionData({
    abi: ABIS.IdentityRegistry,
    functionName: "changeStatus",
    args: [change, signature],
  });
  await chain.send(testAccount("anyone"), address, data);
}
