// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Rule by the health authority, handed over in two steps.
interface IAuthorityGoverned {
    error AuthorityGovernedNotAuthority(address caller);
    error AuthorityGovernedNotPendingAuthority(address caller);
    error AuthorityGovernedZeroAuthority();

    event AuthorityTransferStarted(address indexed authority, address indexed pendingAuthority);
    event AuthorityTransferred(address indexed previousAuthority, address indexed authority);

    /// @notice The health authority's account: one key, a multisignature wallet or a governance contract.
    function authority() external view returns (address);

    /// @notice Who may take over by `acceptAuthority`; zero when nobody may.
    function pendingAuthority() external view returns (address);

    /// @notice Names a successor; zero withdraws a nomination. Authority only.
    function transferAuthority(address successor) external;

    /// @notice Takes over. Nominated successor only, so power never goes to an address that nobody can use.
    function acceptAuthority() external;
}
