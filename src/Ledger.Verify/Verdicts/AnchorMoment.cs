using System.Collections.Immutable;
using Ledger.Verify.Bundles;
using Ledger.Verify.Chain;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Verdicts;

/// <summary>
/// The moment when the chain first saw a record: the time of a block and the position of the anchor in it. A change of a key or an authority in the
/// same block has the same time, so it counts only when its position is before the anchor. A method returns null when the position decides the
/// result and is not known. Immutable.
/// </summary>
internal sealed class AnchorMoment(DateTimeOffset time, Answer<ImmutableArray<ValidityChange>> later)
{
    public DateTimeOffset Time => time;

    /// <summary>Whether the key was registered and not closed.</summary>
    public bool? IsValid(LogKeyFacts key) => Digest.TryRead(key.PublicKey.AsSpan(), out var subject)
        ? IsValid(key.Validity, ValidityChangeKind.LogKeyOpened, ValidityChangeKind.LogKeyClosed, subject)
        : key.Validity.Contains(time);

    /// <inheritdoc cref="IsValid(LogKeyFacts)"/>
    public bool? IsValid(RecordKeyFacts key) =>
        IsValid(key.Validity, ValidityChangeKind.RecordKeyOpened, ValidityChangeKind.RecordKeyClosed, key.Thumbprint);

    /// <summary>Whether one of the authorities for the type was valid.</summary>
    public bool? IsAuthorised(ImmutableArray<Validity> authorities, string recordType)
    {
        if (!later.IsKnown)
        {
            return authorities.Any(IsTied) ? null : authorities.Any(authority => authority.Contains(time));
        }

        // Undo the later changes, from the end of the block back to the anchor. Each change concerns the newest authority.
        var type = OnChainId.OfRecordType(recordType);
        foreach (var change in later.Value.Reverse().Where(change => change.Subject == type && !authorities.IsEmpty))
        {
            authorities = change.Kind switch
            {
                ValidityChangeKind.AuthorityOpened => authorities.RemoveAt(authorities.Length - 1),
                ValidityChangeKind.AuthorityClosed => authorities.SetItem(authorities.Length - 1, authorities[^1] with { Until = null }),
                _ => authorities,
            };
        }

        return authorities.Any(authority => authority.Contains(time));
    }

    private bool? IsValid(Validity validity, ValidityChangeKind opened, ValidityChangeKind closed, Digest subject)
    {
        if (!later.IsKnown)
        {
            return IsTied(validity) ? null : validity.Contains(time);
        }

        if (later.Value.Contains(new ValidityChange(opened, subject)))
        {
            return false;
        }

        // The registry can only move an end to an earlier time. So before this change the end was after the block, or there was none.
        var isClosedAfter = validity.Until == time && later.Value.Contains(new ValidityChange(closed, subject));
        return (isClosedAfter ? validity with { Until = null } : validity).Contains(time);
    }

    private bool IsTied(Validity validity) => validity.From == time || validity.Until == time;
}
