import {
  type Fp,
  Fp2,
  type G1 as Point1,
  type G2 as Point2,
  G1,
  G2,
  Fp as FieldElement,
  normalize,
} from "mcl-wasm";
import { concatBytes } from "../../codec/index.ts";
import { blsContext } from "../../crypto/init.ts";
import { InvalidInputError } from "../../errors/index.ts";

/** Points as the EVM's precompiles take them (EIP-2537): affine, each coordinate 64 bytes big-endian, the upper 16 zero. */
export const EIP2537_G1_BYTES = 128;
export const EIP2537_G2_BYTES = 256;

const WORD_BYTES = 64;
const PADDING_BYTES = 16;

/** x ‖ y. The identity would be all zeros; it is refused, for nothing of ours is ever the identity. */
export function encodeG1Eip2537(point: Point1): Uint8Array {
  const affine = affineOf(point);
  return concatBytes(word(affine.getX()), word(affine.getY()));
}

/** x.c0 ‖ x.c1 ‖ y.c0 ‖ y.c1. */
export function encodeG2Eip2537(point: Point2): Uint8Array {
  const affine = affineOf(point);
  const [x, y] = [affine.getX(), affine.getY()];
  return concatBytes(word(x.get_a()), word(x.get_b()), word(y.get_a()), word(y.get_b()));
}

/**
 * On the curve, in the group of order r, canonical, and not the identity.
 * @throws {InvalidInputError} `POINT_INVALID` with the field's name.
 */
export function decodeG1Eip2537(bytes: Uint8Array, name: string): Point1 {
  const [x, y] = coordinates(bytes, EIP2537_G1_BYTES, name);
  return checked(new G1(), name, (point) => {
    point.setX(coordinate(x, name));
    point.setY(coordinate(y, name));
    point.setZ(one());
  });
}

/** The same in G2. */
export function decodeG2Eip2537(bytes: Uint8Array, name: string): Point2 {
  const [x0, x1, y0, y1] = coordinates(bytes, EIP2537_G2_BYTES, name);
  return checked(new G2(), name, (point) => {
    point.setX(pair(coordinate(x0, name), coordinate(x1, name)));
    point.setY(pair(coordinate(y0, name), coordinate(y1, name)));
    const unit = new Fp2();
    unit.setInt(1, 0);
    point.setZ(unit);
  });
}

function affineOf<Point extends Point1 | Point2>(point: Point): Point {
  if (point.isZero()) throw pointError("point", "identity");
  return normalize(point);
}

function word(element: Fp): Uint8Array {
  return concatBytes(new Uint8Array(PADDING_BYTES), element.serialize());
}

function coordinates(bytes: Uint8Array, lengthBytes: number, name: string): readonly Uint8Array[] {
  blsContext();
  if (!(bytes instanceof Uint8Array) || bytes.length !== lengthBytes) throw pointError(name, "length");
  if (bytes.every((byte) => byte === 0)) throw pointError(name, "identity");
  return Array.from({ length: lengthBytes / WORD_BYTES }, (_, i) =>
    bytes.subarray(i * WORD_BYTES, (i + 1) * WORD_BYTES),
  );
}

function coordinate(bytes: Uint8Array | undefined, name: string): Fp {
  if (bytes === undefined || bytes.subarray(0, PADDING_BYTES).some((byte) => byte !== 0))
    throw pointError(name, "encoding");
  const element = new FieldElement();
  try {
    element.deserialize(bytes.subarray(PADDING_BYTES));
  } catch {
    throw pointError(name, "encoding");
  }
  return element;
}

function one(): Fp {
  const unit = new FieldElement();
  unit.setInt(1);
  return unit;
}

function pair(a: Fp, b: Fp): Fp2 {
  const element = new Fp2();
  element.set_a(a);
  element.set_b(b);
  return element;
}

function checked<Point extends Point1 | Point2>(
  point: Point,
  name: string,
  fill: (point: Point) => void,
): Point {
  fill(point);
  if (!point.isValid() || !point.isValidOrder()) throw pointError(name, "group");
  return point;
}

function pointError(name: string, reason: string): InvalidInputError {
  return new InvalidInputError("POINT_INVALID", "A curve point is malformed or not in its group.", {
    facts: { name, reason },
  });
}
