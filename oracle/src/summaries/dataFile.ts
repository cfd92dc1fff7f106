import { fromHex, type Hex } from "@medlattice/sdk/codec";
import { CID } from "multiformats/cid";
import { create } from "multiformats/hashes/digest";

const RAW = 0x55;
const SHA2_256 = 0x12;

/** The CID of a batch's file under `unixfs-v1-2025`: it is one block, so its digest says it all. */
export function cidOfData(digest: Hex): string {
  return CID.createV1(RAW, create(SHA2_256, fromHex(digest, 32))).toString();
}
