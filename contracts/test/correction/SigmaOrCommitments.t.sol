// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CommitmentStatement} from "../../src/correction/ICommitmentVerifier.sol";
import {ISigmaOrCommitments} from "../../src/correction/ISigmaOrCommitments.sol";
import {IOrganizationKeys} from "../../src/identity/IOrganizationKeys.sol";
import {Artifacts} from "../records/Artifacts.sol";
import {VM} from "../support/Vm.sol";
import {SigmaOr} from "./SigmaOr.sol";

contract SigmaOrCommitmentsTest {
    uint256 private constant X = uint256(keccak256("trapdoor")) >> 8;
    uint256 private constant R = uint256(keccak256("randomness")) >> 8;
    uint256 private constant M = uint256(keccak256("message")) >> 8;
    uint256 private constant Q = SigmaOr.Q;

    ISigmaOrCommitments private _verifier;

    function setUp() public {
        _verifier = ISigmaOrCommitments(Artifacts.deploy("SigmaOrCommitments", ""));
    }

    function _statement(uint256 x, uint256 r, uint256 m) private view returns (CommitmentStatement memory) {
        SigmaOr.Point memory h1 = SigmaOr.mul(SigmaOr.generator(), x);
        SigmaOr.Point memory h = SigmaOr.commitTo(h1, m, r);
        return CommitmentStatement(keccak256("registry"), h1.x, h1.y, h.x, h.y, m);
    }

    /// @dev Both proofs of a fresh statement: by the randomness, and by the trapdoor.
    function _valid() private view returns (CommitmentStatement memory s, bytes[2] memory proofs) {
        s = _statement(X, R, M);
        proofs = [SigmaOr.proveOpening(s, R, "opening"), SigmaOr.proveTrapdoor(s, X, "trapdoor")];
    }

    function _fails(CommitmentStatement memory s, bytes memory proof, bytes memory reason) private {
        VM.expectRevert(reason);
        _verifier.requireOpening(s, proof);
    }

    function _refuted() private pure returns (bytes memory) {
        return abi.encodeWithSelector(ISigmaOrCommitments.SigmaOrCommitmentsRefuted.selector);
    }

    function _invalidPoint(uint256 x, uint256 y) private pure returns (bytes memory) {
        return abi.encodeWithSelector(ISigmaOrCommitments.SigmaOrCommitmentsInvalidPoint.selector, x, y);
    }

    function _invalidScalar(uint256 scalar) private pure returns (bytes memory) {
        return abi.encodeWithSelector(ISigmaOrCommitments.SigmaOrCommitmentsInvalidScalar.selector, scalar);
    }

    /// @dev `proof` with another word at `place`.
    function _withWord(bytes memory proof, uint256 place, uint256 word) private pure returns (bytes memory) {
        uint256[4] memory words = abi.decode(proof, (uint256[4]));
        words[place] = word;
        return abi.encode(words);
    }

    function test_scheme_isTheOneOfTheChameleonKey() public view {
        VM.assertEq(_verifier.scheme(), 1);
        VM.assertTrue(_verifier.keyKind() == IOrganizationKeys.KeyKind.ChameleonH1);
    }

    function testFuzz_requireOpening_acceptsBothBranches(uint256 x, uint256 r, uint256 m) public view {
        (x, r, m) = ((x % (Q - 1)) + 1, (r % (Q - 1)) + 1, m % Q);
        CommitmentStatement memory s = _statement(x, r, m);
        _verifier.requireOpening(s, SigmaOr.proveOpening(s, r, bytes32(m)));
        _verifier.requireOpening(s, SigmaOr.proveTrapdoor(s, x, bytes32(m)));
    }

    /// @dev The trapdoor opens a commitment to what it was not made for.
    function testFuzz_requireOpening_acceptsOtherContentByTheTrapdoor(uint256 m) public view {
        CommitmentStatement memory s = _statement(X, R, M);
        s.m = m % Q;
        _verifier.requireOpening(s, SigmaOr.proveTrapdoor(s, X, bytes32(m)));
    }

    function test_requireOpening_acceptsTheSmallestAndLargestMessage() public view {
        uint256[4] memory messages = [uint256(0), 1, 2 ** 248 - 1, Q - 1];
        for (uint256 i = 0; i < messages.length; ++i) {
            CommitmentStatement memory s = _statement(X, R, messages[i]);
            _verifier.requireOpening(s, SigmaOr.proveOpening(s, R, "edge"));
        }
    }

    /// @dev A half that is simulated with zeros has the point at infinity as its first message, written (0, 0).
    function test_requireOpening_acceptsZerosInTheSimulatedHalf() public view {
        CommitmentStatement memory s = _statement(X, R, M);
        _verifier.requireOpening(s, SigmaOr.proveTrapdoor(s, X, [uint256(5), 0, 0]));
        _verifier.requireOpening(s, SigmaOr.proveTrapdoor(s, X, [uint256(5), 0, 7]));
        _verifier.requireOpening(s, SigmaOr.proveTrapdoor(s, X, [uint256(5), 7, 0]));
    }

    function testFuzz_requireOpening_revertsForAnotherMessageOrRegistry(bytes32 other) public {
        (CommitmentStatement memory s, bytes[2] memory proofs) = _valid();
        for (uint256 i = 0; i < proofs.length; ++i) {
            if (uint256(other) % Q != M) {
                s.m = uint256(other) % Q;
                _fails(s, proofs[i], _refuted());
                s.m = M;
            }
            (bytes32 registryId, bytes32 own) = (other, s.registryId);
            if (registryId == own) continue;
            s.registryId = registryId;
            _fails(s, proofs[i], _refuted());
            s.registryId = own;
        }
    }

    function testFuzz_requireOpening_revertsForAnotherKeyOrCommitment(uint256 other) public {
        (CommitmentStatement memory s, bytes[2] memory proofs) = _valid();
        SigmaOr.Point memory p = SigmaOr.mul(SigmaOr.generator(), (other % (Q - 1)) + 1);
        for (uint256 i = 0; i < proofs.length; ++i) {
            CommitmentStatement memory key = _statement(X, R, M);
            (key.h1x, key.h1y) = (p.x, p.y);
            _fails(key, proofs[i], _refuted());
            CommitmentStatement memory commitment = _statement(X, R, M);
            (commitment.hx, commitment.hy) = (p.x, p.y);
            _fails(commitment, proofs[i], _refuted());
        }
        VM.assertTrue(p.x != s.hx && p.x != s.h1x);
    }

    /// @dev The mirrored point has the same x.
    function test_requireOpening_revertsForMirroredPoints() public {
        (CommitmentStatement memory s, bytes[2] memory proofs) = _valid();
        for (uint256 i = 0; i < proofs.length; ++i) {
            CommitmentStatement memory mirrored = _statement(X, R, M);
            mirrored.hy = SigmaOr.P - s.hy;
            _fails(mirrored, proofs[i], _refuted());
            mirrored = _statement(X, R, M);
            mirrored.h1y = SigmaOr.P - s.h1y;
            _fails(mirrored, proofs[i], _refuted());
        }
    }

    function testFuzz_requireOpening_revertsForAnotherWordOfTheProof(uint256 word) public {
        (CommitmentStatement memory s, bytes[2] memory proofs) = _valid();
        word %= Q;
        for (uint256 place = 0; place < 8; ++place) {
            bytes memory proof = proofs[place % 2];
            uint256[4] memory words = abi.decode(proof, (uint256[4]));
            if (words[place / 2] != word) _fails(s, _withWord(proof, place / 2, word), _refuted());
        }
    }

    function test_requireOpening_revertsForScalarsAtTheEdges() public {
        (CommitmentStatement memory s, bytes[2] memory proofs) = _valid();
        for (uint256 place = 0; place < 4; ++place) {
            _fails(s, _withWord(proofs[1], place, 0), _refuted());
            _fails(s, _withWord(proofs[1], place, Q - 1), _refuted());
            _fails(s, _withWord(proofs[1], place, Q), _invalidScalar(Q));
            _fails(s, _withWord(proofs[1], place, type(uint256).max), _invalidScalar(type(uint256).max));
        }
    }

    /// @dev The same number modulo q is another spelling, which the curve would not tell apart.
    function test_requireOpening_revertsForASecondSpellingOfAScalar() public {
        (CommitmentStatement memory s, bytes[2] memory proofs) = _valid();
        uint256[4] memory words = abi.decode(proofs[0], (uint256[4]));
        for (uint256 place = 0; place < 4; ++place) {
            uint256 second = words[place] + Q;
            _fails(s, _withWord(proofs[0], place, second), _invalidScalar(second));
        }
        s.m = M + Q;
        _fails(s, proofs[0], _invalidScalar(M + Q));
        s.m = Q;
        _fails(s, proofs[0], _invalidScalar(Q));
    }

    function test_requireOpening_revertsForAProofOfAnotherLength() public {
        (CommitmentStatement memory s, bytes[2] memory proofs) = _valid();
        bytes[3] memory others = [bytes(""), bytes.concat(proofs[0], hex"00"), new bytes(127)];
        for (uint256 i = 0; i < others.length; ++i) {
            bytes4 selector = ISigmaOrCommitments.SigmaOrCommitmentsInvalidLength.selector;
            _fails(s, others[i], abi.encodeWithSelector(selector, others[i].length));
        }
    }

    function test_requireOpening_revertsForAnotherTrapdoor() public {
        CommitmentStatement memory s = _statement(X, R, M);
        _fails(s, SigmaOr.proveTrapdoor(s, X + 1, "other"), _refuted());
        _fails(s, SigmaOr.proveOpening(s, R + 1, "other"), _refuted());
    }

    /// @dev With H1 at infinity anybody would know its logarithm: zero.
    function test_requireOpening_revertsForAKeyAtInfinity() public {
        CommitmentStatement memory s = _statement(X, R, M);
        (s.h1x, s.h1y) = (0, 0);
        _fails(s, SigmaOr.proveTrapdoor(s, 0, "infinity"), _invalidPoint(0, 0));
        s = _statement(X, R, M);
        bytes memory proof = SigmaOr.proveTrapdoor(s, X, "infinity");
        (s.hx, s.hy) = (0, 0);
        _fails(s, proof, _invalidPoint(0, 0));
    }

    function test_requireOpening_revertsForPointsOffTheCurveOrTheField() public {
        (CommitmentStatement memory s, bytes[2] memory proofs) = _valid();
        uint256[2][4] memory points = [
            [s.h1x, s.h1y + 1],
            [s.h1x + SigmaOr.P, s.h1y],
            [s.h1x, s.h1y + SigmaOr.P],
            [uint256(1), 3]
        ];
        for (uint256 i = 0; i < points.length; ++i) {
            (uint256 x, uint256 y) = (points[i][0], points[i][1]);
            CommitmentStatement memory key = _statement(X, R, M);
            (key.h1x, key.h1y) = (x, y);
            _fails(key, proofs[1], _invalidPoint(x, y));
            CommitmentStatement memory commitment = _statement(X, R, M);
            (commitment.hx, commitment.hy) = (x, y);
            _fails(commitment, proofs[1], _invalidPoint(x, y));
        }
    }

    /// @dev H2 stands in the verifier as two numbers: what it accepts only for the right ones.
    function test_secondGenerator_isTheFirstPointOfItsHash() public view {
        SigmaOr.Point memory h2 = SigmaOr.secondGenerator();
        VM.assertEq(h2.x, 18176151778314099574122666407476654482172161603876946475657583296845795114986);
        VM.assertEq(h2.y, 550534994197469960347233069912550745679569732374758399442565963702053589422);
    }

    function testFuzz_compress_keepsXAndTheParityOfY(uint256 k) public view {
        SigmaOr.Point memory p = SigmaOr.mul(SigmaOr.generator(), (k % (Q - 1)) + 1);
        VM.assertEq(_verifier.compress(p.x, p.y), SigmaOr.compress(p));
        VM.assertTrue(_verifier.compress(p.x, SigmaOr.P - p.y) != SigmaOr.compress(p));
    }

    /// @dev Else a valid commitment could be presented with a y that makes every proof fail.
    function test_compress_revertsForWhatIsNoPoint() public {
        SigmaOr.Point memory p = SigmaOr.mul(SigmaOr.generator(), X);
        uint256[2][4] memory points = [
            [p.x, p.y + 2],
            [p.x + SigmaOr.P, p.y],
            [p.x, p.y + SigmaOr.P],
            [uint256(0), 0]
        ];
        for (uint256 i = 0; i < points.length; ++i) {
            VM.expectRevert(_invalidPoint(points[i][0], points[i][1]));
            _verifier.compress(points[i][0], points[i][1]);
        }
    }
}
