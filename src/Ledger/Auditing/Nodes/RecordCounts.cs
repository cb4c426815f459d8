namespace Ledger.Auditing.Nodes;

/// <summary>How many records had which result.</summary>
public sealed record RecordCounts
{
    /// <summary>Issued in the log.</summary>
    public long Issued { get; init; }

    /// <summary>Of those, not covered by a final anchor yet.</summary>
    public long NotAnchored { get; init; }

    /// <summary>Of those, logged so recently that no final anchor is due yet.</summary>
    public long Waiting { get; init; }

    public long Valid { get; init; }

    /// <summary>Genuine, and suspended, revoked, superseded, withdrawn or outside their dates.</summary>
    public long NotInForce { get; init; }

    /// <summary>Erased: the log holds an erasure after the record's entry, which stays.</summary>
    public long Erased { get; init; }

    public long Wrong { get; init; }

    /// <summary>Bundles that were read, and could not be checked in full.</summary>
    public long Undecided { get; init; }

    /// <summary>Bundles that could not be had or read.</summary>
    public long Unread { get; init; }

    /// <summary>How many of these an earlier run checked, that this one goes on from.</summary>
    public long Earlier { get; init; }

    /// <summary>Bundles that were read, or whose absence is explained or a finding.</summary>
    public long Checked => Valid + NotInForce + Erased + Wrong + Undecided;

    /// <summary>What was due, and what came to an answer.</summary>
    public WorkCount Work => new(Issued - Waiting, Valid + NotInForce + Erased + Wrong);
}
