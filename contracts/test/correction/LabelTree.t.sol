// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {MerkleTree} from "@openzeppelin/contracts/utils/structs/MerkleTree.sol";
import {LabelTree} from "../../src/correction/LabelTree.sol";
import {VM} from "../support/Vm.sol";

/// @dev External, so that a revert can be expected.
contract LabelTreeHolder {
    using LabelTree for LabelTree.Tree;

    LabelTree.Tree private _tree;

    function append(bytes32 leaf) external returns (uint256 index, bytes32 newRoot) {
        return _tree.append(leaf);
    }

    function setCount(uint256 count) external {
        _tree.count = count;
    }

    function root() external view returns (bytes32) {
        return _tree.rootOf();
    }
}

/// @title Compared leaf by leaf with OpenZeppelin's tree.
contract LabelTreeTest {
    using MerkleTree for MerkleTree.Bytes32PushTree;

    MerkleTree.Bytes32PushTree private _twin;
    LabelTreeHolder private _tree;

    function setUp() public {
        _tree = new LabelTreeHolder();
    }

    function test_root_ofAnEmptyTree() public {
        VM.assertEq(_tree.root(), _twin.setup(32, 0));
    }

    function testFuzz_append_growsLikeOpenZeppelins(bytes32 seed) public {
        _twin.setup(32, 0);
        for (uint256 i = 0; i < 21; ++i) {
            bytes32 leaf = keccak256(abi.encode(seed, i));
            (uint256 index, bytes32 root) = _tree.append(leaf);
            (uint256 twinIndex, bytes32 twinRoot) = _twin.push(leaf);
            VM.assertTrue(index == i && twinIndex == i);
            VM.assertEq(root, twinRoot);
            VM.assertEq(_tree.root(), twinRoot);
        }
    }

    function test_append_takesTheLastLeafAndNoMore() public {
        _tree.setCount(2 ** 32 - 1);
        (uint256 index, ) = _tree.append("last");
        VM.assertEq(index, 2 ** 32 - 1);
        VM.expectRevert(LabelTree.LabelTreeFull.selector);
        _tree.append("too many");
    }
}
