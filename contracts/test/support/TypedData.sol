// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title EIP-712 written out once more, independently of OpenZeppelin, so that the contracts are compared with it.
library TypedData {
    function domainSeparator(
        string memory name,
        uint256 chainId,
        address verifyingContract
    ) internal pure returns (bytes32) {
        bytes32 typeHash = keccak256(
            "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
        );
        return
            keccak256(
                abi.encode(typeHash, keccak256(bytes(name)), keccak256("1"), chainId, verifyingContract)
            );
    }

    function digest(bytes32 separator, bytes32 structHash) internal pure returns (bytes32) {
        return keccak256(abi.encodePacked(hex"1901", separator, structHash));
    }
}
