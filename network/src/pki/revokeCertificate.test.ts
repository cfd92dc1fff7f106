import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { FILES } from "@medlattice/oracle/pki";
import { CLINIC, HOSPITAL, temporaryFolder } from "./fixtures.ts";
import { pkiPaths } from "./folder.ts";
import { readRevocationList } from "./issueRevocationList.ts";
import { after, believes, maintain, named, read, withCode } from "./pkiFixtures.ts";
import { pkiStatus } from "./pkiStatus.ts";
import { reissueCertificate } from "./reissueCertificate.ts";
import { revokeCertificate } from "./revokeCertificate.ts";

describe("revokeCertificate and reissueCertificate", () => {
  for (const kind of ["oracle", "intermediate"] as const) {
    it(`makes everybody refuse a revoked ${kind} until it is certified anew`, async (context) => {
      const folder = temporaryFolder(context);
      await maintain(folder);
      const target = { folder, dnsName: HOSPITAL, kind, now: after(1) };
      const serialNumber = await revokeCertificate({ ...target, reason: "key-compromise" });
      assert.equal(believes(folder, CLINIC, HOSPITAL, 1), "PEER_REVOKED");
      assert.equal(believes(folder, HOSPITAL, CLINIC, 1), CLINIC);
      const status = pkiStatus({ folder, now: after(1) }).filter(({ revoked }) => revoked);
      assert.deepEqual(
        status.map((each) => [each.kind, each.dnsName, each.serialNumber]),
        [[kind, HOSPITAL, serialNumber]],
      );

      assert.deepEqual(named(await maintain(folder, 1)), [`${kind} ${HOSPITAL} revoked`]);
      assert.equal(believes(folder, CLINIC, HOSPITAL, 1), "PEER_REVOKED");

      await reissueCertificate(target);
      assert.equal(believes(folder, CLINIC, HOSPITAL, 1), HOSPITAL);
      assert.ok(!named(await maintain(folder, 2)).some((change) => change.includes("revoked")));
    });
  }

  it("still refuses the stolen certificate after its owner has a new one", async (context) => {
    const folder = temporaryFolder(context);
    await maintain(folder);
    const path = join(pkiPaths(folder).oracle(HOSPITAL), FILES.certificate);
    const stolen = readFileSync(path);
    const target = { folder, dnsName: HOSPITAL, kind: "oracle", now: after(1) } as const;
    await revokeCertificate({ ...target, reason: "key-compromise" });
    await reissueCertificate(target);
    await maintain(folder, 6);
    writeFileSync(path, stolen);
    assert.equal(believes(folder, CLINIC, HOSPITAL, 6), "PEER_REVOKED");
  });

  it("keeps earlier entries and their reasons when it adds one", async (context) => {
    const folder = temporaryFolder(context);
    await maintain(folder);
    for (const reason of ["superseded", "privilege-withdrawn"] as const) {
      const target = { folder, dnsName: HOSPITAL, kind: "oracle", now: after(1) } as const;
      await revokeCertificate({ ...target, reason });
      await reissueCertificate(target);
    }
    const list = readRevocationList(read(pkiPaths(folder).intermediate(HOSPITAL), FILES.revocationLists));
    assert.deepEqual(
      list.revoked.map(({ reason }) => reason),
      ["superseded", "privilege-withdrawn"],
    );
    assert.equal(list.number, 3);
  });

  it("says so when there is nothing to revoke", async (context) => {
    const folder = temporaryFolder(context);
    const target = { folder, dnsName: HOSPITAL, kind: "oracle" } as const;
    await assert.rejects(revokeCertificate({ ...target, reason: "superseded" }), withCode("PKI_NOT_FOUND"));
    await assert.rejects(reissueCertificate(target), withCode("PKI_NOT_FOUND"));
  });
});
