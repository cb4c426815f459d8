// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IDepartmentRegistry} from "./IDepartmentRegistry.sol";

/// @title Who may do what
/// @notice Departments, their operators, log keys, record keys and the record types they may issue, each with the time it counts from and
/// until. Nothing is ever deleted: an old record is judged by what counted when the chain first saw it.
/// @dev One owner governs for now. `onlyGovernance` is the only place that says so; a council of departments takes its place.
contract DepartmentRegistry is IDepartmentRegistry {
    /// @param operator The account that anchors and sets statuses.
    /// @param admittedAt Block time; 0 when there is no such department.
    /// @param suspendedAt Block time; 0 while active.
    /// @param origin The log's origin, whose Keccak-256 is the id.
    /// @param nodeUrl Where the department's node is reached.
    struct Department {
        address operator;
        uint64 admittedAt;
        uint64 suspendedAt;
        string origin;
        string nodeUrl;
    }

    /// @param key Ed25519 public key.
    /// @param validFrom Inclusive.
    /// @param validUntil Exclusive; 0 is open.
    struct LogKey {
        bytes32 key;
        uint64 validFrom;
        uint64 validUntil;
    }

    /// @param thumbprint RFC 7638 SHA-256 thumbprint.
    /// @param algorithm 1 ES256, 2 Ed25519, 3 SM2.
    /// @param publicKey x ‖ y for 1 and 3 (64 bytes), 32 bytes for 2.
    struct RecordKey {
        bytes32 thumbprint;
        uint8 algorithm;
        bytes publicKey;
        uint64 validFrom;
        uint64 validUntil;
    }

    struct Authority {
        uint64 validFrom;
        uint64 validUntil;
    }

    /// @param uri The type's id (`vct`), whose Keccak-256 is the key.
    /// @param metadataHash SHA-256 of the type metadata document.
    struct RecordType {
        string uri;
        bytes32 metadataHash;
        uint64 registeredAt;
    }

    uint8 private constant ES256 = 1;
    uint8 private constant ED25519 = 2;
    uint8 private constant SM2 = 3;

    address private _owner;
    address private _pendingOwner;
    address private _logAnchor;
    address private _recordStatus;
    bytes32[] private _ids;
    mapping(bytes32 id => Department) private _departments;
    mapping(address operator => bytes32 id) private _operators;
    /// @dev `_operators` without those of suspended departments. Every anchor and every status change asks it, so it is worth its own slot.
    mapping(address operator => bytes32 id) private _activeOperators;
    mapping(bytes32 id => LogKey[]) private _logKeys;
    mapping(bytes32 id => RecordKey[]) private _recordKeys;
    mapping(bytes32 id => mapping(bytes32 thumbprint => uint256 place)) private _recordKeyPlaces;
    mapping(bytes32 typeId => RecordType) private _types;
    mapping(bytes32 id => mapping(bytes32 typeId => Authority[])) private _authorities;

    event OwnershipOffered(address indexed owner, address indexed pendingOwner);
    event OwnershipTaken(address indexed previous, address indexed owner);
    event ContractsBound(address logAnchor, address recordStatus);
    event DepartmentAdmitted(bytes32 indexed id, string origin, address operator);
    event DepartmentSuspended(bytes32 indexed id);
    event DepartmentReinstated(bytes32 indexed id);
    event OperatorChanged(bytes32 indexed id, address operator);
    event NodeUrlChanged(bytes32 indexed id, string nodeUrl);
    event LogKeyOpened(bytes32 indexed id, bytes32 key, uint64 validFrom);
    event RecordKeyAdded(bytes32 indexed id, bytes32 indexed thumbprint, uint64 validFrom, uint64 validUntil);
    event RecordKeyClosed(bytes32 indexed id, bytes32 indexed thumbprint, uint64 validUntil);
    event TypeRegistered(bytes32 indexed typeId, string uri, bytes32 metadataHash);
    event TypeAuthorised(bytes32 indexed id, bytes32 indexed typeId);
    event TypeDeauthorised(bytes32 indexed id, bytes32 indexed typeId);

    error NotGovernance();
    error NotTheOperator();
    error NotPendingOwner();
    error AddressIsZero();
    error AlreadyBound();
    error TextIsEmpty();
    error KeyIsZero();
    error DepartmentExists();
    error DepartmentUnknown();
    error AlreadySuspended();
    error NotSuspended();
    error OperatorTaken();
    error KeyExists();
    error KeyUnknown();
    error KeyMalformed();
    error TimeInThePast();
    error IntervalIsEmpty();
    error AlreadyClosed();
    error TypeExists();
    error TypeUnknown();
    error IdDoesNotMatch();
    error LengthsDiffer();
    error AlreadyAuthorised();
    error NotAuthorised();

    /// @dev The council's place: k of n departments will approve what the owner decides alone today.
    modifier onlyGovernance() {
        if (msg.sender != _owner) {
            revert NotGovernance();
        }
        _;
    }

    modifier onlyOperator(bytes32 id) {
        if (_departments[id].operator != msg.sender || _departments[id].admittedAt == 0) {
            revert NotTheOperator();
        }
        _;
    }

    modifier onlyGovernanceOrOperator(bytes32 id) {
        if (msg.sender != _owner && (_departments[id].operator != msg.sender || _departments[id].admittedAt == 0)) {
            revert NotTheOperator();
        }
        _;
    }

    modifier known(bytes32 id) {
        if (_departments[id].admittedAt == 0) {
            revert DepartmentUnknown();
        }
        _;
    }

    constructor(address firstOwner) {
        if (firstOwner == address(0)) {
            revert AddressIsZero();
        }
        _owner = firstOwner;
    }

    // ---- governance -------------------------------------------------------------------------------------------------

    /// @notice Offers the ownership; it passes when the other side takes it, so it cannot go to a mistyped address.
    function transferOwnership(address newOwner) external onlyGovernance {
        _pendingOwner = newOwner;
        emit OwnershipOffered(_owner, newOwner);
    }

    function acceptOwnership() external {
        if (msg.sender != _pendingOwner) {
            revert NotPendingOwner();
        }
        emit OwnershipTaken(_owner, msg.sender);
        _owner = msg.sender;
        _pendingOwner = address(0);
    }

    /// @notice Names the two other contracts, once: whoever trusts the registry's address trusts these and no others.
    function bindContracts(address logAnchor_, address recordStatus_) external onlyGovernance {
        if (_logAnchor != address(0)) {
            revert AlreadyBound();
        }
        if (logAnchor_ == address(0) || recordStatus_ == address(0)) {
            revert AddressIsZero();
        }
        _logAnchor = logAnchor_;
        _recordStatus = recordStatus_;
        emit ContractsBound(logAnchor_, recordStatus_);
    }

    /// @notice Admits a department.
    /// @return id Keccak-256 of the origin.
    function admit(string calldata origin, address operator, string calldata nodeUrl, bytes32 logKey)
        external
        onlyGovernance
        returns (bytes32 id)
    {
        if (bytes(origin).length == 0) {
            revert TextIsEmpty();
        }
        id = keccak256(bytes(origin));
        if (_departments[id].admittedAt != 0) {
            revert DepartmentExists();
        }
        _takeOperator(id, operator);
        _ids.push(id);
        _departments[id] = Department(operator, uint64(block.timestamp), 0, origin, nodeUrl);
        emit DepartmentAdmitted(id, origin, operator);
        _openLogKey(id, logKey);
    }

    /// @notice Stops a department at once: it can neither anchor nor set statuses.
    function suspend(bytes32 id) external onlyGovernance known(id) {
        if (_departments[id].suspendedAt != 0) {
            revert AlreadySuspended();
        }
        _departments[id].suspendedAt = uint64(block.timestamp);
        delete _activeOperators[_departments[id].operator];
        emit DepartmentSuspended(id);
    }

    function reinstate(bytes32 id) external onlyGovernance known(id) {
        if (_departments[id].suspendedAt == 0) {
            revert NotSuspended();
        }
        _departments[id].suspendedAt = 0;
        _activeOperators[_departments[id].operator] = id;
        emit DepartmentReinstated(id);
    }

    /// @notice Registers a record type, once.
    function registerType(bytes32 typeId, string calldata uri, bytes32 metadataHash) external onlyGovernance {
        _registerType(typeId, uri, metadataHash);
    }

    function registerTypes(bytes32[] calldata typeIds, string[] calldata uris, bytes32[] calldata metadataHashes)
        external
        onlyGovernance
    {
        if (typeIds.length != uris.length || typeIds.length != metadataHashes.length) {
            revert LengthsDiffer();
        }
        for (uint256 i; i < typeIds.length; ++i) {
            _registerType(typeIds[i], uris[i], metadataHashes[i]);
        }
    }

    /// @notice Lets a department issue a type from now on.
    function authorise(bytes32 id, bytes32 typeId) external onlyGovernance known(id) {
        _authorise(id, typeId);
    }

    function authoriseTypes(bytes32 id, bytes32[] calldata typeIds) external onlyGovernance known(id) {
        for (uint256 i; i < typeIds.length; ++i) {
            _authorise(id, typeIds[i]);
        }
    }

    /// @notice Ends it now. Records the chain saw before stay authorised.
    function deauthorise(bytes32 id, bytes32 typeId) external onlyGovernance known(id) {
        Authority[] storage authorities = _authorities[id][typeId];
        if (authorities.length == 0 || authorities[authorities.length - 1].validUntil != 0) {
            revert NotAuthorised();
        }
        authorities[authorities.length - 1].validUntil = uint64(block.timestamp);
        emit TypeDeauthorised(id, typeId);
    }

    // ---- operators --------------------------------------------------------------------------------------------------

    /// @notice Hands the department's account over to another one.
    function setOperator(bytes32 id, address operator) external onlyGovernanceOrOperator(id) known(id) {
        delete _operators[_departments[id].operator];
        delete _activeOperators[_departments[id].operator];
        _takeOperator(id, operator);
        _departments[id].operator = operator;
        emit OperatorChanged(id, operator);
    }

    function setNodeUrl(bytes32 id, string calldata nodeUrl) external onlyOperator(id) {
        _departments[id].nodeUrl = nodeUrl;
        emit NodeUrlChanged(id, nodeUrl);
    }

    /// @notice Closes the log key in use and opens another, both now.
    function rotateLogKey(bytes32 id, bytes32 newKey) external onlyOperator(id) {
        LogKey[] storage keys = _logKeys[id];
        keys[keys.length - 1].validUntil = uint64(block.timestamp);
        _openLogKey(id, newKey);
    }

    /// @notice Adds a key that seals records.
    /// @param validFrom 0 is now; never in the past, so nothing old becomes genuine later.
    /// @param validUntil 0 is open.
    function addRecordKey(
        bytes32 id,
        bytes32 thumbprint,
        uint8 algorithm,
        bytes calldata publicKey,
        uint64 validFrom,
        uint64 validUntil
    ) external onlyOperator(id) {
        if (_recordKeyPlaces[id][thumbprint] != 0) {
            revert KeyExists();
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
        _recordKeys[id].push(RecordKey(thumbprint, algorithm, publicKey, from, validUntil));
        _recordKeyPlaces[id][thumbprint] = _recordKeys[id].length;
        emit RecordKeyAdded(id, thumbprint, from, validUntil);
    }

    /// @notice Ends a key's validity, now (0) or later; never in the past, and never later than it was.
    function closeRecordKey(bytes32 id, bytes32 thumbprint, uint64 validUntil) external onlyGovernanceOrOperator(id) {
        uint256 place = _recordKeyPlaces[id][thumbprint];
        if (place == 0) {
            revert KeyUnknown();
        }
        RecordKey storage key = _recordKeys[id][place - 1];
        uint64 until = validUntil == 0 ? uint64(block.timestamp) : validUntil;
        if (until < block.timestamp) {
            revert TimeInThePast();
        }
        if (key.validUntil != 0 && key.validUntil <= until) {
            revert AlreadyClosed();
        }
        key.validUntil = until;
        emit RecordKeyClosed(id, thumbprint, until);
    }

    // ---- views ------------------------------------------------------------------------------------------------------

    function owner() external view returns (address) {
        return _owner;
    }

    function pendingOwner() external view returns (address) {
        return _pendingOwner;
    }

    function logAnchor() external view returns (address) {
        return _logAnchor;
    }

    function recordStatus() external view returns (address) {
        return _recordStatus;
    }

    function departmentCount() external view returns (uint256) {
        return _ids.length;
    }

    function departmentAt(uint256 i) external view returns (bytes32) {
        return _ids[i];
    }

    /// @notice A department; zeros when there is none.
    function departmentOf(bytes32 id) external view returns (Department memory) {
        return _departments[id];
    }

    /// @inheritdoc IDepartmentRegistry
    function activeDepartmentOf(address operator) external view returns (bytes32) {
        return _activeOperators[operator];
    }

    /// @notice The department an account operates, suspended or not; zero when it operates none.
    function departmentOfOperator(address operator) external view returns (bytes32) {
        return _operators[operator];
    }

    /// @notice Whether a department is admitted and not suspended.
    function isActive(bytes32 id) external view returns (bool) {
        return _departments[id].admittedAt != 0 && _departments[id].suspendedAt == 0;
    }

    function logKeysOf(bytes32 id) external view returns (LogKey[] memory) {
        return _logKeys[id];
    }

    /// @notice A record key; zeros when the department never had it.
    function recordKeyOf(bytes32 id, bytes32 thumbprint) external view returns (RecordKey memory key) {
        uint256 place = _recordKeyPlaces[id][thumbprint];
        return place == 0 ? key : _recordKeys[id][place - 1];
    }

    function recordKeysOf(bytes32 id) external view returns (RecordKey[] memory) {
        return _recordKeys[id];
    }

    function typeOf(bytes32 typeId) external view returns (RecordType memory) {
        return _types[typeId];
    }

    function authoritiesOf(bytes32 id, bytes32 typeId) external view returns (Authority[] memory) {
        return _authorities[id][typeId];
    }

    // ---- steps shared by the above ----------------------------------------------------------------------------------

    function _takeOperator(bytes32 id, address operator) private {
        if (operator == address(0)) {
            revert AddressIsZero();
        }
        if (_operators[operator] != bytes32(0)) {
            revert OperatorTaken();
        }
        _operators[operator] = id;
        if (_departments[id].suspendedAt == 0) {
            _activeOperators[operator] = id;
        }
    }

    function _openLogKey(bytes32 id, bytes32 key) private {
        if (key == bytes32(0)) {
            revert KeyIsZero();
        }
        _logKeys[id].push(LogKey(key, uint64(block.timestamp), 0));
        emit LogKeyOpened(id, key, uint64(block.timestamp));
    }

    function _registerType(bytes32 typeId, string calldata uri, bytes32 metadataHash) private {
        if (bytes(uri).length == 0) {
            revert TextIsEmpty();
        }
        if (typeId != keccak256(bytes(uri))) {
            revert IdDoesNotMatch();
        }
        if (_types[typeId].registeredAt != 0) {
            revert TypeExists();
        }
        _types[typeId] = RecordType(uri, metadataHash, uint64(block.timestamp));
        emit TypeRegistered(typeId, uri, metadataHash);
    }

    function _authorise(bytes32 id, bytes32 typeId) private {
        if (_types[typeId].registeredAt == 0) {
            revert TypeUnknown();
        }
        Authority[] storage authorities = _authorities[id][typeId];
        if (authorities.length != 0 && authorities[authorities.length - 1].validUntil == 0) {
            revert AlreadyAuthorised();
        }
        authorities.push(Authority(uint64(block.timestamp), 0));
        emit TypeAuthorised(id, typeId);
    }
}
