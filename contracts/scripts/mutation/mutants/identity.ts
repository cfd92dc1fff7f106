import type { Mutant } from "../mutant.ts";

/** Organisations, people and who governs. */
export const identityMutants: readonly Mutant[] = [
  {
    id: "settle",
    property: "GOV-2",
    mistake: "the ledger can be exchanged",
    changes: [["if (usageLedger != address(0)) revert", "if (false) revert"]],
  },
  {
    id: "settle-foreign",
    property: "GOV-2",
    mistake: "the ledger of another registry is taken",
    changes: [["if (address(IUsageLedger(ledger).consentRegistry()) != address(this)) {", "if (false) {"]],
  },
  {
    id: "correction-settled",
    property: "GOV-2",
    mistake: "the correction contract is exchanged",
    changes: [["if (_correction != address(0)) revert", "if (false) revert"]],
  },
  {
    id: "nullifier",
    property: "IDE-1",
    mistake: "one real identity, two people",
    changes: [["if (personOfNullifier(credential.nullifier) != 0) {", "if (false) {"]],
  },
  {
    id: "nullifier-changed",
    property: "IDE-1",
    mistake: "a renewal is for another identity",
    changes: [["if (credential.nullifier != p.nullifier) {", "if (false) {"]],
  },
  {
    id: "person-id",
    property: "IDE-7",
    mistake: "a person's id can be an address",
    changes: [["if (uint256(personId) >> 160 == 0) revert", "if (false) revert"]],
  },
  {
    id: "last-controller",
    property: "IDE-3",
    mistake: "the last controller is removed",
    changes: [["if (p.controllerCount == 1) revert IdentityRegistryLastController(personId, account);", ""]],
  },
  {
    id: "recovery-delay",
    property: "IDE-4",
    mistake: "a recovery needs no patience",
    changes: [["if (block.timestamp < pending.readyAt) {", "if (false) {"]],
  },
  {
    id: "recovery-cancel",
    property: "IDE-4",
    mistake: "anyone cancels a recovery",
    changes: [["_authorizeWithdrawal(cancel.personId, cancel.signer, cancel.hash(), signature);", ""]],
  },
  {
    id: "recovery-authority",
    property: "IDE-4",
    mistake: "an issuer alone recovers",
    changes: [
      ["_checkSignature(authority, IdentityMessages.hashApproval(recovery), authoritySignature);", ""],
    ],
  },
  {
    id: "recovery-issuer",
    property: "IDE-4",
    mistake: "the authority alone recovers",
    changes: [
      ["_checkSignature(recovery.signer, recovery.hash(), issuerSignature);", ""],
      ["_requireRecoveryIssuer(p, recovery);", ""],
    ],
  },
  {
    id: "recovery-acceptance",
    property: "IDE-4",
    mistake: "the new wallet need not accept",
    changes: [["_checkSignature(pending.newController, acceptanceHash, acceptance);", ""]],
  },
  {
    id: "recovery-epoch",
    property: "IDE-4",
    mistake: "the old wallets stay",
    changes: [["epoch = ++p.controllerEpoch;", "epoch = p.controllerEpoch;"]],
  },
  {
    id: "credential-begin",
    property: "IDE-2",
    mistake: "a credential counts before its time",
    changes: [
      ["isActive := and(isActive, iszero(lt(time, and(shr(NOT_BEFORE_SHIFT, word), TIME_MASK))))", ""],
    ],
  },
  {
    id: "credential-end",
    property: "IDE-2",
    mistake: "a credential counts after its time",
    changes: [
      ["isActive := and(isActive, iszero(gt(time, and(shr(NOT_AFTER_SHIFT, word), TIME_MASK))))", ""],
    ],
  },
  {
    id: "controller-epoch",
    property: "IDE-4",
    mistake: "controllers of before a recovery go on",
    changes: [
      ["_controllers[personId][word.controllerEpoch()][account]", "_controllers[personId][0][account]"],
    ],
  },
  {
    id: "recovery-nonce",
    property: "IDE-4",
    mistake: "one approval serves two issuers",
    changes: [["if (authorityOwner != issuerOwner) _useNonce(authorityOwner, recovery.nonce);", ""]],
  },
  {
    id: "hold",
    property: "IDE-5",
    mistake: "a hospital lifts the authority's suspension",
    changes: [["if (p.authorityHold) revert", "if (false) revert"]],
  },
  {
    id: "revoked-person",
    property: "IDE-5",
    mistake: "a revoked person comes back",
    changes: [["same || p.status == PersonStatus.Revoked || change.status", "same || change.status"]],
  },
  {
    id: "revoked-patient",
    property: "IDE-6",
    mistake: "a hospital shuts a patient out for good",
    changes: [["_requireRevocable(p, change);", ""]],
  },
  {
    id: "issuer-fellow",
    property: "IDE-8",
    mistake: "a manager makes managers",
    changes: [["if (role == Role.Manager || role == Role.Auditor) {", "if (false) {"]],
  },
  {
    id: "issuer-organization",
    property: "IDE-8",
    mistake: "a manager speaks for another organisation",
    changes: [
      [
        "if (issuerRole != Role.Manager || issuerOrganization != organization) {",
        "if (issuerRole != Role.Manager) {",
      ],
    ],
  },
  {
    id: "issuer-role",
    property: "IDE-8",
    mistake: "any colleague is an issuer",
    changes: [
      [
        "if (issuerRole != Role.Manager || issuerOrganization != organization) {",
        "if (issuerOrganization != organization) {",
      ],
    ],
  },
  {
    id: "issuer-kind",
    property: "IDE-8",
    mistake: "an insurer enrols doctors",
    changes: [
      [
        "if (role == Role.Doctor || role == Role.CaptureStation) return careProvider;",
        "if (role == Role.Doctor || role == Role.CaptureStation) return true;",
      ],
    ],
  },
  {
    id: "renew-stale",
    property: "IDE-2",
    mistake: "the same credential renews again and again",
    changes: [["if (credential.notBefore <= p.notBefore) {", "if (credential.notBefore < p.notBefore) {"]],
  },
  {
    id: "renew-holder",
    property: "IDE-2",
    mistake: "whoever signs is taken for a controller",
    changes: [["requireController(personId, credential.controller);", ""]],
  },
  {
    id: "closed-staff",
    property: "IDE-2",
    mistake: "doctors of a closed hospital act",
    changes: [
      ["if (role != Role.Patient) organizationRegistry.requireActiveOrganization(organization);", ""],
    ],
  },
  {
    id: "closed-patients",
    property: "IDE-6",
    mistake: "a closed hospital locks its patients out",
    changes: [
      [
        "if (role != Role.Patient) organizationRegistry.requireActiveOrganization(organization);",
        "organizationRegistry.requireActiveOrganization(organization);",
      ],
    ],
  },
  {
    id: "valid-staff",
    property: "IDE-2",
    mistake: "doctors of a closed hospital count as active",
    changes: [
      [
        "return word.role() == Role.Patient || organizationRegistry.isActiveOne(p.organization);",
        "return true;",
      ],
    ],
  },
  {
    id: "authority",
    property: "GOV-1",
    mistake: "anyone is the authority",
    changes: [["if (msg.sender != _authority) revert AuthorityGovernedNotAuthority(msg.sender);", ""]],
  },
  {
    id: "authority-successor",
    property: "GOV-1",
    mistake: "anyone takes the authority over",
    changes: [["if (msg.sender != _pendingAuthority) revert", "if (false) revert"]],
  },
  {
    id: "admin",
    property: "ORG-1",
    mistake: "anyone is the admin",
    changes: [["if (msg.sender != _organizations[orgId].admin) revert", "if (false) revert"]],
  },
  {
    id: "admin-successor",
    property: "ORG-2",
    mistake: "anyone names the next admin",
    changes: [["if (msg.sender != authority()) _requireActiveAdmin(orgId);", ""]],
  },
  {
    id: "admin-suspended",
    property: "ORG-2",
    mistake: "a stolen admin key undoes the authority's nomination",
    changes: [
      [
        "if (msg.sender != authority()) _requireActiveAdmin(orgId);",
        "if (msg.sender != authority() && msg.sender != entry.admin) revert OrganizationRegistryNotAdmin(orgId, msg.sender);",
      ],
    ],
  },
  {
    id: "organization-revoked",
    property: "ORG-3",
    mistake: "an expelled organisation comes back",
    changes: [["if (from == OrganizationStatus.Revoked || ", "if ("]],
  },
  {
    id: "emergency-threshold",
    property: "ORG-4",
    mistake: "one organisation alone holds the emergency key",
    changes: [["if (threshold < MIN_THRESHOLD || ", "if ("]],
  },
  {
    id: "emergency-twice",
    property: "ORG-4",
    mistake: "one organisation holds two shares",
    changes: [["if (i > 0 && holders[i] <= holders[i - 1]) {", "if (false) {"]],
  },
  {
    id: "possession",
    property: "ORG-5",
    mistake: "a chameleon key needs no proof",
    changes: [["return ok && c == challenge(orgId, h1, r);", "return ok;"]],
  },
  {
    id: "policy-authority",
    property: "GOV-1",
    mistake: "anybody accepts policies",
    changes: [
      [
        "if (msg.sender != _governor.authority()) revert RecordCorrectionNotAuthority",
        "if (false) revert RecordCorrectionNotAuthority",
      ],
    ],
  },
];
