// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @title DNS names of organisations and the ids made from them.
library OrganizationName {
    uint256 private constant MAX_NAME = 253; // RFC 1035 §2.3.4, without the root's dot
    uint256 private constant MAX_LABEL = 63; // RFC 1035 §2.3.4

    /// @notice keccak256("medlattice/organization/v1" ‖ dnsName), the same on every chain.
    function toId(string memory dnsName) internal pure returns (bytes32 orgId) {
        return keccak256(abi.encodePacked("medlattice/organization/v1", dnsName));
    }

    /// @notice Whether a name has exactly one spelling: labels of a–z, 0–9 and inner '-', joined by dots.
    function isCanonical(string calldata dnsName) internal pure returns (bool) {
        bytes calldata name = bytes(dnsName);
        if (name.length == 0 || name.length > MAX_NAME) return false;
        uint256 labelStart = 0;
        for (uint256 i = 0; i < name.length; ++i) {
            if (name[i] != ".") {
                if (!_isLabelCharacter(name[i])) return false;
                continue;
            }
            if (!_isLabel(name[labelStart:i])) return false;
            labelStart = i + 1;
        }
        return _isLabel(name[labelStart:]);
    }

    function _isLabel(bytes calldata label) private pure returns (bool) {
        if (label.length == 0 || label.length > MAX_LABEL) return false;
        return label[0] != "-" && label[label.length - 1] != "-";
    }

    function _isLabelCharacter(bytes1 c) private pure returns (bool) {
        return (c >= "a" && c <= "z") || (c >= "0" && c <= "9") || c == "-";
    }
}
