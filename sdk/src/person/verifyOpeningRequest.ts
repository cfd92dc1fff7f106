import { identityRegistryAbi } from "../abi/index.ts";
import { contractsOf } from "../chain/index.ts";
import type { OpeningRequest } from "../custody/index.ts";
import { requireSignature, typed } from "../eip712/index.ts";
import { VerificationError } from "../errors/index.ts";
import { ROLE } from "../identity/index.ts";
import { chainById } from "../network/index.ts";
import { correctionDomain, stateHash } from "../record/index.ts";
import { checkThrough } from "./checkThrough.ts";
import type { CustodyOfficer, HeldShare } from "./custodyOfficer.ts";
import { institutionOf, registryAt } from "./places.ts";

/**
 * @internal What an officer checks before it signs for a correction: the record is this institution's and stands on chain as shown, a doctor
 * of this institution has signed the correction, and the officers' key is the one that is registered. The patient's permission is the
 * contract's to ask for.
 * @throws VerificationError CUSTODY_REQUEST_FALSE with what does not hold | SIGNATURE_INVALID
 */
export async function verifyOpeningRequest(
  { person, chainId }: CustodyOfficer,
  { state, correction, authorSignature, ...place }: OpeningRequest,
  held: HeldShare,
): Promise<void> {
  const { network } = person;
  const organization = institutionOf(network, chainId);
  const reader = person.reader(chainId);
  const { identityRegistry: address, recordCorrection } = contractsOf(chainById(network, chainId));
  require(place.chainId === chainId &&
    place.registryId === registryAt(network, chainId).registryId, "registry");
  require(state.institution === organization, "institution");
  require(state.recordId === correction.recordId && state.patient === correction.patient, "record");
  require(correction.version === state.version + 1 && correction.sequence === state.sequence, "version");
  require((await reader.stateHashOf(state.recordId)) === stateHash(state), "state");
  require((await reader.chameleonKeyOf(organization)) === held.h1, "key");
  const { author, signer } = correction;
  const doctor = await reader.ask((node) =>
    node.readContract({ address, abi: identityRegistryAbi, functionName: "person", args: [author] }),
  );
  require(doctor.role === ROLE.doctor && doctor.organization === organization, "doctor");
  require(await reader.isInGoodStanding(signer, author), "doctor");
  if (recordCorrection === undefined) throw requestFalse("contract");
  await requireSignature({
    data: typed("Correction", correctionDomain(chainId, recordCorrection), correction),
    signer,
    signature: authorSignature,
    check: checkThrough(person, chainId),
  });
}

function require(holds: boolean, member: string): void {
  if (!holds) throw requestFalse(member);
}

function requestFalse(member: string): VerificationError {
  return new VerificationError(
    "CUSTODY_REQUEST_FALSE",
    "A correction that officers are asked to permit does not hold.",
    {
      facts: { member },
      hints: ["Sign nothing; the record may have changed since, or the request is made up."],
    },
  );
}
