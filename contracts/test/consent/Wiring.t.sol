// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ConsentRegistry} from "../../src/consent/ConsentRegistry.sol";
import {IConsentRegistry} from "../../src/consent/IConsentRegistry.sol";
import {IConsentTypes} from "../../src/consent/IConsentTypes.sol";
import {Artifacts} from "../records/Artifacts.sol";
import {VM} from "../support/Vm.sol";
import {ConsentFixture} from "./ConsentFixture.sol";

/// @title The one privileged step of a deployment, and the one function that only the ledger may call.
contract WiringTest is ConsentFixture {
    function _unsettled() private returns (ConsentRegistry) {
        return ConsentRegistry(Artifacts.deploy("ConsentRegistry", abi.encode(identities)));
    }

    function _ledgerOf(ConsentRegistry registry) private returns (address) {
        bytes memory arguments = abi.encode(identities, registry, records, false);
        return Artifacts.deploy("UsageLedger", arguments);
    }

    function test_settleUsageLedger_bindsTheLedger() public {
        ConsentRegistry registry = _unsettled();
        address own = _ledgerOf(registry);
        VM.expectEmit(address(registry));
        emit IConsentRegistry.UsageLedgerSettled(own);
        VM.prank(_authority().account);
        registry.settleUsageLedger(own);
        VM.assertEq(registry.usageLedger(), own);
    }

    function test_settleUsageLedger_revertsForAnyoneButTheAuthority() public {
        ConsentRegistry registry = _unsettled();
        address own = _ledgerOf(registry);
        address[4] memory callers = [own, _admin("hospital").account, _alice().account, RELAYER];
        for (uint256 i = 0; i < callers.length; ++i) {
            VM.expectRevert(
                abi.encodeWithSelector(IConsentRegistry.ConsentRegistryNotAuthority.selector, callers[i])
            );
            VM.prank(callers[i]);
            registry.settleUsageLedger(own);
        }
    }

    function test_settleUsageLedger_revertsTheSecondTime() public {
        address another = _ledgerOf(consents);
        VM.expectRevert(
            abi.encodeWithSelector(
                IConsentRegistry.ConsentRegistryUsageLedgerSettled.selector,
                address(ledger)
            )
        );
        VM.prank(_authority().account);
        consents.settleUsageLedger(another);
    }

    function test_settleUsageLedger_revertsForALedgerOfAnotherRegistry() public {
        ConsentRegistry registry = _unsettled();
        VM.expectRevert(
            abi.encodeWithSelector(
                IConsentRegistry.ConsentRegistryForeignUsageLedger.selector,
                address(ledger)
            )
        );
        VM.prank(_authority().account);
        registry.settleUsageLedger(address(ledger));
    }

    function test_takeUse_revertsForAnyoneButTheLedger() public {
        IConsentTypes.Disclosure memory d = _disclosure();
        _grant(d);
        address[5] memory callers = [
            _grace().account,
            _alice().account,
            _authority().account,
            address(records),
            RELAYER
        ];
        for (uint256 i = 0; i < callers.length; ++i) {
            VM.expectRevert(
                abi.encodeWithSelector(IConsentRegistry.ConsentRegistryNotUsageLedger.selector, callers[i])
            );
            VM.prank(callers[i]);
            consents.takeUse(d, _grace().personId, d.terms.scope, CATEGORY, READ);
        }
        VM.assertEq(consents.grantOf(d.header.grantor, _grantId(d)).used, 0);
    }

    /// @dev Before a ledger is settled, nobody uses grants up: the zero address is nobody's.
    function test_takeUse_revertsBeforeALedgerIsSettled() public {
        consents = _unsettled();
        IConsentTypes.Disclosure memory d = _disclosure();
        _grant(d);
        VM.expectRevert(
            abi.encodeWithSelector(IConsentRegistry.ConsentRegistryNotUsageLedger.selector, address(ledger))
        );
        VM.prank(address(ledger));
        consents.takeUse(d, _grace().personId, d.terms.scope, CATEGORY, READ);
    }
}
