// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Who may do what
/// @notice The departments with their operators, log keys, record keys and the record types they may issue, each with the interval in which it is
/// valid. Nothing is ever deleted: a record is judged by what was valid when the chain first saw it.
/// @dev Every event contains all that changed and, last, its number `change`: 1, 2, 3 and so on without a gap. So a reader can rebuild the registry
/// from the events, and notices a missing one. Not promised: that what a department says about itself is true.
interface IDepartmentRegistry {
    /// @param operator The account that anchors and sets statuses.
    /// @param admittedAt Block time; 0 when there is no such department.
    /// @param suspendedAt Block time; 0 while the department is active.
    /// @param origin The origin of the log. Its Keccak-256 is the id.
    /// @param nodeUrl The address of the department's node.
    struct Department {
        address operator;
        uint64 admittedAt;
        uint64 suspendedAt;
        string origin;
        string nodeUrl;
    }

    /// @param key Ed25519 public key.
    /// @param validFrom Inclusive.
    /// @param validUntil Exclusive; 0 means no end.
    /// @param compromisedSince Inclusive; 0 means never. What the chain saw before this time stays good. What it saw at this time or later is not.
    struct LogKey {
        bytes32 key;
        uint64 validFrom;
        uint64 validUntil;
        uint64 compromisedSince;
    }

    /// @param thumbprint RFC 7638 SHA-256 thumbprint.
    /// @param algorithm 1 ES256, 2 Ed25519, 3 SM2.
    /// @param publicKey x ‖ y (64 bytes) for 1 and 3, 32 bytes for 2.
    /// @param validFrom Inclusive.
    /// @param validUntil Exclusive; 0 means no end.
    /// @param compromisedSince As for a log key.
    /// @dev The fields are in reading order, not packed tightly, because a department adds only a few keys in its life.
    // solhint-disable-next-line gas-struct-packing
    struct RecordKey {
        bytes32 thumbprint;
        uint8 algorithm;
        bytes publicKey;
        uint64 validFrom;
        uint64 validUntil;
        uint64 compromisedSince;
    }

    /// @param validFrom Inclusive.
    /// @param validUntil Exclusive; 0 means no end.
    struct Authority {
        uint64 validFrom;
        uint64 validUntil;
    }

    /// @param uri The id of the type (`vct`). Its Keccak-256 is the key.
    /// @param metadataHash SHA-256 of the type metadata document.
    /// @param registeredAt Block time; 0 when there is no such type.
    struct RecordType {
        string uri;
        bytes32 metadataHash;
        uint64 registeredAt;
    }

    /// @notice A department was admitted; `LogKeyOpened` follows.
    event DepartmentAdmitted(bytes32 indexed id, string origin, address operator, string nodeUrl, uint64 change);
    /// @notice A department was suspended and may not act.
    event DepartmentSuspended(bytes32 indexed id, uint64 change);
    /// @notice A department was reinstated and may act again.
    event DepartmentReinstated(bytes32 indexed id, uint64 change);
    /// @notice Another account operates a department.
    event OperatorChanged(bytes32 indexed id, address operator, uint64 change);
    /// @notice The node of a department has a new address.
    event NodeUrlChanged(bytes32 indexed id, string nodeUrl, uint64 change);
    /// @notice A log key became valid.
    event LogKeyOpened(bytes32 indexed id, bytes32 key, uint64 validFrom, uint64 change);
    /// @notice A log key ended.
    event LogKeyClosed(bytes32 indexed id, bytes32 key, uint64 validUntil, uint64 change);
    /// @notice What the chain saw of a log key at `since` or later is not good.
    event LogKeyCompromised(bytes32 indexed id, bytes32 key, uint64 since, uint64 change);
    /// @notice A record key was added; `validUntil` 0 means no end.
    event RecordKeyAdded(
        bytes32 indexed id,
        bytes32 indexed thumbprint,
        uint8 algorithm,
        bytes publicKey,
        uint64 validFrom,
        uint64 validUntil,
        uint64 change
    );
    /// @notice The end of a record key was set, or moved earlier.
    event RecordKeyClosed(bytes32 indexed id, bytes32 indexed thumbprint, uint64 validUntil, uint64 change);
    /// @notice What the chain saw of a record key at `since` or later is not good.
    event RecordKeyCompromised(bytes32 indexed id, bytes32 indexed thumbprint, uint64 since, uint64 change);
    /// @notice A record type was registered.
    event TypeRegistered(bytes32 indexed typeId, string uri, bytes32 metadataHash, uint64 change);
    /// @notice A department may issue a type.
    event TypeAuthorised(bytes32 indexed id, bytes32 indexed typeId, uint64 change);
    /// @notice A department may no longer issue a type.
    event TypeDeauthorised(bytes32 indexed id, bytes32 indexed typeId, uint64 change);
    /// @notice The council acknowledged that a department moved here from another chain.
    event MigrationRecorded(bytes32 indexed id, bytes32 indexed recordHash, uint64 change);

