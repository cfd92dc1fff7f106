// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ISignedActions} from "../../src/base/ISignedActions.sol";
import {IConsentRegistry} from "../../src/consent/IConsentRegistry.sol";
import {IConsentTypes} from "../../src/consent/IConsentTypes.sol";
import {IIdentityErrors} from "../../src/identity/IIdentityErrors.sol";
import {IIdentityRegistry} from "../../src/identity/IIdentityRegistry.sol";
import {IRecordRegistry} from "../../src/records/IRecordRegistry.sol";
import {ConsentTypedData} from "../consent/ConsentTypedData.sol";
import {VM} from "../support/Vm.sol";
import {RecordFixture} from "./RecordFixture.sol";
import {RecordTypedData} from "./RecordTypedData.sol";

contract ConfirmByMandateTest is RecordFixture {
    function _confirmFails(
        IRecordRegistry.RecordState memory s,
        IConsentTypes.Mandate memory m,
        bytes memory reason
    ) private {
        bytes memory signature = _signed(_alice(), m);
        VM.expectRevert(reason);
        records.confirmByMandate(s, m, signature);
    }

    function _mandateId(IConsentTypes.Mandate memory m) private view returns (bytes32) {
        return _consentDigest(ConsentTypedData.hash(m));
    }

    function test_confirmByMandate_linksTheRecordWhoeverCarriesIt() public {
        address[2] memory carriers = [_dora().account, RELAYER];
        bytes32 head;
        for (uint256 i = 0; i < carriers.length; ++i) {
            IRecordRegistry.RecordState memory s = _proposed(i == 0 ? "first" : "second");
            IConsentTypes.Mandate memory m = _mandate(_alice());
            bytes memory signature = _signed(_alice(), m);
            IRecordRegistry.RecordState memory next = _next(
                s,
                IRecordRegistry.Status.Confirmed,
                s.manifestHash
            );
            head = RecordTypedData.accountEntry(head, next);
            VM.expectEmit(address(records));
            emit IRecordRegistry.RecordConfirmed(
                s.recordId,
                s.patient,
                s.author,
                _alice().account,
                _mandateId(m),
                i + 1,
                head,
                next
            );
            VM.prank(carriers[i]);
            records.confirmByMandate(s, m, signature);
            _expectState(next);
        }
    }

    function test_confirmByMandate_acceptsTheSignatureOfAContractWallet() public {
        Actor memory patient = _enrollActor(
            _walletActor("wallet patient"),
            IIdentityRegistry.Role.Patient,
            hospital
        );
        IRecordRegistry.Proposal memory p = _proposal("record", patient, _dora());
        records.propose(p, _signed(_dora(), p));
        IConsentTypes.Mandate memory m = _mandate(patient);
        records.confirmByMandate(_stateOf(p), m, _signed(patient, m));
        _expectState(_next(_stateOf(p), IRecordRegistry.Status.Confirmed, p.manifestHash));
    }

    /// @dev A patient who has said no is not overruled by what it said before.
    function test_confirmByMandate_revertsWhenDisputed() public {
        IRecordRegistry.RecordState memory s = _disputed("record");
        _confirmFails(
            s,
            _mandate(_alice()),
            abi.encodeWithSelector(
                IRecordRegistry.RecordRegistryWrongStatus.selector,
                s.recordId,
                IRecordRegistry.Status.Disputed
            )
        );
    }

    function test_confirmByMandate_revertsForAnotherTreatment() public {
        IRecordRegistry.RecordState memory s = _proposed("record");
        IConsentTypes.Mandate memory m = _mandate(_alice());
        m.treatmentId = keccak256("another treatment");
        _confirmFails(
            s,
            m,
            abi.encodeWithSelector(
                IRecordRegistry.RecordRegistryOtherMandate.selector,
                s.recordId,
                _mandateId(m)
            )
        );
    }

    function test_confirmByMandate_revertsForAnotherInstitution() public {
        IRecordRegistry.RecordState memory s = _proposed("record");
        IConsentTypes.Mandate memory m = _mandate(_alice());
        m.institution = platform;
        _confirmFails(
            s,
            m,
            abi.encodeWithSelector(
                IRecordRegistry.RecordRegistryOtherMandate.selector,
                s.recordId,
                _mandateId(m)
            )
        );
    }

    function test_confirmByMandate_revertsForAnotherPatientsMandate() public {
        IRecordRegistry.RecordState memory s = _proposed("record");
        Actor memory bob = _patient("bob");
        IConsentTypes.Mandate memory m = _mandate(bob);
        bytes memory signature = _signed(bob, m);
        VM.expectRevert(
            abi.encodeWithSelector(
                IRecordRegistry.RecordRegistryOtherMandate.selector,
                s.recordId,
                _mandateId(m)
            )
        );
        records.confirmByMandate(s, m, signature);
    }

    /// @dev Records outside of treatments carry no treatment id; no mandate can be for them.
    function test_confirmByMandate_revertsForNoTreatment() public {
        IRecordRegistry.Proposal memory p = _proposal("record", _alice(), _dora());
        p.treatmentId = 0;
        records.propose(p, _signed(_dora(), p));
        IConsentTypes.Mandate memory m = _mandate(_alice());
        m.treatmentId = 0;
        _confirmFails(
            _stateOf(p),
            m,
            abi.encodeWithSelector(IConsentRegistry.ConsentRegistryNoTreatment.selector)
        );
    }

    function test_confirmByMandate_holdsFromNotBeforeUntilNotAfter() public {
        IConsentTypes.Mandate memory m = _mandate(_alice());
        (m.notBefore, m.notAfter) = (START + 10, START + 20);
        bytes memory signature = _signed(_alice(), m);
        IRecordRegistry.RecordState memory s = _proposed("first");
        bytes memory reason = abi.encodeWithSelector(
            IConsentRegistry.ConsentRegistryInvalidWindow.selector,
            m.notBefore,
            m.notAfter,
            START + 9
        );
        VM.warp(START + 9);
        _confirmFails(s, m, reason);
        VM.warp(START + 10);
        records.confirmByMandate(s, m, signature);
        s = _proposed("second");
        VM.warp(START + 19);
        records.confirmByMandate(s, m, signature);
        s = _proposed("third");
        VM.warp(START + 20);
        reason = abi.encodeWithSelector(
            IConsentRegistry.ConsentRegistryInvalidWindow.selector,
            m.notBefore,
            m.notAfter,
            START + 20
        );
        _confirmFails(s, m, reason);
    }

    function test_confirmByMandate_revertsWhenRevoked() public {
        IRecordRegistry.RecordState memory s = _proposed("record");
        IConsentTypes.Mandate memory m = _mandate(_alice());
        VM.prank(_alice().account);
        consents.revokeMandate(
            IConsentTypes.MandateRevocation(_alice().personId, _alice().account, _mandateId(m)),
            ""
        );
        _confirmFails(
            s,
            m,
            abi.encodeWithSelector(IConsentRegistry.ConsentRegistryMandateRevoked.selector, _mandateId(m))
        );
    }

    function test_confirmByMandate_revertsWhenThePatientIsSuspended() public {
        IRecordRegistry.RecordState memory s = _proposed("record");
        _setStatus(_alice(), IIdentityRegistry.PersonStatus.Suspended);
        _confirmFails(
            s,
            _mandate(_alice()),
            abi.encodeWithSelector(
                IIdentityErrors.IdentityRegistryInactive.selector,
                _alice().personId,
                IIdentityRegistry.PersonStatus.Suspended
            )
        );
    }

    function test_confirmByMandate_revertsForTheAuthorsSignature() public {
        IRecordRegistry.RecordState memory s = _proposed("record");
        IConsentTypes.Mandate memory m = _mandate(_alice());
        bytes memory signature = _signed(_dora(), m);
        VM.expectRevert(
            abi.encodeWithSelector(
                ISignedActions.SignedActionsInvalidSignature.selector,
                m.signer,
                _mandateId(m)
            )
        );
        records.confirmByMandate(s, m, signature);
    }

    /// @dev Even the patient's own account must bring the signed mandate: to agree by itself it has `confirm`.
    function test_confirmByMandate_revertsWithoutASignatureFromThePatientItself() public {
        IRecordRegistry.RecordState memory s = _proposed("record");
        IConsentTypes.Mandate memory m = _mandate(_alice());
        VM.expectRevert(
            abi.encodeWithSelector(
                ISignedActions.SignedActionsInvalidSignature.selector,
                m.signer,
                _mandateId(m)
            )
        );
        VM.prank(_alice().account);
        records.confirmByMandate(s, m, "");
    }

    function test_confirmByMandate_revertsForAStaleState() public {
        IRecordRegistry.RecordState memory s = _proposed("record");
        s.manifestHash = keccak256("another manifest");
        _confirmFails(
            s,
            _mandate(_alice()),
            abi.encodeWithSelector(
                IRecordRegistry.RecordRegistryStaleState.selector,
                s.recordId,
                RecordTypedData.hash(s)
            )
        );
    }
}
