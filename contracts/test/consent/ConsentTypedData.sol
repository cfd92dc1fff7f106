// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IConsentTypes} from "../../src/consent/IConsentTypes.sol";
import {IUsageLedger} from "../../src/consent/IUsageLedger.sol";

/// @title Struct hashes of docs/wire-formats.md, field by field: an independent twin of ConsentHashes and UsageHashes.
library ConsentTypedData {
    bytes internal constant STATEMENT_TYPE = "Statement(string summary,string purpose,bytes32 salt)";
    bytes internal constant TERMS_TYPE =
        "Terms(bytes32 grantee,uint8 granteeKind,uint8 scopeKind,bytes32 scope,uint8 actions,bytes32 granteeKey,bytes32 requestId,bytes32[] denyTags,Statement statement,bytes32 salt)";
    bytes internal constant GRANT_TYPE =
        "Grant(bytes32 grantor,address signer,uint40 notBefore,uint40 notAfter,uint32 maxUses,Terms terms)";

    bytes32 internal constant REVOCATION = keccak256(
        "Revocation(bytes32 grantor,address signer,bytes32 grantId)"
    );
    bytes32 internal constant DENIAL = keccak256(
        "Denial(bytes32 grantor,address signer,bytes32[] tags,bool denied,uint256 nonce,uint40 deadline)"
    );
    bytes32 internal constant MANDATE = keccak256(
        "Mandate(bytes32 patient,address signer,bytes32 treatmentId,bytes32 institution,uint40 notBefore,uint40 notAfter,bytes32 salt)"
    );
    bytes32 internal constant MANDATE_REVOCATION = keccak256(
        "MandateRevocation(bytes32 patient,address signer,bytes32 mandateId)"
    );
    bytes32 internal constant ACCESS_REQUEST = keccak256(
        "AccessRequest(bytes32 requester,address signer,bytes32 patient,bytes32 requestHash,uint256 nonce,uint40 deadline)"
    );
    bytes32 internal constant OPEN_REQUEST = keccak256(
        "OpenRequest(bytes32 grantId,bytes32 reader,address signer,bytes32 recordId,uint32 version,bytes32 requestHash,uint256 nonce,uint40 deadline)"
    );
    bytes32 internal constant RECEIPT_BATCH = keccak256(
        "ReceiptBatch(bytes32 organization,bytes32 root,uint32 count,bytes32 previous)"
    );

    /// @dev EIP-712: the type's own text, then the texts of the types it names, sorted.
    function termsTypeHash() internal pure returns (bytes32) {
        return keccak256(bytes.concat(TERMS_TYPE, STATEMENT_TYPE));
    }

    function grantTypeHash() internal pure returns (bytes32) {
        return keccak256(bytes.concat(GRANT_TYPE, STATEMENT_TYPE, TERMS_TYPE));
    }

    function statementHash(
        string memory summary,
        string memory purpose,
        bytes32 salt
    ) internal pure returns (bytes32) {
        bytes32 typeHash = keccak256(STATEMENT_TYPE);
        return keccak256(abi.encode(typeHash, keccak256(bytes(summary)), keccak256(bytes(purpose)), salt));
    }

    function hash(IConsentTypes.Terms memory t) internal pure returns (bytes32) {
        bytes memory tags;
        for (uint256 i = 0; i < t.denyTags.length; ++i) tags = bytes.concat(tags, t.denyTags[i]);
        bytes memory what = abi.encode(termsTypeHash(), t.grantee, t.granteeKind, t.scopeKind, t.scope);
        bytes memory how = abi.encode(t.actions, t.granteeKey, t.requestId, keccak256(tags));
        return keccak256(bytes.concat(what, how, abi.encode(t.statementHash, t.salt)));
    }

    function hash(IConsentTypes.Disclosure memory d) internal pure returns (bytes32) {
        IConsentTypes.GrantHeader memory h = d.header;
        bytes memory who = abi.encode(grantTypeHash(), h.grantor, h.signer);
        return keccak256(bytes.concat(who, abi.encode(h.notBefore, h.notAfter, h.maxUses, hash(d.terms))));
    }

    function hash(IConsentTypes.Revocation memory r) internal pure returns (bytes32) {
        return keccak256(abi.encode(REVOCATION, r.grantor, r.signer, r.grantId));
    }

    function hash(IConsentTypes.Denial memory d) internal pure returns (bytes32) {
        bytes memory tags;
        for (uint256 i = 0; i < d.tags.length; ++i) tags = bytes.concat(tags, d.tags[i]);
        bytes memory who = abi.encode(DENIAL, d.grantor, d.signer, keccak256(tags));
        return keccak256(bytes.concat(who, abi.encode(d.denied, d.nonce, d.deadline)));
    }

    function hash(IConsentTypes.Mandate memory m) internal pure returns (bytes32) {
        bytes memory who = abi.encode(MANDATE, m.patient, m.signer, m.treatmentId, m.institution);
        return keccak256(bytes.concat(who, abi.encode(m.notBefore, m.notAfter, m.salt)));
    }

    function hash(IConsentTypes.MandateRevocation memory r) internal pure returns (bytes32) {
        return keccak256(abi.encode(MANDATE_REVOCATION, r.patient, r.signer, r.mandateId));
    }

    function hash(IConsentTypes.AccessRequest memory r) internal pure returns (bytes32) {
        bytes memory who = abi.encode(ACCESS_REQUEST, r.requester, r.signer, r.patient);
        return keccak256(bytes.concat(who, abi.encode(r.requestHash, r.nonce, r.deadline)));
    }

    function hash(IUsageLedger.OpenRequest memory r) internal pure returns (bytes32) {
        bytes memory who = abi.encode(OPEN_REQUEST, r.grantId, r.reader, r.signer, r.recordId);
        return keccak256(bytes.concat(who, abi.encode(r.version, r.requestHash, r.nonce, r.deadline)));
    }

    function hash(IUsageLedger.ReceiptBatch memory b) internal pure returns (bytes32) {
        return keccak256(abi.encode(RECEIPT_BATCH, b.organization, b.root, b.count, b.previous));
    }
}
