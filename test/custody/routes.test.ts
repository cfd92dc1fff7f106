import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import type { CeremonyEntry } from "@medlattice/sdk/client";
import { type DealtShare, commitNonces, signWithShare } from "@medlattice/sdk/crypto";
import { parseRequest, taskOf } from "@medlattice/sdk/custody";
import type { Hex } from "viem";
import { codeOf, codeOfResponse } from "../oracle/fixture/errors.ts";
import { random32 } from "../oracle/fixture/person.ts";
import { type Custodians, startCustodians, textOf, word } from "./custodians.ts";

let own: Custodians;

before(async () => {
  own = await startCustodians();
});
after(async () => await own.close());

describe("routes of custody", () => {
  it("are closed to who is not logged in, and to who is no manager of the institution", async () => {
    const id = random32();
    const base = `${own.url}/v1/custody`;
    const paths = [
      ["GET", ""],
      ["GET", "/managers"],
      ["PUT", "/managers/me"],
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
      const body = method !== "GET" ? { body: "{}", headers: { "content-type": "application/json" } } : {};
      const response = await fetch(`${base}${path}`, { method, ...body });
      assert.equal(response.status, 401, `${method} ${path}`);
    }
    assert.equal(await codeOfResponse(await fetch(base)), "SIGNATURE_MISSING");
    const { custody } = own.doctor.client;
    const { signed } = await own.contributed(own.ceremonyOf(), 1);
    const refused = [
      custody.state(),
      custody.managers(),
      custody.introduce(await own.introduction(own.doctor.person, "Ann")),
      custody.ceremonies(),
      custody.begin(textOf(own.ceremonyOf())),
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

  it("know managers by the names that they signed themselves, the newest word of each", async () => {
    const [first, second] = [own.officer(1), own.officer(2)];
    const nameless = await first.client.custody.managers();
    const ids = [...own.officers, own.stranger].map(({ person }) => person.personId);
    assert.deepEqual(new Set(nameless.map(({ personId }) => personId)), new Set(ids));
    assert.ok(nameless.every(({ isActive, introduction }) => isActive && introduction === null));
    const signed = await own.introduction(first.person, "Omar Haddad");
    const { introduce } = first.client.custody;
    assert.equal(
      await codeOf(introduce(await own.introduction(second.person, "Omar Haddad"))),
      "CUSTODY_OTHER_SIGNER",
    );
    const asSecond = { account: first.person.account, personId: second.person.personId };
    assert.equal(
      await codeOf(introduce(await own.introduction({ ...first.person, ...asSecond }, "Omar Haddad"))),
      "CUSTODY_OTHER_OFFICER",
    );
    const otherwise = await own.introduction(first.person, "Omar Haddad", "I agree to everything.");
    assert.equal(await codeOf(introduce(otherwise)), "SIGNATURE_INVALID");
    for (const name of ["Omar\u202Eddad", " Omar", "Omar\u0000"]) {
      const document = signed.document.replace("Omar Haddad", JSON.stringify(name).slice(1, -1));
      assert.equal(await codeOf(introduce({ ...signed, document })), "DOCUMENT_INVALID");
    }
    await introduce(signed);
    const renamed = await own.introduction(first.person, "Omar H. Haddad");
    await introduce(renamed);
    const shown = await second.client.custody.managers();
    const own1 = shown.find(({ personId }) => personId === first.person.personId);
    assert.deepEqual(own1?.introduction, renamed);
    assert.equal(shown.filter(({ introduction }) => introduction !== null).length, 1);
  });

  it("begin a key of active managers of this institution only", async () => {
    const { custody } = own.officer(1).client;
    const ids = own.officers.map(({ person }) => person.personId);
    const begin = (change: Parameters<typeof own.ceremonyOf>[0]) =>
      codeOf(custody.begin(textOf(own.ceremonyOf(change))));
    assert.equal(await begin({ organization: random32() }), "CEREMONY_INVALID");
    assert.equal(
      await begin({ officers: [...ids.slice(1), own.doctor.person.personId] }),
      "CEREMONY_INVALID",
    );
    assert.equal(await begin({ officers: [...ids.slice(1), random32()] }), "CEREMONY_INVALID");
    const ceremony = textOf(own.ceremonyOf());
    const [once, twice] = [await custody.begin(ceremony), await custody.begin(ceremony)];
    assert.deepEqual(twice, once);
  });

  it("take an officer's contribution once, signed by its own wallet, and true", async () => {
    const ceremony = own.ceremonyOf();
    const { custody } = own.officer(1).client;
    await custody.begin(textOf(ceremony));
    const { signed, document } = await own.contributed(ceremony, 1);
    const other = await own.contributed(ceremony, 2);
    const id = ceremony.hash;
    assert.equal(await codeOf(own.stranger.client.custody.contribute(id, signed)), "NOT_AN_OFFICER");
    assert.equal(await codeOf(custody.contribute(id, other.signed)), "CUSTODY_OTHER_SIGNER");
    const { person } = own.officer(1);
    const foreign = await own.signContribution(other.document, person);
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
        await codeOf(custody.contribute(id, await own.signContribution(each, person))),
        "CONTRIBUTION_INVALID",
      );
    }
    await custody.contribute(id, signed);
    assert.equal((await custody.contribute(id, signed)).contributions.length, 1);
    const again = await own.contributed(ceremony, 1);
    assert.equal(await codeOf(custody.contribute(id, again.signed)), "CONFLICT");
  });

  it("name the dealer of a false share, the complainer about a right one, and nobody for what nobody promised", async () => {
    const shownBy = async (
      dealer: number,
      change?: (share: DealtShare) => bigint,
    ): Promise<CeremonyEntry> => {
      const { ceremony, made } = await own.collected(change && { index: dealer, share: change });
      const document = made[dealer - 1]?.documents.get(2) ?? "";
      const { custody } = own.officer(2).client;
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
    const over = await own.confirmation(await own.collected(), 1);
    assert.equal(
      await codeOf(own.officer(1).client.custody.confirm(dealt.ceremony, over.signed)),
      "CONFIRMATION_INVALID",
    );
  });

  it("agree on one transcript, or on nothing", async () => {
    const all = await own.collected();
    const id = all.ceremony.hash;
    const { custody } = own.officer(1).client;
    const other = await own.confirmation(all, 1, { transcript: random32() });
    assert.equal(await codeOf(custody.confirm(id, other.signed)), "CONFIRMATION_INVALID");
    const right = await own.confirmation(all, 1);
    assert.equal((await custody.confirm(id, right.signed)).status, "confirming");
    assert.equal((await custody.cancel(id)).status, "cancelled");
    const late = await own.confirmation(all, 2);
    assert.equal(await codeOf(own.officer(2).client.custody.confirm(id, late.signed)), "CEREMONY_STATE");
  });

  it("sign in two rounds, each step once, and take no part of another's attempt", async () => {
    const all = await own.collected();
    const id = all.ceremony.hash;
    const held: Awaited<ReturnType<typeof own.confirmation>>[] = [];
    for (const index of [1, 2, 3]) {
      const one = await own.confirmation(all, index);
      await own.officer(index).client.custody.confirm(id, one.signed);
      held.push(one);
    }
    const { possessions, status } = await own.officer(1).client.custody.ceremony(id);
    assert.equal(status, "proving");
    assert.deepEqual(
      possessions.map(({ chainId }) => chainId),
      [7101],
    );
    const requestId = possessions[0]?.requestId ?? "0x";
    assert.equal(
      await codeOf(own.officer(1).client.custody.sign(requestId, 1, random32())),
      "CUSTODY_ATTEMPT_INVALID",
    );
    const committed = [1, 2].map((index) => {
      const one = held[index - 1];
      assert.ok(one);
      return { ...one, ...commitNonces(one.share), custody: own.officer(index).client.custody };
    });
    for (const { custody, commitment } of committed) {
      const { hiding, binding } = commitment;
      await custody.commit(requestId, { hiding, binding });
      await custody.commit(requestId, { hiding, binding });
    }
    const entry = await own.officer(3).client.custody.request(requestId);
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
      await codeOf(own.officer(3).client.custody.sign(requestId, number, z(0))),
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
