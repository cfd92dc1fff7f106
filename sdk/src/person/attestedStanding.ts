import type { StateStanding } from "../chain/index.ts";
import { ATTESTED_STANDING } from "../client/index.ts";
import type { Hex } from "../codec/index.ts";
import { requireSignature, typed } from "../eip712/index.ts";
import { MedLatticeError } from "../errors/index.ts";
import { consortiumOf } from "../network/index.ts";
import { type RecordState, registryDomain, stateHash } from "../record/index.ts";
import type { Person } from "./person.ts";
import { institutionOf, registryAt } from "./places.ts";

/** Who says how a record stands, to a reader without a node of its chain. */
export interface AttestedStanding {
  readonly standing: StateStanding;
  readonly organization: Hex;
  /** Unix seconds. */
  readonly attestedAt: number;
  /** Of the record's chain; nothing after it is known. */
  readonly blockNumber: number;
}

/** How old an answer may be, and how far the clocks apart. */
const FRESH_SECONDS = 600;

const STANDINGS = new Map<number, StateStanding>([
  [ATTESTED_STANDING.present, "present"],
  [ATTESTED_STANDING["corrected-since"], "corrected-since"],
  [ATTESTED_STANDING["erased-since"], "erased-since"],
]);

/**
 * Asks the record's institution how a state stands. Its word is signed with the oracle key that the consortium's registry names, and fresh; it
 * is the institution's word all the same, not a look at the chain.
 *
 * @returns null where it does not answer, does not know the state, or what it says does not hold
 */
export async function attestedStanding(
  person: Person,
  chainId: number,
  state: RecordState,
): Promise<AttestedStanding | null> {
  const { chainId: consortium } = consortiumOf(person.network);
  const institution = institutionOf(person.network, chainId);
  try {
    const oracle = await person.oracle(institution, consortium);
    const { signature, ...said } = await oracle.records.attest(chainId, state);
    const { standing: code, organization, attestedAt, blockNumber } = said;
    const standing = STANDINGS.get(code);
    const isAbout =
      said.recordId === state.recordId &&
      said.stateHash === stateHash(state) &&
      organization === institution &&
      Math.abs(Date.now() / 1000 - attestedAt) <= FRESH_SECONDS;
    if (standing === undefined || !isAbout) return null;
    const message = { ...said, blockNumber: BigInt(blockNumber) };
    const signer = await person.reader(consortium).oracleOf(organization);
    const domain = registryDomain(registryAt(person.network, chainId));
    await requireSignature({ data: typed("StateAttestation", domain, message), signer, signature });
    return { standing, organization, attestedAt, blockNumber };
  } catch (error) {
    if (error instanceof MedLatticeError) return null;
    throw error;
  }
}
