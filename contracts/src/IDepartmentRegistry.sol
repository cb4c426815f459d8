// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Who may do what
/// @notice Departments, their operators, log keys, record keys and the record types they may issue, each with the time it counts from and
/// until. Nothing is ever deleted: an old record is judged by what counted when the chain first saw it.
/// @dev Every event carries all that changed and, last, its number `change`: 1, 2, 3 and so on without a gap, so that a reader who follows
/// the events can rebuild the registry from them and notices one it missed. Not promised: that what a department says about itself is true.
interface IDepartmentRegistry {
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
    /// @param compromisedSince Inclusive; 0 is never. What the chain saw before it stays good, what it saw at or after it is not.
    struct LogKey {
        bytes32 key;
        uint64 validFrom;
        uint64 validUntil;
        uint64 compromisedSince;
    }

    /// @param thumbprint RFC 7638 SHA-256 thumbprint.
    /// @param algorithm 1 ES256, 2 Ed25519, 3 SM2.
    /// @param publicKey x ‖ y for 1 and 3 (64 bytes), 32 bytes for 2.
    /// @param validFrom Inclusive.
    /// @param validUntil Exclusive; 0 is open.
    /// @param compromisedSince As for a log key.
    /// @dev In the order in which a reader meets them, not the tightest: a department adds a few keys in its life.
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
    /// @param validUntil Exclusive; 0 is open.
    struct Authority {
        uint64 validFrom;
        uint64 validUntil;
    }

    /// @param uri The type's id (`vct`), whose Keccak-256 is the key.
    /// @param metadataHash SHA-256 of the type metadata document.
    /// @param registeredAt Block time; 0 when there is no such type.
    struct RecordType {
        string uri;
        bytes32 metadataHash;
        uint64 registeredAt;
    }

    /// @notice A department was admitted; `LogKeyOpened` follows.
    event DepartmentAdmitted(bytes32 indexed id, string origin, address operator, string nodeUrl, uint64 change);
    /// @notice A department may not act.
    event DepartmentSuspended(bytes32 indexed id, uint64 change);
    /// @notice A department may act again.
    event DepartmentReinstated(bytes32 indexed id, uint64 change);
    /// @notice Another account acts for a department.
    event OperatorChanged(bytes32 indexed id, address operator, uint64 change);
    /// @notice A department's node is reached elsewhere.
    event NodeUrlChanged(bytes32 indexed id, string nodeUrl, uint64 change);
    /// @notice A log key counts.
    event LogKeyOpened(bytes32 indexed id, bytes32 key, uint64 validFrom, uint64 change);
    /// @notice A log key no longer counts.
    event LogKeyClosed(bytes32 indexed id, bytes32 key, uint64 validUntil, uint64 change);
    /// @notice What the chain saw of a log key at or after `since` is not good.
    event LogKeyCompromised(bytes32 indexed id, bytes32 key, uint64 since, uint64 change);
    /// @notice A key seals records; `validUntil` 0 is open.
    event RecordKeyAdded(
        bytes32 indexed id,
        bytes32 indexed thumbprint,
        uint8 algorithm,
        bytes publicKey,
        uint64 validFrom,
        uint64 validUntil,
        uint64 change
    );
    /// @notice A record key's interval ends, or ends earlier.
    event RecordKeyClosed(bytes32 indexed id, bytes32 indexed thumbprint, uint64 validUntil, uint64 change);
    /// @notice What the chain saw of a record key at or after `since` is not good.
    event RecordKeyCompromised(bytes32 indexed id, bytes32 indexed thumbprint, uint64 since, uint64 change);
    /// @notice A record type exists.
    event TypeRegistered(bytes32 indexed typeId, string uri, bytes32 metadataHash, uint64 change);
    /// @notice A department may issue a type.
    event TypeAuthorised(bytes32 indexed id, bytes32 indexed typeId, uint64 change);
    /// @notice A department may no longer issue a type.
    event TypeDeauthorised(bytes32 indexed id, bytes32 indexed typeId, uint64 change);
    /// @notice The council acknowledges a department's move from another chain.
    event MigrationRecorded(bytes32 indexed id, bytes32 indexed recordHash, uint64 change);

    /// @notice The caller does not operate this department.
    error NotTheOperator();
    /// @notice While suspended, an operator can only take away: close a key or declare one compromised.
    error DepartmentIsSuspended();
    /// @notice An address is missing.
    error AddressIsZero();
    /// @notice The registry cannot operate a department: it would act for one whenever the council does.
    error OperatorRefused();
    /// @notice The account operates a department already.
    error OperatorTaken();
    /// @notice A text is 1 to 512 bytes of visible ASCII: an origin, a URL, a type's URI.
    error TextRefused();
    /// @notice A department of this origin was admitted before.
    error DepartmentExists();
    /// @notice There is no such department.
    error DepartmentUnknown();
    /// @notice The department is suspended already.
    error AlreadySuspended();
    /// @notice The department is not suspended.
    error NotSuspended();
    /// @notice A key is missing.
    error KeyIsZero();
    /// @notice The department registered this key before; a key has one interval.
    error KeyExists();
    /// @notice The department has 256 keys of this kind, closed ones included; a longer list not everybody could read at once.
    error KeysExhausted();
    /// @notice The department never registered this key.
    error KeyUnknown();
    /// @notice The algorithm is unknown, the key has another length, or its thumbprint is missing.
    error KeyMalformed();
    /// @notice Nothing old becomes genuine later, and nothing genuine is shortened in hindsight.
    error TimeInThePast();
    /// @notice Nothing is known to be compromised in the future.
    error TimeInTheFuture();
    /// @notice An operator alone declares 30 days back at most; the council goes further.
    error TimeTooLongAgo();
    /// @notice A key cannot end before it begins.
    error IntervalIsEmpty();
    /// @notice The key ends earlier already, or then.
    error AlreadyClosed();
    /// @notice The key is compromised since an earlier time already, or since then.
    error AlreadyCompromised();
    /// @notice A type of this id was registered before.
    error TypeExists();
    /// @notice There is no such type.
    error TypeUnknown();
    /// @notice A type's id is the Keccak-256 of its URI.
    error IdDoesNotMatch();
    /// @notice The lists have different lengths.
    error LengthsDiffer();
    /// @notice The department may issue this type already.
    error AlreadyAuthorised();
    /// @notice The department may not issue this type.
    error NotAuthorised();
    /// @notice A hash is missing.
    error HashIsZero();
    /// @notice This was recorded before.
    error MigrationExists();

