using Ledger.Log;
using Ledger.Verify.Seals;

namespace Ledger.Proving;

/// <summary>A stored record, decrypted.</summary>
/// <param name="Entry">Its entry.</param>
/// <param name="Salt">The salt of its commitment.</param>
/// <param name="Claims">The SD-JWT with every disclosure.</param>
public sealed record OpenRecord(StoredEntry Entry, byte[] Salt, SdJwtClaims Claims);
