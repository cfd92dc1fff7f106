// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IConsentRegistry} from "./IConsentRegistry.sol";

/// @title Why ConsentRegistry refuses. Each error carries the offending values.
interface IConsentErrors {
    /// @notice The window of a grant is empty or over; that of a mandate does not hold the present time.
    error ConsentRegistryInvalidWindow(uint40 notBefore, uint40 notAfter, uint256 blockTime);
    error ConsentRegistryGrantExists(bytes32 grantId);
    error ConsentRegistryGrantWithdrawn(bytes32 grantId);
    error ConsentRegistryNotPermitted(bytes32 grantId, IConsentRegistry.Verdict verdict);
    error ConsentRegistryInvalidTagCount(uint256 count, uint256 max);
    error ConsentRegistryMandateRevoked(bytes32 mandateId);
    /// @notice A mandate for no treatment would be one for every record outside of treatments.
    error ConsentRegistryNoTreatment();
    error ConsentRegistryNotUsageLedger(address caller);
    error ConsentRegistryNotAuthority(address caller);
    error ConsentRegistryUsageLedgerSettled(address ledger);
    /// @notice The ledger uses another consent registry.
    error ConsentRegistryForeignUsageLedger(address ledger);
}
