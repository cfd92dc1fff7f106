import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Hex, toHex } from "@medlattice/sdk/codec";
import { createCaptureKey } from "@medlattice/sdk/device/record";
import { MasterKey } from "@medlattice/sdk/keys";
import { parseNetwork } from "@medlattice/sdk/network";
import { memoryDrafts, type Person } from "@medlattice/sdk/person";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import type { BrowserStore, KeptPair } from "./browserStore.ts";
import { type CaptureNote, createCaptures } from "./captures.ts";
import { capturingKeys } from "./keys.ts";
import { enrolStation, keptStation, requireStation, stationAt, withdrawStation } from "./station.ts";

const CHAIN_ID = 31_337;
const id = (byte: number): Hex => toHex(new Uint8Array(32).fill(byte));
const address = (byte: number): Hex => toHex(new Uint8Array(20).fill(byte));

/** One browser, which several people may use. */
function browser(): BrowserStore & { readonly rows: Map<string, KeptPair> } {
  const rows = new Map<string, KeptPair>();
  return {
    rows,
    read: async (store, place) => rows.get(`${store} ${place}`) ?? null,
    list: async (store, owner) =>
      [...rows].flatMap(([key, kept]) =>
        key.startsWith(`${store} `) && kept.owner === owner
          ? [{ place: key.slice(store.length + 1), kept }]
          : [],
      ),
    write: async (store, place, kept) => void rows.set(`${store} ${place}`, kept),
    remove: async (store, place) => void rows.delete(`${store} ${place}`),
    drafts: memoryDrafts(),
  };
}

const note = (byte: number, startedAt: number): CaptureNote => ({
  format: "medlattice/capture-note/v1",
  captureId: id(byte),
  startedAt,
  visit: { chainId: CHAIN_ID, appointmentId: id(9), visitCode: "1234", complaint: "My knee" },
  record: null,
});

describe("captures kept in a browser", () => {
  it("are found again by the same person, newest first, with their own key", async () => {
    const store = browser();
    const keys = capturingKeys(MasterKey.generate());
    const [first, second] = [await createCaptureKey(), await createCaptureKey()];
    const captures = createCaptures(store, keys);
    await captures.add(note(1, 100), first.pair);
    await captures.add(note(2, 200), second.pair);
    assert.deepEqual(await captures.list(), [note(2, 200), note(1, 100)]);
    await captures.change({ ...note(1, 100), record: { recordId: id(5), blockNumber: 7, mandate: null } });
    const found = await captures.get(id(1));
    assert.equal(found.pair, first.pair);
    assert.equal(found.note.record?.blockNumber, 7);
    await captures.remove(id(2));
    assert.deepEqual(
      (await captures.list()).map(({ captureId }) => captureId),
      [id(1)],
    );
    await assert.rejects(captures.get(id(2)), { code: "CAPTURE_UNKNOWN" });
  });

  it("are nobody else's, and tell nothing", async () => {
    const store = browser();
    const { pair } = await createCaptureKey();
    await createCaptures(store, capturingKeys(MasterKey.generate())).add(note(1, 100), pair);
    const other = createCaptures(store, capturingKeys(MasterKey.generate()));
    assert.deepEqual(await other.list(), []);
    await assert.rejects(other.get(id(1)), { code: "CAPTURE_UNKNOWN" });
    const stored = JSON.stringify(
      [...store.rows].map(([key, { owner, sealed }]) => [key, owner, [...sealed]]),
    );
    for (const secret of [id(1).slice(2), "My knee", "1234"]) assert.ok(!stored.includes(secret));
  });

  it("go with their keys once their journals are gone, but not before they can have one", async () => {
    const store = browser();
    const { pair } = await createCaptureKey();
    const captures = createCaptures(store, capturingKeys(MasterKey.generate()));
    for (const [byte, startedAt] of [
      [1, 100],
      [2, 200],
      [3, Date.now()],
    ] as const)
      await captures.add(note(byte, startedAt), pair);
    assert.equal(await captures.sweep((captureId) => captureId === id(1)), 1);
    assert.deepEqual(
      (await captures.list()).map(({ captureId }) => captureId),
      [id(3), id(1)],
    );
    assert.equal(store.rows.size, 2);
  });

  it("cannot be moved to another place unnoticed", async () => {
    const keys = capturingKeys(MasterKey.generate());
    const sealed = await keys.seal("here", { value: 1 });
    assert.deepEqual(await keys.open("here", sealed), { value: 1 });
    await assert.rejects(keys.open("there", sealed), { code: "CAPTURE_NOTES_BROKEN" });
  });

  it("have journals that differ by person and capture", async () => {
    const [own, other] = [capturingKeys(MasterKey.generate()), capturingKeys(MasterKey.generate())];
    const journals = [own.journalName(id(1)), own.journalName(id(2)), other.journalName(id(1))];
    assert.equal(new Set(journals).size, 3);
    const key = await own.journalKey(id(1));
    assert.equal(key.extractable, false);
  });
});

describe("a station (P10)", () => {
  async function context() {
    const account = privateKeyToAccount(generatePrivateKey());
    const master = MasterKey.generate();
    const person = {
      network: network(),
      master,
      pseudonymOn: () => ({ chainId: CHAIN_ID, personId: id(4), signer: account }),
    } as unknown as Person;
    return { person, chainId: CHAIN_ID, keys: capturingKeys(master), store: browser() };
  }

  it("is set up with a key nobody can take away, for a year", async () => {
    const given = await context();
    await assert.rejects(requireStation(given), { code: "STATION_NOT_ENROLLED" });
    const made = await enrolStation(given);
    assert.equal(made.pair.privateKey.extractable, false);
    const kept = await requireStation(given);
    assert.equal(kept.spki, made.spki);
    const now = Date.now() / 1000;
    assert.equal(stationAt(kept, now).state, "enrolled");
    assert.equal(stationAt(kept, now).isEnding, false);
    assert.equal(stationAt(kept, now + 340 * 86_400).isEnding, true);
    assert.equal(stationAt(kept, now + 366 * 86_400).state, "expired");
  });

  it("is renewed with another key, and withdrawn for good", async () => {
    const given = await context();
    const first = await enrolStation(given);
    const second = await enrolStation(given);
    assert.notEqual(first.spki, second.spki);
    assert.equal((await keptStation(given))?.spki, second.spki);
    await withdrawStation(given);
    assert.equal(await keptStation(given), null);
    assert.equal(given.store.rows.size, 0);
  });
});

function network() {
  const contracts = [
    "organizationRegistry",
    "identityRegistry",
    "consentRegistry",
    "recordRegistry",
    "usageLedger",
  ];
  return parseNetwork({
    format: "medlattice/network/v1",
    name: "Test",
    proxyThreshold: 2,
    chains: [
      {
        chainId: CHAIN_ID,
        name: "consortium",
        kind: "consortium",
        rpcUrl: "http://127.0.0.1:1",
        registryId: id(0x4e),
        contracts: Object.fromEntries(contracts.map((name, index) => [name, address(index + 1)])),
      },
    ],
    organizations: [],
  });
}
