import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import {
  type ProxyAnswer,
  type ReadOptions,
  TooFewProxiesError,
  proxyAnswerSchema,
  readRecord,
} from "@medlattice/sdk/usage";
import { codeOf, errorOf, eventually } from "../oracle/fixture/errors.ts";
import { ROLE } from "../oracle/fixture/person.ts";
import { enrollCast, enrollPatient } from "./fixture/cast.ts";
import { type Patient, dealtGrant, grantTo, postDeals } from "./fixture/grants.ts";
import { CONSORTIUM, type Name, ORG, type TestNetwork, startNetwork } from "./fixture/network.ts";
import { type KeyedPerson, clientAt, enrollWithKeys } from "./fixture/people.ts";
import { openAccess, readerOptions } from "./fixture/reading.ts";
import { type ConfirmedRecord, confirmedRecord } from "./fixture/records.ts";

let network: TestNetwork;
let patient: Patient;
let doctor: KeyedPerson;
let reader: KeyedPerson;
let record: ConfirmedRecord;

before(async () => {
  network = await startNetwork();
  ({ patient, doctor, reader, record } = await enrollCast(network));
});

after(async () => {
  await network.close();
});

/** A fresh grant for the record, opened once. */
async function openedGrant(choice: Parameters<typeof grantTo>[4] = {}) {
  const granted = await dealtGrant(network, patient, record, reader, choice);
  const opened = await openAccess(network, granted, record.recordId, { through: "platform" });
  return { granted, opened };
}

describe("reading under a grant (systems.md P15, F7)", () => {
  it("gives exactly the bytes the doctor wrote, for a grant over one record", async () => {
    const { granted, opened } = await openedGrant();
    const result = await readRecord(await readerOptions(network, granted, opened));
    assert.deepEqual(result.content, record.content);
    assert.equal(result.stateFrom, "proxies");
    assert.deepEqual(result.failures, []);
  });

  it("gives them for a grant over a category, too", async () => {
    const { granted, opened } = await openedGrant({ kind: "category" });
    const result = await readRecord(await readerOptions(network, granted, opened));
    assert.deepEqual(result.content, record.content);
  });

  it("works inside one hospital, whose chain only two of the proxies can read", async () => {
    const colleague = await enrollWithKeys(network.hospitalChain, "hospital", ROLE.doctor);
    const granted = await dealtGrant(network, patient, record, colleague);
    const { state } = await stateOf(record);
    const opened = await openAccess(network, granted, record.recordId, { state });
    const result = await readRecord(await readerOptions(network, granted, opened));
    assert.deepEqual(result.content, record.content);
    const helpers = new Set(result.receipts.map(({ organization }) => organization));
    assert.ok(!helpers.has(ORG.hospital), "the grantee's own organisation does not help");
  });

  it("gives the same answer again while the access is fresh", async () => {
    const { granted, opened } = await openedGrant();
    const client = await clientAt(network, "trust", granted.reader);
    const first = await client.proxy.answer(opened.accessId);
    assert.deepEqual(await client.proxy.answer(opened.accessId), first);
    const both = await Promise.all([
      client.proxy.answer(opened.accessId),
      client.proxy.answer(opened.accessId),
    ]);
    assert.deepEqual(both, [first, first]);
  });

  it("names a proxy that lies and reads without it", async () => {
    const { granted, opened } = await openedGrant();
    const liarHasAnswered = Promise.withResolvers<void>();
    const options = await readerOptions(network, granted, opened, async (name, answer) => {
      if (name !== "hospital") {
        await liarHasAnswered.promise;
        return answer();
      }
      const honest = proxyAnswerSchema.parse(await answer());
      setTimeout(liarHasAnswered.resolve, 50);
      return { ...honest, partials: { ...honest.partials, patient: honest.partials.institution } };
    });
    const result = await readRecord(options);
    assert.deepEqual(result.content, record.content);
    assert.deepEqual(
      result.failures.map(({ organization, code }) => [organization, code]),
      [[ORG.hospital, "PARTIAL_INVALID"]],
    );
  });

  it("never serves another record under the grant of this one, nor takes a capsule from the caller", async () => {
    const other = await confirmedRecord(network, doctor, patient.record, { content: '{"other":true}' });
    const { granted, opened } = await openedGrant();
    assert.equal(await codeOf(openAccess(network, granted, other.recordId)), "CONTRACT_REFUSED");
    const client = await clientAt(network, "trust", reader);
    const asked = client.proxy.answer(
      opened.accessId,
      Object.assign({ chainId: CONSORTIUM }, { capsule: other.reviewed.manifest.value.keys.capsules[0] }),
    );
    assert.equal(await codeOf(asked), "REQUEST_MALFORMED");
    const swapped: ReadOptions = {
      ...(await readerOptions(network, granted, opened)),
      recordId: other.recordId,
    };
    const error = await errorOf(readRecord(swapped));
    assert.ok(error instanceof TooFewProxiesError);
    assert.deepEqual(new Set(error.failures.map(({ code }) => code)), new Set(["RECORD_MISMATCH"]));
  });

  it("does not serve a record of another category, which the consortium's ledger cannot tell", async () => {
    const scan = await confirmedRecord(network, doctor, patient.record, { category: "imaging" });
    const granted = await dealtGrant(network, patient, record, reader, { kind: "category" });
    const opened = await openAccess(network, granted, scan.recordId);
    const client = await clientAt(network, "trust", reader);
    assert.equal(await codeOf(client.proxy.answer(opened.accessId)), "RECORD_NOT_COVERED");
  });

  it("does not serve the record of another patient under a grant of one's own", async () => {
    const stranger = await enrollPatient(network);
    // The stranger signs everything properly, only about a record that is not the stranger's.
    const granted = await dealtGrant(network, stranger, record, reader);
    const opened = await openAccess(network, granted, record.recordId);
    const client = await clientAt(network, "hospital", reader);
    assert.equal(await codeOf(client.proxy.answer(opened.accessId)), "RECORD_NOT_COVERED");
    const fetched = new Response(client.objects.get(record.cid, { accessId: opened.accessId }));
    assert.equal(await codeOf(fetched.arrayBuffer()), "OBJECT_NOT_PERMITTED");
  });

  it("refuses at the proxy of the reader's own organisation", async () => {
    const { opened } = await openedGrant();
    const client = await clientAt(network, "platform", reader);
    assert.equal(await codeOf(client.proxy.answer(opened.accessId)), "GRANTEE_ORGANIZATION");
  });
});

