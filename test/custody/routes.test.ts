import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import {
  type CeremonyEntry,
  type OracleClient,
  createOracleClient,
  createSessionKey,
} from "@medlattice/sdk/client";
import { type SignedDocument, storeJson, toHex } from "@medlattice/sdk/codec";
import {
  type DealtShare,
  createCustodyContribution,
  custodyPolynomial,
  commitNonces,
  finishCustodyKey,
  signWithShare,
} from "@medlattice/sdk/crypto";
import {
  CONFIRMATION_STATEMENT,
  CONTRIBUTION_STATEMENT,
  type Contribution,
  confirmationSchema,
  contributionSchema,
  parseRequest,
  sessionOf,
  shareSchema,
  signCustodyDocument,
  storeCeremony,
  taskOf,
} from "@medlattice/sdk/custody";
import { orgIdOf } from "@medlattice/sdk/eip712";
import type { Hex } from "viem";
import { type TestChain, startTestChain } from "../oracle/fixture/chain.ts";
import { codeOf, codeOfResponse } from "../oracle/fixture/errors.ts";
import { type TestOracles, hospitalPlan, startOracles } from "../oracle/fixture/oracle.ts";
import { ROLE, type TestPerson, enroll, random32 } from "../oracle/fixture/person.ts";

const dnsName = "hospital.example";
const hospital = orgIdOf(dnsName);
let chain: TestChain;
let oracles: TestOracles;
let officers: readonly Member[];
let stranger: Member;
let doctor: Member;

interface Member {
  readonly person: TestPerson;
  readonly client: OracleClient;
}

async function member(person: TestPerson): Promise<Member> {
  const client = createOracleClient({
    baseUrl: oracles.get(dnsName).oracle.url,
    signer: person.account,
    person: { chainId: person.chainId, personId: person.personId },
    sessionKey: await createSessionKey(),
  });
  await client.login();
  return { person, client };
}

before(async () => {
  chain = await startTestChain(7101, "private", [{ dnsName, kind: 1 }]);
  const managers: TestPerson[] = [];
  for (let count = 0; count < 4; count++) managers.push(await enroll(chain, hospital, ROLE.manager));
  const [first] = managers;
  const doctors = await enroll(chain, hospital, ROLE.doctor, first);
  oracles = await startOracles(hospitalPlan(dnsName, chain));
  const [fourth] = managers.splice(3);
  assert.ok(fourth);
  const sorted = managers.toSorted((a, b) => a.personId.localeCompare(b.personId));
  officers = await Promise.all(sorted.map(member));
  stranger = await member(fourth);
  doctor = await member(doctors);
});
after(async () => {
  await oracles.close();
  await chain.close();
});

const at = () => {
  const address = chain.contracts.IdentityRegistry.toLowerCase();
  return { chainId: 7101, identityRegistry: toHex(Buffer.from(address.slice(2), "hex")) };
};

function officer(index: number): Member {
  const found = officers[index - 1];
  assert.ok(found);
  return found;
}

const ceremonyOf = (change: { organization?: Hex; officers?: Hex[] } = {}) =>
  storeCeremony({
    organization: hospital,
    chainId: 7101,
    threshold: 2,
    officers: officers.map(({ person }) => person.personId),
    nonce: random32(),
    ...change,
  });

const text = ({ bytes }: { readonly bytes: Uint8Array }): string => new TextDecoder().decode(bytes);
const word = (value: bigint): Hex => `0x${value.toString(16).padStart(64, "0")}`;

type Stored = ReturnType<typeof ceremonyOf>;

