import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { after, before, describe, it } from "node:test";
import { iterate, streamOf } from "@medlattice/sdk/codec";
import { MedLatticeError } from "@medlattice/sdk/errors";
import {
  openAccess,
  type OpenedAccess,
  type Person,
  readAccess,
  type ReceivedGrant,
  withdrawGrant,
} from "@medlattice/sdk/person";
import { TooFewProxiesError } from "@medlattice/sdk/usage";
import { errorOf } from "../oracle/fixture/errors.ts";
import { createWire, isObject, isProxyAnswer } from "./fixture/tampering.ts";
import {
  confirmedRecord,
  CONSORTIUM,
  grantTo,
  personOf,
  startWorld,
  type World,
  type Written,
} from "./fixture/world.ts";

const wire = createWire();
/** Nothing here may take longer, whatever happens. */
const PATIENCE_MS = 30_000;
let world: World;
let reader: Person;
let record: Written;

before(async () => {
  world = await startWorld();
  reader = await personOf(world, "doctor-platform", { fetch: wire.fetch });
  record = await confirmedRecord(world, randomBytes(12 << 20));
});

after(async () => {
  await world.close();
});

interface Opened {
  readonly received: ReceivedGrant;
  readonly access: OpenedAccess;
}

async function opened(): Promise<Opened> {
  const received = await grantTo(world, record);
  const what = { grantPackage: received.grantPackage, recordId: record.recordId, version: 0 };
  return { received, access: await openAccess(reader, { ...what, reason: "Test" }) };
}

function read({ received, access }: Opened) {
  return readAccess(reader, {
    grantPackage: received.grantPackage,
    recordId: record.recordId,
    version: 0,
    ...access,
  });
}

function withdraw({ received }: Opened) {
  return withdrawGrant(world.cast.patient, { chainId: CONSORTIUM, grantId: received.grantPackage.grantId });
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error("it hangs")), PATIENCE_MS);
  try {
    return await Promise.race([work, promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** Reads while the wire does something, and restores it. */
async function readWhile(open: Opened, set: () => void) {
  set();
  try {
    return await inTime(read(open));
  } finally {
    wire.restore();
  }
}

function requireRevokedInWords(error: MedLatticeError): void {
  assert.ok(error instanceof TooFewProxiesError, error.code);
  assert.equal(error.facts["reasons"], "GRANT_REVOKED");
  assert.match(error.message, /revoked/);
  assert.equal(error.retryable, false);
}

describe("a grant that is withdrawn while its reader reads", () => {
  it("between opening and re-encryption is refused by every proxy, in words", async () => {
    const open = await opened();
    await withdraw(open);
    requireRevokedInWords(await errorOf(inTime(read(open))));
  });

  it("between the first and the second proxy's answer gives nothing", async () => {
    const open = await opened();
    const withdrawn = Promise.withResolvers<void>();
    let asked = 0;
    const work = readWhile(open, () => {
      wire.holder = ({ url }) => (isProxyAnswer(url) && asked++ > 0 ? withdrawn.promise : undefined);
      wire.meddler = async ({ url }, answer) => {
        if (isProxyAnswer(url) && answer.ok) {
          await withdraw(open);
          withdrawn.resolve();
        }
        return answer;
      };
    });
    const error = await errorOf(work);
    requireRevokedInWords(error);
    assert.equal(error.facts["usable"], 1, "the first had answered before");
  });

  it("during the download completes what is on its way", async () => {
    const open = await opened();
    let isWithdrawn = false;
    const { content } = await readWhile(open, () => {
      wire.meddler = async ({ url }, answer) => {
        if (!isObject(url) || !answer.ok || isWithdrawn) return answer;
        isWithdrawn = true;
        await withdraw(open);
        return answer;
      };
    });
    assert.ok(isWithdrawn);
    assert.ok(Buffer.from(content).equals(record.content));
  });

  it("during a download that breaks off is told so, and nothing of the content is handed out", async () => {
    const open = await opened();
    let isWithdrawn = false;
    const error = await errorOf(
      readWhile(open, () => {
        wire.meddler = ({ url }, answer) => {
          if (!isObject(url) || !answer.ok || answer.body === null || isWithdrawn) return answer;
          isWithdrawn = true;
          const broken = streamOf(breakAfter(answer.body, 1 << 20, () => withdraw(open)));
          return new Response(broken, { status: answer.status, headers: answer.headers });
        };
      }),
    );
    assert.ok(isWithdrawn);
    assert.deepEqual([error.code, error.retryable], ["GRANT_REVOKED", false]);
  });
});

async function* breakAfter(
  body: ReadableStream<Uint8Array>,
  bytes: number,
  then: () => Promise<unknown>,
): AsyncGenerator<Uint8Array> {
  let passed = 0;
  for await (const chunk of iterate(body)) {
    yield chunk;
    passed += chunk.length;
    if (passed < bytes) continue;
    await then();
    throw new TypeError("cable pulled");
  }
}

describe("once the withdrawal has returned", () => {
  it("no proxy re-encrypts for the grant any more, however many ask meanwhile", async () => {
    for (let round = 0; round < 5; round++) {
      const open = await opened();
      const proxies = open.received.grantPackage.proxies.map(({ organization }) => organization);
      const ask = async (organization: (typeof proxies)[number]): Promise<string> => {
        const oracle = await reader.oracle(organization, CONSORTIUM);
        return oracle.proxy.answer(open.access.accessId).then(
          () => "served",
          (error: unknown) => (error instanceof MedLatticeError ? error.code : String(error)),
        );
      };
      const withdrawn = new AbortController();
      const before: Promise<string>[] = [];
      const flood = (async () => {
        while (!withdrawn.signal.aborted) {
          before.push(...proxies.map(ask));
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
      })();
      await new Promise((resolve) => setTimeout(resolve, 40 * round));
      await withdraw(open);
      const later = await inTime(Promise.all([...proxies, ...proxies].map(ask)));
      withdrawn.abort();
      await flood;
      assert.deepEqual([...new Set(later)], ["GRANT_REVOKED"]);
      for (const outcome of await inTime(Promise.all(before)))
        assert.ok(["served", "GRANT_REVOKED", "ACCESS_UNKNOWN"].includes(outcome), outcome);
    }
  });
});
