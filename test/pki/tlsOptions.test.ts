import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { chmodSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { MedLatticeError } from "@medlattice/sdk/errors";
import { FILES, tlsOptions } from "../../oracle/src/pki/index.ts";
import { oracle } from "../../network/src/pki/fixtures.ts";
import { folderWith, pair } from "./tlsFixtures.ts";

const ANOTHER_KEY = generateKeyPairSync("ec", {
  namedCurve: "P-256",
  publicKeyEncoding: { type: "spki", format: "pem" },
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
}).privateKey;

describe("tlsOptions on a folder", () => {
  const broken: readonly [string, string, (folder: string) => void][] = [
    ["a key that others may read", "KEY_FILE_EXPOSED", (folder) => chmodSync(join(folder, FILES.key), 0o640)],
    [
      "another oracle's key",
      "TLS_KEY_MISMATCH",
      (folder) => writeFileSync(join(folder, FILES.key), ANOTHER_KEY),
    ],
    ["no key", "KEY_FILE_MISSING", (folder) => rmSync(join(folder, FILES.key))],
    ["no certificate", "TLS_UNREADABLE", (folder) => rmSync(join(folder, FILES.certificate))],
    ["no roots", "TLS_UNREADABLE", (folder) => rmSync(join(folder, FILES.roots))],
    ["no revocation lists", "TLS_UNREADABLE", (folder) => rmSync(join(folder, FILES.revocationLists))],
    [
      "empty revocation lists",
      "TLS_UNREADABLE",
      (folder) => writeFileSync(join(folder, FILES.revocationLists), ""),
    ],
    [
      "damaged roots",
      "TLS_UNREADABLE",
      (folder) =>
        writeFileSync(
          join(folder, FILES.roots),
          "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
        ),
    ],
  ];
  for (const [what, code, change] of broken) {
    it(`refuses ${what}`, async (context) => {
      const { own, trust } = await pair();
      const folder = folderWith(context, await oracle(own.intermediate), trust);
      tlsOptions(folder);
      change(folder);
      assert.throws(
        () => tlsOptions(folder),
        (error) => error instanceof MedLatticeError && error.code === code,
      );
    });
  }
});
