// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IConsentTypes} from "../../src/consent/IConsentTypes.sol";
import {IUsageLedger} from "../../src/consent/IUsageLedger.sol";
import {IRecordRegistry} from "../../src/records/IRecordRegistry.sol";
import {ConsentFixture} from "../consent/ConsentFixture.sol";
import {ConsentTypedData} from "../consent/ConsentTypedData.sol";
import {VM} from "../support/Vm.sol";

/// @title What a call costs does not depend on how much there is already [ALL-7].
contract BoundsTest is ConsentFixture {
    uint256 private constant FEW = 3;
    uint256 private constant MANY = 60;

    /// @dev Of the call alone: in Solidity the data would be copied to ever more expensive memory of this test.
    function _cost(address target, bytes memory data) private returns (uint256 cost) {
        bool success;
        assembly ("memory-safe") {
            cost := gas()
            success := call(gas(), target, 0, add(data, 0x20), mload(data), 0, 0)
            cost := sub(cost, gas())
        }
        VM.assertTrue(success);
    }

    function _expectEqual(uint256[] memory costs) private pure {
        (uint256 few, uint256 many) = (costs[FEW], costs[MANY - 1]);
        VM.assertEq(many, few);
    }

    function test_registering_costsTheSameAfterManyRecordsOfThePatient() public {
        uint256[] memory costs = new uint256[](MANY);
        for (uint256 i = 0; i < MANY; ++i) {
            IRecordRegistry.Proposal memory p = _proposal(
                string(abi.encodePacked("record ", i)),
                _alice(),
                _dora()
            );
            IRecordRegistry.Confirmation memory c = _confirmation(_stateOf(p), _alice());
            bytes memory byDora = _signed(_dora(), p);
            costs[i] = _cost(
                address(records),
                abi.encodeCall(records.register, (p, byDora, c, _signed(_alice(), c)))
            );
        }
        _expectEqual(costs);
    }

    function test_granting_costsTheSameAfterManyGrantsOfThePatient() public {
        uint256[] memory costs = new uint256[](MANY);
        for (uint256 i = 0; i < MANY; ++i) {
            IConsentTypes.Disclosure memory d = _salted(i);
            bytes memory signature = _sign(_alice(), _grantId(d));
            bytes memory data = abi.encodeCall(
                consents.registerGrant,
                (d.header, ConsentTypedData.hash(d.terms), signature)
            );
            costs[i] = _cost(address(consents), data);
        }
        _expectEqual(costs);
    }

    function test_opening_costsTheSameAfterManyGrantsDenialsAndOpenings() public {
        IRecordRegistry.RecordState memory s = _confirmed("record");
        uint256[] memory costs = new uint256[](MANY);
        for (uint256 i = 0; i < MANY; ++i) {
            IConsentTypes.Disclosure memory d = _salted(i);
            _grant(d);
            _deny(keccak256(abi.encode("another tag", i)), true, i);
            IUsageLedger.OpenRequest memory r = _request(d, s, _grace());
            costs[i] = _cost(address(ledger), abi.encodeCall(ledger.open, (r, d, s, _signed(_grace(), r))));
        }
        _expectEqual(costs);
    }

    function test_denyingAndRevoking_costTheSameAfterMany() public {
        uint256[] memory denials = new uint256[](MANY);
        uint256[] memory revocations = new uint256[](MANY);
        for (uint256 i = 0; i < MANY; ++i) {
            IConsentTypes.Denial memory d = _denial(_alice(), keccak256(abi.encode("tag", i)), true, i);
            denials[i] = _cost(address(consents), abi.encodeCall(consents.deny, (d, _signed(_alice(), d))));
            bytes32 grantId = _grant(_salted(i));
            IConsentTypes.Revocation memory r = _revocation(_alice(), grantId);
            bytes memory signature = _sign(_alice(), _consentDigest(ConsentTypedData.hash(r)));
            revocations[i] = _cost(address(consents), abi.encodeCall(consents.revoke, (r, signature)));
        }
        _expectEqual(denials);
        _expectEqual(revocations);
    }

    function _salted(uint256 salt) private view returns (IConsentTypes.Disclosure memory d) {
        d = _disclosure();
        d.terms.salt = keccak256(abi.encode("salt", salt));
    }
}
