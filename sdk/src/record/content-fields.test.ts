import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { utf8 } from "../codec/index.ts";
import { ZERO32 } from "../keys/index.ts";
import { withCode } from "../testing/errors.ts";
import { createWorld, propose, review } from "../testing/world.ts";
import { checkFields, type OpenedVersion } from "./index.ts";

const world = await createWorld();

async function opened(mediaType?: string): Promise<OpenedVersion> {
  const { record, manifest, content, fileKey } = await review(
    world,
    await propose(world, utf8('{"resourceType":"Observation","status":"final"}'), mediaType),
  );
  return { record, manifest: manifest.value, content, fileKey };
}

describe("the fields of a proposal", () => {
  it("are those that its author committed to, of FHIR and of anything else", async () => {
    for (const mediaType of ["application/fhir+json", "text/plain"])
      assert.equal(await checkFields(await opened(mediaType)), true, mediaType);
  });

  it("are refused with another content, root, file key or record", async () => {
    const version = await opened();
    const { manifest, record } = version;
    const recordId = `0x${"07".repeat(32)}` as const;
    const changes: readonly Partial<OpenedVersion>[] = [
      { content: utf8('{"resourceType":"Observation","status":"amended"}') },
      { manifest: { ...manifest, content: { ...manifest.content, fieldRoot: recordId } } },
      { fileKey: new Uint8Array(16) },
      { record: { ...record, recordId } },
    ];
    for (const change of changes)
      await assert.rejects(checkFields({ ...version, ...change }), withCode("FIELD_ROOT_MISMATCH"));
  });

  it("may be none: that is told", async () => {
    const version = await opened();
    const content = { ...version.manifest.content, fieldRoot: ZERO32 };
    assert.equal(await checkFields({ ...version, manifest: { ...version.manifest, content } }), false);
  });
});
