// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAuthorityGoverned} from "./IAuthorityGoverned.sol";

/// @title Two-step governance by the health authority. Unlike Ownable2Step it cannot be renounced: a network without
/// an authority could neither admit nor expel anyone again.
abstract contract AuthorityGoverned is IAuthorityGoverned {
    address private _authority;
    address private _pendingAuthority;

    modifier onlyAuthority() {
        if (msg.sender != _authority) revert AuthorityGovernedNotAuthority(msg.sender);
        _;
    }

    constructor(address initialAuthority) {
        if (initialAuthority == address(0)) revert AuthorityGovernedZeroAuthority();
        _authority = initialAuthority;
        emit AuthorityTransferred(address(0), initialAuthority);
    }

    /// @inheritdoc IAuthorityGoverned
    function transferAuthority(address successor) external onlyAuthority {
        _pendingAuthority = successor;
        emit AuthorityTransferStarted(_authority, successor);
    }

    /// @inheritdoc IAuthorityGoverned
    function acceptAuthority() external {
        if (msg.sender != _pendingAuthority) revert AuthorityGovernedNotPendingAuthority(msg.sender);
        address previous = _authority;
        _authority = msg.sender;
        delete _pendingAuthority;
        emit AuthorityTransferred(previous, msg.sender);
    }

    /// @inheritdoc IAuthorityGoverned
    function authority() public view returns (address) {
        return _authority;
    }

    /// @inheritdoc IAuthorityGoverned
    function pendingAuthority() external view returns (address) {
        return _pendingAuthority;
    }
}
