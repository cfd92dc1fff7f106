// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title What every contract that takes signed messages shares: signatures, deadlines and unordered nonces.
interface ISignedActions {
    /// @notice The signature over `digest` is not one of `signer`, by ECDSA nor by ERC-1271.
    error SignedActionsInvalidSignature(address signer, bytes32 digest);

    /// @notice The message was good up to and including `deadline` (Unix seconds), and the block is later.
    error SignedActionsExpired(uint40 deadline, uint256 blockTime);

    /// @notice `owner` has already used or withdrawn `nonce`.
    error SignedActionsUsedNonce(bytes32 owner, uint256 nonce);

    /// @notice The nonces of `owner` that `mask` marks in `word` can never be used any more.
    event NoncesInvalidated(bytes32 indexed owner, uint256 indexed word, uint256 mask);

    /// @notice Whether `nonce` of `owner` is used or withdrawn. Bit `nonce & 255` of word `nonce >> 8` stands for it.
    /// @param owner a personId; or, for an organisation's issuer key and the authority, the address widened to 32 bytes.
    function isNonceUsed(bytes32 owner, uint256 nonce) external view returns (bool);

    /// @notice Withdraws messages that the caller's own address has signed outside of any person, i.e. as an
    /// organisation's issuer key or as the authority.
    /// @param word the upper 248 bits of the nonces.
    /// @param mask a 1 for each of the 256 nonces of the word that is withdrawn.
    function invalidateOwnNonces(uint256 word, uint256 mask) external;
}
