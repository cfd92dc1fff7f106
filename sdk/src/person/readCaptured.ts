import { contractsOf } from "../chain/index.ts";
import { type CaptureBegin, type CaptureReading, checkStation, readCapture } from "../device/record/index.ts";
import { UnavailableError } from "../errors/index.ts";
import { identityDomain } from "../identity/index.ts";
import { chainById } from "../network/index.ts";
import { checkThrough } from "./checkThrough.ts";
import type { Person } from "./person.ts";

/** What the chain says of the station that signed a capture; `demonstration`: it is nobody's record, and no station vouches for it. */
export type StationStanding = "enrolled" | "not-enrolled" | "unreachable" | "demonstration";

export interface VerifiedCapture extends CaptureReading {
  readonly station: StationStanding;
}

/**
 * Reads a captured record, verifies its chain of hashes, and asks the treatment's chain for the station that signed it (P10). Whoever
 * cannot reach that chain is told so; the signatures themselves are checked all the same.
 *
 * @param bundle the record's content
 * @throws InvalidInputError `CAPTURE_NOT_READABLE` where there is no capture in it
 */
export async function readCaptured(person: Person, bundle: Uint8Array): Promise<VerifiedCapture> {
  let station: StationStanding = "demonstration";
  const reading = await readCapture({
    bundle,
    isEnrolled: async (begin) => {
      station = await standingOf(person, begin);
      return station !== "not-enrolled";
    },
  });
  return { ...reading, station };
}

async function standingOf(person: Person, begin: CaptureBegin): Promise<StationStanding> {
  if (begin.treatment === null) return "demonstration";
  const { chainId } = begin.treatment;
  const chain = person.network.chains.find((each) => each.chainId === chainId);
  // A chain that this network does not have enrols nobody here.
  if (chain === undefined) return "not-enrolled";
  const { identityRegistry } = contractsOf(chainById(person.network, chainId));
  const own = person.pseudonyms.find((each) => each.chainId === chainId) ?? person.pseudonyms[0];
  try {
    const isEnrolled = await checkStation({
      begin,
      domain: identityDomain({ chainId, identityRegistry }),
      registry: person.reader(chainId),
      ...(own === undefined ? {} : { check: checkThrough(person, own.chainId) }),
    });
    return isEnrolled ? "enrolled" : "not-enrolled";
  } catch (error) {
    if (error instanceof UnavailableError) return "unreachable";
    throw error;
  }
}
