namespace Ledger.Verify.Json;

/// <summary>Why text has no canonical form.</summary>
public enum CanonicalJsonFault
{
    /// <summary>Not one JSON value in UTF-8 without a byte order mark, or nested too deeply.</summary>
    Malformed,

    /// <summary>An object names a member twice.</summary>
    DuplicateMember,

    /// <summary>A number that is not a whole number within ±(2^53 − 1) in plain digits: floats have no place in signed text.</summary>
    NumberNotWhole,

    /// <summary>A text with half a surrogate pair.</summary>
    TextNotUnicode,
}
