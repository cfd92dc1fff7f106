// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IOrganizationRegistry} from "../../src/identity/IOrganizationRegistry.sol";
import {OrganizationName} from "../../src/identity/OrganizationName.sol";
import {IdentityFixture} from "../support/IdentityFixture.sol";
import {VM} from "../support/Vm.sol";

/// @title Names have one spelling, since the id is their hash and the certificate repeats them.
contract OrganizationNameTest is IdentityFixture {
    function isCanonical(string calldata name) external pure returns (bool) {
        return OrganizationName.isCanonical(name);
    }

    function _repeat(string memory part, uint256 count) private pure returns (string memory text) {
        for (uint256 i = 0; i < count; ++i) text = string.concat(text, part);
    }

    function test_isCanonical_takesPlainNames() public view {
        VM.assertTrue(this.isCanonical("a"));
        VM.assertTrue(this.isCanonical("hospital.example"));
        VM.assertTrue(this.isCanonical("xn--fiq228c.4-u.cn"));
        VM.assertTrue(this.isCanonical("127.0.0.1"));
    }

    function test_isCanonical_refusesOtherSpellings() public view {
        VM.assertFalse(this.isCanonical("Hospital.example"));
        VM.assertFalse(this.isCanonical("hospital.example."));
        VM.assertFalse(this.isCanonical(".hospital.example"));
        VM.assertFalse(this.isCanonical("hospital..example"));
        VM.assertFalse(this.isCanonical("-hospital.example"));
        VM.assertFalse(this.isCanonical("hospital-.example"));
        VM.assertFalse(this.isCanonical("hospital.example-"));
        VM.assertFalse(this.isCanonical("hospital example"));
        VM.assertFalse(this.isCanonical(unicode"医院.example"));
        VM.assertFalse(this.isCanonical(""));
    }

    function test_isCanonical_boundsLabels() public view {
        VM.assertTrue(this.isCanonical(_repeat("a", 63)));
        VM.assertFalse(this.isCanonical(_repeat("a", 64)));
        VM.assertFalse(this.isCanonical(string.concat(_repeat("a", 64), ".b")));
    }

    function test_isCanonical_boundsNames() public view {
        string memory name = string.concat(_repeat("a", 60), _repeat(".bc", 64)); // 252 characters
        VM.assertTrue(this.isCanonical(string.concat(name, "d")));
        VM.assertFalse(this.isCanonical(string.concat(name, "de")));
    }

    function testFuzz_isCanonical_refusesForeignCharacters(bytes1 c) public view {
        bool inner = (c >= "a" && c <= "z") || (c >= "0" && c <= "9") || c == "-" || c == ".";
        VM.assertTrue(this.isCanonical(string(bytes.concat("a", c, "b"))) == inner);
    }

    function test_registerOrganization_revertsWhenNameIsNotCanonical() public {
        IOrganizationRegistry.Registration memory registration = _registration(
            "hospital",
            IOrganizationRegistry.OrganizationKind.Hospital
        );
        registration.dnsName = "HOSPITAL.example";
        VM.expectRevert(
            abi.encodeWithSelector(
                IOrganizationRegistry.OrganizationRegistryInvalidDnsName.selector,
                registration.dnsName
            )
        );
        VM.prank(_authority().account);
        organizations.registerOrganization(registration);
    }
}
