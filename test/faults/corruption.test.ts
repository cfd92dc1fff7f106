import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { globSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import {
  openAccess,
  type OpenedAccess,
  type Person,
  readAccess,
  type ReceivedGrant,
  reviewRecord,
} from "@medlattice/sdk/person";
import { NoCopyError, TooFewProxiesError } from "@medlattice/sdk/usage";
import { errorOf, eventually } from "../oracle/fixture/errors.ts";
import { orgIdOfKey } from "../visibility/fixture.ts";
import { createWire, flipped, isObject, isProxyAnswer, regionsOf, withBytes } from "./fixture/tampering.ts";
import {
  confirmedRecord,
  grantTo,
  HOSPITAL_CHAIN,
  oracleUrl,
  personOf,
  startWorld,
  type World,
  type Written,
} from "./fixture/world.ts";

const hospital = orgIdOfKey("hospital");
const trust = orgIdOfKey("trust");
const wire = createWire();
let world: World;
let reader: Person;
let record: Written;
let other: Written;
let received: ReceivedGrant;
let access: OpenedAccess;
/** The sealed file as both providers keep it. */
let sealed: Uint8Array;

before(async () => {
  world = await startWorld();
  reader = await personOf(world, "doctor-platform", { fetch: wire.fetch });
  // Three chunks of an age file.
  record = await confirmedRecord(world, randomBytes(150_000));
  other = await confirmedRecord(world, randomBytes(150_000));
  received = await grantTo(world, record);
  const { grantPackage } = received;
  access = await openAccess(reader, { grantPackage, recordId: record.recordId, version: 0, reason: "Test" });
  sealed = readFileSync(blockOf("hospital"));
});

after(async () => {
  await world.close();
});

/** The block file of the record at a provider; a file of this size is one block. */
function blockOf(key: "hospital" | "trust"): string {
  const blocks = join(world.folder, "oracles", key, "blocks");
  const named = Buffer.from(record.recordId.slice(2), "hex").toString("base64url");
  const found = globSync("**/*", { cwd: blocks, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .find((path) => readFileSync(path).subarray(0, 400).includes(named));
  return found ?? assert.fail(`${key} does not keep the file`);
}

function read() {
  return readAccess(reader, {
    grantPackage: received.grantPackage,
    recordId: record.recordId,
    version: 0,
    ...access,
  });
}

/** Reads while answers of these oracles to these questions are changed. */
async function readWith(
  orgIds: readonly string[],
  isMeant: (url: string) => boolean,
  change: (bytes: Uint8Array) => Uint8Array,
) {
  const urls = world.stack.network.organizations
    .filter(({ orgId }) => orgIds.includes(orgId))
    .map(({ orgId }) => oracleUrl(world, orgId));
  wire.meddler = ({ url }, answer) =>
    answer.ok && isMeant(url) && urls.some((base) => url.startsWith(base))
      ? withBytes(answer, change)
      : answer;
  try {
    return await read();
  } finally {
    wire.restore();
  }
}

const ENVELOPE = /^ENVELOPE_/;

describe("a sealed file with one bit flipped on the wire", () => {
  const regions = [
    "version",
    "stanza arguments",
    "stanza body",
    "header mac",
    "nonce",
    "first chunk",
    "tag of the first chunk",
    "last chunk",
    "last byte",
  ];
  for (const region of regions) {
    it(`in its ${region} is read from the other provider, and whose copy was bad is named`, async () => {
      const position = regionsOf(sealed)[region] ?? assert.fail();
      const result = await readWith([hospital], isObject, (bytes) => flipped(bytes, position));
      assert.ok(Buffer.from(result.content).equals(record.content));
      assert.equal(result.failures.length, 1);
      assert.equal(result.failures[0]?.organization, hospital);
      assert.match(result.failures[0]?.code ?? "", ENVELOPE);
    });
  }

  it("anywhere is never handed out, when no provider has a good copy", async () => {
    for (const position of Object.values(regionsOf(sealed))) {
      const error = await errorOf(
        readWith([hospital, trust], isObject, (bytes) => flipped(bytes, position, 5)),
      );
      assert.ok(error instanceof NoCopyError);
      assert.deepEqual(
        [error.code, error.failures.map(({ organization }) => organization)],
        ["READ_NO_COPY", [hospital, trust]],
      );
    }
  });

  it("is told apart from one of another record, and one that is cut short", async () => {
    const others = readFileSync(blockOfOther());
    const cases = [
      [() => others, "ENVELOPE_WRONG_RECORD"],
      [(bytes: Uint8Array) => bytes.subarray(0, bytes.length - 1), "ENVELOPE_TRUNCATED"],
      [(bytes: Uint8Array) => bytes.subarray(0, 100_000), "ENVELOPE_TRUNCATED"],
      [(bytes: Uint8Array) => bytes.subarray(0, 120), "ENVELOPE_HEADER_DAMAGED"],
      [() => new Uint8Array(0), "ENVELOPE_HEADER_DAMAGED"],
    ] as const;
    for (const [change, code] of cases) {
      const result = await readWith([hospital], isObject, change);
      assert.ok(Buffer.from(result.content).equals(record.content));
      assert.deepEqual(
        result.failures.map((failure) => [failure.organization, failure.code]),
        [[hospital, code]],
      );
    }
  });
});

function blockOfOther(): string {
  const mine = record;
  record = other;
  try {
    return blockOf("hospital");
  } finally {
    record = mine;
  }
}

describe("a sealed file with one bit flipped on a provider's disk", () => {
  it("is read from the other provider, and then repaired from there", async () => {
    for (const position of Object.values(regionsOf(sealed))) {
      const path = blockOf("hospital");
      writeFileSync(path, flipped(sealed, position));
      const result = await read();
      assert.ok(Buffer.from(result.content).equals(record.content));
      assert.deepEqual(
        result.failures.map(({ organization, code }) => [organization, code]),
        [[hospital, "OBJECT_DAMAGED"]],
      );
      await eventually(async () => readFileSync(path).equals(sealed));
    }
  });

  it("is not handed out when both copies are damaged, and read again once one is right", async () => {
    const paths = [blockOf("hospital"), blockOf("trust")];
    for (const path of paths) writeFileSync(path, flipped(sealed, sealed.length - 20));
    const error = await errorOf(read());
    assert.ok(error instanceof NoCopyError);
    assert.deepEqual(
      error.failures.map(({ organization, code }) => [organization, code]),
      [
        [hospital, "OBJECT_DAMAGED"],
        [trust, "OBJECT_DAMAGED"],
      ],
    );
    for (const path of paths) writeFileSync(path, sealed);
    assert.ok(Buffer.from((await read()).content).equals(record.content));
  });

  it("does not keep its patient from it, whose only provider repairs itself meanwhile", async () => {
    writeFileSync(blockOf("hospital"), flipped(sealed, 100_000));
    const reviewed = await reviewRecord(world.cast.patient, {
      chainId: HOSPITAL_CHAIN,
      recordId: record.recordId,
    });
    assert.ok(Buffer.from(reviewed.content).equals(record.content));
  });
});

describe("a proxy's answer that is changed on the wire", () => {
  const seed = Number(process.env["FAULTS_SEED"] ?? Math.floor(Math.random() * 1e9));
  const random = randomOf(seed);

  it(`at any one place is left out or does no harm (FAULTS_SEED=${seed})`, async () => {
    const proxies = received.grantPackage.proxies.map(({ organization }) => organization);
    for (let round = 0; round < 24; round++) {
      const liar = proxies[round % proxies.length] ?? assert.fail();
      const place = random();
      const result = await readWith([liar], isProxyAnswer, (bytes) =>
        flipped(bytes, Math.floor(place * bytes.length), 1),
      );
      assert.ok(Buffer.from(result.content).equals(record.content), `place ${place} of ${liar}`);
      assert.ok(result.failures.every(({ organization }) => [liar, hospital, trust].includes(organization)));
    }
  });

  it(`everywhere opens nothing but what was written (FAULTS_SEED=${seed})`, async () => {
    const proxies = received.grantPackage.proxies.map(({ organization }) => organization);
    for (let round = 0; round < 12; round++) {
      const place = random();
      await readWith(proxies, isProxyAnswer, (bytes) =>
        flipped(bytes, Math.floor(place * bytes.length), 2),
      ).then(
        ({ content }) => assert.ok(Buffer.from(content).equals(record.content)),
        (error: unknown) =>
          assert.ok(error instanceof TooFewProxiesError || error instanceof NoCopyError, String(error)),
      );
    }
  });

  it("in its manifest, capsule, evidence or partial result is named", async () => {
    const liar = hospital;
    const cases: [string, (answer: Answer) => void][] = [
      [
        "the capsule's point",
        ({ evidence }) => (evidence.manifest.document = changedHex(evidence.manifest.document, '"c1":"0x')),
      ],
      [
        "the wrapped part",
        ({ evidence }) =>
          (evidence.manifest.document = changedHex(evidence.manifest.document, '"wrapped":"0x')),
      ],
      [
        "the digest",
        ({ evidence }) =>
          (evidence.manifest.document = changedHex(evidence.manifest.document, '"digest":"0x')),
      ],
      [
        "the manifest's signature",
        ({ evidence }) => (evidence.manifest.signature = changedHex(evidence.manifest.signature, "0x1", 0)),
      ],
      ["the state", (answer) => (answer.stateHash = changedHex(answer.stateHash, "0x"))],
      ["the partial result", ({ partials }) => (partials.patient.p = partials.institution.p)],
    ];
    for (const [what, change] of cases) {
      const result = await readWith([liar], isProxyAnswer, (bytes) => {
        const answer = JSON.parse(Buffer.from(bytes).toString()) as Answer;
        change(answer);
        return Buffer.from(JSON.stringify(answer));
      });
      assert.ok(Buffer.from(result.content).equals(record.content), what);
      assert.ok(
        result.failures.some(({ organization }) => organization === liar),
        what,
      );
    }
  });
});

interface Answer {
  stateHash: string;
  evidence: { manifest: { document: string; signature: string } };
  partials: { patient: { p: string }; institution: { p: string } };
}

/** The text with one hex digit changed, some way behind a mark. */
function changedHex(text: string, mark: string, at = 7): string {
  const found = text.indexOf(mark);
  const position = (found < 0 ? 1 : found) + mark.length + at;
  const digit = (Number.parseInt(text[position] ?? "0", 16) ^ 1).toString(16);
  return text.slice(0, position) + digit + text.slice(position + 1);
}

/** Mulberry32: enough for choosing places. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
