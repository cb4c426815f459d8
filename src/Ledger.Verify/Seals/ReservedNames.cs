namespace Ledger.Verify.Seals;

/// <summary>Whether JSON may use the member names that carry digests (RFC 9901 section 4.1).</summary>
internal enum ReservedNames
{
    Allowed,
    Refused,
}
