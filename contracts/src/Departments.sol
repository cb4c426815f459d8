// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Council} from "./Council.sol";
import {IDepartmentRegistry} from "./IDepartmentRegistry.sol";

/// @title The registry's departments and their operators
abstract contract Departments is IDepartmentRegistry, Council {
    uint256 private constant MAX_TEXT = 512;

    bytes32[] private _ids;
    mapping(bytes32 id => Department) private _departments;
    mapping(address operator => bytes32 id) private _operators;
    /// @dev `_operators` without the operators of suspended departments. Every anchor and every status change reads it, so it has its own slot.
    mapping(address operator => bytes32 id) private _activeOperators;
    uint64 private _changeCount;

    modifier known(bytes32 id) {
        _requireKnown(id);
        _;
    }

    /// @dev Excludes a suspended operator: once the council stops a stolen account, it can no longer gain anything.
    modifier onlyActiveOperator(bytes32 id) {
        _requireOperator(id);
        _requireActive(id);
        _;
    }

    modifier onlyCouncilOrActiveOperator(bytes32 id) {
        if (msg.sender != address(this)) {
            _requireOperator(id);
            _requireActive(id);
        }
        _;
    }

    modifier onlyCouncilOrOperator(bytes32 id) {
        if (msg.sender != address(this)) {
            _requireOperator(id);
        }
        _;
    }

    /// @inheritdoc IDepartmentRegistry
    function suspend(bytes32 id) external onlyCouncil known(id) {
        if (_departments[id].suspendedAt != 0) {
            revert AlreadySuspended();
        }
        _departments[id].suspendedAt = uint64(block.timestamp);
        delete _activeOperators[_departments[id].operator];
        emit DepartmentSuspended(id, _nextChange());
    }

    /// @inheritdoc IDepartmentRegistry
    function reinstate(bytes32 id) external onlyCouncil known(id) {
        if (_departments[id].suspendedAt == 0) {
            revert NotSuspended();
        }
        _departments[id].suspendedAt = 0;
        _activeOperators[_departments[id].operator] = id;
        emit DepartmentReinstated(id, _nextChange());
    }

    /// @inheritdoc IDepartmentRegistry
    function setOperator(bytes32 id, address operator) external onlyCouncilOrActiveOperator(id) known(id) {
        delete _operators[_departments[id].operator];
        delete _activeOperators[_departments[id].operator];
        _takeOperator(id, operator);
        _departments[id].operator = operator;
        emit OperatorChanged(id, operator, _nextChange());
    }

    /// @inheritdoc IDepartmentRegistry
    function setNodeUrl(bytes32 id, string calldata nodeUrl) external onlyActiveOperator(id) {
        _requireVisible(nodeUrl);
        _departments[id].nodeUrl = nodeUrl;
        emit NodeUrlChanged(id, nodeUrl, _nextChange());
    }

    // ---- views ------------------------------------------------------------------------------------------------------

    /// @inheritdoc IDepartmentRegistry
    function changeCount() external view returns (uint64) {
        return _changeCount;
    }

    /// @inheritdoc IDepartmentRegistry
    function departmentCount() external view returns (uint256) {
        return _ids.length;
    }

    /// @inheritdoc IDepartmentRegistry
    function departmentAt(uint256 i) external view returns (bytes32) {
        return _ids[i];
    }

    /// @inheritdoc IDepartmentRegistry
    function departmentOf(bytes32 id) external view returns (Department memory) {
        return _departments[id];
    }

    /// @inheritdoc IDepartmentRegistry
    function activeDepartmentOf(address operator) external view returns (bytes32 id) {
        return _activeOperators[operator];
    }

    /// @inheritdoc IDepartmentRegistry
    function departmentOfOperator(address operator) external view returns (bytes32) {
        return _operators[operator];
    }

    /// @inheritdoc IDepartmentRegistry
    function isActive(bytes32 id) external view returns (bool) {
        return _departments[id].admittedAt != 0 && _departments[id].suspendedAt == 0;
    }

    // ---- steps shared by these functions and the other parts ---------------------------------------------------------

    /// @dev The number of the next event.
    function _nextChange() internal returns (uint64) {
        return ++_changeCount;
    }

    function _admitDepartment(string calldata origin, address operator, string calldata nodeUrl)
        internal
        returns (bytes32 id)
    {
        _requireVisible(origin);
        _requireVisible(nodeUrl);
        id = keccak256(bytes(origin));
        if (_departments[id].admittedAt != 0) {
            revert DepartmentExists();
        }
        _takeOperator(id, operator);
        _ids.push(id);
        _departments[id] = Department(operator, uint64(block.timestamp), 0, origin, nodeUrl);
        emit DepartmentAdmitted(id, origin, operator, nodeUrl, _nextChange());
    }

    function _isUrgent(bytes4 selector) internal pure override returns (bool) {
        return selector == IDepartmentRegistry.suspend.selector;
    }

    /// @dev Every program that reads the registry also reads these texts and shows them to people. A byte that programs interpret differently would
    /// let one department stop the readers. An invisible byte would let one name look like another. Without a limit a text could be longer than an
    /// answer may be.
    function _requireVisible(string calldata text) internal pure {
        bytes calldata octets = bytes(text);
        if (octets.length == 0 || octets.length > MAX_TEXT) {
            revert TextRefused();
        }
        for (uint256 i; i < octets.length; ++i) {
            if (octets[i] < 0x21 || octets[i] > 0x7e) {
                revert TextRefused();
            }
        }
    }

    function _takeOperator(bytes32 id, address operator) private {
        if (operator == address(0)) {
            revert AddressIsZero();
        }
        if (operator == address(this)) {
            revert OperatorRefused();
        }
        if (_operators[operator] != bytes32(0)) {
            revert OperatorTaken();
        }
        _operators[operator] = id;
        if (_departments[id].suspendedAt == 0) {
            _activeOperators[operator] = id;
        }
    }

    function _requireKnown(bytes32 id) private view {
        if (_departments[id].admittedAt == 0) {
            revert DepartmentUnknown();
        }
    }

    /// @dev An account of zeros is the operator of every department there is not.
    function _requireOperator(bytes32 id) private view {
        if (_departments[id].operator != msg.sender || _departments[id].admittedAt == 0) {
            revert NotTheOperator();
        }
    }

    function _requireActive(bytes32 id) private view {
        if (_departments[id].suspendedAt != 0) {
            revert DepartmentIsSuspended();
        }
    }
}
