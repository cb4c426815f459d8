// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Departments} from "./Departments.sol";
import {IDepartmentRegistry} from "./IDepartmentRegistry.sol";

/// @title The keys in the registry: log keys sign checkpoints, record keys seal records
abstract contract DepartmentKeys is Departments {
    uint8 private constant ES256 = 1;
    uint8 private constant ED25519 = 2;
    uint8 private constant SM2 = 3;
    /// @dev A department that discovers a theft can act immediately. But a stolen operator account must not disown years of records by one
    /// irrevocable declaration. So an earlier time needs k members and the delay.
    uint64 private constant OPERATOR_REACH = 30 days;
    uint256 private constant MAX_KEYS = 256;

    mapping(bytes32 id => LogKey[]) private _logKeys;
    mapping(bytes32 id => mapping(bytes32 key => uint256 place)) private _logKeyPlaces;
    mapping(bytes32 id => RecordKey[]) private _recordKeys;
    mapping(bytes32 id => mapping(bytes32 thumbprint => uint256 place)) private _recordKeyPlaces;

    /// @inheritdoc IDepartmentRegistry
    function rotateLogKey(bytes32 id, bytes32 newKey) external onlyActiveOperator(id) {
        LogKey storage key = _logKeys[id][_logKeys[id].length - 1];
        key.validUntil = uint64(block.timestamp);
        emit LogKeyClosed(id, key.key, uint64(block.timestamp), _nextChange());
        _openLogKey(id, newKey);
    }

    /// @inheritdoc IDepartmentRegistry
    function addRecordKey(
        bytes32 id,
        bytes32 thumbprint,
        uint8 algorithm,
        bytes calldata publicKey,
        uint64 validFrom,
        uint64 validUntil
    ) external onlyActiveOperator(id) {
        if (_recordKeyPlaces[id][thumbprint] != 0) {
            revert KeyExists();
        }
        if (_recordKeys[id].length == MAX_KEYS) {
            revert KeysExhausted();
        }
        uint256 length = algorithm == ED25519 ? 32 : 64;
        if (algorithm < ES256 || algorithm > SM2 || publicKey.length != length || thumbprint == bytes32(0)) {
            revert KeyMalformed();
        }
        uint64 from = validFrom == 0 ? uint64(block.timestamp) : validFrom;
        if (from < block.timestamp) {
            revert TimeInThePast();
        }
        if (validUntil != 0 && validUntil <= from) {
            revert IntervalIsEmpty();
        }
        _recordKeys[id].push(RecordKey(thumbprint, algorithm, publicKey, from, validUntil, 0));
        _recordKeyPlaces[id][thumbprint] = _recordKeys[id].length;
        emit RecordKeyAdded(id, thumbprint, algorithm, publicKey, from, validUntil, _nextChange());
    }

    /// @inheritdoc IDepartmentRegistry
    function closeRecordKey(bytes32 id, bytes32 thumbprint, uint64 validUntil) external onlyCouncilOrOperator(id) {
        RecordKey storage key = _recordKey(id, thumbprint);
        uint64 until = validUntil == 0 ? uint64(block.timestamp) : validUntil;
        if (until < block.timestamp) {
            revert TimeInThePast();
        }
        if (key.validUntil != 0 && key.validUntil <= until) {
            revert AlreadyClosed();
        }
        key.validUntil = until;
        emit RecordKeyClosed(id, thumbprint, until, _nextChange());
    }

    /// @inheritdoc IDepartmentRegistry
    function declareRecordKeyCompromised(bytes32 id, bytes32 thumbprint, uint64 since)
        external
        onlyCouncilOrOperator(id)
    {
        RecordKey storage key = _recordKey(id, thumbprint);
        uint64 from = _compromisedFrom(since, key.compromisedSince);
        key.compromisedSince = from;
        emit RecordKeyCompromised(id, thumbprint, from, _nextChange());
    }

    /// @inheritdoc IDepartmentRegistry
    function declareLogKeyCompromised(bytes32 id, bytes32 key, uint64 since) external onlyCouncilOrOperator(id) {
        uint256 place = _logKeyPlaces[id][key];
        if (place == 0) {
            revert KeyUnknown();
        }
        LogKey storage kept = _logKeys[id][place - 1];
        uint64 from = _compromisedFrom(since, kept.compromisedSince);
        kept.compromisedSince = from;
        emit LogKeyCompromised(id, key, from, _nextChange());
    }

    // ---- views ------------------------------------------------------------------------------------------------------

    /// @inheritdoc IDepartmentRegistry
    function logKeysOf(bytes32 id) external view returns (LogKey[] memory) {
        return _logKeys[id];
    }

    /// @inheritdoc IDepartmentRegistry
    function recordKeyOf(bytes32 id, bytes32 thumbprint) external view returns (RecordKey memory key) {
        uint256 place = _recordKeyPlaces[id][thumbprint];
        return place == 0 ? key : _recordKeys[id][place - 1];
    }

    /// @inheritdoc IDepartmentRegistry
    function recordKeysOf(bytes32 id) external view returns (RecordKey[] memory) {
        return _recordKeys[id];
    }

    // ---- steps shared by these functions and the other parts ---------------------------------------------------------

    function _openLogKey(bytes32 id, bytes32 key) internal {
        if (key == bytes32(0)) {
            revert KeyIsZero();
        }
        if (_logKeyPlaces[id][key] != 0) {
            revert KeyExists();
        }
        if (_logKeys[id].length == MAX_KEYS) {
            revert KeysExhausted();
        }
        _logKeys[id].push(LogKey(key, uint64(block.timestamp), 0, 0));
        _logKeyPlaces[id][key] = _logKeys[id].length;
        emit LogKeyOpened(id, key, uint64(block.timestamp), _nextChange());
    }

    /// @dev Returns the declared time if it is allowed: not in the future, not too far back for the caller, and earlier than the current one.
    function _compromisedFrom(uint64 since, uint64 current) private view returns (uint64 from) {
        from = since == 0 ? uint64(block.timestamp) : since;
        if (from > block.timestamp) {
            revert TimeInTheFuture();
        }
        if (msg.sender != address(this) && block.timestamp - from > OPERATOR_REACH) {
            revert TimeTooLongAgo();
        }
        if (current != 0 && current <= from) {
            revert AlreadyCompromised();
        }
    }

    function _recordKey(bytes32 id, bytes32 thumbprint) private view returns (RecordKey storage) {
        uint256 place = _recordKeyPlaces[id][thumbprint];
        if (place == 0) {
            revert KeyUnknown();
        }
        return _recordKeys[id][place - 1];
    }
}
