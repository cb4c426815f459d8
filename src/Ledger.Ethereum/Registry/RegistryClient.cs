using System.Collections.Immutable;
using Ledger.Anchoring;
using Ledger.Ethereum.Contracts;
using Ledger.Ethereum.Encoding;
using Ledger.Verify.Chain;
using Ledger.Verify.Trees;

namespace Ledger.Ethereum.Registry;

/// <summary>When and where the council acknowledged that a department's log moved here.</summary>
public sealed record MigrationFacts(DateTimeOffset RecordedAt, long Block);

/// <summary>
/// What the <c>DepartmentRegistry</c> says, at the newest block unless told otherwise. It changes nothing: departments act through <see cref="DepartmentClient"/>, the
/// council through <see cref="Ledger.Ethereum.Council.CouncilClient"/>. Every method throws <see cref="ChainUnavailableException"/> when the chain
/// cannot be asked.
/// </summary>
public sealed class RegistryClient(EthereumAnchorChain chain)
{
    private const int MaxDepartments = 10_000;

    /// <summary>Ask as of this block instead of the newest. A node may have dropped the state of one that is old.</summary>
    public ChainBlock? AsOf { get; init; }

    /// <summary>Null when the department was never admitted.</summary>
    public ValueTask<DepartmentFacts?> FindDepartmentAsync(string origin, CancellationToken cancellationToken) => FindDepartmentAsync(Id(origin), cancellationToken);

    /// <summary>By id, which is Keccak-256 of the origin.</summary>
    public ValueTask<DepartmentFacts?> FindDepartmentAsync(Digest id, CancellationToken cancellationToken) =>
        ViewAsync(RegistryAbi.DepartmentOf, ContractFacts.Department, cancellationToken, id);

    /// <summary>Every department that was ever admitted, in that order.</summary>
    public async ValueTask<ImmutableArray<DepartmentFacts>> ReadDepartmentsAsync(CancellationToken cancellationToken)
    {
        var count = await ViewAsync(RegistryAbi.DepartmentCount, result => result[0].Long, cancellationToken);
        if (count > MaxDepartments)
        {
            throw new ChainUnavailableException($"The registry says that it has {count} departments, which is more than can be.");
        }

        var ids = await ViewAllAsync(
            [.. Enumerable.Range(0, (int)count).Select(i => (RegistryAbi.DepartmentAt, ImmutableArray.Create<AbiValue>((long)i)))],
            result => result[0].Digest, cancellationToken);
        var found = await ViewAllAsync(
            [.. ids.Select(id => (RegistryAbi.DepartmentOf, ImmutableArray.Create<AbiValue>(id)))], ContractFacts.Department, cancellationToken);
        return [.. found.Select(department => department ?? throw new ChainUnavailableException("The registry lists a department that it does not have."))];
    }

    /// <summary>The id of the department this account operates, suspended or not; null when it operates none.</summary>
    public ValueTask<Digest?> FindDepartmentOfOperatorAsync(ChainAddress operatorAddress, CancellationToken cancellationToken) =>
        ViewAsync(
            RegistryAbi.DepartmentOfOperator, result => result[0].Digest is { IsZero: false } id ? id : (Digest?)null, cancellationToken, operatorAddress);

    /// <summary>All log keys the department ever had, oldest first; empty when unknown.</summary>
    public ValueTask<ImmutableArray<LogKeyFacts>> ReadLogKeysAsync(string origin, CancellationToken cancellationToken) =>
        ViewAsync(RegistryAbi.LogKeysOf, ContractFacts.LogKeys, cancellationToken, Id(origin));

    /// <summary>All record keys the department ever had, oldest first; empty when unknown.</summary>
    public ValueTask<ImmutableArray<RecordKeyFacts>> ReadRecordKeysAsync(string origin, CancellationToken cancellationToken) =>
        ViewAsync(RegistryAbi.RecordKeysOf, ContractFacts.RecordKeys, cancellationToken, Id(origin));

    /// <summary>Null when the type was never registered.</summary>
    public ValueTask<RecordTypeFacts?> FindTypeAsync(string recordType, CancellationToken cancellationToken) =>
        ViewAsync(RegistryAbi.TypeOf, ContractFacts.RecordType, cancellationToken, TypeId(recordType));

    /// <summary>Which of these types are registered, in one question.</summary>
    public ValueTask<ImmutableArray<RecordTypeFacts?>> FindTypesAsync(IReadOnlyList<string> recordTypes, CancellationToken cancellationToken) =>
        ViewAllAsync(
            [.. recordTypes.Select(type => (RegistryAbi.TypeOf, ImmutableArray.Create<AbiValue>(TypeId(type))))], ContractFacts.RecordType, cancellationToken);

    /// <summary>When the department was authorised for the type; empty when never.</summary>
    public ValueTask<ImmutableArray<Validity>> ReadAuthoritiesAsync(string origin, string recordType, CancellationToken cancellationToken) =>
        ViewAsync(RegistryAbi.AuthoritiesOf, ContractFacts.Authorities, cancellationToken, Id(origin), TypeId(recordType));

    /// <summary>The same for several types, in one question.</summary>
    public ValueTask<ImmutableArray<ImmutableArray<Validity>>> ReadAuthoritiesAsync(
        string origin, IReadOnlyList<string> recordTypes, CancellationToken cancellationToken) =>
        ViewAllAsync(
            [.. recordTypes.Select(type => (RegistryAbi.AuthoritiesOf, ImmutableArray.Create<AbiValue>(Id(origin), TypeId(type))))],
            ContractFacts.Authorities, cancellationToken);

    /// <summary>When the council acknowledged a migration record; null when it did not.</summary>
    public ValueTask<MigrationFacts?> FindMigrationAsync(string origin, Digest recordHash, CancellationToken cancellationToken) =>
        ViewAsync(
            RegistryAbi.MigrationOf,
            result => ContractFacts.FindTime(result[0]) is { } time ? new MigrationFacts(time, result[1].Long) : null, cancellationToken, Id(origin), recordHash);

    /// <summary>How many events the registry has emitted; each carries its number, so a reader of events can see a gap.</summary>
    public ValueTask<long> ReadChangeCountAsync(CancellationToken cancellationToken) =>
        ViewAsync(RegistryAbi.ChangeCount, result => result[0].Long, cancellationToken);

    private async ValueTask<T> ViewAsync<T>(
        AbiFunction function, Func<AbiValue, T> read, CancellationToken cancellationToken, params ImmutableArray<AbiValue> arguments) =>
        (await ViewAllAsync([(function, arguments)], read, cancellationToken))[0];

    private ValueTask<ImmutableArray<T>> ViewAllAsync<T>(
        IReadOnlyList<(AbiFunction Function, ImmutableArray<AbiValue> Arguments)> calls, Func<AbiValue, T> read, CancellationToken cancellationToken) =>
        chain.ViewRegistryAsync(calls, read, AsOf, cancellationToken);

    private static Digest Id(string origin) => EthereumAnchorChain.DepartmentId(origin);

    private static Digest TypeId(string recordType) => EthereumAnchorChain.RecordTypeId(recordType);
}
