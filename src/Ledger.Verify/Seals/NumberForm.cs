namespace Ledger.Verify.Seals;

/// <summary>Which numbers JSON may hold.</summary>
internal enum NumberForm
{
    /// <summary>Whole numbers of at most 53 bits: the rule for records of this system.</summary>
    Whole,

    /// <summary>Any number of RFC 8259 section 6.</summary>
    Any,
}
