import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { ABIS } from "@medlattice/sdk/abi";
import { type OracleClient, createOracleClient, createSessionKey } from "@medlattice/sdk/client";
import { contractDomain, orgIdOf, sign, typed } from "@medlattice/sdk/eip712";
import { VerificationError } from "@medlattice/sdk/errors";
import { type Hex, createPublicClient, encodeFunctionData, http } from "viem";
import { type TestChain, oracleAccount, startTestChain } from "./fixture/chain.ts";
import { type Call, denialCall } from "./fixture/denial.ts";
import { codeOf, errorOf } from "./fixture/errors.ts";
import { type TestOracle, type TestOracles, hospitalPlan, startOracles } from "./fixture/oracle.ts";
import { ROLE, type TestPerson, credential, enroll, random32 } from "./fixture/person.ts";

const dnsName = "hospital.example";
const hospital = orgIdOf(dnsName);
let chain: TestChain;
let oracles: TestOracles;
let oracle: TestOracle;
let manager: TestPerson;
let patient: TestPerson;
let client: OracleClient;

before(async () => {
  chain = await startTestChain(7101, "private", [{ dnsName, kind: 1 }]);
  manager = await enroll(chain, hospital, ROLE.manager);
  patient = await enroll(chain, hospital, ROLE.patient, manager);
  oracles = await startOracles(hospitalPlan(dnsName, chain));
  oracle = oracles.get(dnsName);
  client = await newClient(patient);
  await client.login();
});

after(async () => {
  await oracles.close();
  await chain.close();
});

