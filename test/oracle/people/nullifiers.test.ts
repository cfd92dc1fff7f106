import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer } from "node:https";
import { once } from "node:events";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { requestNullifier } from "@medlattice/sdk/client";
import { toHex } from "@medlattice/sdk/codec";
import { blindNullifier, canonicalRealId } from "@medlattice/sdk/crypto";
import {
  CAPACITY,
  type NullifierAnswer,
  nullifierEvaluationSchema,
  signNullifierRequest,
} from "@medlattice/sdk/enrolment";
import { ROLE } from "@medlattice/sdk/identity";
import { ABIS } from "@medlattice/sdk/abi";
import { Agent, request } from "undici";
import { type Hex, encodeFunctionData } from "viem";
import { authorityAccount, issuerAccount, testAccount } from "../fixture/chain.ts";
import { codeOf, errorOf } from "../fixture/errors.ts";
import { type OrganizationName, type PeopleNetwork, orgId, startPeopleNetwork } from "./fixture/network.ts";
import { askAsPeer } from "./fixture/peer.ts";
import { type Manager, deskOf, firstManager, lower, someone } from "./fixture/people.ts";

let network: PeopleNetwork;
let manager: Manager;

before(async () => {
  network = await startPeopleNetwork({ limits: { nullifiersPerDay: 12 } });
  manager = await firstManager(network, "hospital", network.hospitalChain);
});
after(() => network.close());

/** A blinded identity as a dishonest organisation might make it, for any chain it likes. */
function blinded(): Hex {
  const { chainId, registryId } = network.hospitalChain;
  const realId = canonicalRealId(someone().id);
  return toHex(blindNullifier({ realId, chainId: BigInt(chainId), registryId }).blinded);
}

const evaluate = (from: OrganizationName, to: OrganizationName, body: unknown) =>
  askAsPeer(network, { from, to }, "/peer/v1/nullifiers/evaluate", body);

const question = (capacity: number, chainId = network.hospitalChain.chainId) => ({
  chainId,
  capacity,
  blinded: blinded(),
});

describe("evaluation for other organisations (rule 2)", () => {
  it("is given to members of the chain, in either capacity on a private chain", async () => {
    assert.equal((await evaluate("hospital", "north", question(CAPACITY.patient))).status, 200);
    assert.equal((await evaluate("hospital", "north", question(CAPACITY.professional))).status, 200);
  });

  it("of patients on the consortium chain is for the authorities alone (decision 0012)", async () => {
    const { chainId } = network.consortium;
    assert.deepEqual(await evaluate("hospital", "north", question(CAPACITY.patient, chainId)), {
      status: 403,
      code: "NULLIFIER_NOT_PERMITTED",
    });
    assert.equal((await evaluate("south", "north", question(CAPACITY.patient, chainId))).status, 200);
    assert.equal((await evaluate("hospital", "north", question(CAPACITY.professional, chainId))).status, 200);
  });

  it("is refused to an organisation that is no member of the chain", async () => {
    assert.deepEqual(await evaluate("clinic", "north", question(CAPACITY.patient)), {
      status: 403,
      code: "ORGANIZATION_INACTIVE",
    });
  });

  it("is refused for malformed elements, the identity, unknown chains and members", async () => {
    const good = question(CAPACITY.patient);
    const identity: Hex = `0x${"00".repeat(32)}`;
    const cases = [
      [{ ...good, blinded: identity }, "POINT_INVALID"],
      [{ ...good, blinded: `0x${"ff".repeat(32)}` }, "POINT_INVALID"],
      [{ ...good, blinded: "0x12" }, "REQUEST_MALFORMED"],
      [{ ...good, capacity: 3 }, "REQUEST_MALFORMED"],
      [{ ...good, chainId: 7199 }, "NULLIFIER_KEY_UNKNOWN"],
      [{ ...good, identity: "x" }, "REQUEST_MALFORMED"],
    ] as const;
    for (const [body, code] of cases)
      assert.deepEqual(await evaluate("hospital", "north", body), { status: 400, code });
  });

  it("is not served without a certificate, nor on the public side", async () => {
    const response = await fetch(`${network.url("north")}/peer/v1/nullifiers/evaluate`, { method: "POST" });
    assert.equal(response.status, 404);
    const dispatcher = new Agent({
      connect: { ca: readFileSync(join(network.tlsFolder("hospital"), "roots.pem")) },
    });
    const url = `${network.peerUrl("north")}/peer/v1/nullifiers/evaluate`;
    await assert.rejects(request(url, { dispatcher, method: "POST" }));
    await dispatcher.destroy();
  });
});

