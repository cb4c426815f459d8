using Ledger.Ethereum.Encoding;

namespace Ledger.Ethereum.Contracts;

/// <summary>The functions of <c>DepartmentRegistry</c>; a test compares their signatures with the committed ABI.</summary>
internal static class RegistryAbi
{
    public static readonly AbiFunction Owner = new("owner", "()", "(address)");
    public static readonly AbiFunction BindContracts = new("bindContracts", "(address,address)");
    public static readonly AbiFunction LogAnchor = new("logAnchor", "()", "(address)");
    public static readonly AbiFunction RecordStatus = new("recordStatus", "()", "(address)");
    public static readonly AbiFunction Admit = new("admit", "(string,address,string,bytes32)", "(bytes32)");
    public static readonly AbiFunction Suspend = new("suspend", "(bytes32)");
    public static readonly AbiFunction Reinstate = new("reinstate", "(bytes32)");
    public static readonly AbiFunction SetOperator = new("setOperator", "(bytes32,address)");
    public static readonly AbiFunction SetNodeUrl = new("setNodeUrl", "(bytes32,string)");
    public static readonly AbiFunction RotateLogKey = new("rotateLogKey", "(bytes32,bytes32)");
    public static readonly AbiFunction AddRecordKey = new("addRecordKey", "(bytes32,bytes32,uint8,bytes,uint64,uint64)");
    public static readonly AbiFunction CloseRecordKey = new("closeRecordKey", "(bytes32,bytes32,uint64)");
    public static readonly AbiFunction RegisterTypes = new("registerTypes", "(bytes32[],string[],bytes32[])");
    public static readonly AbiFunction AuthoriseTypes = new("authoriseTypes", "(bytes32,bytes32[])");
    public static readonly AbiFunction Deauthorise = new("deauthorise", "(bytes32,bytes32)");
    public static readonly AbiFunction DepartmentOf = new("departmentOf", "(bytes32)", "((address,uint64,uint64,string,string))");
    public static readonly AbiFunction DepartmentOfOperator = new("departmentOfOperator", "(address)", "(bytes32)");
    public static readonly AbiFunction LogKeysOf = new("logKeysOf", "(bytes32)", "((bytes32,uint64,uint64)[])");
    public static readonly AbiFunction RecordKeyOf = new("recordKeyOf", "(bytes32,bytes32)", "((bytes32,uint8,bytes,uint64,uint64))");
    public static readonly AbiFunction RecordKeysOf = new("recordKeysOf", "(bytes32)", "((bytes32,uint8,bytes,uint64,uint64)[])");
    public static readonly AbiFunction TypeOf = new("typeOf", "(bytes32)", "((string,bytes32,uint64))");
    public static readonly AbiFunction AuthoritiesOf = new("authoritiesOf", "(bytes32,bytes32)", "((uint64,uint64)[])");

    public static IEnumerable<AbiFunction> All =>
    [
        Owner, BindContracts, LogAnchor, RecordStatus, Admit, Suspend, Reinstate, SetOperator, SetNodeUrl, RotateLogKey, AddRecordKey,
        CloseRecordKey, RegisterTypes, AuthoriseTypes, Deauthorise, DepartmentOf, DepartmentOfOperator, LogKeysOf, RecordKeyOf, RecordKeysOf,
        TypeOf, AuthoritiesOf,
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
