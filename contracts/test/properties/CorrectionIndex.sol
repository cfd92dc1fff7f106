// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IRecordCorrection} from "../../src/correction/IRecordCorrection.sol";
import {ICorrectable} from "../../src/records/ICorrectable.sol";
import {Vm} from "../support/Vm.sol";

/// @title What an index knows of corrections that has seen nothing but the events.
abstract contract CorrectionIndex {
    address internal indexedCorrection;
    bytes32 internal indexedLabelRoot;
    uint256 internal indexedLabels;
    mapping(bytes32 recordId => uint32 version) internal indexedVersion;
    mapping(bytes32 policyRoot => bool isAccepted) internal indexedPolicy;

    function _foldCorrection(Vm.Log memory log) internal returns (bool) {
        bytes32 kind = log.topics[0];
        if (kind == IRecordCorrection.RecordLabelled.selector) {
            IRecordCorrection.Correction memory c;
            uint256 index;
            (index, , indexedLabelRoot, c) = abi.decode(
                log.data,
                (uint256, bytes32, bytes32, IRecordCorrection.Correction)
            );
            require(index == indexedLabels++, "a label out of its turn");
            require(c.version == ++indexedVersion[log.topics[1]], "a version out of its turn");
        } else if (kind == IRecordCorrection.PolicyAccepted.selector) {
            (indexedPolicy[log.topics[1]], ) = abi.decode(log.data, (bool, string));
        } else if (kind == ICorrectable.CorrectionSettled.selector) {
            indexedCorrection = address(uint160(uint256(log.topics[1])));
        } else {
            return
                kind == ICorrectable.CorrectionNominated.selector ||
                kind == IRecordCorrection.OpeningProven.selector;
        }
        return true;
    }
}
