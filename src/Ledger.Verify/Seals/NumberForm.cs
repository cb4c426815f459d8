namespace Ledger.Verify.Seals;

/// <summary>Which numbers JSON may contain.</summary>
internal enum NumberForm
{
    /// <summary>Only whole numbers of at most 53 bits, as in records of this system.</summary>
    Whole,

    /// <summary>Every number of RFC 8259 section 6.</summary>
    Any,
}
