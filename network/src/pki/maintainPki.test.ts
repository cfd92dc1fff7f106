import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { MedLatticeError } from "@medlattice/sdk/errors";
import { lockFolder } from "@medlattice/sdk/node";
import { FILES } from "@medlattice/oracle/pki";
import { AUTHORITY, CLINIC, HOSPITAL, temporaryFolder } from "./fixtures.ts";
import { pkiPaths } from "./folder.ts";
import { maintainPki } from "./maintainPki.ts";
import {
  after,
  believes,
  filesBelow,
  maintain,
  named,
  ORGANIZATIONS,
  read,
  withCode,
} from "./pkiFixtures.ts";

describe("maintainPki", () => {
  it("certifies every organisation under one root, and each oracle believes each other", async (context) => {
    const folder = temporaryFolder(context);
    const changes = named(await maintain(folder));
    assert.ok(changes.includes(`root ${AUTHORITY} issued`));
    assert.ok(changes.includes(`oracle ${HOSPITAL} issued`));
    assert.ok(changes.includes("intermediate insurer.example issued"));
    assert.ok(!changes.includes("oracle insurer.example issued"));
    for (const who of [HOSPITAL, CLINIC, AUTHORITY]) {
      for (const whom of [HOSPITAL, CLINIC, AUTHORITY]) assert.equal(believes(folder, who, whom, 0), whom);
    }
  });

  it("writes files that only their owner may read", async (context) => {
    const folder = temporaryFolder(context);
    await maintain(folder);
    const files = filesBelow(folder).filter((path) => path.endsWith(".pem"));
    assert.ok(files.length > 20);
    for (const path of files) assert.equal(statSync(path).mode & 0o777, 0o600, path);
    for (const path of Object.values(pkiPaths(folder)).flatMap((each) =>
      typeof each === "string" ? [each] : [each(HOSPITAL)],
    )) {
      assert.equal(statSync(path).mode & 0o077, 0, path);
    }
  });

  it("changes nothing when nothing is due", async (context) => {
    const folder = temporaryFolder(context);
    await maintain(folder);
    const before = filesBelow(folder)
      .filter((path) => path.endsWith(".pem"))
      .map((path) => [path, statSync(path).ino]);
    assert.deepEqual(await maintain(folder, 1), []);
    for (const [path, inode] of before) assert.equal(statSync(String(path)).ino, inode, String(path));
  });

  it("signs fresh lists before the old ones end, and a new oracle certificate with a new key before the old one does", async (context) => {
    const folder = temporaryFolder(context);
    const oracle = pkiPaths(folder).oracle(HOSPITAL);
    await maintain(folder);
    const key = read(oracle, FILES.key);
    assert.deepEqual(
      named(await maintain(folder, 5)),
      [AUTHORITY, ...ORGANIZATIONS.map(({ dnsName }) => dnsName)].map(
        (name) => `revocation list ${name} renewed`,
      ),
    );
    assert.equal(read(oracle, FILES.key), key);
    assert.ok(named(await maintain(folder, 21)).includes(`oracle ${HOSPITAL} renewed`));
    assert.notEqual(read(oracle, FILES.key), key);
    assert.equal(believes(folder, CLINIC, HOSPITAL, 21), HOSPITAL);
  });

  it("renews intermediates with their key, so that a certificate issued before still holds", async (context) => {
    const folder = temporaryFolder(context);
    await maintain(folder);
    const path = pkiPaths(folder).intermediate(HOSPITAL);
    const before = new X509Certificate(read(path, FILES.certificate));
    assert.ok(named(await maintain(folder, 600)).includes(`intermediate ${HOSPITAL} renewed`));
    const renewed = new X509Certificate(read(path, FILES.certificate));
    assert.ok(renewed.validToDate > before.validToDate);
    assert.deepEqual(
      renewed.publicKey.export({ type: "spki", format: "der" }),
      before.publicKey.export({ type: "spki", format: "der" }),
    );
    assert.equal(believes(folder, CLINIC, HOSPITAL, 600), HOSPITAL);
  });

  it("stops being believed when nobody maintains it", async (context) => {
    const folder = temporaryFolder(context);
    await maintain(folder);
    assert.equal(believes(folder, CLINIC, HOSPITAL, 6), HOSPITAL);
    assert.equal(believes(folder, CLINIC, HOSPITAL, 8), "PEER_REVOCATION_UNKNOWN");
    assert.equal(believes(folder, CLINIC, HOSPITAL, 31), "PEER_CERTIFICATE_EXPIRED");
  });

  it("certifies the oracle anew when its hosts change or a crash left key and certificate apart", async (context) => {
    const folder = temporaryFolder(context);
    const oracle = pkiPaths(folder).oracle(HOSPITAL);
    await maintain(folder);
    const other = read(pkiPaths(folder).oracle(CLINIC), FILES.key);
    writeFileSync(join(oracle, FILES.key), other);
    assert.deepEqual(named(await maintain(folder)), [`oracle ${HOSPITAL} renewed`]);
    const organizations = [{ dnsName: HOSPITAL, hosts: [`oracle.${HOSPITAL}`] }];
    const changes = await maintainPki({ folder, authority: AUTHORITY, organizations, now: after(0) });
    assert.deepEqual(named(changes), [`oracle ${HOSPITAL} renewed`]);
    assert.match(
      new X509Certificate(read(oracle, FILES.certificate)).subjectAltName ?? "",
      /oracle\.hospital\.example/,
    );
  });

  it("finishes what a crash between two files began", async (context) => {
    const folder = temporaryFolder(context);
    await maintain(folder);
    rmSync(join(pkiPaths(folder).intermediate(CLINIC), FILES.certificate));
    const changes = named(await maintain(folder));
    assert.ok(
      changes.includes(`intermediate ${CLINIC} issued`) && changes.includes(`oracle ${CLINIC} renewed`),
    );
    assert.equal(believes(folder, HOSPITAL, CLINIC, 0), CLINIC);
    assert.equal(believes(folder, CLINIC, HOSPITAL, 0), HOSPITAL);
  });

  it("takes in a new organisation and tells the others of it", async (context) => {
    const folder = temporaryFolder(context);
    await maintain(folder);
    const dnsName = "new-clinic.example";
    await maintainPki({ folder, authority: AUTHORITY, organizations: [{ dnsName }], now: after(0) });
    assert.equal(believes(folder, HOSPITAL, dnsName, 0), dnsName);
    assert.equal(believes(folder, dnsName, HOSPITAL, 0), HOSPITAL);
  });

  it("refuses names that are none and hosts of others", async (context) => {
    const folder = temporaryFolder(context);
    for (const dnsName of [
      "hospital",
      "Hospital.example",
      "../root",
      "a..b",
      "-a.example",
      "a.example\n",
      "127.0.0.1",
      "",
    ]) {
      await assert.rejects(
        maintainPki({ folder, authority: AUTHORITY, organizations: [{ dnsName }] }),
        withCode("PKI_NAME_INVALID"),
        dnsName,
      );
    }
    for (const host of [CLINIC, "192.0.2.1", `evil${HOSPITAL}`, "a b.hospital.example"]) {
      const organizations = [{ dnsName: HOSPITAL, hosts: [host] }];
      await assert.rejects(
        maintainPki({ folder, authority: AUTHORITY, organizations }),
        withCode("PKI_HOST_FOREIGN"),
        host,
      );
    }
  });

  it("works alone on a folder", async (context) => {
    const folder = temporaryFolder(context);
    const lock = lockFolder(folder, "certificate authority");
    await assert.rejects(maintain(folder), withCode("FOLDER_IN_USE"));
    lock.release();
    await maintain(folder);
  });

  it("says nothing of a key in the error about a damaged one", async (context) => {
    const folder = temporaryFolder(context);
    await maintain(folder);
    const path = join(pkiPaths(folder).root, FILES.key);
    const key = readFileSync(path, "utf8");
    writeFileSync(path, key.replace(/MIG/, "AAA"));
    await assert.rejects(maintain(folder), (error) => {
      assert.ok(error instanceof MedLatticeError && error.code === "PKI_DAMAGED");
      const visible = JSON.stringify([
        error.message,
        error.stack,
        error.facts,
        error.hints,
        String(error.cause),
      ]);
      for (const line of key.split("\n").filter((each) => !each.startsWith("-----") && each !== ""))
        assert.ok(!visible.includes(line.slice(8, 40)));
      return true;
    });
  });

  it("does not forget what was revoked because a list is damaged", async (context) => {
    const folder = temporaryFolder(context);
    await maintain(folder);
    const list = join(pkiPaths(folder).root, FILES.revocationLists);
    writeFileSync(
      list,
      read(pkiPaths(folder).root, FILES.revocationLists).replace(/\n.{20}/, "\nAAAAAAAAAAAAAAAAAAAA"),
    );
    await assert.rejects(maintain(folder), withCode("PKI_DAMAGED"));
  });
});
