// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title Public keys of organisations and of the network, versioned and never forgotten.
/// @notice Old versions stay readable: a record's commitment and capsules name the keys of their time.
interface IOrganizationKeys {
    /// @dev What a key of each kind looks like in bytes, and what its proof is.
    enum KeyKind {
        None,
        AfghReceive, // Y = ĝ^b2, BLS12-381 G2 compressed, 96 bytes
        ChameleonH1, // H1 = x·G, BN254 G1 as x ‖ y, 64 bytes; proof: Schnorr (c ‖ z), verified here
        Bls, // BLS12-381 G2 compressed, 96 bytes
        Sealing, // age X25519 recipient "age1…", 62 ASCII bytes
        CertificateFingerprint, // SHA-256 of the oracle's DER certificate, 32 bytes
        ChameleonBabyJubjub // H1 = x·B8, Baby Jubjub as x ‖ y, 64 bytes; proof: Schnorr (c ‖ z), verified here
    }

    struct OrganizationKey {
        bytes value;
        bytes proof; // proof of possession; what the registry cannot verify cheaply, its users verify
        uint40 setAt; // Unix seconds
    }

    /// @notice The network's emergency key (AFGH receive key), held t-of-n across organisations.
    struct EmergencyKey {
        bytes value; // Y, BLS12-381 G2 compressed, 96 bytes
        bytes commitments; // Feldman commitments g^(f_j) in BLS12-381 G1 compressed, 48 bytes each, as many as `threshold`
        bytes32[] holders; // orgIds, strictly ascending; holder i (from 0) has share index i + 1
        uint8 threshold; // at least 2, so that no single organisation can use it
        uint40 setAt; // Unix seconds
    }

    error OrganizationKeysInvalidLength(KeyKind kind, uint256 length);
    error OrganizationKeysInvalidProof(bytes32 orgId, KeyKind kind);
    error OrganizationKeysProofTooLong(uint256 length);
    error OrganizationKeysUnknownVersion(bytes32 orgId, KeyKind kind, uint32 version);
    error OrganizationKeysInvalidThreshold(uint8 threshold, uint256 holders);
    error OrganizationKeysHoldersNotAscending(bytes32 previous, bytes32 next);
    error OrganizationKeysInvalidCommitments(uint256 length, uint8 threshold);
    error OrganizationKeysUnknownEmergencyKey(uint32 version);

    event OrganizationKeySet(
        bytes32 indexed orgId,
        KeyKind indexed kind,
        uint32 indexed version,
        bytes value,
        bytes proof
    );
    event EmergencyKeySet(
        uint32 indexed version,
        bytes value,
        uint8 threshold,
        bytes32[] holders,
        bytes commitments
    );

    /// @notice Sets the next version of a key. Admin of the active organisation only, directly: its account may be a
    /// multisignature wallet.
    /// @param proof ChameleonH1: `c ‖ z` (2 × 32 bytes), with R = z·G − c·H1 and
    /// c = keccak256(abi.encode("medlattice/chameleon-pop/v1", chainId, registry, orgId, H1.x, H1.y, R.x, R.y)) mod q.
    /// ChameleonBabyJubjub: the same on Baby Jubjub, "medlattice/chameleon-babyjubjub-pop/v1", mod l, for H1 of order l.
    /// Other kinds: at most 512 bytes, kept for whoever relies on the key.
    function setKey(
        bytes32 orgId,
        KeyKind kind,
        bytes calldata value,
        bytes calldata proof
    ) external returns (uint32 version);

    /// @notice Sets the next version of the emergency key. Authority only. Holders are 2 to 16 active organisations.
    function setEmergencyKey(
        bytes calldata value,
        uint8 threshold,
        bytes32[] calldata holders,
        bytes calldata commitments
    ) external returns (uint32 version);

    /// @notice The newest key; version 0 and empty bytes when none is set.
    function keyOf(bytes32 orgId, KeyKind kind) external view returns (bytes memory value, uint32 version);

    /// @notice A key by version, counted from 1.
    function keyAt(
        bytes32 orgId,
        KeyKind kind,
        uint32 version
    ) external view returns (OrganizationKey memory);

    /// @notice The newest emergency key; version 0 when none is set.
    function emergencyKey() external view returns (EmergencyKey memory key, uint32 version);

    /// @notice An emergency key by version, counted from 1.
    function emergencyKeyAt(uint32 version) external view returns (EmergencyKey memory);
}
