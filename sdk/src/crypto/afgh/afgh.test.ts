import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import fc from "fast-check";
import { encodeAbiParameters } from "viem/utils";
import { fromHex, toHex } from "../../codec/index.ts";
import { withCode } from "../../testing/errors.ts";
import { checkProperty } from "../../testing/property.ts";
import {
  type Capsule,
  type CapsuleContext,
  FR_ORDER,
  capsuleContext,
  decodeCapsule,
  derivePublicX,
  derivePublicY,
  encodeCapsule,
  granteeKeyHash,
  initCrypto,
  openOwnCapsule,
  randomScalar,
  sealPart,
  verifyCapsule,
} from "../index.ts";
import { aContext, aSealedPart, anId, flipped, oneByte, scalars } from "../testing/fixtures.ts";
import { twin } from "../testing/twin.ts";
import { keccak_256 } from "@noble/hashes/sha3.js";

before(initCrypto);

/** Each field of a context replaced by another valid value. */
function otherContexts(context: CapsuleContext): CapsuleContext[] {
  return [
    { ...context, chainId: context.chainId + 1n },
    { ...context, registryId: anId() },
    { ...context, recordId: anId() },
    { ...context, version: context.version + 1 },
  ];
}

describe("sealPart", () => {
  it("seals for every scalar what openOwnCapsule opens, with a proof that holds", () => {
    checkProperty(
      fc.property(scalars, fc.uint8Array({ minLength: 32, maxLength: 32 }), fc.nat(), (a, bytes, epoch) => {
        const part = Uint8Array.from(bytes);
        const context = aContext();
        const capsule = sealPart({ x: derivePublicX(a), part, epoch, context });
        verifyCapsule({ capsule, context });
        assert.deepEqual(openOwnCapsule({ capsule, a, context }), part);
        assert.equal(capsule.epoch, epoch);
      }),
      15,
    );
  });

  it("never makes the same capsule twice", () => {
    const { a, part, context, capsule } = aSealedPart();
    const again = sealPart({ x: derivePublicX(a), part, epoch: capsule.epoch, context });
    assert.notDeepEqual(again.c1, capsule.c1);
    assert.notDeepEqual(again.wrapped, capsule.wrapped);
  });

  it("refuses a part of another length, an epoch that is none, a foreign X", () => {
    const context = aContext();
    const x = derivePublicX(5n);
    const part = new Uint8Array(32);
    for (const length of [0, 31, 33]) {
      assert.throws(
        () => sealPart({ x, part: new Uint8Array(length), epoch: 0, context }),
        withCode("PART_INVALID"),
      );
    }
    for (const epoch of [-1, 0.5, Number.NaN]) {
      assert.throws(() => sealPart({ x, part, epoch, context }), withCode("EPOCH_INVALID"));
    }
    const y = derivePublicY(5n);
    assert.throws(
      () => sealPart({ x: y, part, epoch: 0, context }),
      withCode("POINT_INVALID", { name: "x" }),
    );
  });
});

describe("capsuleContext", () => {
  it("is the documented ABI encoding", () => {
    const context = aContext();
    const expected = encodeAbiParameters(
      [
        { type: "string" },
        { type: "uint256" },
        { type: "bytes32" },
        { type: "bytes32" },
        { type: "uint256" },
        { type: "uint256" },
        { type: "bytes32" },
      ],
      [
        "medlattice/capsule/v1",
        7101n,
        context.registryId,
        context.recordId,
        BigInt(context.version),
        2n,
        context.sender,
      ],
    );
    assert.equal(toHex(capsuleContext(context)), expected);
  });

  it("refuses fields out of range", () => {
    const context = aContext();
    const wrong: CapsuleContext[] = [
      { ...context, chainId: -1n },
      { ...context, chainId: 1n << 256n },
      { ...context, version: -1 },
      { ...context, version: 2 ** 32 },
      { ...context, version: 0.5 },
      { ...context, registryId: "0x00" },
      { ...context, recordId: `${context.recordId}00` },
      { ...context, sender: `0x${"zz".repeat(32)}` },
    ];
    for (const one of wrong) assert.throws(() => capsuleContext(one), withCode("CAPSULE_CONTEXT_INVALID"));
    for (const kind of [0, 4]) {
      assert.throws(
        () => Reflect.apply(capsuleContext, undefined, [{ ...context, kind }]),
        withCode("CAPSULE_CONTEXT_INVALID"),
      );
    }
  });
});

