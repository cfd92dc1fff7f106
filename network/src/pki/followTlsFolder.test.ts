import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { MedLatticeError } from "@medlattice/sdk/errors";
import { AUTHORITY, HOSPITAL, temporaryFolder } from "./fixtures.ts";
import { pkiPaths } from "./folder.ts";
import { followTlsFolder } from "./followTlsFolder.ts";
import { maintainPki } from "./maintainPki.ts";
import { ORGANIZATIONS } from "./pkiFixtures.ts";
import { reissueCertificate } from "./reissueCertificate.ts";
import { tlsOptions } from "./tlsOptions.ts";

describe("followTlsFolder", () => {
  it("hands over new options once certificate and key have changed", async (context) => {
    const folder = temporaryFolder(context);
    await maintainPki({ folder, authority: AUTHORITY, organizations: ORGANIZATIONS });
    const oracle = pkiPaths(folder).oracle(HOSPITAL);
    const old = tlsOptions(oracle).server.cert;
    const codes: unknown[] = [];
    const fresh = new Promise<unknown>((resolve) => {
      const stop = followTlsFolder({
        folder: oracle,
        apply: (tls) => resolve(tls.server.cert),
        onError: (error) => codes.push(error instanceof MedLatticeError ? error.code : error),
        intervalMs: 1,
      });
      context.after(stop);
    });
    // The follower does not keep a program alive, so something else must.
    const alive = setInterval(() => undefined, 1_000);
    context.after(() => clearInterval(alive));
    await reissueCertificate({ folder, dnsName: HOSPITAL, kind: "oracle" });
    assert.notEqual(await fresh, old);
    // Between the two writes the key is ahead of its certificate, which must be seen and waited for.
    assert.ok(
      codes.every((code) => code === "TLS_KEY_MISMATCH"),
      String(codes),
    );
  });
});
