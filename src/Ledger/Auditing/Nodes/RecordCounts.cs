namespace Ledger.Auditing.Nodes;

/// <summary>The number of records by result.</summary>
public sealed record RecordCounts
{
    /// <summary>Records issued in the log.</summary>
    public long Issued { get; init; }

    /// <summary>Issued records without a final anchor.</summary>
    public long NotAnchored { get; init; }

    /// <summary>Records without a final anchor that were logged so recently that none is due yet.</summary>
    public long Waiting { get; init; }

    public long Valid { get; init; }

    /// <summary>Genuine, but suspended, revoked, superseded, withdrawn or outside their dates.</summary>
    public long NotInForce { get; init; }

    /// <summary>Erased: the log holds an erasure after the entry of the record. The entry stays.</summary>
    public long Erased { get; init; }

    public long Wrong { get; init; }

    /// <summary>Bundles that were read but not fully checked.</summary>
    public long Undecided { get; init; }

    /// <summary>Bundles that could not be fetched or read.</summary>
    public long Unread { get; init; }

    /// <summary>How many of these an earlier run checked.</summary>
    public long Earlier { get; init; }

    /// <summary>Bundles that were read, and missing bundles that have an explanation or are a finding.</summary>
    public long Checked => Valid + NotInForce + Erased + Wrong + Undecided;

    /// <summary>How many records were due, and how many have a result.</summary>
    public WorkCount Work => new(Issued - Waiting, Valid + NotInForce + Erased + Wrong);
}
