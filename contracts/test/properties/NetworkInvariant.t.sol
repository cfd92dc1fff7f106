// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {VM} from "../support/Vm.sol";
import {Books} from "./Books.sol";
import {ClaimActs} from "./ClaimActs.sol";
import {CorrectionActs} from "./CorrectionActs.sol";
import {ConsentActs} from "./ConsentActs.sol";
import {HostileActs} from "./HostileActs.sol";
import {PeopleActs} from "./PeopleActs.sol";
import {RecordActs} from "./RecordActs.sol";

/// @dev The fuzzer knows only contracts of files that hold tests.
contract NetworkHandler is Books {}

/// @title What holds on a chain with all six contracts, whatever six people, their offices and strangers do for a while.
/// @dev Ids in brackets are those of PROPERTIES.md.
contract NetworkInvariantTest {
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    NetworkHandler private _network;

    function setUp() public {
        _network = new NetworkHandler();
    }

    function targetContracts() public view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_network);
    }

    /// @dev What leads to accesses comes more than once, so that most runs have some.
    function targetSelectors() public view returns (FuzzSelector[] memory targets) {
        bytes4[35] memory acts = [
            RecordActs.propose.selector,
            RecordActs.propose.selector,
            RecordActs.propose.selector,
            RecordActs.proposeAgain.selector,
            RecordActs.confirm.selector,
            RecordActs.confirm.selector,
            RecordActs.confirm.selector,
            RecordActs.confirmByMandate.selector,
            RecordActs.dispute.selector,
            RecordActs.updateManifest.selector,
            RecordActs.registerBatch.selector,
            RecordActs.withdrawMandate.selector,
            ConsentActs.grant.selector,
            ConsentActs.grant.selector,
            ConsentActs.grant.selector,
            ConsentActs.revoke.selector,
            ConsentActs.deny.selector,
            ConsentActs.open.selector,
            ConsentActs.open.selector,
            ConsentActs.open.selector,
            ConsentActs.open.selector,
            ConsentActs.postReceipts.selector,
            PeopleActs.wait.selector,
            PeopleActs.changeOrganization.selector,
            PeopleActs.changeStatus.selector,
            PeopleActs.renew.selector,
            PeopleActs.enrollAgain.selector,
            PeopleActs.changeController.selector,
            PeopleActs.changeKeyManifest.selector,
            HostileActs.startRecovery.selector,
            HostileActs.cancelRecovery.selector,
            HostileActs.completeRecovery.selector,
            HostileActs.completeRecovery.selector,
            HostileActs.repeat.selector,
            HostileActs.widen.selector
        ];
        bytes4[11] memory more = [
            ClaimActs.claim.selector,
            ClaimActs.claim.selector,
            ClaimActs.checkClaim.selector,
            CorrectionActs.correct.selector,
            CorrectionActs.correct.selector,
            CorrectionActs.correct.selector,
            CorrectionActs.usurpCorrection.selector,
            CorrectionActs.forgeOpening.selector,
            HostileActs.usurpRecord.selector,
            HostileActs.usurpGrant.selector,
            HostileActs.usurpIdentity.selector
        ];
        bytes4[] memory selectors = new bytes4[](acts.length + more.length);
        for (uint256 i = 0; i < acts.length; ++i) selectors[i] = acts[i];
        for (uint256 i = 0; i < more.length; ++i) selectors[acts.length + i] = more[i];
        targets = new FuzzSelector[](1);
        targets[0] = FuzzSelector(address(_network), selectors);
    }

    /// hardhat-config: invariant.failOnRevert = true
    /// @dev [ALL-1, ALL-2] Every act works exactly if the model says so, and no outsider's or repeated act ever does.
    function invariant_actsWorkExactlyForThosePermitted() public view {
        VM.assertEq(_network.surprises(), 0);
    }

    /// hardhat-config: invariant.failOnRevert = true
    /// @dev [REC-1, REC-3, REC-5]
    function invariant_recordsAreWhatTheirPeopleSaid() public view {
        _network.checkRecords();
    }

    /// hardhat-config: invariant.failOnRevert = true
    /// @dev [REC-4]
    function invariant_accountsFollowFromTheirConfirmations() public view {
        _network.checkAccounts();
    }

    /// hardhat-config: invariant.failOnRevert = true
    /// @dev [COR-4, ALL-6]
    function invariant_labelsOnlyGrow() public view {
        _network.checkLabels();
    }

    /// hardhat-config: invariant.failOnRevert = true
    /// @dev [CON-1, CON-2, CON-4, USE-2]
    function invariant_grantsStayAsSigned() public view {
        _network.checkGrants();
    }

    /// hardhat-config: invariant.failOnRevert = true
    /// @dev [CON-3, CON-5]
    function invariant_permissionsAreThoseOfTheModel() public view {
        _network.checkPermissions();
    }

    /// hardhat-config: invariant.failOnRevert = true
    /// @dev [IDE-1, IDE-2, IDE-3, IDE-5]
    function invariant_peopleAreWhatTheirOfficesSaid() public view {
        _network.checkPeople();
    }

    /// hardhat-config: invariant.failOnRevert = true
    /// @dev [ALL-6]
    function invariant_eventsTellTheState() public view {
        _network.checkIndex();
        _network.checkPeopleIndex();
    }
}