    /// @notice The caller does not operate this department.
    error NotTheOperator();
    /// @notice A suspended operator can only close a key or declare one compromised.
    error DepartmentIsSuspended();
    /// @notice An address is zero.
    error AddressIsZero();
    /// @notice The registry itself cannot operate a department, because it would then act for it whenever the council does.
    error OperatorRefused();
    /// @notice The account already operates a department.
    error OperatorTaken();
    /// @notice An origin, a URL or the URI of a type must be 1 to 512 bytes of visible ASCII.
    error TextRefused();
    /// @notice A department with this origin was already admitted.
    error DepartmentExists();
    /// @notice There is no such department.
    error DepartmentUnknown();
    /// @notice The department is already suspended.
    error AlreadySuspended();
    /// @notice The department is not suspended.
    error NotSuspended();
    /// @notice A key is zero.
    error KeyIsZero();
    /// @notice The department already registered this key. A key has one interval.
    error KeyExists();
    /// @notice The department has 256 keys of this kind, including closed ones. Not every reader could read a longer list at once.
    error KeysExhausted();
    /// @notice The department never registered this key.
    error KeyUnknown();
    /// @notice The algorithm is unknown, the key has a wrong length, or its thumbprint is zero.
    error KeyMalformed();
    /// @notice A key cannot start or end in the past: old records must not become genuine, and genuine ones must stay so.
    error TimeInThePast();
    /// @notice A compromise cannot be declared for a time in the future.
    error TimeInTheFuture();
    /// @notice An operator can declare at most 30 days back. The council can go further.
    error TimeTooLongAgo();
    /// @notice A key cannot end before it starts.
    error IntervalIsEmpty();
    /// @notice The key already ends at that time or earlier.
    error AlreadyClosed();
    /// @notice The key is already declared compromised since that time or an earlier one.
    error AlreadyCompromised();
    /// @notice A type with this id is already registered.
    error TypeExists();
    /// @notice There is no such type.
    error TypeUnknown();
    /// @notice The id of a type must be the Keccak-256 of its URI.
    error IdDoesNotMatch();
    /// @notice The lists have different lengths.
    error LengthsDiffer();
    /// @notice The department is already authorised for this type.
    error AlreadyAuthorised();
    /// @notice The department is not authorised for this type.
    error NotAuthorised();
    /// @notice A hash is zero.
    error HashIsZero();
    /// @notice This migration is already recorded.
    error MigrationExists();

    // ---- council only -----------------------------------------------------------------------------------------------

    /// @notice Admits a department. Emits `DepartmentAdmitted` and `LogKeyOpened`.
    /// @return id Keccak-256 of the origin.
    function admit(string calldata origin, address operator, string calldata nodeUrl, bytes32 logKey)
        external
        returns (bytes32 id);

    /// @notice Suspends a department. It can neither anchor nor set statuses, and its operator can only close keys or declare them compromised.
    /// This is the only decision of the council without a delay. Emits `DepartmentSuspended`.
    function suspend(bytes32 id) external;

    /// @notice Lets a suspended department act again. Emits `DepartmentReinstated`.
    function reinstate(bytes32 id) external;

    /// @notice Registers record types, each once. Emits `TypeRegistered` for each.
    function registerTypes(bytes32[] calldata typeIds, string[] calldata uris, bytes32[] calldata metadataHashes)
        external;

    /// @notice Lets a department issue types from now on. Emits `TypeAuthorised` for each.
    function authoriseTypes(bytes32 id, bytes32[] calldata typeIds) external;

    /// @notice Ends the authority now. Records that the chain saw before stay authorised. Emits `TypeDeauthorised`.
    function deauthorise(bytes32 id, bytes32 typeId) external;