/** An officer's step 1, and the shares' documents by whom they are for. */
async function contributed(
  ceremony: Stored,
  index: number,
  change: (share: DealtShare) => bigint = ({ share }) => share,
) {
  const session = sessionOf(ceremony);
  const { contribution, shares } = createCustodyContribution({
    session,
    index,
    polynomial: custodyPolynomial(session),
  });
  const documents = new Map<number, string>();
  const promised = [];
  for (const share of shares.filter(({ to }) => to !== index)) {
    const { from, to } = share;
    const stored = storeJson(shareSchema, {
      format: "medlattice/custody-share/v1",
      ceremony: ceremony.hash,
      from,
      to,
      share: word(change(share)),
      salt: random32(),
    });
    documents.set(to, text(stored));
    promised.push({ to, hash: stored.hash });
  }
  const { person } = officer(index);
  const { commitments, proof } = contribution;
  const document = {
    format: "medlattice/custody-contribution/v1" as const,
    ceremony: ceremony.hash,
    officer: person.personId,
    index,
    commitments: [...commitments],
    proof: { c: word(proof.c), z: word(proof.z) },
    shares: promised,
  };
  return { document, contribution, shares, documents, signed: await signContribution(document, person) };
}

async function signContribution(document: Contribution, { account }: TestPerson): Promise<SignedDocument> {
  return await signCustodyDocument({
    at: at(),
    statement: CONTRIBUTION_STATEMENT,
    schema: contributionSchema,
    document,
    signer: account,
  });
}

/** A ceremony to which all have contributed. */
async function collected(change?: { readonly index: number; readonly share: (share: DealtShare) => bigint }) {
  const ceremony = ceremonyOf();
  await officer(1).client.custody.begin(text(ceremony));
  const made = [];
  for (const index of [1, 2, 3]) {
    const one = await contributed(ceremony, index, index === change?.index ? change.share : undefined);
    await officer(index).client.custody.contribute(ceremony.hash, one.signed);
    made.push(one);
  }
  return { ceremony, made };
}

async function confirmation(
  { ceremony, made }: Awaited<ReturnType<typeof collected>>,
  index: number,
  change: { transcript?: Hex } = {},
) {
  const contributions = made.map(({ contribution }) => contribution);
  const shares = made.flatMap((one) => one.shares);
  const { key, share, transcript } = finishCustodyKey({
    session: sessionOf(ceremony),
    index,
    contributions,
    shares,
  });
  const { person } = officer(index);
  const [h1 = "0x"] = key.commitments;
  const document = { officer: person.personId, ceremony: ceremony.hash, index, transcript, h1, ...change };
  const signed = await signCustodyDocument({
    at: at(),
    statement: CONFIRMATION_STATEMENT,
    schema: confirmationSchema,
    document: { format: "medlattice/custody-confirmation/v1", ...document },
    signer: person.account,
  });
  return { key, share, signed };
}

