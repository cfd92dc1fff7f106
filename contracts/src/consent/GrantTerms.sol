// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IIdentityRegistry} from "../identity/IIdentityRegistry.sol";
import {IConsentTypes} from "./IConsentTypes.sol";

/// @title What the terms of a grant say about a record, an action and a person.
library GrantTerms {
    /// @notice Action bits of `Terms.actions`.
    uint8 internal constant READ = 1;
    uint8 internal constant WRITE = 2;
    uint8 internal constant COPY = 4;

    /// @dev A wallet may deny one person, role and organisation for a record, a category and everything: eight are enough.
    uint256 internal constant MAX_DENY_TAGS = 8;

    /// @notice Whether the terms are such that they can be judged; checked first, since it bounds the loops.
    /// Terms for everything that name a scope all the same would look narrower in a wallet than they are.
    function isWellFormed(IConsentTypes.Terms calldata terms) internal pure returns (bool) {
        bool everything = terms.scopeKind == uint8(IConsentTypes.ScopeKind.Everything);
        return
            (!everything || terms.scope == 0) &&
            terms.denyTags.length <= MAX_DENY_TAGS &&
            _isKnown(terms.granteeKind, uint8(IConsentTypes.GranteeKind.Role)) &&
            _isKnown(terms.scopeKind, uint8(IConsentTypes.ScopeKind.Everything));
    }

    function grants(IConsentTypes.Terms calldata terms, uint8 action) internal pure returns (bool) {
        return action != 0 && terms.actions & action == action;
    }

    function covers(
        IConsentTypes.Terms calldata terms,
        bytes32 recordId,
        bytes32 categoryTag
    ) internal pure returns (bool) {
        if (terms.scopeKind == uint8(IConsentTypes.ScopeKind.Record)) return terms.scope == recordId;
        if (terms.scopeKind == uint8(IConsentTypes.ScopeKind.Category)) return terms.scope == categoryTag;
        return terms.scopeKind == uint8(IConsentTypes.ScopeKind.Everything);
    }

    /// @notice Whether the grant is to this person, by itself or by its place at an organisation.
    function isGrantedTo(
        IConsentTypes.Terms calldata terms,
        bytes32 personId,
        IIdentityRegistry identities
    ) internal view returns (bool) {
        if (terms.granteeKind == uint8(IConsentTypes.GranteeKind.Person)) return terms.grantee == personId;
        IIdentityRegistry.Role role = identities.roleOf(personId);
        bytes32 organization = identities.organizationOf(personId);
        if (terms.granteeKind == uint8(IConsentTypes.GranteeKind.Role)) {
            return terms.grantee == keccak256(abi.encode(organization, role));
        }
        // Patients are enrolled at a hospital too; a grant to the hospital is not one to its other patients.
        return terms.grantee == organization && role != IIdentityRegistry.Role.Patient;
    }

    function _isKnown(uint8 kind, uint8 last) private pure returns (bool) {
        return kind != 0 && kind <= last;
    }
}
