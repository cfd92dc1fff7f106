// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAuthorityGoverned} from "../../src/base/IAuthorityGoverned.sol";
import {OrganizationRegistry} from "../../src/identity/OrganizationRegistry.sol";
import {IdentityFixture} from "../support/IdentityFixture.sol";
import {VM} from "../support/Vm.sol";

contract AuthorityGovernedTest is IdentityFixture {
    address private constant SUCCESSOR = address(0x5ccce5504);

    function test_constructor_revertsWithoutAuthority() public {
        VM.expectRevert(abi.encodeWithSelector(IAuthorityGoverned.AuthorityGovernedZeroAuthority.selector));
        new OrganizationRegistry(address(0));
    }

    function test_constructor_namesTheAuthority() public {
        VM.expectEmit();
        emit IAuthorityGoverned.AuthorityTransferred(address(0), SUCCESSOR);
        OrganizationRegistry fresh = new OrganizationRegistry(SUCCESSOR);
        VM.assertEq(fresh.authority(), SUCCESSOR);
        VM.assertEq(fresh.pendingAuthority(), address(0));
    }

    function test_transferAuthority_changesNothingUntilAccepted() public {
        address authority = _authority().account;
        VM.expectEmit(address(organizations));
        emit IAuthorityGoverned.AuthorityTransferStarted(authority, SUCCESSOR);
        VM.prank(authority);
        organizations.transferAuthority(SUCCESSOR);
        VM.assertEq(organizations.authority(), authority);
        VM.assertEq(organizations.pendingAuthority(), SUCCESSOR);
    }

    function test_acceptAuthority_handsOverWhenNominated() public {
        VM.prank(_authority().account);
        organizations.transferAuthority(SUCCESSOR);
        VM.expectEmit(address(organizations));
        emit IAuthorityGoverned.AuthorityTransferred(_authority().account, SUCCESSOR);
        VM.prank(SUCCESSOR);
        organizations.acceptAuthority();
        VM.assertEq(organizations.authority(), SUCCESSOR);
        VM.assertEq(organizations.pendingAuthority(), address(0));
    }

    function test_acceptAuthority_revertsWhenNominationIsWithdrawn() public {
        VM.prank(_authority().account);
        organizations.transferAuthority(SUCCESSOR);
        VM.prank(_authority().account);
        organizations.transferAuthority(address(0));
        VM.expectRevert(
            abi.encodeWithSelector(
                IAuthorityGoverned.AuthorityGovernedNotPendingAuthority.selector,
                SUCCESSOR
            )
        );
        VM.prank(SUCCESSOR);
        organizations.acceptAuthority();
    }

    function test_transferAuthority_revertsForFormerAuthority() public {
        VM.prank(_authority().account);
        organizations.transferAuthority(SUCCESSOR);
        VM.prank(SUCCESSOR);
        organizations.acceptAuthority();
        VM.expectRevert(
            abi.encodeWithSelector(
                IAuthorityGoverned.AuthorityGovernedNotAuthority.selector,
                _authority().account
            )
        );
        VM.prank(_authority().account);
        organizations.transferAuthority(_authority().account);
    }

    function testFuzz_transferAuthority_revertsForAnyoneElse(address caller) public {
        VM.assume(caller != _authority().account);
        VM.expectRevert(
            abi.encodeWithSelector(IAuthorityGoverned.AuthorityGovernedNotAuthority.selector, caller)
        );
        VM.prank(caller);
        organizations.transferAuthority(caller);
    }

    function testFuzz_acceptAuthority_revertsForAnyoneElse(address caller) public {
        VM.assume(caller != SUCCESSOR);
        VM.prank(_authority().account);
        organizations.transferAuthority(SUCCESSOR);
        VM.expectRevert(
            abi.encodeWithSelector(IAuthorityGoverned.AuthorityGovernedNotPendingAuthority.selector, caller)
        );
        VM.prank(caller);
        organizations.acceptAuthority();
    }
}
