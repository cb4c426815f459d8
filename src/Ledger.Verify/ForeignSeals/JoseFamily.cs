namespace Ledger.Verify.ForeignSeals;

/// <summary>Which family of signatures an algorithm belongs to.</summary>
internal enum JoseFamily
{
    Ecdsa,
    EdDsa,
    RsaPkcs1,
    RsaPss,
}
