using System.Collections.Immutable;
using Ledger.Anchoring;
using Ledger.Ethereum.Anchoring;
using Ledger.Ethereum.Contracts;
using Ledger.Ethereum.Encoding;
using Ledger.Ethereum.Generated.DepartmentRegistry;
using Ledger.Verify.Bundles;
using Ledger.Verify.Chain;
using Ledger.Verify.Faults;
using Ledger.Verify.Trees;

namespace Ledger.Ethereum.Registry;

/// <summary>
/// Reads the <c>DepartmentRegistry</c>, by default at the newest block. It changes nothing: departments use <see cref="DepartmentClient"/>, the
/// council uses <see cref="Ledger.Ethereum.Council.CouncilClient"/>. Every method throws <see cref="FaultException"/> when the chain
/// cannot be asked.
/// </summary>
public sealed class RegistryClient(EthereumAnchorChain chain) : IDepartmentRegistry
{
    private const int MaxDepartments = 10_000;

    /// <summary>The block to read at instead of the newest. A node may have dropped the state of an old block.</summary>
    public ChainBlock? AsOf { get; init; }

    /// <summary>Returns the department, or null when it was never admitted.</summary>
    public ValueTask<DepartmentFacts?> FindDepartmentAsync(string origin, CancellationToken cancellationToken) =>
        FindDepartmentAsync(OnChainId.OfDepartment(origin), cancellationToken);

    /// <summary>Returns the department with this id, the Keccak-256 of its origin.</summary>
    public ValueTask<DepartmentFacts?> FindDepartmentAsync(Digest id, CancellationToken cancellationToken) =>
        ViewAsync(new DepartmentOfFunction { Id = id.ToArray() }, ContractFacts.Department, cancellationToken);

    /// <summary>Reads every department ever admitted, in the order of admission.</summary>
    public async ValueTask<ImmutableArray<DepartmentFacts>> ReadDepartmentsAsync(CancellationToken cancellationToken)
    {
        var count = await ViewAsync(new DepartmentCountFunction(), result => result.ReturnValue1.ToLong(), cancellationToken);
        if (count > MaxDepartments)
        {
            throw ChainOutages.Create($"The registry says that it has {count} departments, which is more than possible.");
        }

        var ids = await ViewAllAsync(
            Enumerable.Range(0, (int)count).Select(i => new DepartmentAtFunction { I = i }), result => result.ReturnValue1.ToDigest(), cancellationToken);
        var found = await ViewAllAsync(ids.Select(id => new DepartmentOfFunction { Id = id.ToArray() }), ContractFacts.Department, cancellationToken);
        return [.. found.Select(department => department ?? throw ChainOutages.Create("The registry lists a department that it does not have."))];
    }

    /// <summary>Returns the id of the department that this account operates, suspended or not. Null when it operates none.</summary>
    public ValueTask<Digest?> FindDepartmentOfOperatorAsync(ChainAddress operatorAddress, CancellationToken cancellationToken) =>
        ViewAsync(
            new DepartmentOfOperatorFunction { Operator = operatorAddress.ToString() },
            result => result.ReturnValue1.ToDigest() is { IsZero: false } id ? id : (Digest?)null, cancellationToken);

    /// <summary>Reads all log keys of a department, oldest first. Empty when the department is unknown.</summary>
    public ValueTask<ImmutableArray<LogKeyFacts>> ReadLogKeysAsync(string origin, CancellationToken cancellationToken) =>
        ViewAsync(new LogKeysOfFunction { Id = Id(origin) }, ContractFacts.LogKeys, cancellationToken);

    /// <summary>Reads all record keys of a department, oldest first. Empty when the department is unknown.</summary>
    public ValueTask<ImmutableArray<RecordKeyFacts>> ReadRecordKeysAsync(string origin, CancellationToken cancellationToken) =>
        ViewAsync(new RecordKeysOfFunction { Id = Id(origin) }, ContractFacts.RecordKeys, cancellationToken);

    /// <summary>Returns the type, or null when it was never registered.</summary>
    public ValueTask<RecordTypeFacts?> FindTypeAsync(string recordType, CancellationToken cancellationToken) =>
        ViewAsync(new TypeOfFunction { TypeId = TypeId(recordType) }, ContractFacts.FindRecordType, cancellationToken);

    /// <summary>Returns which of these types are registered, in one request.</summary>
    public ValueTask<ImmutableArray<RecordTypeFacts?>> FindTypesAsync(IReadOnlyList<string> recordTypes, CancellationToken cancellationToken) =>
        ViewAllAsync(recordTypes.Select(type => new TypeOfFunction { TypeId = TypeId(type) }), ContractFacts.FindRecordType, cancellationToken);

    /// <summary>Reads the intervals in which the department was authorised for the type. Empty when it never was.</summary>
    public ValueTask<ImmutableArray<Validity>> ReadAuthoritiesAsync(string origin, string recordType, CancellationToken cancellationToken) =>
        ViewAsync(new AuthoritiesOfFunction { Id = Id(origin), TypeId = TypeId(recordType) }, ContractFacts.Authorities, cancellationToken);

    /// <summary>Reads the same for several types, in one request.</summary>
    public ValueTask<ImmutableArray<ImmutableArray<Validity>>> ReadAuthoritiesAsync(
        string origin, IReadOnlyList<string> recordTypes, CancellationToken cancellationToken) =>
        ViewAllAsync(
            recordTypes.Select(type => new AuthoritiesOfFunction { Id = Id(origin), TypeId = TypeId(type) }), ContractFacts.Authorities, cancellationToken);

    /// <summary>Returns when the council acknowledged a migration record. Null when it did not.</summary>
    public ValueTask<MigrationFacts?> FindMigrationAsync(string origin, Digest recordHash, CancellationToken cancellationToken) =>
        ViewAsync(
            new MigrationOfFunction { Id = Id(origin), RecordHash = recordHash.ToArray() },
            result => ContractFacts.FindTime(result.RecordedAt) is { } time ? new MigrationFacts(time, result.BlockNumber.ToLong()) : null, cancellationToken);

    /// <summary>Reads the number of events that the registry emitted. Each event has its number, so a reader can detect a gap.</summary>
    public ValueTask<long> ReadChangeCountAsync(CancellationToken cancellationToken) =>
        ViewAsync(new ChangeCountFunction(), result => result.ReturnValue1.ToLong(), cancellationToken);

    private async ValueTask<T> ViewAsync<TOutput, T>(IViewOf<TOutput> question, Func<TOutput, T> read, CancellationToken cancellationToken)
        where TOutput : class, new() => (await ViewAllAsync([question], read, cancellationToken))[0];

    private ValueTask<ImmutableArray<T>> ViewAllAsync<TOutput, T>(
        IEnumerable<IViewOf<TOutput>> questions, Func<TOutput, T> read, CancellationToken cancellationToken)
        where TOutput : class, new() => chain.ViewRegistryAsync(questions, read, AsOf, cancellationToken);

    private static byte[] Id(string origin) => OnChainId.OfDepartment(origin).ToArray();

    private static byte[] TypeId(string recordType) => OnChainId.OfRecordType(recordType).ToArray();
}
