import { CATEGORIES } from "@medlattice/sdk/fhir";
import { initCrypto } from "@medlattice/sdk/crypto";
import { InvalidInputError } from "@medlattice/sdk/errors";
import { newPersonId, ROLE } from "@medlattice/sdk/identity";
import {
  createKeyring,
  type KeyWrap,
  MasterKey,
  wrapWithPassphrase,
  wrapWithWallet,
} from "@medlattice/sdk/keys";
import { type NetworkDescription, organizationById } from "@medlattice/sdk/network";
import { type Applicant, waitAtDesk } from "@medlattice/sdk/person";
import type { Hex } from "viem";
import { pageSigner } from "../pageSigner.ts";
import type { SignatureDesk } from "../signatureDesk.ts";
import type { EnrolmentAccounts, EnrolmentDraft } from "./draft.ts";

export interface BeginEnrolment {
  readonly organization: Hex;
  readonly role: EnrolmentDraft["role"];
  readonly accounts: EnrolmentAccounts;
  /** A second way to the keys, or the only one when no account wraps them. */
  readonly passphrase: string | null;
  readonly emergency: boolean;
}

const ROLES = { Patient: ROLE.patient, Doctor: ROLE.doctor, Staff: ROLE.staff } as const;

/**
 * Makes a master key, wraps it (the wallet is asked twice, to be sure that it signs alike each time) and waits at the desk.
 * @throws InvalidInputError `ENROLMENT_WITHOUT_KEY` | `ENROLMENT_ACCOUNTS` | `ORGANIZATION_WITHOUT_CHAIN`
 */
export async function beginEnrolment(
  choice: BeginEnrolment,
  { network, desk }: { readonly network: NetworkDescription; readonly desk: SignatureDesk },
): Promise<{ readonly draft: EnrolmentDraft; readonly master: MasterKey }> {
  const { organization, role, accounts, passphrase, emergency } = choice;
  requireDifferent(accounts);
  await initCrypto();
  const master = MasterKey.generate();
  const wraps: KeyWrap[] = [];
  if (accounts.keys !== null) wraps.push(await wrapWithWallet(master, pageSigner(desk, accounts.keys)));
  if (passphrase !== null) wraps.push(await wrapWithPassphrase(master, passphrase));
  if (wraps.length === 0) {
    throw new InvalidInputError(
      "ENROLMENT_WITHOUT_KEY",
      "The keys need an account or a passphrase to be locked with.",
    );
  }
  const categories = role === "Patient" ? CATEGORIES.map((code) => ({ code, epoch: 0 })) : [];
  const begun = {
    format: "medlattice/enrolment-draft/v1",
    organization,
    role,
    chainId: chainOf(network, organization),
    personId: newPersonId(),
    consortiumPersonId: newPersonId(),
    accounts,
    keyring: createKeyring(master, wraps),
    keyPlan: { receiveEpoch: 0, categories },
    emergency,
    stage: "waiting",
  } as const;
  const { code, token, expiresAt } = await waitAtDesk(applicantOf(begun, master, { network, desk }));
  return { draft: { ...begun, desk: { code, token, expiresAt } }, master };
}

/** Asks for another code with the same keys and pseudonym, when the first has run out. */
export async function waitAgain(
  draft: EnrolmentDraft,
  master: MasterKey,
  context: { readonly network: NetworkDescription; readonly desk: SignatureDesk },
): Promise<EnrolmentDraft> {
  await initCrypto();
  const { code, token, expiresAt } = await waitAtDesk(applicantOf(draft, master, context));
  return { ...draft, desk: { code, token, expiresAt } };
}

/** The draft's person at home, as the SDK enrols one. */
export function applicantOf(
  draft: Omit<EnrolmentDraft, "desk">,
  master: MasterKey,
  { network, desk }: { readonly network: NetworkDescription; readonly desk: SignatureDesk },
): Applicant {
  const { chainId, personId, accounts, keyPlan, organization, role } = draft;
  const signer = pageSigner(desk, accounts.home);
  return { network, chainId, personId, signer, master, keyPlan, organization, role: ROLES[role] };
}

function chainOf(network: NetworkDescription, orgId: Hex): number {
  const { privateChainId, name } = organizationById(network, orgId);
  if (privateChainId !== null) return privateChainId;
  throw new InvalidInputError("ORGANIZATION_WITHOUT_CHAIN", `${name} enrols nobody at a desk.`);
}

function requireDifferent({ keys, home, consortium }: EnrolmentAccounts): void {
  const used = [keys, home, consortium].filter((account) => account !== null);
  if (new Set(used).size === used.length) return;
  throw new InvalidInputError("ENROLMENT_ACCOUNTS", "Each purpose needs an account of its own.", {
    hints: ["Add an account in your wallet and share it with this page."],
  });
}
