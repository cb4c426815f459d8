namespace Ledger.Verify.Bundles;

/// <summary>Why there is no bundle. Only <see cref="ValueMalformed"/> is about what a bundle says; the others say nothing about any record.</summary>
internal enum BundleFault
{
    /// <summary>It is not JSON, or not the members of a bundle.</summary>
    NotABundle,

    /// <summary>It is longer than <see cref="RecordBundle.MaxLength"/>.</summary>
    TooLong,

    /// <summary>It names a version of the format that is not read here.</summary>
    OtherVersion,

    /// <summary>All members are there, each of its JSON type; a text in one of them has another form than the only one that is written.</summary>
    ValueMalformed,
}
