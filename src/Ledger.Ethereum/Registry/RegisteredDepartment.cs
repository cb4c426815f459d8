using System.Collections.Immutable;
using Ledger.Verify.Chain;
using Ledger.Verify.Faults;
using Ledger.Verify.Trees;

namespace Ledger.Ethereum.Registry;

/// <summary>A department as the registry has it, with all keys it ever had.</summary>
/// <param name="Facts">The department.</param>
/// <param name="LogKeys">Its log keys.</param>
/// <param name="RecordKeys">Its record keys.</param>
public sealed record RegisteredDepartment(DepartmentFacts Facts, ImmutableArray<LogKeyFacts> LogKeys, ImmutableArray<RecordKeyFacts> RecordKeys)
{
    /// <summary>Reads one department, or all departments.</summary>
    /// <param name="registry">The registry.</param>
    /// <param name="which">The department's origin or id. Null for all.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="FaultException">The registry has no such department.</exception>
    public static async Task<IReadOnlyList<RegisteredDepartment>> ReadAsync(RegistryClient registry, string? which, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(registry);
        var departments = which is null ? await registry.ReadDepartmentsAsync(cancellationToken)
            : await (Digest.TryParseHex(which, out var id) ? registry.FindDepartmentAsync(id, cancellationToken) : registry.FindDepartmentAsync(which, cancellationToken))
                is { } one ? [one]
            : throw new FaultException(GovernanceFaults.DepartmentUnknown, which);
        var read = new List<RegisteredDepartment>();
        foreach (var department in departments)
        {
            read.Add(new RegisteredDepartment(
                department, await registry.ReadLogKeysAsync(department.Origin, cancellationToken), await registry.ReadRecordKeysAsync(department.Origin, cancellationToken)));
        }

        return read;
    }
}
