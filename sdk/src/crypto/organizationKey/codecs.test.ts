import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import { withCode } from "../../testing/errors.ts";
import {
  decodeOrganizationKey,
  decodeOrganizationPartial,
  encodeOrganizationKey,
  encodeOrganizationPartial,
  initCrypto,
} from "../index.ts";
import { at } from "../testing/fixtures.ts";
import { aKey, anUnwrappedGrant } from "../testing/organizationFixtures.ts";

before(initCrypto);

describe("codecs", () => {
  it("bring keys and answers back through JSON text", () => {
    const { key, shares } = aKey();
    const { partials } = anUnwrappedGrant(key, shares);
    const partial = at(partials, 0);
    assert.deepEqual(decodeOrganizationKey(JSON.parse(JSON.stringify(encodeOrganizationKey(key)))), key);
    const text = JSON.stringify(encodeOrganizationPartial(partial));
    assert.deepEqual(decodeOrganizationPartial(JSON.parse(text)), partial);
  });

  it("refuse malformed ones by path", () => {
    const { key } = aKey();
    const json = encodeOrganizationKey(key);
    for (const [path, value] of [
      ["y", { ...json, y: "0x" }],
      ["threshold", { ...json, threshold: 0 }],
      ["commitments", { ...json, commitments: [] }],
      ["commitments.1", { ...json, commitments: [json.commitments[0], "0x00"] }],
    ] as const) {
      assert.throws(
        () => decodeOrganizationKey(value),
        withCode("JSON_INVALID", { name: "organizationKey", path }),
      );
    }
    assert.throws(
      () => decodeOrganizationPartial({ index: 1 }),
      withCode("JSON_INVALID", { name: "organizationPartial", path: "v" }),
    );
  });
});
