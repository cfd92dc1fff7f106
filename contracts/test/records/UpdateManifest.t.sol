// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IIdentityRegistry} from "../../src/identity/IIdentityRegistry.sol";
import {IRecordRegistry} from "../../src/records/IRecordRegistry.sol";
import {VM} from "../support/Vm.sol";
import {RecordFixture} from "./RecordFixture.sol";
import {RecordTypedData} from "./RecordTypedData.sol";

contract UpdateManifestTest is RecordFixture {
    function _updateFails(
        IRecordRegistry.RecordState memory s,
        IRecordRegistry.ManifestUpdate memory u,
        bytes memory reason
    ) private {
        bytes memory signature = _signed(_alice(), u);
        VM.expectRevert(reason);
        records.updateManifest(s, u, signature);
    }

    function test_updateManifest_replacesOnlyTheManifestOnEveryRoute() public {
        for (uint256 i = 0; i < ROUTES; ++i) {
            Route route = Route(i);
            string memory label = string(abi.encodePacked("patient ", bytes1(uint8(65 + i))));
            Actor memory patient = _enrollActor(
                _actorFor(route, label),
                IIdentityRegistry.Role.Patient,
                hospital
            );
            IRecordRegistry.RecordState memory s = _confirmedOf(label, patient);
            (bytes32 head, uint256 height) = records.accountOf(patient.personId);
            IRecordRegistry.ManifestUpdate memory u = _update(s, patient);
            bytes memory signature = _signatureOn(route, patient, _recordDigest(RecordTypedData.hash(u)));
            IRecordRegistry.RecordState memory next = _next(s, s.status, u.manifestHash);
            VM.expectEmit(address(records));
            emit IRecordRegistry.ManifestUpdated(s.recordId, s.patient, s.author, patient.account, next);
            bytes memory data = abi.encodeCall(records.updateManifest, (s, u, signature));
            _send(route, patient, address(records), data);
            _expectState(next);
            (bytes32 headAfter, uint256 heightAfter) = records.accountOf(patient.personId);
            VM.assertEq(headAfter, head);
            VM.assertEq(heightAfter, height);
        }
    }

    function test_updateManifest_revertsUnlessConfirmed() public {
        IRecordRegistry.RecordState[2] memory states = [_proposed("proposed"), _disputed("disputed")];
        for (uint256 i = 0; i < states.length; ++i) {
            _updateFails(
                states[i],
                _update(states[i], _alice()),
                abi.encodeWithSelector(
                    IRecordRegistry.RecordRegistryWrongStatus.selector,
                    states[i].recordId,
                    states[i].status
                )
            );
        }
    }

    function test_updateManifest_revertsWhenReplayed() public {
        IRecordRegistry.RecordState memory s = _confirmed("record");
        IRecordRegistry.ManifestUpdate memory u = _update(s, _alice());
        records.updateManifest(s, u, _signed(_alice(), u));
        _updateFails(
            _next(s, s.status, u.manifestHash),
            u,
            abi.encodeWithSelector(
                IRecordRegistry.RecordRegistryWrongSequence.selector,
                s.recordId,
                uint32(2),
                uint32(1)
            )
        );
    }

    function test_updateManifest_revertsWithoutAManifest() public {
        IRecordRegistry.RecordState memory s = _confirmed("record");
        IRecordRegistry.ManifestUpdate memory u = _update(s, _alice());
        u.manifestHash = 0;
        _updateFails(
            s,
            u,
            abi.encodeWithSelector(IRecordRegistry.RecordRegistryEmptyManifest.selector, s.recordId)
        );
    }

    function test_updateManifest_revertsForAStaleState() public {
        IRecordRegistry.RecordState memory s = _confirmed("record");
        IRecordRegistry.ManifestUpdate memory u = _update(s, _alice());
        s.commitment = keccak256("another commitment");
        _updateFails(
            s,
            u,
            abi.encodeWithSelector(
                IRecordRegistry.RecordRegistryStaleState.selector,
                s.recordId,
                RecordTypedData.hash(s)
            )
        );
    }

    function test_updateManifest_revertsForTheAuthor() public {
        IRecordRegistry.RecordState memory s = _confirmed("record");
        IRecordRegistry.ManifestUpdate memory u = _update(s, _dora());
        bytes memory signature = _signed(_dora(), u);
        VM.expectRevert(
            abi.encodeWithSelector(
                IRecordRegistry.RecordRegistryOtherPatient.selector,
                s.recordId,
                _dora().personId
            )
        );
        records.updateManifest(s, u, signature);
    }
}
