// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Bls12381} from "../../src/committee/Bls12381.sol";
import {VotingGroup} from "../../src/committee/VotingGroup.sol";

/// @title Makes what VotingGroup verifies: keys, proofs and votes, with the secrets at hand.
library BlsSigner {
    uint256 private constant G1_MSM = 0x0c;

    /// @dev sk·ĝ: −ĝ times r − sk.
    function publicKey(uint256 secret) internal view returns (bytes memory) {
        uint256 scalar = Bls12381.ORDER - secret;
        return abi.encode(Bls12381.combine(abi.encode(Bls12381.negatedGenerator(), scalar)));
    }

    function times(bytes32[4] memory point, uint256 scalar) internal view returns (bytes32[4] memory) {
        (bool ok, bytes memory result) = address(uint160(G1_MSM)).staticcall(abi.encode(point, scalar));
        require(ok && result.length == 128, "G1 multiplication failed");
        return abi.decode(result, (bytes32[4]));
    }

    function sign(
        uint256 secret,
        bytes memory tag,
        bytes memory message
    ) internal view returns (bytes memory) {
        return abi.encode(times(Bls12381.hashToG1(tag, message), secret));
    }

    function prove(uint256 secret, bytes32 context) internal view returns (bytes memory) {
        bytes memory key = compressed(secret);
        return sign(secret, "medlattice/committee-possession/v1", abi.encodePacked(key, context));
    }

    function draw(uint256 secret, bytes32 seed, uint64 epoch) internal view returns (bytes memory) {
        return sign(secret, "medlattice/committee-sortition/v1", abi.encodePacked(seed, epoch, uint8(1)));
    }

    function compressed(uint256 secret) internal view returns (bytes memory) {
        return Bls12381.compress(abi.decode(publicKey(secret), (bytes32[8])));
    }

    /// @dev Σ a_j·sk_j over the members: MK_i is that times H2(i), as the sum of what each contributes.
    function membershipScalar(
        uint256[] memory secrets,
        uint256 members
    ) internal view returns (uint256 scalar) {
        bytes32 groupId = _groupId(secrets);
        for (uint256 i = 0; i < secrets.length; ++i) {
            if ((members >> i) & 1 == 0) continue;
            bytes memory input = abi.encodePacked(
                "medlattice/committee-coefficient/v1",
                compressed(secrets[i]),
                groupId
            );
            uint256 a = uint256(sha256(input)) % Bls12381.ORDER;
            scalar = addmod(scalar, mulmod(a, secrets[i], Bls12381.ORDER), Bls12381.ORDER);
        }
    }

    /// @dev apk, compressed: that scalar over all, times ĝ.
    function groupKey(uint256[] memory secrets) internal view returns (bytes memory) {
        return compressed(membershipScalar(secrets, type(uint256).max));
    }

    /// @dev s_i = sk_i·H0(digest) + MK_i.
    function vote(
        uint256[] memory secrets,
        uint256 members,
        uint256 station,
        bytes32 digest
    ) internal view returns (bytes32[4] memory) {
        bytes memory key = groupKey(secrets);
        bytes memory message = abi.encodePacked(key, digest);
        bytes32[4] memory hashed = Bls12381.hashToG1("medlattice/committee-vote/v1", message);
        bytes32[4] memory own = VotingGroup.position(key, station);
        return Bls12381.add(times(hashed, secrets[station]), times(own, membershipScalar(secrets, members)));
    }

    /// @dev Votes of those present added up, and who of the electorate is absent.
    function evidence(
        uint256[] memory secrets,
        uint256 members,
        uint256 electorate,
        uint256 present,
        bytes32 digest
    ) internal view returns (bytes memory result) {
        bytes32[4] memory sum;
        bytes memory absent;
        for (uint256 i = 0; i < secrets.length; ++i) {
            if ((present >> i) & 1 == 1) sum = Bls12381.add(sum, vote(secrets, members, i, digest));
            else if ((electorate >> i) & 1 == 1) absent = abi.encodePacked(absent, uint16(i));
        }
        return abi.encodePacked(uint8(1), abi.encode(sum), absent);
    }

    /// @dev The same of all but the first few, quicker: Σ sk_i·H0 is one multiplication, and so is M·Σ H2(i).
    function evidenceOfAll(
        uint256[] memory secrets,
        uint256 absent,
        bytes32 digest
    ) internal view returns (bytes memory result) {
        bytes memory key = groupKey(secrets);
        uint256 sum;
        bytes32[4] memory positions;
        for (uint256 i = absent; i < secrets.length; ++i) {
            sum = addmod(sum, secrets[i], Bls12381.ORDER);
            positions = Bls12381.add(positions, VotingGroup.position(key, i));
        }
        bytes memory message = abi.encodePacked(key, digest);
        bytes32[4] memory votes = times(Bls12381.hashToG1("medlattice/committee-vote/v1", message), sum);
        votes = Bls12381.add(votes, times(positions, membershipScalar(secrets, type(uint256).max)));
        result = abi.encodePacked(uint8(1), abi.encode(votes));
        for (uint256 i = 0; i < absent; ++i) result = abi.encodePacked(result, uint16(i));
    }

    function _groupId(uint256[] memory secrets) private view returns (bytes32) {
        bytes memory list;
        for (uint256 i = 0; i < secrets.length; ++i) list = bytes.concat(list, compressed(secrets[i]));
        return sha256(list);
    }
}
