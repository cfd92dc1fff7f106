// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAuthorityGoverned} from "../../src/base/IAuthorityGoverned.sol";
import {IOrganizationKeys} from "../../src/identity/IOrganizationKeys.sol";
import {IOrganizationRegistry} from "../../src/identity/IOrganizationRegistry.sol";
import {IdentityFixture} from "../support/IdentityFixture.sol";
import {VM} from "../support/Vm.sol";

/// @title The network's emergency key: never in the hands of one organisation (rule 7).
contract EmergencyKeyTest is IdentityFixture {
    struct Setting {
        bytes value;
        uint8 threshold;
        bytes32[] holders;
        bytes commitments;
    }

    /// @dev Two of three organisations, ascending.
    function _fresh() private view returns (Setting memory setting) {
        setting.value = new bytes(96);
        setting.value[0] = 0x93;
        setting.threshold = 2;
        setting.commitments = new bytes(96);
        setting.holders = new bytes32[](3);
        (setting.holders[0], setting.holders[1], setting.holders[2]) = (hospital, platform, healthAuthority);
        _sort(setting.holders);
    }

    function _sort(bytes32[] memory ids) private pure {
        for (uint256 i = 0; i < ids.length; ++i) {
            for (uint256 j = i + 1; j < ids.length; ++j) {
                if (ids[j] < ids[i]) (ids[i], ids[j]) = (ids[j], ids[i]);
            }
        }
    }

    function _set(Setting memory s) private returns (uint32) {
        VM.prank(_authority().account);
        return organizations.setEmergencyKey(s.value, s.threshold, s.holders, s.commitments);
    }

    function _expectThreshold(uint8 threshold, uint256 holders) private {
        VM.expectRevert(
            abi.encodeWithSelector(
                IOrganizationKeys.OrganizationKeysInvalidThreshold.selector,
                threshold,
                holders
            )
        );
    }

    function test_setEmergencyKey_keepsEveryVersion() public {
        Setting memory s = _fresh();
        VM.assertEq(_set(s), 1);
        s.value[1] = 0x01;
        VM.expectEmit(address(organizations));
        emit IOrganizationKeys.EmergencyKeySet(2, s.value, s.threshold, s.holders, s.commitments);
        VM.assertEq(_set(s), 2);
        (IOrganizationKeys.EmergencyKey memory newest, uint32 version) = organizations.emergencyKey();
        VM.assertEq(version, 2);
        VM.assertEq(newest.value, s.value);
        VM.assertEq(newest.holders.length, 3);
        VM.assertEq(newest.holders[2], s.holders[2]);
        VM.assertEq(newest.threshold, 2);
        VM.assertEq(newest.commitments, s.commitments);
        VM.assertEq(newest.setAt, START);
        VM.assertEq(organizations.emergencyKeyAt(1).value, _fresh().value);
    }

    function test_emergencyKey_isEmptyWhenNoneIsSet() public view {
        (IOrganizationKeys.EmergencyKey memory key, uint32 version) = organizations.emergencyKey();
        VM.assertEq(version, 0);
        VM.assertEq(key.value.length, 0);
    }

    function test_emergencyKeyAt_revertsWhenUnknown() public {
        _set(_fresh());
        VM.expectRevert(
            abi.encodeWithSelector(IOrganizationKeys.OrganizationKeysUnknownEmergencyKey.selector, 2)
        );
        organizations.emergencyKeyAt(2);
        VM.expectRevert(
            abi.encodeWithSelector(IOrganizationKeys.OrganizationKeysUnknownEmergencyKey.selector, 0)
        );
        organizations.emergencyKeyAt(0);
    }

    function test_setEmergencyKey_revertsWhenOneOrganizationWouldDo() public {
        Setting memory s = _fresh();
        (s.threshold, s.commitments) = (1, new bytes(48));
        _expectThreshold(1, 3);
        _set(s);
    }

    function test_setEmergencyKey_revertsWhenThresholdExceedsHolders() public {
        Setting memory s = _fresh();
        (s.threshold, s.commitments) = (4, new bytes(192));
        _expectThreshold(4, 3);
        _set(s);
    }

    function test_setEmergencyKey_revertsWithTooManyHolders() public {
        Setting memory s = _fresh();
        s.holders = new bytes32[](17);
        _expectThreshold(2, 17);
        _set(s);
    }

    function test_setEmergencyKey_revertsWhenAHolderCountsTwice() public {
        Setting memory s = _fresh();
        s.holders[1] = s.holders[0];
        VM.expectRevert(
            abi.encodeWithSelector(
                IOrganizationKeys.OrganizationKeysHoldersNotAscending.selector,
                s.holders[0],
                s.holders[0]
            )
        );
        _set(s);
    }

    function test_setEmergencyKey_revertsWhenHoldersDescend() public {
        Setting memory s = _fresh();
        (s.holders[1], s.holders[2]) = (s.holders[2], s.holders[1]);
        VM.expectRevert(
            abi.encodeWithSelector(
                IOrganizationKeys.OrganizationKeysHoldersNotAscending.selector,
                s.holders[1],
                s.holders[2]
            )
        );
        _set(s);
    }

    function test_setEmergencyKey_revertsWhenAHolderIsUnknown() public {
        Setting memory s = _fresh();
        s.holders[2] = bytes32(type(uint256).max);
        VM.expectRevert(
            abi.encodeWithSelector(IOrganizationRegistry.OrganizationRegistryUnknown.selector, s.holders[2])
        );
        _set(s);
    }

    function test_setEmergencyKey_revertsWhenAHolderIsSuspended() public {
        VM.prank(_authority().account);
        organizations.setOrganizationStatus(platform, IOrganizationRegistry.OrganizationStatus.Suspended);
        VM.expectRevert(
            abi.encodeWithSelector(
                IOrganizationRegistry.OrganizationRegistryInactive.selector,
                platform,
                IOrganizationRegistry.OrganizationStatus.Suspended
            )
        );
        _set(_fresh());
    }

    function testFuzz_setEmergencyKey_revertsWhenKeyLengthIsWrong(uint8 length) public {
        VM.assume(length != 96);
        Setting memory s = _fresh();
        s.value = new bytes(length);
        VM.expectRevert(
            abi.encodeWithSelector(
                IOrganizationKeys.OrganizationKeysInvalidLength.selector,
                IOrganizationKeys.KeyKind.AfghReceive,
                uint256(length)
            )
        );
        _set(s);
    }

    function testFuzz_setEmergencyKey_revertsWhenCommitmentsDoNotFit(uint8 length) public {
        VM.assume(length != 96);
        Setting memory s = _fresh();
        s.commitments = new bytes(length);
        VM.expectRevert(
            abi.encodeWithSelector(
                IOrganizationKeys.OrganizationKeysInvalidCommitments.selector,
                uint256(length),
                s.threshold
            )
        );
        _set(s);
    }

    function testFuzz_setEmergencyKey_revertsForAnyoneElse(address caller) public {
        VM.assume(caller != _authority().account);
        Setting memory s = _fresh();
        VM.expectRevert(
            abi.encodeWithSelector(IAuthorityGoverned.AuthorityGovernedNotAuthority.selector, caller)
        );
        VM.prank(caller);
        organizations.setEmergencyKey(s.value, s.threshold, s.holders, s.commitments);
    }
}
