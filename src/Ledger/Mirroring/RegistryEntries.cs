using System.Collections.Immutable;
using Ledger.Verify.Chain;
using Ledger.Verify.Faults;
using Ledger.Verify.Trees;

namespace Ledger.Mirroring;

/// <summary>The contents of the registry, computed from its events. Immutable; each version shares the unchanged parts of the previous one.</summary>
internal sealed record RegistryEntries
{
    public static RegistryEntries Empty { get; } = new();

    /// <summary>The number of events.</summary>
    public long Changes { get; private init; }

    public ImmutableDictionary<Digest, MirroredDepartment> Departments { get; private init; } = ImmutableDictionary<Digest, MirroredDepartment>.Empty;

    public ImmutableDictionary<Digest, RecordTypeFacts> Types { get; private init; } = ImmutableDictionary<Digest, RecordTypeFacts>.Empty;

    /// <summary>Applies one more event.</summary>
    /// <param name="next">The event.</param>
    /// <param name="block">The block of the event. Where the event carries no time, the contract uses the time of this block.</param>
    /// <param name="place">The position among the block's events.</param>
    /// <exception cref="FaultException">The event cannot follow, so an earlier one is missing.</exception>
    public RegistryEntries With(RegistryEvent next, ChainBlock block, int place)
    {
        var at = block.Time;
        if (next.Change != Changes + 1)
        {
            throw new FaultException(MirrorFaults.EventsDisagree, $"The registry's event {Changes + 1} is missing: {next.Change} was reported after {Changes}.");
        }

        var applied = next switch
        {
            DepartmentAdmitted e => With(e.Department, new MirroredDepartment(
                new DepartmentFacts(e.Origin, e.NodeUrl, e.Operator, at, null), [], [], ImmutableDictionary<Digest, ImmutableArray<Validity>>.Empty)),
            DepartmentSuspended e => Change(e.Department, old => old with { Facts = old.Facts with { SuspendedAt = at } }),
            DepartmentReinstated e => Change(e.Department, old => old with { Facts = old.Facts with { SuspendedAt = null } }),
            OperatorChanged e => Change(e.Department, old => old with { Facts = old.Facts with { Operator = e.Operator } }),
            NodeUrlChanged e => Change(e.Department, old => old with { Facts = old.Facts with { NodeUrl = e.NodeUrl } }),
            LogKeyOpened e => Change(e.Department, old => old with
            {
                LogKeys = old.LogKeys.Add(new LogKeyFacts([.. e.Key.ToArray()], new Validity(e.ValidFrom, null))),
            }),
            LogKeyClosed e => ChangeLogKey(e.Department, e.Key, key => key with { Validity = key.Validity with { Until = e.ValidUntil } }),
            LogKeyCompromised e => ChangeLogKey(e.Department, e.Key, key => key with { CompromisedSince = e.Since }),
            RecordKeyAdded e => Change(e.Department, old => old with
            {
                RecordKeys = old.RecordKeys.Add(new RecordKeyFacts(e.Thumbprint, e.Algorithm, e.PublicKey, e.Validity)),
            }),
            RecordKeyClosed e => ChangeRecordKey(e.Department, e.Thumbprint, key => key with { Validity = key.Validity with { Until = e.ValidUntil } }),
            RecordKeyCompromised e => ChangeRecordKey(e.Department, e.Thumbprint, key => key with { CompromisedSince = e.Since }),
            TypeRegistered e => this with { Types = Types.SetItem(e.Type, new RecordTypeFacts(e.Uri, e.MetadataHash)) },
            TypeAuthorised e => Change(e.Department, old => old with
            {
                Authorities = old.Authorities.SetItem(e.Type, ListAuthorities(old, e.Type).Add(new Validity(at, null))),
            }),
            TypeDeauthorised e => Change(e.Department, old => old with
            {
                Authorities = old.Authorities.SetItem(e.Type, ReplaceLast(ListAuthorities(old, e.Type), _ => true, last => last with { Until = at })),
            }),
            MigrationRecorded => this,
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        if (next.FindValidityChange() is var (department, change))
        {
            applied = applied.Change(department, old => old with { Changes = old.Changes.Add(new PlacedChange(block.Number, place, change)) });
        }

        return applied with { Changes = next.Change };
    }

    public static ImmutableArray<Validity> ListAuthorities(MirroredDepartment department, Digest type) =>
        department.Authorities.TryGetValue(type, out var authorities) ? authorities : [];

    private RegistryEntries With(Digest id, MirroredDepartment department) => this with { Departments = Departments.SetItem(id, department) };

    private RegistryEntries Change(Digest id, Func<MirroredDepartment, MirroredDepartment> change) => Departments.TryGetValue(id, out var old)
        ? With(id, change(old))
        : throw new FaultException(MirrorFaults.EventsDisagree, "An event names a department that the registry never admitted.");

    private RegistryEntries ChangeLogKey(Digest id, Digest key, Func<LogKeyFacts, LogKeyFacts> change)
    {
        var octets = key.ToArray();
        return Change(id, old => old with
        {
            LogKeys = ReplaceLast(old.LogKeys, candidate => candidate.PublicKey.AsSpan().SequenceEqual(octets), change),
        });
    }

    private RegistryEntries ChangeRecordKey(Digest id, Digest thumbprint, Func<RecordKeyFacts, RecordKeyFacts> change) => Change(
        id, old => old with { RecordKeys = ReplaceLast(old.RecordKeys, key => key.Thumbprint == thumbprint, change) });

    private static ImmutableArray<T> ReplaceLast<T>(ImmutableArray<T> items, Func<T, bool> wanted, Func<T, T> change)
    {
        for (var i = items.Length - 1; i >= 0; i--)
        {
            if (wanted(items[i]))
            {
                return items.SetItem(i, change(items[i]));
            }
        }

        throw new FaultException(MirrorFaults.EventsDisagree, "An event names a key or an authority that the registry never registered.");
    }
}
