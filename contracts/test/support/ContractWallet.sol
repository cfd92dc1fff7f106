// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";

/// @title A small contract wallet: it signs by ERC-1271 for its owner and sends what its owner tells it to.
contract ContractWallet is IERC1271 {
    address public owner;

    error ContractWalletNotOwner(address caller);

    constructor(address owner_) {
        owner = owner_;
    }

    function changeOwner(address successor) external {
        if (msg.sender != owner) revert ContractWalletNotOwner(msg.sender);
        owner = successor;
    }

    function execute(address target, bytes calldata data) external returns (bytes memory) {
        if (msg.sender != owner) revert ContractWalletNotOwner(msg.sender);
        (bool success, bytes memory result) = target.call(data);
        if (success) return result;
        assembly ("memory-safe") {
            revert(add(result, 0x20), mload(result))
        }
    }

    function isValidSignature(bytes32 digest, bytes calldata signature) external view returns (bytes4) {
        (address signer, ECDSA.RecoverError problem, ) = ECDSA.tryRecoverCalldata(digest, signature);
        bool valid = problem == ECDSA.RecoverError.NoError && signer == owner;
        return valid ? IERC1271.isValidSignature.selector : bytes4(0xffffffff);
    }
}
