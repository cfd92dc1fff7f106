// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IConsentRegistry} from "../../src/consent/IConsentRegistry.sol";
import {IConsentTypes} from "../../src/consent/IConsentTypes.sol";
import {IIdentityRegistry} from "../../src/identity/IIdentityRegistry.sol";
import {IRecordRegistry} from "../../src/records/IRecordRegistry.sol";
import {RecordHashes} from "../../src/records/RecordHashes.sol";

/// @title What an integrator writes: a study that counts records whose patients permit its researchers to read them.
contract ResearchGate {
    using RecordHashes for IRecordRegistry.RecordState;

    IConsentRegistry private immutable _consents;
    IIdentityRegistry private immutable _identities;
    IRecordRegistry private immutable _records;

    mapping(bytes32 recordId => bool included) public included;

    error ResearchGateNotController(bytes32 researcher, address caller);
    error ResearchGateUnknownState(bytes32 recordId);
    error ResearchGateNotPermitted(bytes32 recordId);

    constructor(IConsentRegistry consents, IIdentityRegistry identities, IRecordRegistry records) {
        (_consents, _identities, _records) = (consents, identities, records);
    }

    /// @notice Includes a record in the study. By a researcher to whom the record's patient has granted it.
    function include(
        bytes32 researcher,
        IConsentTypes.Disclosure calldata disclosure,
        IRecordRegistry.RecordState calldata state
    ) external {
        if (!_identities.isController(researcher, msg.sender)) {
            revert ResearchGateNotController(researcher, msg.sender);
        }
        if (_records.stateHashOf(state.recordId) != state.hash()) {
            revert ResearchGateUnknownState(state.recordId);
        }
        bool permitted =
            disclosure.header.grantor == state.patient &&
                _consents.isPermitted(disclosure, researcher, state.recordId, state.categoryTag, 1);
        if (!permitted) revert ResearchGateNotPermitted(state.recordId);
        included[state.recordId] = true;
    }
}
