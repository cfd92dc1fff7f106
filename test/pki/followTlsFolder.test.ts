import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { MedLatticeError } from "@medlattice/sdk/errors";
import { followTlsFolder, tlsOptions } from "../../oracle/src/pki/index.ts";
import { AUTHORITY, HOSPITAL, temporaryFolder } from "../../network/src/pki/fixtures.ts";
import { pkiPaths } from "../../network/src/pki/folder.ts";
import { maintainPki } from "../../network/src/pki/maintainPki.ts";
import { ORGANIZATIONS } from "../../network/src/pki/pkiFixtures.ts";
import { reissueCertificate } from "../../network/src/pki/reissueCertificate.ts";

describe("followTlsFolder", () => {
  it("has new options once certificate and key have changed", async (context) => {
    const folder = temporaryFolder(context);
    await maintainPki({ folder, authority: AUTHORITY, organizations: ORGANIZATIONS });
    const oracle = pkiPaths(folder).oracle(HOSPITAL);
    const old = tlsOptions(oracle).server.cert;
    const codes: unknown[] = [];
    const tls = followTlsFolder(
      oracle,
      {
        info: () => undefined,
        error: ({ err }: { err: unknown }) =>
          codes.push(err instanceof MedLatticeError ? err.code : String(err)),
      },
      1,
    );
    context.after(tls.stop);
    const fresh = new Promise<unknown>((resolve) => tls.onChange((next) => resolve(next.server.cert)));
    // The follower does not keep a program alive, so something else must.
    const alive = setInterval(() => undefined, 1_000);
    context.after(() => clearInterval(alive));
    await reissueCertificate({ folder, dnsName: HOSPITAL, kind: "oracle" });
    const cert = await fresh;
    assert.notEqual(cert, old);
    assert.equal(tls.current().server.cert, cert);
    // Between the two writes the key is ahead of its certificate, which must be seen and waited for.
    assert.ok(
      codes.every((code) => code === "TLS_KEY_MISMATCH"),
      String(codes),
    );
  });
});
