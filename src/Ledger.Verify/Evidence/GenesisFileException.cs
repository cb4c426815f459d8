namespace Ledger.Verify.Evidence;

/// <summary>The hash of block 0 cannot be computed from a genesis file.</summary>
public sealed class GenesisFileException : Exception
{
    internal GenesisFileException(string message, bool isUnsupported, Exception? inner = null)
        : base(message, inner) => IsUnsupported = isUnsupported;

    /// <summary>True when the file may be valid but needs something that is not supported here. False when it is not a genesis file.</summary>
    public bool IsUnsupported { get; }

    internal static GenesisFileException Malformed(string what, Exception? inner = null) => new(what, isUnsupported: false, inner);

    internal static GenesisFileException Unsupported(string what) => new(what, isUnsupported: true);
}
