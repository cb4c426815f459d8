using Ledger.Verify.Chain;
using Ledger.Verify.Trees;

namespace Ledger.Mirroring;

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
