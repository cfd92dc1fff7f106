import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import type { ChainReader } from "../chain/index.ts";
import { utf8 } from "../codec/index.ts";
import { createCapture } from "../device/record/capture/createCapture.ts";
import {
  beginCapture,
  createCaptureKey,
  createMemoryStore,
  signStation,
  type StationStatement,
} from "../device/record/index.ts";
import {
  bundleText,
  handClock,
  id,
  PATIENT,
  DOCTOR,
  T0,
  treatment,
} from "../device/record/testing/capture.ts";
import { UnavailableError } from "../errors/index.ts";
import { identityDomain, ROLE } from "../identity/index.ts";
import { parseNetwork } from "../network/index.ts";
import type { Person } from "./person.ts";
import { readCaptured } from "./readCaptured.ts";

const CHAIN_ID = treatment().chainId;
const REGISTRY = "0x5fbdb2315678afecb367f032d93f642f64180aa3";
const STATION = id(5);

type Registry = Pick<ChainReader, "isInGoodStanding" | "organizationOf" | "roleOf">;

/** A capture whose station is enrolled, and a reader for whom the chain says so. */
async function captured(options: { readonly isDemonstration?: boolean } = {}) {
  const key = await createCaptureKey();
  const validFrom = T0 / 1000 - 60;
  const statement: StationStatement = await signStation({
    person: STATION,
    key: key.spki,
    validFrom,
    validUntil: validFrom + 86_400,
    domain: identityDomain({ chainId: CHAIN_ID, identityRegistry: REGISTRY }),
    signer: privateKeyToAccount(generatePrivateKey()),
  });
  const begin = beginCapture({
    treatment: options.isDemonstration === true ? null : treatment(),
    identified: { patient: PATIENT, by: DOCTOR, how: "in-person" },
    station: STATION,
    key,
    statement,
    now: T0,
  });
  const store = createMemoryStore();
  const capture = await createCapture({ begin, key, store, clock: handClock() });
  capture.mark("Incision");
  await capture.finish();
  return utf8(await bundleText(store));
}

function readerWith(registry: Partial<Registry> = {}): Person {
  const reader: Registry = {
    isInGoodStanding: async () => true,
    organizationOf: async () => treatment().institution,
    roleOf: async () => ROLE.doctor,
    ...registry,
  };
  return { network: network(), pseudonyms: [], reader: () => reader } as unknown as Person;
}

describe("readCaptured (P10)", () => {
  it("knows a station that the treatment's chain knows", async () => {
    const { station, problems, links } = await readCaptured(readerWith(), await captured());
    assert.deepEqual([station, problems, links], ["enrolled", [], 2]);
  });

  it("names one that the chain does not know", async () => {
    const { station, problems } = await readCaptured(
      readerWith({ roleOf: async () => ROLE.patient }),
      await captured(),
    );
    assert.deepEqual([station, problems], ["not-enrolled", [{ kind: "station" }]]);
  });

  it("says so when the chain cannot be asked, and checks everything else", async () => {
    const silent = readerWith({
      isInGoodStanding: async () => {
        throw new UnavailableError("CHAIN_UNREACHABLE", "The node does not answer.");
      },
    });
    const bundle = await captured();
    const whole = await readCaptured(silent, bundle);
    assert.deepEqual([whole.station, whole.problems], ["unreachable", []]);
    const edited = new TextDecoder().decode(bundle).replace("Incision", "Decision");
    assert.deepEqual((await readCaptured(silent, utf8(edited))).problems, [{ kind: "edited", sequence: 1 }]);
  });

  it("asks no chain about a demonstration", async () => {
    const { station, problems } = await readCaptured(
      readerWith({ roleOf: () => assert.fail("nobody vouches for it") }),
      await captured({ isDemonstration: true }),
    );
    assert.deepEqual([station, problems], ["demonstration", []]);
  });
});

function network() {
  const names = [
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
        contracts: Object.fromEntries(names.map((name) => [name, REGISTRY])),
      },
    ],
    organizations: [],
  });
}
