import { createSessionKey } from "@medlattice/sdk/client";
import { initCrypto } from "@medlattice/sdk/crypto";
import { ROLE } from "@medlattice/sdk/identity";
import type { MasterKey } from "@medlattice/sdk/keys";
import { consortiumOf, type NetworkDescription } from "@medlattice/sdk/network";
import {
  acceptAtDesk,
  createConnections,
  createPerson,
  dealToEmergencyKey,
  enrolByVoucher,
  keepKeyring,
  type OwnPseudonym,
  type Person,
  publishKeys,
  requestVoucher,
} from "@medlattice/sdk/person";
import { pageSigner } from "../pageSigner.ts";
import type { SignatureDesk } from "../signatureDesk.ts";
import { applicantOf } from "./begin.ts";
import type { EnrolmentDraft, EnrolmentStage } from "./draft.ts";

export interface FinishContext {
  readonly network: NetworkDescription;
  readonly desk: SignatureDesk;
  readonly host: string;
  /** Keeps what is done, so that a broken enrolment goes on there. */
  readonly keep: (draft: EnrolmentDraft) => Promise<void>;
  readonly onStage: (stage: FinishStage) => void;
}

/** What is being done now. */
export type FinishStage = "accept" | "publish" | "share" | "emergency";

/**
 * Everything after the manager has signed: accept the credential, publish keys and leave the wrapped ones with the oracle, and for a
 * patient the same on the consortium under a second pseudonym, and the deal for emergencies. Each step can be done again.
 *
 * @throws UnavailableError `CREDENTIAL_NOT_READY` while the manager has not signed
 */
export async function finishEnrolment(
  begun: EnrolmentDraft,
  master: MasterKey,
  context: FinishContext,
): Promise<Person> {
  const { network, desk, host, keep, onStage } = context;
  await initCrypto();
  let draft = begun;
  const reach = async (stage: EnrolmentStage): Promise<void> => {
    draft = { ...draft, stage };
    await keep(draft);
  };
  if (draft.stage === "waiting") {
    onStage("accept");
    await acceptAtDesk(applicantOf(draft, master, context), draft.desk.token);
    await reach("enrolled");
  }
  const { chainId, personId, accounts, keyPlan, organization, keyring } = draft;
  const pseudonyms: OwnPseudonym[] = [{ chainId, personId, signer: pageSigner(desk, accounts.home) }];
  const connections = createConnections({
    network,
    pseudonyms,
    newSessionKey: createSessionKey,
    domain: host,
  });
  const person = createPerson({ connections, organization, master, keyPlan });
  try {
    if (draft.stage === "enrolled") {
      onStage("publish");
      await publishKeys(person, chainId);
      await keepKeyring(person, chainId, keyring);
      await reach("published");
    }
    if (accounts.consortium === null || draft.role !== "Patient") return person;
    const sharing: OwnPseudonym = {
      chainId: consortiumOf(network).chainId,
      personId: draft.consortiumPersonId,
      signer: pageSigner(desk, accounts.consortium),
    };
    pseudonyms.push(sharing);
    if (draft.stage === "published") {
      onStage("share");
      await joinConsortium(person, sharing, draft);
      await reach("shared");
    }
    if (draft.emergency) {
      onStage("emergency");
      await dealToEmergencyKey(person, chainId);
    }
    return person;
  } catch (error) {
    await connections.close();
    throw error;
  }
}

/** Under a pseudonym that the institution never learns from the voucher it gives (docs/decisions/0006). */
async function joinConsortium(
  person: Person,
  { chainId, personId, signer }: OwnPseudonym,
  draft: EnrolmentDraft,
): Promise<void> {
  const { network, master, keyPlan } = person;
  if (!(await person.reader(chainId).isInGoodStanding(signer.address, personId))) {
    const held = await requestVoucher(person, draft.chainId);
    const organization = held.voucher.authority;
    const role = ROLE.patient;
    await enrolByVoucher({ network, chainId, personId, signer, master, keyPlan, organization, role }, held);
  }
  await publishKeys(person, chainId);
  await keepKeyring(person, chainId, draft.keyring);
}
