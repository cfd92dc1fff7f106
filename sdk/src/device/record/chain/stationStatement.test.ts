import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { generatePrivateKey, privateKeyToAccount } from "viem/accounts";
import { contractDomain } from "../../../eip712/index.ts";
import { ROLE } from "../../../identity/index.ts";
import { beginCapture } from "../capture/beginCapture.ts";
import { DOCTOR, id, PATIENT, T0, treatment } from "../testing/capture.ts";
import { createCaptureKey } from "./captureKey.ts";
import {
  checkStation,
  type CheckStationOptions,
  signStation,
  type StationRegistry,
} from "./stationStatement.ts";

const STATION = id(5);
const domainAt = (chainId: number): CheckStationOptions["domain"] =>
  contractDomain({
    contract: "IdentityRegistry",
    chainId,
    address: "0x5fbdb2315678afecb367f032d93f642f64180aa3",
  });

/** A fresh capture of an enrolled station, and the chain that knows it. */
async function enrolled(): Promise<Required<Pick<CheckStationOptions, "begin" | "domain" | "registry">>> {
  const signer = privateKeyToAccount(generatePrivateKey());
  const key = await createCaptureKey();
  const domain = domainAt(31_337);
  const validFrom = T0 / 1000 - 60;
  const statement = await signStation({
    person: STATION,
    key: key.spki,
    validFrom,
    validUntil: validFrom + 86_400,
    domain,
    signer,
  });
  const begin = beginCapture({
    treatment: treatment(),
    identified: { patient: PATIENT, by: DOCTOR, how: "visit-code" },
    station: STATION,
    key,
    statement,
    now: T0,
  });
  const account = signer.address.toLowerCase();
  const registry: StationRegistry = {
    isInGoodStanding: async (asked, person) => asked === account && person === STATION,
    organizationOf: async () => treatment().institution,
    roleOf: async () => ROLE.captureStation,
  };
  return { begin, domain, registry };
}

describe("checkStation (P10)", () => {
  it("knows the key that a controller of the station signed", async () => {
    const given = await enrolled();
    assert.equal(await checkStation(given), true);
    const own = { ...given.registry, roleOf: async () => ROLE.doctor };
    assert.equal(await checkStation({ ...given, registry: own }), true);
  });

  it("refuses each thing that is not as it was signed, or not so on the chain", async () => {
    const given = await enrolled();
    const { begin, registry } = given;
    const { statement } = begin.station;
    assert.ok(statement !== null);
    const { spki } = await createCaptureKey();
    const station = (change: Partial<typeof begin.station>): CheckStationOptions => ({
      ...given,
      begin: { ...begin, station: { ...begin.station, ...change } },
    });
    const cases: Readonly<Record<string, CheckStationOptions>> = {
      "no statement": station({ statement: null }),
      "another key": station({ key: spki }),
      "another station": station({ person: id(6) }),
      "another signer": station({ statement: { ...statement, signer: `0x${"11".repeat(20)}` } }),
      "a longer time": station({ statement: { ...statement, validUntil: statement.validUntil + 1 } }),
      "before it was valid": { ...given, begin: { ...begin, startedAt: statement.validFrom * 1000 - 1 } },
      "after it was valid": { ...given, begin: { ...begin, startedAt: statement.validUntil * 1000 + 1 } },
      "another chain": { ...given, domain: domainAt(31_338) },
      "no controller any more": { ...given, registry: { ...registry, isInGoodStanding: async () => false } },
      "another institution": { ...given, registry: { ...registry, organizationOf: async () => id(9) } },
      "a patient": { ...given, registry: { ...registry, roleOf: async () => ROLE.patient } },
    };
    for (const [what, options] of Object.entries(cases)) {
      assert.equal(await checkStation(options), false, what);
    }
  });
});
