using Ledger.Ethereum.Encoding;

namespace Ledger.Ethereum.Contracts;

/// <summary>The functions and events of <c>DepartmentRegistry</c> but those of its council; a test compares them with the committed ABI.</summary>
internal static class RegistryAbi
{
    /// <summary>The constructor's arguments: anchor, status, members, threshold, delay, lifetime.</summary>
    public const string Constructor = "(address,address,address[],uint256,uint64,uint64)";

    // Council only.
    public static readonly AbiFunction Admit = new("admit", "(string,address,string,bytes32)", "(bytes32)");
    public static readonly AbiFunction Suspend = new("suspend", "(bytes32)");
    public static readonly AbiFunction Reinstate = new("reinstate", "(bytes32)");
    public static readonly AbiFunction RegisterTypes = new("registerTypes", "(bytes32[],string[],bytes32[])");
    public static readonly AbiFunction AuthoriseTypes = new("authoriseTypes", "(bytes32,bytes32[])");
    public static readonly AbiFunction Deauthorise = new("deauthorise", "(bytes32,bytes32)");
    public static readonly AbiFunction RecordMigration = new("recordMigration", "(bytes32,bytes32)");

    // Operator only.
    public static readonly AbiFunction SetNodeUrl = new("setNodeUrl", "(bytes32,string)");
    public static readonly AbiFunction RotateLogKey = new("rotateLogKey", "(bytes32,bytes32)");
    public static readonly AbiFunction AddRecordKey = new("addRecordKey", "(bytes32,bytes32,uint8,bytes,uint64,uint64)");

    // Operator or council.
    public static readonly AbiFunction SetOperator = new("setOperator", "(bytes32,address)");
    public static readonly AbiFunction CloseRecordKey = new("closeRecordKey", "(bytes32,bytes32,uint64)");
    public static readonly AbiFunction DeclareRecordKeyCompromised = new("declareRecordKeyCompromised", "(bytes32,bytes32,uint64)");
    public static readonly AbiFunction DeclareLogKeyCompromised = new("declareLogKeyCompromised", "(bytes32,bytes32,uint64)");

    // Views.
    public static readonly AbiFunction LogAnchor = new("logAnchor", "()", "(address)");
    public static readonly AbiFunction RecordStatus = new("recordStatus", "()", "(address)");
    public static readonly AbiFunction ChangeCount = new("changeCount", "()", "(uint64)");
    public static readonly AbiFunction DepartmentCount = new("departmentCount", "()", "(uint256)");
    public static readonly AbiFunction DepartmentAt = new("departmentAt", "(uint256)", "(bytes32)");
    public static readonly AbiFunction DepartmentOf = new("departmentOf", "(bytes32)", "((address,uint64,uint64,string,string))");
    public static readonly AbiFunction DepartmentOfOperator = new("departmentOfOperator", "(address)", "(bytes32)");
    public static readonly AbiFunction LogKeysOf = new("logKeysOf", "(bytes32)", "((bytes32,uint64,uint64,uint64)[])");
    public static readonly AbiFunction RecordKeyOf = new("recordKeyOf", "(bytes32,bytes32)", "((bytes32,uint8,bytes,uint64,uint64,uint64))");
    public static readonly AbiFunction RecordKeysOf = new("recordKeysOf", "(bytes32)", "((bytes32,uint8,bytes,uint64,uint64,uint64)[])");
    public static readonly AbiFunction TypeOf = new("typeOf", "(bytes32)", "((string,bytes32,uint64))");
    public static readonly AbiFunction AuthoritiesOf = new("authoritiesOf", "(bytes32,bytes32)", "((uint64,uint64)[])");
    public static readonly AbiFunction MigrationOf = new("migrationOf", "(bytes32,bytes32)", "(uint64,uint64)");

