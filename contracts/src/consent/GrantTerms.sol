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

    /// @dev Places of the narrow members among the ten words of the terms.
    uint256 private constant GRANTEE_KIND = 1;
    uint256 private constant SCOPE_KIND = 2;
    uint256 private constant ACTIONS = 4;

    /// @notice Whether the terms are such that they can be judged; checked first, since it bounds the loops.
    /// Terms for everything that name a scope all the same would look narrower in a wallet than they are.
    /// @param tagCount `terms.denyTags.length`
    /// @dev Compares whole words, so a member that does not fit its type is malformed too.
    function isWellFormed(IConsentTypes.Terms calldata terms, uint256 tagCount) internal pure returns (bool) {
        uint256 granteeKind = _word(terms, GRANTEE_KIND);
        uint256 scopeKind = _word(terms, SCOPE_KIND);
        unchecked {
            // Kinds begin with one: a zero wraps around and is more than any.
            if (granteeKind - 1 >= uint256(IConsentTypes.GranteeKind.Role)) return false;
            if (scopeKind - 1 >= uint256(IConsentTypes.ScopeKind.Everything)) return false;
        }
        if (scopeKind == uint256(IConsentTypes.ScopeKind.Everything) && terms.scope != 0) return false;
        return tagCount <= MAX_DENY_TAGS && _word(terms, ACTIONS) <= type(uint8).max;
    }

    function grants(IConsentTypes.Terms calldata terms, uint8 action) internal pure returns (bool) {
        return action != 0 && _word(terms, ACTIONS) & action == action;
    }

    function covers(
        IConsentTypes.Terms calldata terms,
        bytes32 recordId,
        bytes32 categoryTag
    ) internal pure returns (bool) {
        uint256 scopeKind = _word(terms, SCOPE_KIND);
        if (scopeKind == uint256(IConsentTypes.ScopeKind.Record)) return terms.scope == recordId;
        if (scopeKind == uint256(IConsentTypes.ScopeKind.Category)) return terms.scope == categoryTag;
        return scopeKind == uint256(IConsentTypes.ScopeKind.Everything);
    }

    /// @notice Whether the grant is to this person, by itself or by its place at an organisation.
    /// @param role the person's
    function isGrantedTo(
        IConsentTypes.Terms calldata terms,
        bytes32 personId,
        IIdentityRegistry.Role role,
        IIdentityRegistry identities
    ) internal view returns (bool) {
        uint256 granteeKind = _word(terms, GRANTEE_KIND);
        if (granteeKind == uint256(IConsentTypes.GranteeKind.Person)) return terms.grantee == personId;
        bytes32 organization = identities.organizationOf(personId);
        if (granteeKind == uint256(IConsentTypes.GranteeKind.Role)) {
            return terms.grantee == keccak256(abi.encode(organization, role));
        }
        // Patients are enrolled at a hospital too; a grant to the hospital is not one to its other patients.
        return terms.grantee == organization && role != IIdentityRegistry.Role.Patient;
    }

    /// @dev A member as it lies in call data, unlike `terms.member` not checked to fit its type; `index` is below ten.
    function _word(IConsentTypes.Terms calldata terms, uint256 index) private pure returns (uint256 word) {
        assembly ("memory-safe") {
            word := calldataload(add(terms, shl(5, index)))
        }
    }
}
