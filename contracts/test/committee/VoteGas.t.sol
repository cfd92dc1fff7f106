// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IVoteVerifier} from "../../src/committee/IVoteVerifier.sol";
import {Gas} from "../records/Gas.sol";
import {BlsSigner} from "./BlsSigner.sol";
import {VerifierFixture} from "./VerifierFixture.sol";

/// @title What votes cost, all storage cold, called by a contract; one BLS multisignature beside as many ECDSA signatures.
contract VoteGasTest is VerifierFixture {
    string private constant GROUP = "VoteVerifiers";
    uint256 private constant MANY = 48;

    /// hardhat-config: isolate = true
    function test_gas_stations() public {
        IVoteVerifier[2] memory verifiers = [bls, ecdsa];
        string[2] memory names = ["BLS", "ECDSA"];
        for (uint256 v = 0; v < 2; ++v) {
            for (uint256 i = 0; i < STATIONS; ++i) {
                (bytes memory key, bytes memory proof) = _key(verifiers[v], i);
                verifiers[v].enroll(i, _organization(i), key, proof);
            }
            Gas.snapshot(GROUP, string.concat(names[v], ": enroll"));
            uint32 made = verifiers[v].setUp(STATIONS, ALL);
            Gas.snapshot(GROUP, string.concat(names[v], ": setUp, 5 stations"));
            verifiers[v].seat(made, ALL);
            Gas.snapshot(GROUP, string.concat(names[v], ": seat, 5 stations"));
            bytes memory draw = v == 0 ? BlsSigner.draw(_secret(1), DIGEST, 7) : bytes("");
            IVoteVerifier.Draw memory what = IVoteVerifier.Draw(DIGEST, 7, 2000, 12_000, 20);
            verifiers[v].draw(address(this), 1, what, draw);
            Gas.snapshot(GROUP, string.concat(names[v], ": draw"));
        }
    }

    /// @dev With all of them present the multisignature is one scalar times what each contributes: signed as one sum.
    /// hardhat-config: isolate = true
    function test_gas_verify() public {
        uint256 all = (1 << MANY) - 1;
        _enroll(bls, MANY);
        uint32 made = bls.setUp(MANY, all);
        Gas.snapshot(GROUP, "BLS: setUp, 48 stations");
        bls.seat(made, all);
        bytes memory evidence = BlsSigner.evidenceOfAll(_secrets(MANY), 0, DIGEST);
        bls.verify(address(this), made, all, DIGEST, evidence);
        Gas.snapshot(GROUP, "BLS: verify, 48 signed");
        evidence = BlsSigner.evidenceOfAll(_secrets(MANY), 6, DIGEST);
        bls.verify(address(this), made, all, DIGEST, evidence);
        Gas.snapshot(GROUP, "BLS: verify, 42 signed, 6 absent");
        _enroll(ecdsa, MANY);
        made = ecdsa.setUp(MANY, all);
        ecdsa.seat(made, all);
        evidence = hex"02";
        for (uint256 i = 0; i < MANY; ++i) {
            evidence = abi.encodePacked(evidence, uint16(i), _sign(i, DIGEST));
        }
        ecdsa.verify(address(this), made, all, DIGEST, evidence);
        Gas.snapshot(GROUP, "ECDSA: verify, 48 signed");
    }
}
