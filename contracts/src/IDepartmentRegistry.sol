// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title What the two other contracts ask of the registry
interface IDepartmentRegistry {
    /// @notice The department an account operates; zero when it operates none, or one that is suspended.
    function activeDepartmentOf(address operator) external view returns (bytes32 id);
}
