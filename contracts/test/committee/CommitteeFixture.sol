// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Bls12381} from "../../src/committee/Bls12381.sol";
import {Committee} from "../../src/committee/Committee.sol";
import {ICommittee} from "../../src/committee/ICommittee.sol";
import {IStations} from "../../src/committee/IStations.sol";
import {IVoteVerifier} from "../../src/committee/IVoteVerifier.sol";
import {MedToken} from "../../src/committee/MedToken.sol";
import {VotingKeys} from "../../src/committee/VotingKeys.sol";
import {Reputation} from "../../src/reputation/Reputation.sol";
import {SummaryFixture} from "../bridge/SummaryFixture.sol";
import {Artifacts} from "../records/Artifacts.sol";
import {IBlockVm} from "../support/BlockVm.sol";
import {TypedData} from "../support/TypedData.sol";
import {VM} from "../support/Vm.sol";
import {BlsSigner} from "./BlsSigner.sol";

/// @title Four founding stations with 2900 tokens and a deposit of 100 each, and a committee that has not begun.
abstract contract CommitteeFixture is SummaryFixture {
    uint256 internal constant FOUNDERS = 4;
    uint256 internal constant ALL = 0xf;
    uint128 internal constant DEPOSIT = 100;
    uint32 internal constant EPOCH = 1 hours;
    uint32 internal constant RETIREMENT = 7 days;

    address internal constant TREASURY = address(0x7ea5);

    MedToken internal token;
    Reputation internal reputation;
    IVoteVerifier internal verifier;
    Committee internal committee;
    bytes32[] internal stationOrganizations;

    function setUp() public virtual override {
        super.setUp();
        stationOrganizations = [hospital, platform, insurer, healthAuthority];
        _deployWith("EcdsaVoteVerifier", 10);
    }

    /// @dev Reputation is steep, so that little activity tells stations apart.
    function _deployWith(string memory verifierName, uint32 minimumSeats) internal {
        token = MedToken(Artifacts.deploy("MedToken", abi.encode(address(this))));
        reputation = Reputation(Artifacts.deploy("Reputation", abi.encode(inbox, 1, 1, 0)));
        verifier = IVoteVerifier(Artifacts.deploy(verifierName, ""));
        committee = Committee(Artifacts.deploy("Committee", abi.encode(_settings(minimumSeats))));
        VM.prank(_authority().account);
        reputation.settleCommittee(address(committee));
        for (uint256 i = 0; i < FOUNDERS; ++i) {
            IStations.Application memory application = _application(i);
            VM.prank(_authority().account);
            committee.found(application);
            _fund(i);
        }
        _mine();
    }

    function _settings(uint32 minimumSeats) internal view returns (ICommittee.Settings memory) {
        return
            ICommittee.Settings({
                summaryInbox: inbox,
                reputation: reputation,
                token: token,
                verifier: verifier,
                treasury: TREASURY,
                minimumDeposit: DEPOSIT,
                retirementSeconds: RETIREMENT,
                epochSeconds: EPOCH,
                expectedSeats: 20,
                minimumSeats: minimumSeats,
                salt: "salt"
            });
    }

    function _mine() internal {
        IBlockVm(address(VM)).roll(block.number + 1);
    }

    function _account(uint256 station) internal view returns (address) {
        return _actor(string.concat("account of ", names[stationOrganizations[station]])).account;
    }

    function _secret(uint256 station) internal pure returns (uint256) {
        return uint256(keccak256(abi.encode("voting key", station))) >> 8;
    }

    function _secrets() internal view returns (uint256[] memory secrets) {
        secrets = new uint256[](committee.stationCount());
        for (uint256 i = 0; i < secrets.length; ++i) secrets[i] = _secret(i);
    }

    function _application(uint256 station) internal view returns (IStations.Application memory a) {
        a.organization = stationOrganizations[station];
        a.account = _account(station);
        bytes32 context = VotingKeys.context(address(committee), a.organization);
        if (verifier.scheme() == 1) {
            a.key = BlsSigner.publicKey(_secret(station));
            a.proof = BlsSigner.prove(_secret(station), context);
        } else {
            address signer = VM.addr(_secret(station));
            a.key = abi.encodePacked(signer);
            string memory domain = "medlattice/committee-possession/v1";
            a.proof = _signWith(station, keccak256(abi.encode(domain, context, signer)));
        }
    }

    function _signWith(uint256 station, bytes32 digest) internal pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = VM.sign(_secret(station), digest);
        return abi.encodePacked(r, s, v);
    }

    /// @dev 3000 tokens, of which 100 are deposited and the others vote.
    function _fund(uint256 station) internal {
        address account = _account(station);
        token.transfer(account, 3000);
        VM.startPrank(account);
        token.delegate(account);
        token.approve(address(committee), DEPOSIT);
        committee.deposit(station, DEPOSIT);
        VM.stopPrank();
    }

    function _start() internal {
        VM.prank(_authority().account);
        committee.start(ALL);
        _mine();
    }

    function _vote(
        ICommittee.VoteKind kind,
        bytes32 slot,
        bytes32 payload
    ) internal view returns (ICommittee.CommitteeVote memory) {
        return ICommittee.CommitteeVote(committee.epoch(), uint8(kind), slot, payload);
    }

    /// @dev Anchoring needs nothing beforehand.
    function _anchor(bytes32 slot) internal view returns (ICommittee.CommitteeVote memory) {
        return _vote(ICommittee.VoteKind.Anchor, slot, keccak256(abi.encode("root", slot)));
    }

    function _digest(ICommittee.CommitteeVote memory v) internal view returns (bytes32) {
        bytes32 typeHash = keccak256("CommitteeVote(uint64 epoch,uint8 kind,bytes32 slot,bytes32 payload)");
        bytes32 structHash = keccak256(abi.encode(typeHash, v.epoch, v.kind, v.slot, v.payload));
        bytes32 separator = TypedData.domainSeparator(
            "MedLattice Committee",
            block.chainid,
            address(committee)
        );
        return TypedData.digest(separator, structHash);
    }

    function _evidence(bytes32 digest, uint256 present) internal view returns (bytes memory evidence) {
        if (verifier.scheme() == 1) {
            uint256 voters = committee.electorate().stations;
            return BlsSigner.evidence(_secrets(), ALL, voters, present, digest);
        }
        evidence = hex"02";
        for (uint256 i = 0; present >> i != 0; ++i) {
            if ((present >> i) & 1 == 0) continue;
            evidence = abi.encodePacked(evidence, uint16(i), _signWith(i, digest));
        }
    }

    /// @dev Votes of several stations, as `areVotesOf` takes them.
    function _together(
        ICommittee.CommitteeVote memory v,
        uint256 stations
    ) internal view returns (bytes memory signature) {
        bytes32[4] memory sum;
        for (uint256 i = 0; stations >> i != 0; ++i) {
            if ((stations >> i) & 1 == 0) continue;
            if (verifier.scheme() == 2) signature = bytes.concat(signature, _signWith(i, _digest(v)));
            else sum = Bls12381.add(sum, BlsSigner.vote(_secrets(), ALL, i, _digest(v)));
        }
        if (verifier.scheme() == 1) signature = abi.encode(sum);
    }

    /// @dev Payload of a set-up over the first `size` stations.
    function _setupOf(uint256 size, uint256 members) internal pure returns (bytes32) {
        return bytes32((size << 248) | members);
    }

    function _decide(ICommittee.CommitteeVote memory v, uint256 present) internal {
        bytes memory evidence = _evidence(_digest(v), present);
        VM.prank(RELAYER);
        committee.decide(v, evidence);
    }

    function _decideFails(ICommittee.CommitteeVote memory v, uint256 present, bytes memory reason) internal {
        bytes memory evidence = _evidence(_digest(v), present);
        VM.expectRevert(reason);
        VM.prank(RELAYER);
        committee.decide(v, evidence);
    }

    function _drawProof(uint256 station) internal view returns (bytes memory) {
        if (verifier.scheme() == 2) return "";
        ICommittee.Round memory next = committee.round();
        return BlsSigner.draw(_secret(station), next.seed, next.epoch);
    }

    function _register(uint256 stations) internal {
        for (uint256 i = 0; stations >> i != 0; ++i) {
            if ((stations >> i) & 1 == 1) committee.register(i, _drawProof(i));
        }
    }

    function _advance() internal {
        VM.warp(block.timestamp + EPOCH);
        committee.advance();
        _mine();
    }
}
