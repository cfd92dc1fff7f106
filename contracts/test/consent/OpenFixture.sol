// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IConsentRegistry} from "../../src/consent/IConsentRegistry.sol";
import {IConsentTypes} from "../../src/consent/IConsentTypes.sol";
import {IUsageLedger} from "../../src/consent/IUsageLedger.sol";
import {IRecordRegistry} from "../../src/records/IRecordRegistry.sol";
import {VM} from "../support/Vm.sol";
import {ConsentFixture} from "./ConsentFixture.sol";

/// @title A confirmed record, a grant of it, and its reader's request, to be opened or to fail.
abstract contract OpenFixture is ConsentFixture {
    struct Case {
        IUsageLedger.OpenRequest request;
        IConsentTypes.Disclosure disclosure;
        IRecordRegistry.RecordState state;
    }

    /// @dev A confirmed record of alice, a registered grant to grace, and her request.
    function _case() internal returns (Case memory c) {
        c.state = _confirmed("record");
        c.disclosure = _disclosure();
        _grant(c.disclosure);
        c.request = _request(c.disclosure, c.state, _grace());
    }

    function _openCase(Case memory c) internal returns (bytes32) {
        return ledger.open(c.request, c.disclosure, c.state, _signed(_grace(), c.request));
    }

    function _openFails(Case memory c, bytes memory reason) internal {
        bytes memory signature = _signed(_grace(), c.request);
        VM.expectRevert(reason);
        ledger.open(c.request, c.disclosure, c.state, signature);
    }

    function _notPermitted(
        Case memory c,
        IConsentTypes.Verdict verdict
    ) internal pure returns (bytes memory) {
        return
            abi.encodeWithSelector(
                IConsentRegistry.ConsentRegistryNotPermitted.selector,
                c.request.grantId,
                verdict
            );
    }

    function _used(Case memory c) internal view returns (uint256) {
        return consents.grantOf(c.disclosure.header.grantor, c.request.grantId).used;
    }
}
