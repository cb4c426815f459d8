namespace Ledger.Verify.Bundles;

/// <summary>
/// The reason why a file is not a valid bundle. Only <see cref="ValueMalformed"/> says something about a bundle. The others say nothing about any
/// record.
/// </summary>
internal enum BundleFault
{
    /// <summary>The file is not JSON, or does not have the members of a bundle.</summary>
    NotABundle,

    /// <summary>The file is longer than <see cref="RecordBundle.MaxLength"/>.</summary>
    TooLong,

    /// <summary>The file names a version of the format that this code does not read.</summary>
    OtherVersion,

    /// <summary>All members are present and have the right JSON type, but a text in one of them is not in its only valid form.</summary>
    ValueMalformed,
}
