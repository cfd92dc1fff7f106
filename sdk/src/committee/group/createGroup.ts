import { sha256 } from "@noble/hashes/sha2.js";
import { concatBytes, type Hex, toHex, u32be, utf8 } from "../../codec/index.ts";
import { decodeG2, encodePoint, type G1, type G2 } from "../../crypto/bls/points.ts";
import { modR, toFr } from "../../crypto/bls/scalar.ts";
import { bytesToBigint } from "../../crypto/primitives/bytes.ts";
import { InvalidInputError } from "../../errors/index.ts";
import { hashToG1 } from "../bls/hashToG1.ts";
import { combine } from "../bls/sums.ts";
import { COMMITTEE_DOMAIN, type VoteDomains } from "../domains.ts";

/** As many as fit a station's number of 16 bits. */
export const MOST_STATIONS = 65_535;

/** All stations with a proven voting key, in a fixed order; a station is named by its place, from 0. */
export interface StationGroup {
  /** SHA-256 of all keys in order. */
  readonly groupId: Hex;
  readonly size: number;
  /** apk = Σ a_i·P_i, compressed: what votes and positions are hashed with. */
  readonly aggregateKey: Uint8Array;
  readonly domains: VoteDomains;
  /** a_i. */
  coefficient(station: number): bigint;
  /** P_i. */
  key(station: number): G2;
  /** H2(apk, i), kept after its first use. */
  position(station: number): G1;
}

/**
 * Puts the stations' keys together (systems.md P8; Boneh–Drijvers–Neven 2018 §4): `a_i = SHA-256(domain ‖ P_i ‖ groupId) mod r`,
 * `apk = Σ a_i·P_i`, `H2(apk, i) = hash_to_curve(apk ‖ u32be(i))`. The proofs of possession must have been verified.
 * @param keys compressed, 96 bytes each
 * @throws {InvalidInputError} `GROUP_SIZE`, `GROUP_KEY_TWICE`, `POINT_INVALID`
 */
export function createGroup(
  keys: readonly Uint8Array[],
  domains: VoteDomains = COMMITTEE_DOMAIN,
): StationGroup {
  if (keys.length === 0 || keys.length > MOST_STATIONS) {
    throw new InvalidInputError("GROUP_SIZE", `A group has 1 to ${MOST_STATIONS} stations.`);
  }
  const points = keys.map((key, i) => decodeG2(key, `keys[${i}]`));
  if (new Set(keys.map(toHex)).size !== keys.length)
    throw new InvalidInputError("GROUP_KEY_TWICE", "Two stations have the same voting key.");
  const list = sha256(concatBytes(...keys));
  const coefficients = keys.map((key) =>
    modR(bytesToBigint(sha256(concatBytes(utf8(domains.coefficient), key, list)))),
  );
  const aggregateKey = encodePoint(combine(points, coefficients.map(toFr)));
  const positions = new Map<number, G1>();
  const at = <T>(values: readonly T[], station: number): T => {
    const value = Number.isInteger(station) ? values[station] : undefined;
    if (value === undefined) throw unknownStation();
    return value;
  };
  return {
    groupId: toHex(list),
    size: keys.length,
    aggregateKey,
    domains,
    coefficient: (station) => at(coefficients, station),
    key: (station) => at(points, station),
    position(station) {
      at(points, station);
      const known = positions.get(station);
      if (known !== undefined) return known;
      const made = hashToG1(concatBytes(aggregateKey, u32be(station)), domains.position);
      positions.set(station, made);
      return made;
    },
  };
}

function unknownStation(): InvalidInputError {
  return new InvalidInputError("STATION_UNKNOWN", "There is no station of that number in the group.");
}
