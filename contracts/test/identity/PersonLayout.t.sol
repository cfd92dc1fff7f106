// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IIdentityRegistry} from "../../src/identity/IIdentityRegistry.sol";
import {IOrganizationRegistry} from "../../src/identity/IOrganizationRegistry.sol";
import {IdentityActions} from "../support/IdentityActions.sol";
import {VM} from "../support/Vm.sol";

/// @title The packed words hold what the interfaces draw, bit for bit.
contract PersonLayoutTest is IdentityActions {
    uint256 private constant PEOPLE_SLOT = 0; // contracts/storage-layout.json
    uint256 private constant ORGANIZATIONS_SLOT = 6;

    function test_person_isPackedAsDrawn() public {
        Actor memory patient = _patient("patient");
        _join(patient, _actor("second wallet"));
        _setStatus(patient, _authority(), IIdentityRegistry.PersonStatus.Suspended);
        uint256 base = uint256(keccak256(abi.encode(patient.personId, PEOPLE_SLOT)));
        VM.assertEq(VM.load(address(identities), bytes32(base)), hospital);
        uint256 word = uint256(VM.load(address(identities), bytes32(base + 3)));
        VM.assertEq(word & 0xff, uint256(IIdentityRegistry.Role.Patient));
        VM.assertEq((word >> 8) & 0xff, uint256(IIdentityRegistry.PersonStatus.Suspended));
        VM.assertEq((word >> 16) & 0xff, 1); // authorityHold
        VM.assertEq((word >> 24) & type(uint40).max, START);
        VM.assertEq((word >> 64) & type(uint40).max, START + YEAR);
        VM.assertEq((word >> 104) & type(uint32).max, 0); // controllerEpoch
        VM.assertEq((word >> 136) & type(uint32).max, 2); // controllerCount
        VM.assertEq(word >> 168, 0);
    }

    function test_organization_isPackedAsDrawn() public view {
        bytes32 slot = keccak256(abi.encode(hospital, ORGANIZATIONS_SLOT));
        uint256 word = uint256(VM.load(address(organizations), slot));
        VM.assertEq(address(uint160(word)), _issuerKey(hospital).account);
        VM.assertEq((word >> 160) & 0xff, uint256(IOrganizationRegistry.OrganizationKind.Hospital));
        VM.assertEq((word >> 168) & 0xff, uint256(IOrganizationRegistry.OrganizationStatus.Active));
        VM.assertEq((word >> 176) & type(uint40).max, START);
        VM.assertEq(word >> 216, 0);
    }
}
