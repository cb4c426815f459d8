using Ledger.Verify.Trees;

namespace Ledger.Verify.Chain;

/// <summary>
/// What the registry wrote when a department's key or authority began or ended. All that one block holds has one time, so a change in the block
/// of an anchor is told apart from it by its place only. Immutable.
/// </summary>
/// <param name="Kind">What began or ended.</param>
/// <param name="Subject">The Ed25519 log key, the record key's thumbprint, or the record type's id on chain.</param>
public readonly record struct ValidityChange(ValidityChangeKind Kind, Digest Subject);

/// <summary>What began or ended with a <see cref="ValidityChange"/>.</summary>
public enum ValidityChangeKind
{
    /// <summary>The department got a log key.</summary>
    LogKeyOpened = 1,

    /// <summary>A log key was closed.</summary>
    LogKeyClosed = 2,

    /// <summary>The department got a record key.</summary>
    RecordKeyOpened = 3,

    /// <summary>A record key was closed, at once or for a later time.</summary>
    RecordKeyClosed = 4,

    /// <summary>The department was authorised for a record type.</summary>
    AuthorityOpened = 5,

    /// <summary>The authority for a record type ended.</summary>
    AuthorityClosed = 6,
}