describe("routes of custody", () => {
  it("are closed to who is not logged in, and to who is no manager of the institution", async () => {
    const id = random32();
    const base = `${oracles.get(dnsName).oracle.url}/v1/custody`;
    const paths = [
      ["GET", ""],
      ["GET", "/ceremonies"],
      ["POST", "/ceremonies"],
      ["GET", `/ceremonies/${id}`],
      ...["contributions", "confirmations", "complaints", "cancellation"].map((step) => [
        "POST",
        `/ceremonies/${id}/${step}`,
      ]),
      ["GET", "/requests"],
      ["GET", `/requests/${id}`],
      ...["decisions", "commitments", "attempts/1/shares"].map((step) => ["POST", `/requests/${id}/${step}`]),
    ] as const;
    for (const [method = "GET", path] of paths) {
      const body = method === "POST" ? { body: "{}", headers: { "content-type": "application/json" } } : {};
      const response = await fetch(`${base}${path}`, { method, ...body });
      assert.equal(response.status, 401, `${method} ${path}`);
    }
    assert.equal(await codeOfResponse(await fetch(base)), "SIGNATURE_MISSING");
    const { custody } = doctor.client;
    const { signed } = await contributed(ceremonyOf(), 1);
    const refused = [
      custody.state(),
      custody.ceremonies(),
      custody.begin(text(ceremonyOf())),
      custody.ceremony(id),
      custody.contribute(id, signed),
      custody.confirm(id, signed),
      custody.complain(id, "{}"),
      custody.cancel(id),
      custody.requests(),
      custody.request(id),
      custody.decide(id, signed),
      custody.commit(id, { hiding: id, binding: id }),
      custody.sign(id, 1, id),
    ];
    const codes = await Promise.all(refused.map(codeOf));
    assert.deepEqual(new Set(codes), new Set(["CUSTODY_NOT_PERMITTED"]));
  });

  it("begin a key of active managers of this institution only", async () => {
    const { custody } = officer(1).client;
    const ids = officers.map(({ person }) => person.personId);
    const begin = (change: Parameters<typeof ceremonyOf>[0]) =>
      codeOf(custody.begin(text(ceremonyOf(change))));
    assert.equal(await begin({ organization: random32() }), "CEREMONY_INVALID");
    assert.equal(await begin({ officers: [...ids.slice(1), doctor.person.personId] }), "CEREMONY_INVALID");
    assert.equal(await begin({ officers: [...ids.slice(1), random32()] }), "CEREMONY_INVALID");
    const ceremony = text(ceremonyOf());
    const [once, twice] = [await custody.begin(ceremony), await custody.begin(ceremony)];
    assert.deepEqual(twice, once);
  });

  it("take an officer's contribution once, signed by its own wallet, and true", async () => {
    const ceremony = ceremonyOf();
    const { custody } = officer(1).client;
    await custody.begin(text(ceremony));
    const { signed, document } = await contributed(ceremony, 1);
    const other = await contributed(ceremony, 2);
    const id = ceremony.hash;
    assert.equal(await codeOf(stranger.client.custody.contribute(id, signed)), "NOT_AN_OFFICER");
    assert.equal(await codeOf(custody.contribute(id, other.signed)), "CUSTODY_OTHER_SIGNER");
    const { person } = officer(1);
    const foreign = await signContribution(other.document, person);
    assert.equal(await codeOf(custody.contribute(id, foreign)), "CUSTODY_OTHER_OFFICER");
    const changed = { ...signed, document: signed.document.replace(document.proof.c, random32()) };
    assert.equal(await codeOf(custody.contribute(id, changed)), "SIGNATURE_INVALID");
    const invalid = [
      { ...document, proof: other.document.proof },
      { ...document, ceremony: random32() },
      { ...document, index: 2 },
      { ...document, shares: document.shares.slice(1) },
    ];
    for (const each of invalid) {
      assert.equal(
        await codeOf(custody.contribute(id, await signContribution(each, person))),
        "CONTRIBUTION_INVALID",
      );
    }
    await custody.contribute(id, signed);
    assert.equal((await custody.contribute(id, signed)).contributions.length, 1);
    const again = await contributed(ceremony, 1);
    assert.equal(await codeOf(custody.contribute(id, again.signed)), "CONFLICT");
  });

  it("name the dealer of a false share, the complainer about a right one, and nobody for what nobody promised", async () => {
    const shownBy = async (
      dealer: number,
      change?: (share: DealtShare) => bigint,
    ): Promise<CeremonyEntry> => {
      const { ceremony, made } = await collected(change && { index: dealer, share: change });
      const document = made[dealer - 1]?.documents.get(2) ?? "";
      const { custody } = officer(2).client;
      const foreign = document.replace(/"salt":"0x../, '"salt":"0x00');
      const other = foreign === document ? document.replace(/"salt":"0x../, '"salt":"0x11') : foreign;
      assert.equal(await codeOf(custody.complain(ceremony.hash, other)), "COMPLAINT_UNFOUNDED");
      const elsewhere = made[dealer - 1]?.documents.get(dealer === 3 ? 1 : 3) ?? "";
      assert.equal(await codeOf(custody.complain(ceremony.hash, elsewhere)), "COMPLAINT_UNFOUNDED");
      return await custody.complain(ceremony.hash, document);
    };
    const dealt = await shownBy(3, ({ share }) => share + 1n);
    assert.deepEqual([dealt.status, dealt.liar], ["aborted", 3]);
    const complained = await shownBy(1);
    assert.deepEqual([complained.status, complained.liar], ["aborted", 2]);
    const over = await confirmation(await collected(), 1);
    assert.equal(
      await codeOf(officer(1).client.custody.confirm(dealt.ceremony, over.signed)),
      "CONFIRMATION_INVALID",
    );
  });

  it("agree on one transcript, or on nothing", async () => {
    const all = await collected();
    const id = all.ceremony.hash;
    const { custody } = officer(1).client;
    const other = await confirmation(all, 1, { transcript: random32() });
    assert.equal(await codeOf(custody.confirm(id, other.signed)), "CONFIRMATION_INVALID");
    const right = await confirmation(all, 1);
    assert.equal((await custody.confirm(id, right.signed)).status, "confirming");
    assert.equal((await custody.cancel(id)).status, "cancelled");
    const late = await confirmation(all, 2);
    assert.equal(await codeOf(officer(2).client.custody.confirm(id, late.signed)), "CEREMONY_STATE");
  });

  it("sign in two rounds, each step once, and take no part of another's attempt", async () => {
    const all = await collected();
    const id = all.ceremony.hash;
    const held: Awaited<ReturnType<typeof confirmation>>[] = [];
    for (const index of [1, 2, 3]) {
      const one = await confirmation(all, index);
      await officer(index).client.custody.confirm(id, one.signed);
      held.push(one);
    }
    const { possessions, status } = await officer(1).client.custody.ceremony(id);
    assert.equal(status, "proving");
    assert.deepEqual(
      possessions.map(({ chainId }) => chainId),
      [7101],
    );
    const requestId = possessions[0]?.requestId ?? "0x";
    assert.equal(
      await codeOf(officer(1).client.custody.sign(requestId, 1, random32())),
      "CUSTODY_ATTEMPT_INVALID",
    );
    const committed = [1, 2].map((index) => {
      const one = held[index - 1];
      assert.ok(one);
      return { ...one, ...commitNonces(one.share), custody: officer(index).client.custody };
    });
    for (const { custody, commitment } of committed) {
      const { hiding, binding } = commitment;
      await custody.commit(requestId, { hiding, binding });
      await custody.commit(requestId, { hiding, binding });
    }
    const entry = await officer(3).client.custody.request(requestId);
    assert.deepEqual(
      entry.attempts.map(({ commitments }) => commitments.map(({ index }) => index)),
      [[1, 2]],
    );
    const { commitments, number } = entry.attempts[0] ?? { commitments: [], number: 0 };
    const request = parseRequest(entry.document).value;
    const parts = committed.map(({ key, share, nonces }) =>
      signWithShare({ key, share, nonces, commitments, task: taskOf(key, request) }),
    );
    const z = (position: number): Hex => word(parts[position]?.z ?? 0n);
    assert.equal(
      await codeOf(officer(3).client.custody.sign(requestId, number, z(0))),
      "CUSTODY_ATTEMPT_INVALID",
    );
    const [one, two] = committed;
    assert.ok(one && two);
    await one.custody.sign(requestId, number, z(0));
    assert.equal((await one.custody.sign(requestId, number, z(0))).status, "open");
    assert.equal(await codeOf(one.custody.sign(requestId, number, random32())), "CONFLICT");
    const done = await two.custody.sign(requestId, number, z(1));
    assert.deepEqual([done.status, done.proof?.length], ["signed", 2 + 128]);
    assert.equal((await one.custody.ceremony(id)).status, "ready");
    const { hiding, binding } = commitNonces(one.share).commitment;
    assert.equal(await codeOf(one.custody.commit(requestId, { hiding, binding })), "CUSTODY_REQUEST_CLOSED");
  });
});