describe("relay", () => {
  it("sends a call, and tells where it is and what it did", async () => {
    const call = await denial();
    const result = await client.relay(call);
    const [event] = result.events;
    assert.equal(event?.name, "DenialChanged");
    assert.equal(event.contract, "consentRegistry");
    assert.equal(event.args["grantor"], patient.personId);
    const receipt = await reader().getTransactionReceipt({ hash: result.txHash });
    assert.equal(Number(receipt.blockNumber), result.blockNumber);
    assert.equal(receipt.effectiveGasPrice, 0n);
    assert.equal(receipt.from, oracleAccount(hospital).address.toLowerCase());
  });

  it("gives the same outcome for the same key, and sends once", async () => {
    const call = { ...(await denial()), idempotencyKey: "once-and-only-once" };
    const before = await sentByOracle();
    const results = await Promise.all([client.relay(call), client.relay(call), client.relay(call)]);
    assert.equal(new Set(results.map(({ txHash }) => txHash)).size, 1);
    assert.deepEqual(await client.relay(call), results[0]);
    assert.equal(await sentByOracle(), before + 1);
  });

  it("gives it also to one who asks while the first is being carried out", async () => {
    for (let lagMs = 0; lagMs < 16; lagMs += 1) {
      const call = { ...(await denial()), idempotencyKey: `while-it-is-under-way-${lagMs}` };
      const late = new Promise((resolve) => setTimeout(resolve, lagMs)).then(() => client.relay(call));
      const [first, second] = await Promise.all([client.relay(call), late]);
      assert.deepEqual(second, first, `asked ${lagMs} ms later`);
    }
  });

  it("refuses a key that was used for another call", async () => {
    const idempotencyKey = "the-same-key-again";
    await client.relay({ ...(await denial()), idempotencyKey });
    assert.equal(
      await codeOf(client.relay({ ...(await denial()), idempotencyKey })),
      "IDEMPOTENCY_KEY_REUSED",
    );
  });

  it("says in words why a contract refuses, and sends nothing", async () => {
    const before = await sentByOracle();
    const call = await denial(Math.floor(Date.now() / 1000) - 100);
    const error = await errorOf(client.relay(call));
    assert.ok(error instanceof VerificationError);
    assert.equal(error.code, "CONTRACT_REFUSED");
    assert.equal(error.facts["contractError"], "SignedActionsExpired");
    assert.equal(error.message, "The signed message is past its deadline.");
    assert.equal(await sentByOracle(), before);
  });

  it("names no id in a refusal", async () => {
    const call = await denial();
    await client.relay(call);
    const error = await errorOf(client.relay({ ...call, idempotencyKey: "another-key-entirely" }));
    assert.equal(error.facts["contractError"], "SignedActionsUsedNonce");
    const said = JSON.stringify([error.message, error.facts, error.hints]);
    assert.ok(!said.includes(patient.personId.slice(2)));
  });

  const refused: readonly [string, () => { to: Hex; data: Hex }, string][] = [
    [
      "a function that is not on the list",
      () => ({
        to: chain.contracts.UsageLedger,
        data: encodeFunctionData({
          abi: ABIS.UsageLedger,
          functionName: "postReceipts",
          args: [{ organization: hospital, root: random32(), count: 1, previous: random32() }, "0x"],
        }),
      }),
      "RELAY_NOT_ALLOWED",
    ],
    ["another contract", () => ({ to: manager.account.address, data: "0x12345678" }), "RELAY_NOT_ALLOWED"],
    [
      "call data of no function",
      () => ({ to: chain.contracts.ConsentRegistry, data: "0x12345678" }),
      "CALL_MALFORMED",
    ],
    [
      "call data cut short",
      () => ({ to: chain.contracts.ConsentRegistry, data: "0x1234" }),
      "CALL_MALFORMED",
    ],
  ];
  for (const [what, call, code] of refused) {
    it(`refuses ${what}`, async () => {
      assert.equal(await codeOf(client.relay({ chainId: chain.chainId, ...call() })), code);
    });
  }

  it("refuses a chain it does not serve", async () => {
    assert.equal(await codeOf(client.relay({ ...(await denial()), chainId: 1 })), "CHAIN_NOT_FOUND");
  });

  it("enrols people who cannot log in yet", async () => {
    const { person, to, data } = await credential(chain, hospital, ROLE.patient, manager);
    const answer = await post({ chainId: chain.chainId, to, data, idempotencyKey: "enrol-without-login" });
    assert.equal(answer.status, 200);
    const newcomer = await newClient(person);
    await newcomer.login();
    assert.equal((await newcomer.session()).role, ROLE.patient);
  });

  it("does not stand in for a signature by being the sender", async () => {
    const address = chain.contracts.IdentityRegistry;
    const now = Math.floor(Date.now() / 1000);
    const message = {
      personId: random32(),
      role: ROLE.patient,
      organization: hospital,
      controller: oracleAccount(hospital).address,
      keyManifestRoot: random32(),
      nullifier: random32(),
      notBefore: now - 60,
      notAfter: now + 3_600,
      issuer: manager.personId,
      signer: manager.account.address,
    };
    const domain = contractDomain({ contract: "IdentityRegistry", chainId: chain.chainId, address });
    const issued = await sign(manager.account, typed("Credential", domain, message));
    const data = encodeFunctionData({
      abi: ABIS.IdentityRegistry,
      functionName: "enroll",
      args: [message, issued, "0x"],
    });
    const body = { chainId: chain.chainId, to: address, data, idempotencyKey: "the-oracle-signs-nothing" };
    const answer = await post(body);
    assert.equal(answer.status, 422);
    const { facts } = (await answer.json()) as { facts: Record<string, unknown> };
    assert.equal(facts["contractError"], "SignedActionsInvalidSignature");
  });

  it("wants a login for what gives rights away", async () => {
    const data = encodeFunctionData({
      abi: ABIS.ConsentRegistry,
      functionName: "registerGrant",
      args: [
        { grantor: patient.personId, signer: patient.account.address, notBefore: 0, notAfter: 1, maxUses: 0 },
        random32(),
        "0x",
      ],
    });
    const body = {
      chainId: chain.chainId,
      to: chain.contracts.ConsentRegistry,
      data,
      idempotencyKey: "no-login-no-grant",
    };
    const answer = await post(body);
    assert.equal(answer.status, 403);
    assert.equal(((await answer.json()) as { code: string }).code, "RELAY_NEEDS_LOGIN");
  });

  it("limits calls without a login per address", async () => {
    const small = await startOracles(
      hospitalPlan(dnsName, chain, (config) => ({
        ...config,
        limits: { ...config.limits, anonymousRelaysPerMinute: 2 },
      })),
    );
    try {
      const call = await denial(1);
      const statuses: number[] = [];
      for (const key of ["first-of-three-calls", "second-of-three-calls", "third-of-three-calls"]) {
        statuses.push((await post({ ...call, idempotencyKey: key }, small.get(dnsName).oracle.url)).status);
      }
      assert.deepEqual(statuses, [422, 422, 429]);
    } finally {
      await small.close();
    }
  });

  it("carries many calls at once, all in the order of their nonces", async () => {
    const before = await sentByOracle();
    const calls = await Promise.all(Array.from({ length: 40 }, () => denial()));
    const results = await Promise.all(calls.map((call) => client.relay(call)));
    assert.equal(new Set(results.map(({ txHash }) => txHash)).size, 40);
    assert.equal(await sentByOracle(), before + 40);
  });
});

async function newClient(person: TestPerson): Promise<OracleClient> {
  return createOracleClient({
    baseUrl: oracle.oracle.url,
    signer: person.account,
    person,
    sessionKey: await createSessionKey(),
    retry: { attempts: 1, baseDelayMs: 1 },
  });
}

/** A denial of a random tag, signed by the patient. */
async function denial(deadline?: number): Promise<Call> {
  return denialCall(chain, patient, deadline === undefined ? {} : { deadline });
}

function reader() {
  return createPublicClient({ transport: http(chain.chain.url) });
}

async function sentByOracle(): Promise<number> {
  return reader().getTransactionCount({ address: oracleAccount(hospital).address });
}

async function post(body: unknown, url = oracle.oracle.url): Promise<Response> {
  return fetch(`${url}/v1/relay`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
}