    // Every event's last parameter is its number, without gaps. Indexed: the department, or the type where there is no department; then the
    // record key, type or migration it is about. A log key is not indexed.
    public static readonly AbiEvent DepartmentAdmitted = new("DepartmentAdmitted(bytes32,string,address,string,uint64)", "(string,address,string,uint64)");
    public static readonly AbiEvent DepartmentSuspended = new("DepartmentSuspended(bytes32,uint64)", "(uint64)");
    public static readonly AbiEvent DepartmentReinstated = new("DepartmentReinstated(bytes32,uint64)", "(uint64)");
    public static readonly AbiEvent OperatorChanged = new("OperatorChanged(bytes32,address,uint64)", "(address,uint64)");
    public static readonly AbiEvent NodeUrlChanged = new("NodeUrlChanged(bytes32,string,uint64)", "(string,uint64)");
    public static readonly AbiEvent LogKeyOpened = new("LogKeyOpened(bytes32,bytes32,uint64,uint64)", "(bytes32,uint64,uint64)");
    public static readonly AbiEvent LogKeyClosed = new("LogKeyClosed(bytes32,bytes32,uint64,uint64)", "(bytes32,uint64,uint64)");
    public static readonly AbiEvent LogKeyCompromised = new("LogKeyCompromised(bytes32,bytes32,uint64,uint64)", "(bytes32,uint64,uint64)");
    public static readonly AbiEvent RecordKeyAdded =
        new("RecordKeyAdded(bytes32,bytes32,uint8,bytes,uint64,uint64,uint64)", "(uint8,bytes,uint64,uint64,uint64)");
    public static readonly AbiEvent RecordKeyClosed = new("RecordKeyClosed(bytes32,bytes32,uint64,uint64)", "(uint64,uint64)");
    public static readonly AbiEvent RecordKeyCompromised = new("RecordKeyCompromised(bytes32,bytes32,uint64,uint64)", "(uint64,uint64)");
    public static readonly AbiEvent TypeRegistered = new("TypeRegistered(bytes32,string,bytes32,uint64)", "(string,bytes32,uint64)");
    public static readonly AbiEvent TypeAuthorised = new("TypeAuthorised(bytes32,bytes32,uint64)", "(uint64)");
    public static readonly AbiEvent TypeDeauthorised = new("TypeDeauthorised(bytes32,bytes32,uint64)", "(uint64)");
    public static readonly AbiEvent MigrationRecorded = new("MigrationRecorded(bytes32,bytes32,uint64)", "(uint64)");

    public static IEnumerable<AbiFunction> All =>
    [
        Admit, Suspend, Reinstate, RegisterTypes, AuthoriseTypes, Deauthorise, RecordMigration, SetNodeUrl, RotateLogKey, AddRecordKey, SetOperator,
        CloseRecordKey, DeclareRecordKeyCompromised, DeclareLogKeyCompromised, LogAnchor, RecordStatus, ChangeCount, DepartmentCount, DepartmentAt,
        DepartmentOf, DepartmentOfOperator, LogKeysOf, RecordKeyOf, RecordKeysOf, TypeOf, AuthoritiesOf, MigrationOf,
    ];

    public static IEnumerable<AbiEvent> Events =>
    [
        DepartmentAdmitted, DepartmentSuspended, DepartmentReinstated, OperatorChanged, NodeUrlChanged, LogKeyOpened, LogKeyClosed,
        LogKeyCompromised, RecordKeyAdded, RecordKeyClosed, RecordKeyCompromised, TypeRegistered, TypeAuthorised, TypeDeauthorised,
        MigrationRecorded,
    ];
}

/// <summary>The functions and the event of <c>LogAnchor</c>.</summary>
internal static class LogAnchorAbi
{
    public static readonly AbiFunction Anchor = new("anchor", "(uint64,uint64,bytes32,bytes32[])");
    public static readonly AbiFunction Head = new("head", "(bytes32)", "(uint64,bytes32,uint64,uint64,uint64)");
    public static readonly AbiFunction RootAt = new("rootAt", "(bytes32,uint64)", "(bytes32)");

    /// <summary>Indexed: the department and the new size.</summary>
    public static readonly AbiEvent Anchored = new("Anchored(bytes32,uint64,uint64,bytes32)", "(uint64,bytes32)");

    public static IEnumerable<AbiFunction> All => [Anchor, Head, RootAt];
}

/// <summary>The functions and the event of <c>RecordStatus</c>.</summary>
internal static class RecordStatusAbi
{
    public static readonly AbiFunction SetStatuses = new("setStatuses", "((bytes32,uint8,bytes32)[])");
    public static readonly AbiFunction StatusOf = new("statusOf", "(bytes32,bytes32)", "(uint8,uint64,uint64,bytes32)");
    public static readonly AbiFunction SequenceOf = new("sequenceOf", "(bytes32)", "(uint64)");

    /// <summary>Indexed: the department and the record id.</summary>
    public static readonly AbiEvent StatusSet = new("StatusSet(bytes32,bytes32,uint8,bytes32,uint64)", "(uint8,bytes32,uint64)");

    public static IEnumerable<AbiFunction> All => [SetStatuses, StatusOf, SequenceOf];
}
