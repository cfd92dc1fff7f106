import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { withCode } from "../../testing/errors.ts";
import { modQ } from "../commitment/bn254.ts";
import {
  type CustodySession,
  custodyPublicKey,
  finishPossession,
  finishReshareOfCustody,
  possessionTask,
  reshareCustody,
} from "../index.ts";
import { at, custodyOf, signedBy } from "../testing/custodyFixtures.ts";
import { anId } from "../testing/fixtures.ts";

function handedOver(session: CustodySession) {
  const old = custodyOf();
  const made = old.shares.slice(1).map((share) => reshareCustody({ key: old.key, share, session }));
  return {
    old,
    session,
    key: old.key,
    contributions: made.map(({ contribution }) => contribution),
    shares: made.flatMap(({ shares }) => shares),
  };
}
const others = (): CustodySession => ({ sessionId: anId(), threshold: 3, indices: [2, 5, 7, 9] });

describe("handing a trapdoor to other officers", () => {
  it("keeps H1, and the new ones sign while old and new shares do not mix", () => {
    const handed = handedOver(others());
    const finished = handed.session.indices.map((index) => finishReshareOfCustody({ ...handed, index }));
    const { key } = at(finished, 0);
    for (const other of finished) assert.deepEqual(other.key, key);
    const h1 = custodyPublicKey(key);
    assert.deepEqual(h1, custodyPublicKey(handed.key));
    const place = { chainId: 7100n, organizationRegistry: `0x${"a1".repeat(20)}` as const, orgId: anId() };
    const task = possessionTask(h1, place);
    const signers = finished.slice(1).map(({ share }) => share);
    finishPossession({ key, ...signedBy(key, task, signers) }, place);
    // Officer 2 is of both sets; its old share is none of the new ones.
    const mixed = [at(handed.old.shares, 1), ...signers.slice(1)];
    assert.throws(
      () => finishPossession({ key, ...signedBy(key, task, mixed) }, place),
      withCode("PARTIALS_FALSE", { liars: "2" }),
    );
  });

  it("names the old officer who hands over another share, or a false one", () => {
    const handed = handedOver(others());
    const index = 5;
    finishReshareOfCustody({ ...handed, index });
    const refused = withCode("RESHARE_INVALID", { dealer: 3 });
    const shares = handed.shares.map((share) =>
      share.from === 3 && share.to === index ? { ...share, share: modQ(share.share + 1n) } : share,
    );
    assert.throws(() => finishReshareOfCustody({ ...handed, shares, index }), refused);
    const another = custodyOf();
    const foreign = reshareCustody({
      key: another.key,
      share: at(another.shares, 2),
      session: handed.session,
    });
    const contributions = [at(handed.contributions, 0), foreign.contribution];
    const dealt = [...handed.shares.filter(({ from }) => from !== 3), ...foreign.shares];
    assert.throws(() => finishReshareOfCustody({ ...handed, contributions, shares: dealt, index }), refused);
    const fewer = handed.contributions.slice(1);
    assert.throws(
      () => finishReshareOfCustody({ ...handed, contributions: fewer, index }),
      withCode("CONTRIBUTIONS_TOO_FEW"),
    );
    const share = { ...at(handed.old.shares, 0), index: 2 };
    assert.throws(
      () => reshareCustody({ key: handed.key, share, session: handed.session }),
      withCode("SHARE_INVALID"),
    );
  });
});
