using Ledger.Verify.Chain;
using Ledger.Verify.Trees;

namespace Ledger.Mirroring;

/// <summary>An event of the registry. <paramref name="Change"/> numbers all of them 1, 2, 3 …, so that a reader notices a gap.</summary>
public abstract record RegistryEvent(long Change) : ChainEvent
{
    /// <summary>The change of a key or an authority, with its department. Null for any other event.</summary>
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
