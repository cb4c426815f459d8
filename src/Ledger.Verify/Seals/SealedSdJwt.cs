using System.Collections.Immutable;

namespace Ledger.Verify.Seals;

/// <summary>A freshly sealed record: the signed part, which is what the log commits to, and every disclosure beside it.</summary>
public sealed class SealedSdJwt
{
    internal SealedSdJwt(string issuerJwt, ImmutableArray<SealedDisclosure> disclosures)
    {
        IssuerJwt = issuerJwt;
        Disclosures = disclosures;
    }

    /// <summary>header.payload.signature, without any disclosure; ASCII.</summary>
    public string IssuerJwt { get; }

    /// <summary>All of them, inner ones before those that contain them.</summary>
    public ImmutableArray<SealedDisclosure> Disclosures { get; }

    /// <summary>The compact form with every disclosure and no key binding (RFC 9901 section 4): what the holder receives.</summary>
    public string ToCompact()
    {
        var length = CompactLength(IssuerJwt.Length, Disclosures);
        return string.Create(length, this, static (text, from) =>
        {
            from.IssuerJwt.CopyTo(text);
            text = text[from.IssuerJwt.Length..];
            foreach (var disclosure in from.Disclosures)
            {
                text[0] = '~';
                disclosure.Encoded.CopyTo(text[1..]);
                text = text[(disclosure.Encoded.Length + 1)..];
            }

            text[0] = '~';
        });
    }

    internal static int CompactLength(int issuerJwtLength, IEnumerable<SealedDisclosure> disclosures) =>
        issuerJwtLength + 1 + disclosures.Sum(disclosure => disclosure.Encoded.Length + 1);
}
