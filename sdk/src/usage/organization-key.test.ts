import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { toHex, utf8 } from "../codec/index.ts";
import { dealForGrant } from "../consent/index.ts";
import { combineReencrypted, dealOrganizationKey, unwrapPartial } from "../crypto/index.ts";
import { grantTo, openAccess } from "../testing/grant.ts";
import { confirmed, createWorld } from "../testing/world.ts";
import { organizationOpener, readRecord } from "./index.ts";

const world = await createWorld();
const content = utf8('{ "resourceType":"Observation", "note":"CANARY-blood-0.50" }');
const record = await confirmed(world, content);
const granted = await grantTo(world, record);

describe("readRecord", () => {
  it("opens for an organisation's key through its holders, who never see content (rule 7)", async () => {
    const { key, shares } = dealOrganizationKey({ threshold: 2, indices: [1, 2, 3] });
    const access = await openAccess(world, record, granted);
    const input = { ...granted.input, granteeY: toHex(key.y) };
    const made = await dealForGrant(input);
    const toOrganization = {
      ...granted,
      input,
      made,
      grantPackage: { ...granted.grantPackage, granteeY: toHex(key.y), keys: [...made.keys] },
    };
    const theirs = await openAccess(world, record, toOrganization);
    assert.notEqual(theirs.accessId, access.accessId);
    const opener = organizationOpener({
      key,
      async askHolders({ capsule, partials, threshold, commitments, accessId }) {
        const w = combineReencrypted({
          x: capsule.x,
          c1: capsule.c1,
          partials,
          threshold,
          commitments,
          y: key.y,
          accessId,
        });
        return shares.slice(1).map(({ index, share }) => unwrapPartial({ key, index, share, w, accessId }));
      },
    });
    assert.deepEqual((await readRecord({ ...theirs.options, opener })).content, content);
  });
});
