using System.Collections.Immutable;

namespace Ledger.Verify.Seals;

/// <summary>A newly sealed record: the signed text, to which the log commits, and all disclosures.</summary>
public sealed class SealedSdJwt
{
    internal SealedSdJwt(string issuerJwt, ImmutableArray<SealedDisclosure> disclosures)
    {
        IssuerJwt = issuerJwt;
        Disclosures = disclosures;
    }

    /// <summary>header.payload.signature, without any disclosure; ASCII.</summary>
    public string IssuerJwt { get; }

    /// <summary>All disclosures. A disclosure comes after the disclosures that it contains.</summary>
    public ImmutableArray<SealedDisclosure> Disclosures { get; }

    /// <summary>The compact form with every disclosure and without key binding (RFC 9901 section 4), for the holder.</summary>
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
