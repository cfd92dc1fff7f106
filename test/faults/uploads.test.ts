import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { folderDrafts } from "@medlattice/sdk/node/drafts";
import {
  everyItem,
  type Person,
  reviewRecord,
  writeRecord,
  type WrittenRecord,
} from "@medlattice/sdk/person";
import { codeOf } from "../oracle/fixture/errors.ts";
import { orgIdOfKey } from "../visibility/fixture.ts";
import { createWire } from "./fixture/tampering.ts";
import { CATEGORY, HOSPITAL_CHAIN, MEDIA_TYPE, personOf, startWorld, type World } from "./fixture/world.ts";

const hospital = orgIdOfKey("hospital");
const wire = createWire();
/** Three parts of an upload. */
const SIZE = 20 << 20;
let world: World;
let folder: string;

before(async () => {
  world = await startWorld();
  folder = await mkdtemp(join(tmpdir(), "medlattice-drafts-"));
});

after(async () => {
  await world.close();
  await rm(folder, { recursive: true, force: true });
});

function write(person: Person, content: Uint8Array<ArrayBuffer>): Promise<WrittenRecord> {
  const { appointment } = world;
  return writeRecord(person, { appointment, category: CATEGORY, content, mediaType: MEDIA_TYPE });
}

function author(): Promise<Person> {
  return personOf(world, "doctor-hospital", { fetch: wire.fetch });
}

async function requireReadable({ recordId, blockNumber }: WrittenRecord, content: Uint8Array): Promise<void> {
  const at = { chainId: HOSPITAL_CHAIN, recordId, atLeastBlock: blockNumber };
  const reviewed = await reviewRecord(world.cast.patient, at);
  assert.ok(Buffer.from(reviewed.content).equals(content));
}

/** Records the doctor has proposed so far. */
async function proposed(): Promise<number> {
  const oracle = await world.cast.author.oracle(hospital, HOSPITAL_CHAIN);
  const page = (at: { readonly cursor?: string }) => oracle.records.list({ as: "author", ...at });
  return (await everyItem(page)).length;
}

function newContent(sizeBytes = SIZE): Uint8Array<ArrayBuffer> {
  return new Uint8Array(randomBytes(sizeBytes));
}

const isPart = (url: string, method: string): boolean => method === "PUT" && url.includes("/v1/uploads/");
const parts = (): number => wire.seen.filter((request) => request.startsWith("PUT /v1/uploads/")).length;

describe("writing a record while the connection breaks", () => {
  it("at random places goes on where it was", async () => {
    const content = newContent();
    const person = await author();
    let asked = 0;
    // Every third question to the oracle: either it never arrives, or its answer is lost.
    wire.meddler = ({ url, method }, answer) => {
      if (!isPart(url, method) && !url.includes("/v1/uploads")) return answer;
      if (++asked % 3 === 0) throw new TypeError("cable pulled");
      return answer;
    };
    try {
      await requireReadable(await write(person, content), content);
    } finally {
      wire.restore();
    }
    assert.ok(asked >= 6, "else the test would prove nothing");
  });

  it("for a file that goes in one request, too", async () => {
    const content = newContent(300_000);
    const person = await author();
    let lost = 0;
    wire.meddler = ({ url }, answer) => {
      if (url.endsWith("/v1/objects") && lost++ < 5) throw new TypeError("cable pulled");
      return answer;
    };
    try {
      await requireReadable(await write(person, content), content);
    } finally {
      wire.restore();
    }
    assert.ok(lost > 5);
  });
});

describe("writing a record while the oracle is killed", () => {
  it("in the middle of the upload goes on with the one that takes its place", async () => {
    const content = newContent();
    const person = await author();
    const before = wire.seen.length;
    const pid = world.stack.supervisor.pids()["oracle-hospital"];
    assert.ok(pid !== undefined);
    let isKilled = false;
    wire.meddler = ({ url, method }, answer) => {
      if (isPart(url, method) && !isKilled) {
        isKilled = true;
        process.kill(pid, "SIGKILL");
      }
      return answer;
    };
    try {
      await requireReadable(await write(person, content), content);
    } finally {
      wire.restore();
    }
    assert.ok(isKilled);
    const sent = wire.seen.slice(before).filter((request) => request.startsWith("PUT /v1/uploads/")).length;
    assert.ok(sent <= 4, `${sent} parts were sent for 3`);
    assert.notEqual(world.stack.supervisor.pids()["oracle-hospital"], pid);
  });
});

