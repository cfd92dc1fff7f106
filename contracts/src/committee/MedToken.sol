// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";
import {ERC20Votes} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Votes.sol";
import {Nonces} from "@openzeppelin/contracts/utils/Nonces.sol";

/// @title The network's token: what stations deposit, and what their chance of a seat is measured by (systems.md P4–P6).
/// @notice 12 000 tokens without decimals, all of them with the genesis station at first, which hands them out; none is made or
/// destroyed afterwards. Tokens give votes only once they are delegated, to oneself or, without moving, to a station.
/// @dev Past votes are looked up by block number (ERC-6372, the default of OpenZeppelin): it grows by one with each block on
/// every engine, no clock can shift it, and replaying an embedded chain gives the same numbers.
contract MedToken is ERC20Permit, ERC20Votes {
    uint256 private constant GENESIS_SUPPLY = 12_000;

    /// @param genesisStation account that gets all tokens, and their votes.
    constructor(
        address genesisStation
    ) ERC20("MedLattice MedToken", "MED") ERC20Permit("MedLattice MedToken") {
        _mint(genesisStation, GENESIS_SUPPLY);
        _delegate(genesisStation, genesisStation);
    }

    /// @notice Tokens are whole: sortition draws for each of them (DESIGN.md rule 18).
    function decimals() public pure override returns (uint8) {
        return 0;
    }

    /// @notice Permits and delegations by signature count the same nonces of their owner.
    function nonces(address owner) public view override(ERC20Permit, Nonces) returns (uint256) {
        return super.nonces(owner);
    }

    function _update(address from, address to, uint256 value) internal override(ERC20, ERC20Votes) {
        super._update(from, to, value);
    }
}
