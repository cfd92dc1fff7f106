import { fromHex, u32be, utf8, type Hex } from "../codec/index.ts";
import { scalarFromBytes64 } from "../crypto/primitives/random.ts";
import type { MasterKey } from "./master-key.ts";

const CATEGORY_SCALAR = "medlattice/category-scalar/v1";
const RECORD_SCALAR = "medlattice/record-scalar/v1";
const RECEIVE_SCALAR = "medlattice/receive-scalar/v1";

/**
 * Scalar `a1(category, epoch)`: the patient's part of every record of a category. No chain enters (DESIGN rule 3), so records
 * of one category open alike wherever they are kept.
 *
 * @param code category code, as in the key manifest.
 * @param epoch from 0; a new one ends what was dealt under the old.
 */
export function categoryScalar(master: MasterKey, code: string, epoch: number): bigint {
  return scalarFromBytes64(master.derive(CATEGORY_SCALAR, [utf8(code), u32be(epoch)], 64));
}

/** Scalar `a1(record)`: the patient's part of one record; a grant for one record deals only this. */
export function recordScalar(master: MasterKey, recordId: Hex, epoch: number): bigint {
  return scalarFromBytes64(master.derive(RECORD_SCALAR, [fromHex(recordId, 32), u32be(epoch)], 64));
}

/** Scalar `b2(epoch)`: opens what proxies re-encrypt to this person; public `Y = ĝ^b2`. */
export function receiveScalar(master: MasterKey, epoch: number): bigint {
  return scalarFromBytes64(master.derive(RECEIVE_SCALAR, [u32be(epoch)], 64));
}
