// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {MedToken} from "../../src/committee/MedToken.sol";
import {Artifacts} from "../records/Artifacts.sol";
import {Actors} from "../support/Actors.sol";
import {TypedData} from "../support/TypedData.sol";
import {IBlockVm} from "../support/BlockVm.sol";
import {VM} from "../support/Vm.sol";

/// @title What we add to OpenZeppelin's token, and that votes of the past stay what they were.
contract MedTokenTest is Actors {
    MedToken private _token;

    function setUp() public {
        _token = MedToken(Artifacts.deploy("MedToken", abi.encode(_genesis().account)));
    }

    function _genesis() private pure returns (Actor memory) {
        return _actor("genesis station");
    }

    function _give(address to, uint256 value) private {
        VM.prank(_genesis().account);
        _token.transfer(to, value);
    }

    function _nextBlock() private {
        IBlockVm(address(VM)).roll(block.number + 1);
    }

    function test_constructor_givesTheGenesisStationAllTokensAndVotes() public view {
        VM.assertEq(_token.totalSupply(), 12_000);
        VM.assertEq(_token.decimals(), 0);
        VM.assertEq(_token.balanceOf(_genesis().account), 12_000);
        VM.assertEq(_token.getVotes(_genesis().account), 12_000);
    }

    function test_clock_isTheBlockNumber() public {
        _nextBlock();
        VM.assertEq(_token.clock(), block.number);
        VM.assertEq(_token.CLOCK_MODE(), "mode=blocknumber&from=default");
    }

    function test_delegate_lendsVotesWithoutMovingTokens() public {
        Actor memory user = _actor("user");
        Actor memory station = _actor("station");
        _give(user.account, 100);
        VM.prank(user.account);
        _token.delegate(station.account);
        VM.assertEq(_token.getVotes(station.account), 100);
        VM.assertEq(_token.balanceOf(user.account), 100);
        VM.assertEq(_token.getVotes(_genesis().account), 11_900);
    }

    function test_getPastVotes_forgetsNothingThatMovedLater() public {
        _nextBlock();
        uint256 before = block.number - 1;
        _give(_actor("user").account, 5000);
        _nextBlock();
        VM.assertEq(_token.getPastVotes(_genesis().account, before), 12_000);
        VM.assertEq(_token.getPastVotes(_genesis().account, block.number - 1), 7000);
        VM.assertEq(_token.getPastTotalSupply(before), 12_000);
    }

    function test_transfer_revertsAboveTheBalance() public {
        bytes4 insufficient = IERC20Errors.ERC20InsufficientBalance.selector;
        VM.expectRevert(abi.encodeWithSelector(insufficient, RELAYER, 0, 1));
        VM.prank(RELAYER);
        _token.transfer(_genesis().account, 1);
    }

    function test_permit_allowsBySignatureOnce() public {
        Actor memory owner = _genesis();
        uint256 deadline = block.timestamp + 60;
        bytes32 typeHash = keccak256(
            "Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)"
        );
        bytes32 structHash = keccak256(abi.encode(typeHash, owner.account, RELAYER, 7, 0, deadline));
        bytes32 separator = TypedData.domainSeparator("MedLattice MedToken", block.chainid, address(_token));
        (uint8 v, bytes32 r, bytes32 s) = VM.sign(owner.key, TypedData.digest(separator, structHash));
        _token.permit(owner.account, RELAYER, 7, deadline, v, r, s);
        VM.assertEq(_token.allowance(owner.account, RELAYER), 7);
        VM.assertEq(_token.nonces(owner.account), 1);
        VM.expectPartialRevert(bytes4(keccak256("ERC2612InvalidSigner(address,address)")));
        _token.permit(owner.account, RELAYER, 7, deadline, v, r, s);
    }

    /// @dev No call of an outsider makes or destroys tokens.
    function testFuzz_supply_staysWhateverMoves(uint16[6] calldata values) public {
        address[3] memory holders = [_genesis().account, _actor("a").account, _actor("b").account];
        for (uint256 i = 0; i < values.length; ++i) {
            address from = holders[i % 3];
            uint256 balance = _token.balanceOf(from);
            VM.prank(from);
            _token.transfer(holders[values[i] % 3], balance == 0 ? 0 : values[i] % balance);
        }
        uint256 sum;
        for (uint256 i = 0; i < 3; ++i) sum += _token.balanceOf(holders[i]);
        VM.assertEq(sum, 12_000);
        VM.assertEq(_token.totalSupply(), 12_000);
    }
}