describe("verifyCapsule", () => {
  it("refuses a capsule copied to another record, version, registry or chain", () => {
    const { capsule, context } = aSealedPart();
    for (const other of otherContexts(context)) {
      assert.throws(() => verifyCapsule({ capsule, context: other }), withCode("CAPSULE_PROOF_INVALID"));
    }
  });

  it("refuses a copied capsule that names the copier as sender", () => {
    const { capsule, context } = aSealedPart();
    const sender = anId();
    assert.throws(
      () => verifyCapsule({ capsule, context: { ...context, sender } }),
      withCode("CAPSULE_MISMATCH"),
    );
    assert.throws(
      () => verifyCapsule({ capsule: { ...capsule, sender }, context: { ...context, sender } }),
      withCode("CAPSULE_PROOF_INVALID"),
    );
  });

  it("refuses a capsule that calls itself of another kind", () => {
    const { capsule, context } = aSealedPart();
    assert.throws(
      () => verifyCapsule({ capsule: { ...capsule, kind: 3 }, context }),
      withCode("CAPSULE_MISMATCH"),
    );
    assert.throws(
      () => verifyCapsule({ capsule: { ...capsule, kind: 3 }, context: { ...context, kind: 3 } }),
      withCode("CAPSULE_PROOF_INVALID"),
    );
  });

  it("refuses another C1, c or z", () => {
    const { capsule, context } = aSealedPart();
    const refused = withCode("CAPSULE_PROOF_INVALID");
    const { c, z } = capsule.pok;
    const changed: Capsule[] = [
      { ...capsule, c1: derivePublicX(randomScalar()) },
      { ...capsule, pok: { c: (c + 1n) % FR_ORDER, z } },
      { ...capsule, pok: { c, z: (z + 1n) % FR_ORDER } },
      { ...capsule, pok: { c: 0n, z: 0n } },
    ];
    for (const one of changed) assert.throws(() => verifyCapsule({ capsule: one, context }), refused);
    assert.throws(
      () => verifyCapsule({ capsule: { ...capsule, pok: { c: c + FR_ORDER, z } }, context }),
      withCode("SCALAR_INVALID", { name: "pok.c" }),
    );
    assert.throws(
      () => verifyCapsule({ capsule: { ...capsule, pok: { c, z: z + FR_ORDER } }, context }),
      withCode("SCALAR_INVALID", { name: "pok.z" }),
    );
  });

  it("refuses X or C1 with one byte changed", () => {
    const { capsule, context } = aSealedPart();
    checkProperty(
      fc.property(oneByte, ({ position, mask }) => {
        const c1 = flipped(capsule.c1, position, mask);
        assert.throws(
          () => verifyCapsule({ capsule: { ...capsule, c1 }, context }),
          (error: unknown) =>
            error instanceof Error && /^(POINT_INVALID|CAPSULE_PROOF_INVALID)$/.test(codeOf(error)),
        );
      }),
      40,
    );
    assert.throws(
      () => verifyCapsule({ capsule: { ...capsule, x: capsule.x.slice(1) }, context }),
      withCode("POINT_INVALID", { name: "x" }),
    );
  });
});

describe("openOwnCapsule", () => {
  it("refuses another scalar by name", () => {
    const { capsule, context } = aSealedPart();
    assert.throws(
      () => openOwnCapsule({ capsule, a: randomScalar(), context }),
      withCode("CAPSULE_KEY_MISMATCH", { epoch: 3 }),
    );
  });

  it("opens only in the context it was sealed for", () => {
    const { a, capsule, context } = aSealedPart();
    for (const other of otherContexts(context)) {
      assert.throws(() => openOwnCapsule({ capsule, a, context: other }), withCode("CAPSULE_UNOPENABLE"));
    }
  });

  it("refuses the wrapped part with one byte changed", () => {
    const { a, capsule, context } = aSealedPart();
    checkProperty(
      fc.property(oneByte, ({ position, mask }) => {
        const wrapped = flipped(capsule.wrapped, position, mask);
        assert.throws(
          () => openOwnCapsule({ capsule: { ...capsule, wrapped }, a, context }),
          withCode("CAPSULE_UNOPENABLE"),
        );
      }),
      15,
    );
  });
});

describe("public keys", () => {
  it("are those of the twin, and refuse 0 and r", () => {
    checkProperty(
      fc.property(scalars, (k) => {
        assert.deepEqual(derivePublicX(k), twin.g1(k).toBytes());
        assert.deepEqual(derivePublicY(k), twin.g2(k).toBytes());
      }),
      10,
    );
    for (const k of [0n, FR_ORDER]) {
      assert.throws(() => derivePublicX(k), withCode("SCALAR_INVALID", { name: "a" }));
      assert.throws(() => derivePublicY(k), withCode("SCALAR_INVALID", { name: "b" }));
    }
  });

  it("hash as the terms of a grant name them", () => {
    const y = derivePublicY(9n);
    assert.equal(granteeKeyHash(y), toHex(keccak_256(y)));
    assert.throws(() => granteeKeyHash(y.slice(1)), withCode("POINT_INVALID", { name: "y" }));
  });
});

describe("encodeCapsule and decodeCapsule", () => {
  it("are inverse through JSON text", () => {
    checkProperty(
      fc.property(fc.constantFrom<1 | 2 | 3>(1, 2, 3), fc.nat(), (kind, epoch) => {
        const context = { ...aContext(), kind };
        const capsule = sealPart({ x: derivePublicX(7n), part: new Uint8Array(32), epoch, context });
        const text = JSON.stringify(encodeCapsule(capsule));
        assert.match(text, /^[^A-Z]*$/);
        assert.deepEqual(decodeCapsule(JSON.parse(text)), capsule);
      }),
      10,
    );
  });

  it("refuse every missing, surplus, mistyped or misspelt field, and name it", () => {
    const json = encodeCapsule(aSealedPart().capsule);
    const wrong: [string, unknown][] = [
      ["", undefined],
      ["", []],
      ["", { ...json, surplus: 1 }],
      ["kind", { ...json, kind: 4 }],
      ["epoch", { ...json, epoch: -1 }],
      ["epoch", { ...json, epoch: "3" }],
      ["x", { ...json, x: json.x.slice(0, -2) }],
      ["c1", { ...json, c1: json.c1.toUpperCase() }],
      ["wrapped", { ...json, wrapped: `${json.wrapped}00` }],
      ["sender", { ...json, sender: toHex(fromHex(json.sender).slice(1)) }],
      ["pok.c", { ...json, pok: { z: json.pok.z } }],
      ["pok.z", { ...json, pok: { ...json.pok, z: 1 } }],
    ];
    for (const [path, value] of wrong) {
      assert.throws(() => decodeCapsule(value), withCode("JSON_INVALID", { name: "capsule", path }));
    }
  });
});

function codeOf(error: object): string {
  return "code" in error ? String(error.code) : "";
}