describe("the threshold of authorities", () => {
  const start = (identity = someone()) => manager.client.enrolment.start({ role: ROLE.patient, identity });

  it("gives one nullifier whoever answers, and none below the threshold", async () => {
    const identity = someone();
    const all = await start(identity);
    assert.ok(all.outcome === "started");
    await network.stop("north");
    assert.deepEqual(await start(identity), all);
    await network.stop("south");
    const error = await errorOf(start(identity));
    assert.deepEqual(
      [error.code, error.retryable, error.facts["answers"]],
      ["NULLIFIER_UNAVAILABLE", true, 1],
    );
    await network.start("south");
    await network.start("north");
    assert.deepEqual(await start(identity), all);
  });

  it("outlives an authority that lies", async () => {
    const identity = someone();
    const honest = await start(identity);
    await network.stop("south");
    const tls = network.tlsFolder("south");
    let asked = 0;
    const liar = createServer(
      {
        cert: readFileSync(join(tls, "certificate.pem")),
        key: readFileSync(join(tls, "key.pem")),
        ca: readFileSync(join(tls, "roots.pem")),
        requestCert: true,
      },
      (_request, response) => {
        asked += 1;
        const answer: NullifierAnswer = { index: 2, evaluated: blinded(), proof: `0x${"01".repeat(64)}` };
        response.setHeader("content-type", "application/json");
        response.end(JSON.stringify(nullifierEvaluationSchema.parse(answer)));
      },
    );
    liar.listen(Number(new URL(network.peerUrl("south")).port), "127.0.0.1");
    await once(liar, "listening");
    try {
      assert.deepEqual(await start(identity), honest);
      assert.equal(asked, 1);
    } finally {
      liar.closeAllConnections();
      liar.close();
      await once(liar, "close");
      await network.start("south");
    }
  });
});

describe("evaluation for issuer keys (F1)", () => {
  const at = () => ({
    chainId: network.consortium.chainId,
    identityRegistry: lower(network.consortium.contracts.IdentityRegistry),
  });
  const ask = (changes: Partial<Parameters<typeof signNullifierRequest>[0]> = {}) =>
    signNullifierRequest({
      at: at(),
      organization: orgId("insurer"),
      capacity: CAPACITY.professional,
      blinded: blinded(),
      deadline: Math.floor(Date.now() / 1000) + 60,
      signer: issuerAccount(orgId("insurer")),
      ...changes,
    });

  it("is given for the signature of the key that the chain names", async () => {
    const signed = await ask();
    const desk = deskOf(network, "east");
    const first = await desk.evaluateNullifier(signed);
    assert.equal((await desk.evaluateNullifier(signed)).evaluated, first.evaluated);
  });

  it("is refused for another signer, member, chain, or out of time", async () => {
    const desk = deskOf(network, "east");
    const now = Math.floor(Date.now() / 1000);
    const good = await ask();
    const refused = async (body: typeof good, code: string) =>
      assert.equal(await codeOf(desk.evaluateNullifier(body)), code);
    await refused(await ask({ signer: testAccount("anyone") }), "NULLIFIER_REQUEST_REFUSED");
    await refused(await ask({ deadline: now - 1 }), "NULLIFIER_REQUEST_REFUSED");
    await refused(await ask({ deadline: now + 3600 }), "NULLIFIER_REQUEST_REFUSED");
    await refused({ ...good, blinded: blinded() }, "SIGNATURE_INVALID");
    await refused({ ...good, capacity: CAPACITY.patient }, "SIGNATURE_INVALID");
    await refused({ ...good, deadline: good.deadline + 1 }, "SIGNATURE_INVALID");
    await refused({ ...good, organization: orgId("clinic") }, "NULLIFIER_REQUEST_REFUSED");
    await refused(await ask({ capacity: CAPACITY.patient }), "NULLIFIER_NOT_PERMITTED");
    const elsewhere = { chainId: network.hospitalChain.chainId, identityRegistry: at().identityRegistry };
    await refused(await ask({ at: elsewhere }), "NULLIFIER_REQUEST_REFUSED");
  });

  it("ends when the organisation is suspended", async () => {
    const status = (value: number) =>
      network.consortium.send(
        authorityAccount,
        network.consortium.contracts.OrganizationRegistry,
        encodeFunctionData({
          abi: ABIS.OrganizationRegistry,
          functionName: "setOrganizationStatus",
          args: [orgId("insurer"), value],
        }),
      );
    const desk = deskOf(network, "east");
    await status(2);
    assert.equal(await codeOf(desk.evaluateNullifier(await ask())), "ORGANIZATION_INACTIVE");
    await status(1);
    await desk.evaluateNullifier(await ask());
  });
});

