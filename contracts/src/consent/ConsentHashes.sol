// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IConsentTypes} from "./IConsentTypes.sol";

/// @title EIP-712 struct hashes of the consent statements.
/// @dev Where all members are static, `abi.encode` of type hash and struct is the EIP-712 encoding. Terms and headers of grants
/// are asked about all the time: they are copied from call data, where they lie in the same words, since `abi.encode` takes ten
/// times as many steps, and steps are what limits a chain (decision 0014).
library ConsentHashes {
    bytes32 internal constant TERMS_TYPEHASH = keccak256(
        "Terms(bytes32 grantee,uint8 granteeKind,uint8 scopeKind,bytes32 scope,uint8 actions,bytes32 granteeKey,bytes32 requestId,bytes32[] denyTags,Statement statement,bytes32 salt)Statement(string summary,string purpose,bytes32 salt)"
    );
    bytes32 internal constant GRANT_TYPEHASH = keccak256(
        "Grant(bytes32 grantor,address signer,uint40 notBefore,uint40 notAfter,uint32 maxUses,Terms terms)Statement(string summary,string purpose,bytes32 salt)Terms(bytes32 grantee,uint8 granteeKind,uint8 scopeKind,bytes32 scope,uint8 actions,bytes32 granteeKey,bytes32 requestId,bytes32[] denyTags,Statement statement,bytes32 salt)"
    );
    bytes32 internal constant REVOCATION_TYPEHASH = keccak256(
        "Revocation(bytes32 grantor,address signer,bytes32 grantId)"
    );
    bytes32 internal constant DENIAL_TYPEHASH = keccak256(
        "Denial(bytes32 grantor,address signer,bytes32[] tags,bool denied,uint256 nonce,uint40 deadline)"
    );
    bytes32 internal constant MANDATE_TYPEHASH = keccak256(
        "Mandate(bytes32 patient,address signer,bytes32 treatmentId,bytes32 institution,uint40 notBefore,uint40 notAfter,bytes32 salt)"
    );
    bytes32 internal constant MANDATE_REVOCATION_TYPEHASH = keccak256(
        "MandateRevocation(bytes32 patient,address signer,bytes32 mandateId)"
    );
    bytes32 internal constant ACCESS_REQUEST_TYPEHASH = keccak256(
        "AccessRequest(bytes32 requester,address signer,bytes32 patient,bytes32 requestHash,uint256 nonce,uint40 deadline)"
    );

    /// @param tags the terms' own; whoever bounds them has them at hand.
    /// @dev Ten words, the eighth of which gives way to the tags' hash. The caller has checked that each fits its type
    /// (`GrantTerms.isWellFormed`).
    function hash(
        IConsentTypes.Terms calldata terms,
        bytes32[] calldata tags
    ) internal pure returns (bytes32 result) {
        bytes32 typeHash = TERMS_TYPEHASH;
        assembly ("memory-safe") {
            let free := mload(0x40)
            let size := shl(5, tags.length)
            calldatacopy(free, tags.offset, size)
            let tagsHash := keccak256(free, size)
            mstore(free, typeHash)
            calldatacopy(add(free, 0x20), terms, 0x140)
            mstore(add(free, 0x100), tagsHash)
            result := keccak256(free, 0x160)
        }
    }

    /// @dev Five words: grantor, signer, notBefore, notAfter, maxUses. Reverts as Solidity does when one does not fit its type.
    function hash(
        IConsentTypes.GrantHeader calldata header,
        bytes32 termsHash
    ) internal pure returns (bytes32 result) {
        bytes32 typeHash = GRANT_TYPEHASH;
        assembly ("memory-safe") {
            let free := mload(0x40)
            mstore(free, typeHash)
            calldatacopy(add(free, 0x20), header, 0xa0)
            mstore(add(free, 0xc0), termsHash)
            let times := or(mload(add(free, 0x60)), mload(add(free, 0x80)))
            if or(or(shr(160, mload(add(free, 0x40))), shr(40, times)), shr(32, mload(add(free, 0xa0)))) {
                revert(0, 0)
            }
            result := keccak256(free, 0xe0)
        }
    }

    function hash(IConsentTypes.Revocation calldata revocation) internal pure returns (bytes32) {
        return keccak256(abi.encode(REVOCATION_TYPEHASH, revocation));
    }

    function hash(IConsentTypes.Denial calldata denial) internal pure returns (bytes32) {
        return
            keccak256(
                abi.encode(
                    DENIAL_TYPEHASH,
                    denial.grantor,
                    denial.signer,
                    keccak256(abi.encodePacked(denial.tags)),
                    denial.denied,
                    denial.nonce,
                    denial.deadline
                )
            );
    }

    function hash(IConsentTypes.Mandate calldata mandate) internal pure returns (bytes32) {
        return keccak256(abi.encode(MANDATE_TYPEHASH, mandate));
    }

    function hash(IConsentTypes.MandateRevocation calldata revocation) internal pure returns (bytes32) {
        return keccak256(abi.encode(MANDATE_REVOCATION_TYPEHASH, revocation));
    }

    function hash(IConsentTypes.AccessRequest calldata request) internal pure returns (bytes32) {
        return keccak256(abi.encode(ACCESS_REQUEST_TYPEHASH, request));
    }
}