    /// @notice Acknowledges, once, the migration record in which a department declares that its log moved here from another chain. Emits
    /// `MigrationRecorded`.
    function recordMigration(bytes32 id, bytes32 recordHash) external;

    // ---- operator only ----------------------------------------------------------------------------------------------

    /// @notice Sets the address of the department's node. Not while suspended. Emits `NodeUrlChanged`.
    function setNodeUrl(bytes32 id, string calldata nodeUrl) external;

    /// @notice Closes the current log key and opens another one, both now. Not while suspended. Emits `LogKeyClosed` and `LogKeyOpened`.
    function rotateLogKey(bytes32 id, bytes32 newKey) external;

    /// @notice Adds a key that seals records. Not while suspended. Emits `RecordKeyAdded`.
    /// @param validFrom 0 means now; never in the past, so that old records cannot become genuine.
    /// @param validUntil 0 means no end.
    function addRecordKey(
        bytes32 id,
        bytes32 thumbprint,
        uint8 algorithm,
        bytes calldata publicKey,
        uint64 validFrom,
        uint64 validUntil
    ) external;

    // ---- operator or council ----------------------------------------------------------------------------------------

    /// @notice Gives a department another operator account. An operator can do this only while not suspended. Emits `OperatorChanged`.
    function setOperator(bytes32 id, address operator) external;

    /// @notice Ends a key now (0) or at a later time; never in the past, and never later than its current end. Emits `RecordKeyClosed`.
    function closeRecordKey(bytes32 id, bytes32 thumbprint, uint64 validUntil) external;

    /// @notice Declares that somebody else may have had a record key since a time. Irrevocable: a later declaration can only move the time earlier.
    /// The key may be closed. If the time is before the start of the key, nothing it sealed is good. Emits `RecordKeyCompromised`.
    /// @param since 0 means now; never in the future, and at most 30 days back when the operator declares it.
    function declareRecordKeyCompromised(bytes32 id, bytes32 thumbprint, uint64 since) external;

    /// @notice Declares that somebody else may have had a log key since a time, as for a record key. It opens no other key; use `rotateLogKey` for
    /// that. Emits `LogKeyCompromised`.
    /// @param since 0 means now; never in the future, and at most 30 days back when the operator declares it.
    function declareLogKeyCompromised(bytes32 id, bytes32 key, uint64 since) external;

    // ---- views ------------------------------------------------------------------------------------------------------

    /// @notice The contract that holds the heads of the logs. Whoever trusts this registry trusts that contract and no other.
    function logAnchor() external view returns (address);

    /// @notice The contract that holds the statuses, trusted in the same way.
    function recordStatus() external view returns (address);

    /// @notice The number of registry events emitted: the `change` of the last one.
    function changeCount() external view returns (uint64);

    /// @notice The number of departments ever admitted.
    function departmentCount() external view returns (uint256);

    /// @notice The id of a department, by order of admission.
    function departmentAt(uint256 i) external view returns (bytes32);

    /// @notice A department; zeros when there is none.
    function departmentOf(bytes32 id) external view returns (Department memory);

    /// @notice The department that an account operates; zero when it operates none or a suspended one.
    function activeDepartmentOf(address operator) external view returns (bytes32 id);

    /// @notice The department that an account operates, suspended or not; zero when it operates none.
    function departmentOfOperator(address operator) external view returns (bytes32);

    /// @notice Whether a department is admitted and not suspended.
    function isActive(bytes32 id) external view returns (bool);

    /// @notice All log keys of a department, oldest first.
    function logKeysOf(bytes32 id) external view returns (LogKey[] memory);

    /// @notice A record key; zeros when the department never had it.
    function recordKeyOf(bytes32 id, bytes32 thumbprint) external view returns (RecordKey memory key);

    /// @notice All record keys of a department, oldest first.
    function recordKeysOf(bytes32 id) external view returns (RecordKey[] memory);

    /// @notice A record type; zeros when there is none.
    function typeOf(bytes32 typeId) external view returns (RecordType memory);

    /// @notice The intervals in which a department may or could issue a type, oldest first.
    function authoritiesOf(bytes32 id, bytes32 typeId) external view returns (Authority[] memory);

    /// @notice The time and the block in which a migration was recorded; zeros when it was not.
    function migrationOf(bytes32 id, bytes32 recordHash) external view returns (uint64 recordedAt, uint64 blockNumber);
}
