// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CommitmentStatement, ICommitmentVerifier} from "../../../src/correction/ICommitmentVerifier.sol";
import {IAmendmentVerifier} from "../../../src/correction/IAmendmentVerifier.sol";
import {AmendmentVerifier} from "../../../src/correction/groth16/AmendmentVerifier.sol";
import {ChainLimit} from "../../../src/correction/groth16/ChainLimit.sol";
import {Groth16Commitments} from "../../../src/correction/groth16/Groth16Commitments.sol";
import {IOrganizationKeys} from "../../../src/identity/IOrganizationKeys.sol";
import {Artifacts} from "../../records/Artifacts.sol";
import {IGasVm} from "../../records/Gas.sol";
import {VM} from "../../support/Vm.sol";
import {Jubjub} from "./Jubjub.sol";
import {ProofVectors} from "./ProofVectors.sol";

/// @title Both verifiers with proofs made before; test/circuits makes fresh ones and changes everything of them.
contract Groth16Test {
    uint256 private constant FIRST = 7100;
    uint256 private constant LAST = 7199;
    uint256 private constant GOAL_GAS = 230_000;

    ICommitmentVerifier private _openings;
    IAmendmentVerifier private _amendments;

    function setUp() public {
        VM.chainId(FIRST + 1);
        _openings = ICommitmentVerifier(Artifacts.deploy("Groth16Commitments", ""));
        _amendments = IAmendmentVerifier(Artifacts.deploy("AmendmentVerifier", ""));
    }

    function _statement() private pure returns (CommitmentStatement memory) {
        return
            CommitmentStatement({
                registryId: ProofVectors.REGISTRY_ID,
                h1x: ProofVectors.H1_X,
                h1y: ProofVectors.H1_Y,
                hx: ProofVectors.H_X,
                hy: ProofVectors.H_Y,
                m: ProofVectors.M
            });
    }

    function _requireAmendment() private view {
        _amendments.requireAmendment(
            ProofVectors.OLD_ROOT,
            ProofVectors.NEW_ROOT,
            ProofVectors.POLICY_ROOT,
            ProofVectors.AMENDMENT_CONTEXT,
            ProofVectors.AMENDMENT_PROOF
        );
    }

    /// @dev Of the calls alone, from a contract that has touched the verifiers already: no base cost, no call data to pay for.
    function test_gas_verifiers() public {
        bytes memory opening = abi.encodeCall(
            ICommitmentVerifier.requireOpening,
            (_statement(), ProofVectors.PROOF)
        );
        bytes memory amendment = abi.encodeCall(
            IAmendmentVerifier.requireAmendment,
            (
                ProofVectors.OLD_ROOT,
                ProofVectors.NEW_ROOT,
                ProofVectors.POLICY_ROOT,
                ProofVectors.AMENDMENT_CONTEXT,
                ProofVectors.AMENDMENT_PROOF
            )
        );
        _measure("requireOpening, execution", address(_openings), opening);
        _measure("requireAmendment, execution", address(_amendments), amendment);
    }

    function _measure(string memory name, address target, bytes memory data) private {
        bool success = target.code.length > 0; // and so warm
        uint256 cost;
        assembly ("memory-safe") {
            cost := gas()
            success := and(success, staticcall(gas(), target, add(data, 0x20), mload(data), 0, 0))
            cost := sub(cost, gas())
        }
        VM.assertTrue(success);
        VM.assertTrue(cost <= GOAL_GAS);
        IGasVm(address(VM)).snapshotValue("Groth16", name, cost);
    }

    function test_requireOpening_acceptsBothBranches() public view {
        CommitmentStatement memory statement = _statement();
        _openings.requireOpening(statement, ProofVectors.PROOF);
        statement.m = ProofVectors.CORRECTED_M;
        _openings.requireOpening(statement, ProofVectors.CORRECTED_PROOF);
    }

    function test_requireAmendment_acceptsTheProof() public view {
        _requireAmendment();
    }

    function test_requireOpening_revertsForTheOtherMessagesProof() public {
        VM.expectRevert(Groth16Commitments.Groth16CommitmentsInvalidProof.selector);
        _openings.requireOpening(_statement(), ProofVectors.CORRECTED_PROOF);
    }

    function testFuzz_requireOpening_revertsForAnyOtherSignal(uint8 place, uint256 value) public {
        CommitmentStatement memory s = _statement();
        place %= 6;
        if (place == 0) s.registryId = bytes32(value);
        else if (place == 1) s.h1x = value;
        else if (place == 2) s.h1y = value;
        else if (place == 3) s.hx = value;
        else if (place == 4) s.hy = value;
        else s.m = value;
        VM.assume(keccak256(abi.encode(s)) != keccak256(abi.encode(_statement())));
        VM.expectRevert(Groth16Commitments.Groth16CommitmentsInvalidProof.selector);
        _openings.requireOpening(s, ProofVectors.PROOF);
    }

    /// @dev Each gas below what it takes reverts, and none makes it answer otherwise: an estimate by halving finds the truth.
    function testFuzz_requireOpening_revertsWithLessGasThanItTakes(uint256 gas) public view {
        gas %= 200_000;
        bytes memory call = abi.encodeCall(
            ICommitmentVerifier.requireOpening,
            (_statement(), ProofVectors.PROOF)
        );
        (bool ok, ) = address(_openings).staticcall{gas: gas}(call);
        VM.assertFalse(ok);
    }

    function test_compress_isInjectiveOnTheCurve() public view {
        VM.assertEq(_openings.compress(ProofVectors.H_X, ProofVectors.H_Y), ProofVectors.COMMITMENT);
        bytes32 mirrored = _openings.compress(ProofVectors.H_X, Jubjub.P - ProofVectors.H_Y);
        VM.assertEq(uint256(mirrored ^ ProofVectors.COMMITMENT), 2 ** 255);
    }

    function test_compress_revertsOffTheCurveAndForOtherSpellings() public {
        (uint256 x, uint256 y) = (ProofVectors.H_X, ProofVectors.H_Y);
        uint256[2][4] memory points = [[x, y + 1], [x + Jubjub.P, y], [x, y + Jubjub.P], [uint256(0), 0]];
        for (uint256 i = 0; i < points.length; ++i) {
            (uint256 px, uint256 py) = (points[i][0], points[i][1]);
            VM.expectRevert(
                abi.encodeWithSelector(Groth16Commitments.Groth16CommitmentsInvalidPoint.selector, px, py)
            );
            _openings.compress(px, py);
        }
    }

    function test_scheme_isTheOneOfItsKeys() public view {
        VM.assertEq(_openings.scheme(), 2);
        VM.assertTrue(_openings.keyKind() == IOrganizationKeys.KeyKind.ChameleonBabyJubjub);
    }

    function _expectForeign(uint256 id) private {
        VM.chainId(id);
        VM.expectRevert(abi.encodeWithSelector(ChainLimit.ChainLimitForeignChain.selector, id, FIRST, LAST));
    }

    function test_constructor_revertsOnForeignChains() public {
        uint256[4] memory foreign = [uint256(1), FIRST - 1, LAST + 1, 31337];
        for (uint256 i = 0; i < foreign.length; ++i) {
            _expectForeign(foreign[i]);
            new Groth16Commitments();
            _expectForeign(foreign[i]);
            new AmendmentVerifier();
        }
        VM.chainId(FIRST);
        new Groth16Commitments();
        VM.chainId(LAST);
        new AmendmentVerifier();
    }

    /// @dev A chain that splits gets another id after contracts were deployed.
    function test_calls_revertOnForeignChains() public {
        CommitmentStatement memory statement = _statement();
        _expectForeign(1);
        _openings.requireOpening(statement, ProofVectors.PROOF);
        _expectForeign(1);
        _requireAmendment();
    }
}