    // ---- council only -----------------------------------------------------------------------------------------------

    /// @notice Admits a department. Emits `DepartmentAdmitted` and `LogKeyOpened`.
    /// @return id Keccak-256 of the origin.
    function admit(string calldata origin, address operator, string calldata nodeUrl, bytes32 logKey)
        external
        returns (bytes32 id);

    /// @notice Stops a department: it can neither anchor nor set statuses, and its operator can change nothing here but take keys away. The
    /// only thing a council decides without the delay. Emits `DepartmentSuspended`.
    function suspend(bytes32 id) external;

    /// @notice Lets a suspended department act again. Emits `DepartmentReinstated`.
    function reinstate(bytes32 id) external;

    /// @notice Registers record types, each once. Emits `TypeRegistered` for each.
    function registerTypes(bytes32[] calldata typeIds, string[] calldata uris, bytes32[] calldata metadataHashes)
        external;

    /// @notice Lets a department issue types from now on. Emits `TypeAuthorised` for each.
    function authoriseTypes(bytes32 id, bytes32[] calldata typeIds) external;

    /// @notice Ends it now. Records the chain saw before stay authorised. Emits `TypeDeauthorised`.
    function deauthorise(bytes32 id, bytes32 typeId) external;

    /// @notice Acknowledges, once, the record in which a department says that its log moved here from another chain. Emits
    /// `MigrationRecorded`.
    function recordMigration(bytes32 id, bytes32 recordHash) external;

    // ---- operator only ----------------------------------------------------------------------------------------------

    /// @notice Says where the department's node is reached. Not while suspended. Emits `NodeUrlChanged`.
    function setNodeUrl(bytes32 id, string calldata nodeUrl) external;

    /// @notice Closes the log key in use and opens another, both now. Not while suspended. Emits `LogKeyClosed` and `LogKeyOpened`.
    function rotateLogKey(bytes32 id, bytes32 newKey) external;

    /// @notice Adds a key that seals records. Not while suspended. Emits `RecordKeyAdded`.
    /// @param validFrom 0 is now; never in the past, so nothing old becomes genuine later.
    /// @param validUntil 0 is open.
    function addRecordKey(
        bytes32 id,
        bytes32 thumbprint,
        uint8 algorithm,
        bytes calldata publicKey,
        uint64 validFrom,
        uint64 validUntil
    ) external;

    // ---- operator or council ----------------------------------------------------------------------------------------

    /// @notice Hands the department's account over to another one. By the operator not while suspended. Emits `OperatorChanged`.
    function setOperator(bytes32 id, address operator) external;

    /// @notice Ends a key's validity, now (0) or later; never in the past, and never later than it was. Emits `RecordKeyClosed`.
    function closeRecordKey(bytes32 id, bytes32 thumbprint, uint64 validUntil) external;

    /// @notice Declares that others may have had a record key since a time. Irrevocable; a later declaration only moves it earlier. The key
    /// may be closed, and the time may lie before it began: then nothing it sealed is good. Emits `RecordKeyCompromised`.
    /// @param since 0 is now; never in the future, and by the operator at most 30 days back.
    function declareRecordKeyCompromised(bytes32 id, bytes32 thumbprint, uint64 since) external;

    /// @notice Declares that others may have had a log key since a time, as for a record key. It opens no other one: `rotateLogKey` does.
    /// Emits `LogKeyCompromised`.
    /// @param since 0 is now; never in the future, and by the operator at most 30 days back.
    function declareLogKeyCompromised(bytes32 id, bytes32 key, uint64 since) external;

    // ---- views ------------------------------------------------------------------------------------------------------

    /// @notice The contract that keeps the heads of the logs. Whoever trusts the registry's address trusts this one and no other.
    function logAnchor() external view returns (address);

    /// @notice The contract that keeps the statuses, trusted likewise.
    function recordStatus() external view returns (address);

    /// @notice How many registry events were emitted: the `change` of the latest.
    function changeCount() external view returns (uint64);

    /// @notice How many departments were ever admitted.
    function departmentCount() external view returns (uint256);

    /// @notice The id of a department, in the order of admission.
    function departmentAt(uint256 i) external view returns (bytes32);

    /// @notice A department; zeros when there is none.
    function departmentOf(bytes32 id) external view returns (Department memory);

    /// @notice The department an account operates; zero when it operates none, or one that is suspended.
    function activeDepartmentOf(address operator) external view returns (bytes32 id);

    /// @notice The department an account operates, suspended or not; zero when it operates none.
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

    /// @notice When a department may or might issue a type, oldest first.
    function authoritiesOf(bytes32 id, bytes32 typeId) external view returns (Authority[] memory);

    /// @notice When a migration was recorded, and in which block; zeros when it was not.
    function migrationOf(bytes32 id, bytes32 recordHash) external view returns (uint64 recordedAt, uint64 blockNumber);
}
