// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IUsageLedger} from "./IUsageLedger.sol";

/// @title EIP-712 struct hashes of the usage statements.
/// @dev All members are static, so type hash and struct, word by word, are the EIP-712 encoding.
library UsageHashes {
    bytes32 internal constant OPEN_REQUEST_TYPEHASH = keccak256(
        "OpenRequest(bytes32 grantId,bytes32 reader,address signer,bytes32 recordId,uint32 version,bytes32 requestHash,uint256 nonce,uint40 deadline)"
    );
    bytes32 internal constant RECEIPT_BATCH_TYPEHASH = keccak256(
        "ReceiptBatch(bytes32 organization,bytes32 root,uint32 count,bytes32 previous)"
    );

    /// @dev Eight words, copied. Reverts as Solidity does when signer, version or deadline (the third, fifth and last) does not
    /// fit its type.
    function hash(IUsageLedger.OpenRequest calldata request) internal pure returns (bytes32 result) {
        bytes32 typeHash = OPEN_REQUEST_TYPEHASH;
        assembly ("memory-safe") {
            let free := mload(0x40)
            mstore(free, typeHash)
            calldatacopy(add(free, 0x20), request, 0x100)
            let version := shr(32, mload(add(free, 0xa0)))
            if or(or(shr(160, mload(add(free, 0x60))), version), shr(40, mload(add(free, 0x100)))) {
                revert(0, 0)
            }
            result := keccak256(free, 0x120)
        }
    }

    function hash(IUsageLedger.ReceiptBatch calldata batch) internal pure returns (bytes32) {
        return keccak256(abi.encode(RECEIPT_BATCH_TYPEHASH, batch));
    }
}
