// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IUsageLedger} from "./IUsageLedger.sol";

/// @title EIP-712 struct hashes of the usage statements.
/// @dev All members are static, so `abi.encode` of type hash and struct is the EIP-712 encoding.
library UsageHashes {
    bytes32 internal constant OPEN_REQUEST_TYPEHASH = keccak256(
        "OpenRequest(bytes32 grantId,bytes32 reader,address signer,bytes32 recordId,uint32 version,bytes32 requestHash,uint256 nonce,uint40 deadline)"
    );
    bytes32 internal constant RECEIPT_BATCH_TYPEHASH = keccak256(
        "ReceiptBatch(bytes32 organization,bytes32 root,uint32 count,bytes32 previous)"
    );

    function hash(IUsageLedger.OpenRequest calldata request) internal pure returns (bytes32) {
        return keccak256(abi.encode(OPEN_REQUEST_TYPEHASH, request));
    }

    function hash(IUsageLedger.ReceiptBatch calldata batch) internal pure returns (bytes32) {
        return keccak256(abi.encode(RECEIPT_BATCH_TYPEHASH, batch));
    }
}
