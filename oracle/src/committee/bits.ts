/** Stations as the contracts name them: a bit for each. */
export function stationsOf(bits: bigint): readonly number[] {
  const stations: number[] = [];
  for (let station = 0; bits >> BigInt(station) !== 0n; station += 1) {
    if (((bits >> BigInt(station)) & 1n) === 1n) stations.push(station);
  }
  return stations;
}

export function bitsOf(stations: readonly number[]): bigint {
  return stations.reduce((bits, station) => bits | (1n << BigInt(station)), 0n);
}