describe("writing a record in a program that is killed", () => {
  /** A program with a folder of drafts that dies once a request of this kind was answered; it hears nothing of the answer. */
  async function dieAfter(
    isLast: (url: string, method: string) => boolean,
    content: Uint8Array<ArrayBuffer>,
  ) {
    const own = createWire();
    let isDead = false;
    const dead = new Error("the program is dead");
    own.holder = () => {
      if (isDead) throw dead;
    };
    own.meddler = ({ url, method }, answer) => {
      isDead ||= isLast(url, method);
      if (isDead) throw dead;
      return answer;
    };
    const person = await personOf(world, "doctor-hospital", {
      fetch: own.fetch,
      drafts: folderDrafts(folder),
    });
    await assert.rejects(write(person, content), dead);
  }

  async function again(content: Uint8Array<ArrayBuffer>) {
    const before = parts();
    const drafts = folderDrafts(folder);
    const person = await personOf(world, "doctor-hospital", { fetch: wire.fetch, drafts });
    return { written: await write(person, content), parts: parts() - before };
  }

  it("goes on with the same upload when the same verb is called again", async () => {
    const content = newContent();
    const before = await proposed();
    await dieAfter(isPart, content);
    assert.ok(readdirSync(folder).length > 0, "a draft is kept");
    const { written, parts: sent } = await again(content);
    assert.equal(sent, 2, "the part that had arrived is not sent again");
    await requireReadable(written, content);
    assert.equal((await proposed()) - before, 1);
    assert.deepEqual(readdirSync(folder), [], "nothing is left of it");
  });

  it("proposes once when it died before it heard that it had proposed", async () => {
    const content = newContent(2 << 20);
    const before = await proposed();
    await dieAfter((url) => url.endsWith("/v1/relay"), content);
    const { written, parts: sent } = await again(content);
    assert.equal(sent, 0);
    await requireReadable(written, content);
    assert.equal((await proposed()) - before, 1);
  });

  it("begins anew when what was kept is damaged, and writes the same file twice when asked twice", async () => {
    const content = newContent(1_000);
    await dieAfter((url) => url.endsWith("/v1/objects"), content);
    for (const file of readdirSync(folder)) await rm(join(folder, file));
    const [first, second] = [await again(content), await again(content)];
    await requireReadable(first.written, content);
    await requireReadable(second.written, content);
    assert.notEqual(first.written.recordId, second.written.recordId);
  });

  it("leaves nothing on disk that tells the content", async () => {
    const words = new Uint8Array(Buffer.from("Schwaechesymptome ".repeat(50)));
    await dieAfter((url) => url.endsWith("/v1/objects"), words);
    const files = readdirSync(folder).map((file) => join(folder, file));
    assert.equal(files.length, 2);
    for (const file of files) assert.ok(!readFileSync(file).includes("Schwaechesymptome"));
    await again(words);
  });
});

describe("uploads that are not as they should be", () => {
  it("of one object by two programs at once share what has arrived", async () => {
    const content = new Blob([newContent()]);
    const [one, two] = [await author(), await author()];
    const [first, second] = await Promise.all(
      [one, two].map(async (person) => (await person.oracle(hospital, HOSPITAL_CHAIN)).objects.put(content)),
    );
    assert.equal(first?.cid, second?.cid);
  });

  it("are refused when they are larger than the provider takes, before a byte is sent", async () => {
    const oracle = await (await author()).oracle(hospital, HOSPITAL_CHAIN);
    const before = parts();
    const huge = Object.defineProperty(new Blob([new Uint8Array(2 << 20)]), "size", { value: 600 << 20 });
    assert.equal(await codeOf(oracle.objects.put(huge)), "BODY_TOO_LARGE");
    assert.equal(parts(), before);
  });
});