describe("reading while some are down (systems.md M16)", () => {
  async function without(names: readonly Name[], work: () => Promise<void>): Promise<void> {
    for (const name of names) await network.stop(name);
    try {
      await work();
    } finally {
      for (const name of names) await network.start(name);
    }
  }

  it("works without one of three proxies", async () => {
    const { granted, opened } = await openedGrant();
    await without(["trust"], async () => {
      const result = await readRecord(await readerOptions(network, granted, opened));
      assert.deepEqual(result.content, record.content);
    });
  });

  it("works without the hospital, whose records, manifests and files others keep too", async () => {
    const { granted, opened } = await openedGrant();
    const trust = await clientAt(network, "trust", reader);
    await eventually(async () => isCopied(record.cid));
    await without(["hospital"], async () => {
      const result = await readRecord(await readerOptions(network, granted, opened));
      assert.deepEqual(result.content, record.content);
      const answer: ProxyAnswer = await trust.proxy.answer(opened.accessId);
      assert.equal(answer.organization, ORG.trust);
    });
  });

  it("believes no access on the word of the reader's own organisation alone", async () => {
    const colleague = await enrollWithKeys(network.hospitalChain, "hospital", ROLE.doctor);
    const granted = await dealtGrant(network, patient, record, colleague);
    const { state } = await stateOf(record);
    const opened = await openAccess(network, granted, record.recordId, { state });
    const client = await clientAt(network, "hospital", colleague);
    const question = { organization: ORG.trust };
    await without(["authority"], async () => {
      assert.equal(await codeOf(client.proxy.answer(opened.accessId, question)), "WITNESS_NOT_INDEPENDENT");
    });
    assert.equal((await client.proxy.answer(opened.accessId, question)).organization, ORG.trust);
  });

  it("says who is away when two of three are", async () => {
    const { granted, opened } = await openedGrant();
    const options = await readerOptions(network, granted, opened);
    await without(["trust", "authority"], async () => {
      const error = await errorOf(readRecord(options));
      assert.ok(error instanceof TooFewProxiesError);
      assert.equal(error.code, "READ_TOO_FEW_PROXIES");
      assert.deepEqual(error.facts["needed"], 2);
      const away = error.failures.map(({ organization, code }) => [organization, code]);
      assert.deepEqual(
        new Map(away.map(([organization, code]) => [organization, code])),
        new Map([
          [ORG.trust, "ORACLE_UNREACHABLE"],
          [ORG.authority, "ORACLE_UNREACHABLE"],
        ]),
      );
    });
  });

  it("is refused with one share too few dealt, and each proxy says so", async () => {
    const granted = await grantTo(network, patient, record, reader);
    await postDeals(network, granted, ["trust"]);
    const opened = await openAccess(network, granted, record.recordId);
    const error = await errorOf(readRecord(await readerOptions(network, granted, opened)));
    assert.ok(error instanceof TooFewProxiesError);
    assert.deepEqual(
      new Set(error.failures.map(({ organization, code }) => `${organization} ${code}`)),
      new Set([`${ORG.hospital} DEAL_MISSING`, `${ORG.authority} DEAL_MISSING`]),
    );
  });
});

async function stateOf({ recordId }: ConfirmedRecord) {
  const client = await clientAt(network, "hospital", patient.record);
  return client.records.evidence(recordId);
}

/** Whether a second provider has the file and knows whose it is. */
async function isCopied(cid: string): Promise<boolean> {
  const client = await clientAt(network, "hospital", patient.record);
  const { providers } = await client.objects.info(cid);
  return providers.every(({ stored }) => stored);
}