describe("the day's quota", () => {
  it("stops a dictionary attack, counts no repetition, and outlives a restart", async () => {
    const organization = orgId("clinic");
    const issuer = issuerAccount(organization);
    const compute = () =>
      requestNullifier({
        network: network.description,
        chainId: network.consortium.chainId,
        capacity: CAPACITY.professional,
        id: someone().id,
        organization,
        issuer,
      });
    const sign = (change: { readonly organization?: Hex; readonly blinded?: Hex } = {}) =>
      signNullifierRequest({
        at: {
          chainId: network.consortium.chainId,
          identityRegistry: lower(network.consortium.contracts.IdentityRegistry),
        },
        organization: change.organization ?? organization,
        capacity: CAPACITY.professional,
        blinded: change.blinded ?? blinded(),
        deadline: Math.floor(Date.now() / 1000) + 60,
        signer: issuerAccount(change.organization ?? organization),
      });
    const desk = deskOf(network, "east");
    const first = await sign();
    const answer = await desk.evaluateNullifier(first);
    for (let i = 0; i < 11; i++) await compute();
    // The other two authorities have one left each, and two are needed.
    await compute();
    assert.equal(await codeOf(desk.evaluateNullifier(await sign())), "NULLIFIER_QUOTA");
    assert.equal((await errorOf(compute())).code, "NULLIFIER_UNAVAILABLE");
    assert.equal((await desk.evaluateNullifier(first)).evaluated, answer.evaluated);
    // What one organisation had evaluated is no free evaluation for another.
    const evaluations = async (): Promise<number> => {
      const text = await (await fetch(`${network.url("east")}/metrics`)).text();
      return Number(/^medlattice_nullifier_evaluations_today (\d+)$/m.exec(text)?.[1]);
    };
    const counted = await evaluations();
    const other = orgId("hospital");
    const repeated = await sign({ organization: other, blinded: first.blinded });
    await desk.evaluateNullifier(repeated);
    assert.equal(await evaluations(), counted + 1);
    await desk.evaluateNullifier(repeated);
    assert.equal(await evaluations(), counted + 1);
    await network.stop("east");
    await network.start("east");
    assert.equal(await codeOf(desk.evaluateNullifier(await sign())), "NULLIFIER_QUOTA");
    const metrics = await (await fetch(`${network.url("east")}/metrics`)).text();
    assert.match(metrics, /^medlattice_nullifier_evaluations_today \d+$/m);
    assert.ok(!metrics.includes(organization));
  });
});
