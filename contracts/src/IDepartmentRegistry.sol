// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title What the two other contracts ask of the registry
interface IDepartmentRegistry {
    /// @notice The department an account operates; zero when it operates none.
    function departmentOfOperator(address operator) external view returns (bytes32 id);

    /// @notice Whether a department is admitted and not suspended.
    function isActive(bytes32 id) external view returns (bool);
}
