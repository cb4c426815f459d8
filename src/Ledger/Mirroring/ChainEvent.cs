using System.Collections.Immutable;
using Ledger.Verify.Chain;
using Ledger.Verify.Trees;

namespace Ledger.Mirroring;

/// <summary>
/// What one event of the three contracts says, without where it stands: the block is that of <see cref="EventBlock"/>. Departments, types and
/// records are named as the contracts name them. Immutable.
/// </summary>
public abstract record ChainEvent;

/// <summary>An event of the registry. <paramref name="Change"/> counts 1, 2, 3 … over all of them, so that a reader sees a gap.</summary>
public abstract record RegistryEvent(long Change) : ChainEvent
{
    /// <summary>What opens or closes a key or an authority of a department, with that department; null for any other event.</summary>
    public (Digest Department, ValidityChange Change)? FindValidityChange() => this switch
    {
        LogKeyOpened e => (e.Department, new ValidityChange(ValidityChangeKind.LogKeyOpened, e.Key)),
        LogKeyClosed e => (e.Department, new ValidityChange(ValidityChangeKind.LogKeyClosed, e.Key)),
        RecordKeyAdded e => (e.Department, new ValidityChange(ValidityChangeKind.RecordKeyOpened, e.Thumbprint)),
        RecordKeyClosed e => (e.Department, new ValidityChange(ValidityChangeKind.RecordKeyClosed, e.Thumbprint)),
        TypeAuthorised e => (e.Department, new ValidityChange(ValidityChangeKind.AuthorityOpened, e.Type)),
        TypeDeauthorised e => (e.Department, new ValidityChange(ValidityChangeKind.AuthorityClosed, e.Type)),
        _ => null,
    };
}

public sealed record DepartmentAdmitted(Digest Department, string Origin, ChainAddress Operator, string NodeUrl, long Change) : RegistryEvent(Change);

public sealed record DepartmentSuspended(Digest Department, long Change) : RegistryEvent(Change);

public sealed record DepartmentReinstated(Digest Department, long Change) : RegistryEvent(Change);

public sealed record OperatorChanged(Digest Department, ChainAddress Operator, long Change) : RegistryEvent(Change);

public sealed record NodeUrlChanged(Digest Department, string NodeUrl, long Change) : RegistryEvent(Change);

public sealed record LogKeyOpened(Digest Department, Digest Key, DateTimeOffset ValidFrom, long Change) : RegistryEvent(Change);

public sealed record LogKeyClosed(Digest Department, Digest Key, DateTimeOffset ValidUntil, long Change) : RegistryEvent(Change);

/// <summary>From <paramref name="Since"/> on nothing the key signed is good, whatever its validity says. It may be declared again, earlier.</summary>
public sealed record LogKeyCompromised(Digest Department, Digest Key, DateTimeOffset Since, long Change) : RegistryEvent(Change);

public sealed record RecordKeyAdded(
    Digest Department, Digest Thumbprint, byte Algorithm, ImmutableArray<byte> PublicKey, Validity Validity, long Change) : RegistryEvent(Change);

public sealed record RecordKeyClosed(Digest Department, Digest Thumbprint, DateTimeOffset ValidUntil, long Change) : RegistryEvent(Change);

/// <summary>As <see cref="LogKeyCompromised"/>, for a key that seals records.</summary>
public sealed record RecordKeyCompromised(Digest Department, Digest Thumbprint, DateTimeOffset Since, long Change) : RegistryEvent(Change);

public sealed record TypeRegistered(Digest Type, string Uri, Digest MetadataHash, long Change) : RegistryEvent(Change);

public sealed record TypeAuthorised(Digest Department, Digest Type, long Change) : RegistryEvent(Change);

public sealed record TypeDeauthorised(Digest Department, Digest Type, long Change) : RegistryEvent(Change);

/// <summary>The registry took note of a migration record; only counted here.</summary>
public sealed record MigrationRecorded(Digest Department, Digest RecordHash, long Change) : RegistryEvent(Change);

/// <summary>A department's log grew on chain. Sizes are as the contract has them: an earlier edition took sizes above 2^63 − 1, which no log has.</summary>
public sealed record HeadAnchored(Digest Department, ulong OldSize, ulong NewSize, Digest Root, Digest Transaction) : ChainEvent;

/// <summary>A record's status changed. <paramref name="Sequence"/> counts 1, 2, 3 … for each department.</summary>
public sealed record StatusChanged(Digest Department, Digest RecordId, byte Status, Digest Successor, long Sequence) : ChainEvent;

/// <summary>The events of one block in the order in which they happened; at least one.</summary>
public sealed record EventBlock(ChainBlock Block, ImmutableArray<ChainEvent> Events);
