import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, it } from "node:test";
import { pkiPaths } from "@medlattice/network/pki";
import { z } from "zod";
import { answerOf, failureOf, medlattice } from "../../testing/medlattice.ts";

const HOSPITAL = "riverside-hospital.example";
const certificateSchema = z.object({
  kind: z.string(),
  dnsName: z.string().optional(),
  revoked: z.boolean(),
});

describe("pki", () => {
  let folder = "";
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "medlattice-pki-"));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const pki = async (...args: readonly string[]) =>
    await medlattice(["pki", ...args, "--folder", folder, "--json"]);
  const shown = async () =>
    answerOf(await pki("show"), { certificates: z.array(certificateSchema) }).certificates;
  const oracleOf = (dnsName: string) =>
    new X509Certificate(readFileSync(join(pkiPaths(folder).oracle(dnsName), "certificate.pem")));

  it("says how to begin while there is nothing", async () => {
    const { exitCode, printed } = await medlattice(["pki", "show", "--folder", folder]);
    assert.equal(exitCode, 0);
    assert.match(printed, /pki init/);
  });

  it("refuses to issue without a root", async () => {
    const outcome = await pki("issue", HOSPITAL);
    assert.equal(outcome.exitCode, 2);
    assert.equal(failureOf(outcome).code, "PKI_NOT_FOUND");
  });

  it("makes a root once", async () => {
    const changes = z.array(z.object({ kind: z.string(), outcome: z.string() }));
    const first = answerOf(await pki("init", "--authority", "health-authority.example"), { changes });
    assert.deepEqual(first.changes[0], { kind: "root", outcome: "issued" });
    const second = answerOf(await pki("init", "--authority", "health-authority.example"), { changes });
    assert.deepEqual(second.changes, []);
  });

  it("issues intermediate and oracle of an organisation under the root (F1)", async () => {
    assert.equal((await pki("issue", HOSPITAL, "--host", `oracle.${HOSPITAL}`)).exitCode, 0);
    assert.deepEqual(
      (await shown()).map(({ kind, dnsName }) => [kind, dnsName]),
      [
        ["root", undefined],
        ["intermediate", HOSPITAL],
        ["oracle", HOSPITAL],
      ],
    );
    const intermediate = new X509Certificate(
      readFileSync(join(pkiPaths(folder).intermediate(HOSPITAL), "certificate.pem")),
    );
    assert.equal(oracleOf(HOSPITAL).verify(intermediate.publicKey), true);
    assert.match(oracleOf(HOSPITAL).subjectAltName ?? "", new RegExp(`DNS:oracle\\.${HOSPITAL}`));
  });

  it("certifies no host of another organisation", async () => {
    const outcome = await pki("issue", HOSPITAL, "--host", "oracle.elsewhere.example");
    assert.equal(outcome.exitCode, 2);
    assert.equal(failureOf(outcome).code, "PKI_HOST_FOREIGN");
  });

  it("asks before it revokes, and revokes nothing when nobody can be asked", async () => {
    const args = ["pki", "revoke", HOSPITAL, "--reason", "key-compromise", "--folder", folder];
    const outcome = await medlattice(args);
    assert.equal(outcome.exitCode, 2);
    assert.match(outcome.told, /--yes/);
    assert.equal(
      (await shown()).some(({ revoked }) => revoked),
      false,
    );
  });

  it("revokes what --yes was said to", async () => {
    const args = ["pki", "revoke", HOSPITAL, "--reason", "key-compromise", "--folder", folder, "--yes"];
    assert.equal((await medlattice(args)).exitCode, 0);
    assert.deepEqual(
      (await shown()).filter(({ revoked }) => revoked).map(({ kind, dnsName }) => [kind, dnsName]),
      [["oracle", HOSPITAL]],
    );
  });

  it("renews nothing that holds, and brings nobody back unnamed", async () => {
    assert.deepEqual(answerOf(await pki("renew"), { renewed: z.array(z.string()) }).renewed, []);
    assert.equal(
      (await shown()).some(({ revoked }) => revoked),
      true,
    );
  });

  it("brings an organisation back with a new key, at the hosts it had", async () => {
    const before = oracleOf(HOSPITAL);
    assert.equal((await pki("renew", HOSPITAL)).exitCode, 0);
    assert.equal(
      (await shown()).some(({ revoked }) => revoked),
      false,
    );
    assert.equal(oracleOf(HOSPITAL).publicKey.equals(before.publicKey), false);
    assert.equal(oracleOf(HOSPITAL).subjectAltName, before.subjectAltName);
  });

  it("issues no oracle to an organisation that runs none", async () => {
    assert.equal((await pki("issue", "harbour-insurance.example", "--no-oracle")).exitCode, 0);
    const own = (await shown()).filter(({ dnsName }) => dnsName === "harbour-insurance.example");
    assert.deepEqual(
      own.map(({ kind }) => kind),
      ["intermediate"],
    );
  });

  it("refuses a name that is no DNS name", async () => {
    const outcome = await pki("issue", "Riverside Hospital");
    assert.equal(outcome.exitCode, 2);
    assert.equal(failureOf(outcome).code, "PKI_NAME_INVALID");
  });
});
