namespace Ledger.Verify.Json;

/// <summary>The reason why a text has no canonical form.</summary>
public enum CanonicalJsonFault
{
    /// <summary>Not one JSON value in UTF-8 without a byte order mark, or nested too deeply.</summary>
    Malformed,

    /// <summary>An object names a member twice.</summary>
    DuplicateMember,

    /// <summary>A number is not a whole number within ±(2^53 − 1) in plain digits. Signed text never holds floats.</summary>
    NumberNotWhole,

    /// <summary>A text holds half a surrogate pair.</summary>
    TextNotUnicode,
}
