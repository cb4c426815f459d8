using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Ledger.Verify.Faults;

namespace Ledger.Verify.Seals;

/// <summary>
/// An SD-JWT in compact form (RFC 9901 section 4), well-formed and not verified yet. <see cref="CheckSeal"/> checks it with the caller's key, and
/// <see cref="TryDisclose"/> returns the claims. A claim counts only if both succeed. Immutable; thread-safe.
/// </summary>
public sealed class SdJwt
{
    private readonly CompactJws _jws;
    private readonly SdJwtProfile _profile;
    private readonly byte[] _ascii;
    private readonly ImmutableArray<Range> _disclosures;
    private readonly int _presentationLength;

    private SdJwt(string compact, byte[] ascii, CompactJws jws, SdJwtProfile profile, ImmutableArray<Range> disclosures, int presentationLength)
    {
        Compact = compact;
        _ascii = ascii;
        _jws = jws;
        _profile = profile;
        _disclosures = disclosures;
        _presentationLength = presentationLength;
    }

    /// <summary>The complete text as received.</summary>
    public string Compact { get; }

    /// <summary>header.payload.signature, without disclosures. The log commits to this text.</summary>
    public string IssuerJwt => Compact[..Compact.IndexOf('~', StringComparison.Ordinal)];

    /// <summary>The text up to and including the last tilde. A key binding covers this text.</summary>
    public string Presentation => Compact[.._presentationLength];

    /// <summary>The proof of possession after the last tilde. Null when there is none.</summary>
    public string? KeyBindingJwt => _presentationLength == Compact.Length ? null : Compact[_presentationLength..];

    /// <summary>The <c>alg</c> of the header, one of the allowed values.</summary>
    public SealAlgorithm Algorithm => _jws.Algorithm;

    /// <summary>The <c>kid</c> of the header. It only says where to find the key; trust it after <see cref="CheckSeal"/>.</summary>
    public string? KeyId => _jws.KeyId;

    public int DisclosureCount => _disclosures.Length;

    internal CompactJws Jws => _jws;

    /// <summary>The same octets as <see cref="IssuerJwt"/>.</summary>
    internal ReadOnlySpan<byte> IssuerJwtAscii => _ascii.AsSpan(0, _ascii.AsSpan().IndexOf((byte)'~'));

    internal SdJwtProfile Profile => _profile;

    /// <summary>Reads a record of this system (<see cref="SdJwtProfile.Record"/>).</summary>
    public static bool TryParse(string compact, [NotNullWhen(true)] out SdJwt? sdJwt, [NotNullWhen(false)] out Refusal? refusal) =>
        TryParse(compact, SdJwtProfile.Record, out sdJwt, out refusal);

    /// <summary>Reads the form only: size, structure, header and JSON. No key is used and no disclosure is parsed.</summary>
    public static bool TryParse(
        string compact, SdJwtProfile profile, [NotNullWhen(true)] out SdJwt? sdJwt, [NotNullWhen(false)] out Refusal? refusal)
    {
        ArgumentNullException.ThrowIfNull(compact);
        ArgumentNullException.ThrowIfNull(profile);
        sdJwt = null;
        if (compact.Length > SdJwtLimits.MaxLength)
        {
            refusal = new Refusal(SealFaults.TooLarge, "record");
            return false;
        }

        // Characters beyond ASCII become '?', which no part may contain.
        var ascii = Encoding.ASCII.GetBytes(compact);
        refusal = Split(ascii, out var disclosures, out var presentationLength);
        if (refusal is not null)
        {
            return false;
        }

        var issuerJwt = ascii.AsMemory(0, ascii.AsSpan().IndexOf((byte)'~'));
        if (!CompactJws.TryParse(issuerJwt, profile.Type, "issuerJwt", out var jws, out refusal))
        {
            return false;
        }

        sdJwt = new SdJwt(compact, ascii, jws, profile, disclosures, presentationLength);
        return true;
    }

    /// <summary>Checks the seal with the key that the caller chose. Null when that key made it. The token never chooses the key.</summary>
    public Refusal? CheckSeal(SealVerifier verifier)
    {
        ArgumentNullException.ThrowIfNull(verifier);
        if (verifier.Algorithm != Algorithm)
        {
            return new Refusal(SealFaults.AlgorithmOfOtherKey, "issuerJwt.header.alg");
        }

        return _jws.IsSignedBy(verifier) ? null : new Refusal(SealFaults.SignatureWrong, "issuerJwt.signature");
    }

    /// <summary>
    /// Puts the disclosed claims into their places (RFC 9901 section 7.1 steps 3 to 5) and checks that the required claims are present. Does not
    /// check the seal; also call <see cref="CheckSeal"/>.
    /// </summary>
    public bool TryDisclose([NotNullWhen(true)] out SdJwtClaims? claims, [NotNullWhen(false)] out Refusal? refusal) =>
        SdJwtClaims.TryRead(this, out claims, out refusal);

    internal ReadOnlySpan<byte> DisclosureAscii(int index) => _ascii.AsSpan()[_disclosures[index]];

    internal ReadOnlySpan<char> DisclosureText(int index) => Compact.AsSpan()[_disclosures[index]];

    internal ReadOnlySpan<byte> PresentationAscii => _ascii.AsSpan(0, _presentationLength);

    /// <summary>Splits the text (RFC 9901 section 4): JWT ~ disclosures ~, then nothing or a key binding JWT.</summary>
    private static Refusal? Split(ReadOnlySpan<byte> ascii, out ImmutableArray<Range> disclosures, out int presentationLength)
    {
        disclosures = [];
        presentationLength = ascii.LastIndexOf((byte)'~') + 1;
        var tildes = ascii.Count((byte)'~');
        if (tildes - 1 > SdJwtLimits.MaxDisclosures)
        {
            return new Refusal(SealFaults.TooManyDisclosures, "record");
        }

        var binding = ascii[presentationLength..];
        if (tildes == 0 || (binding.Length > 0 && binding.Count((byte)'.') != 2))
        {
            return new Refusal(SealFaults.Structure, "record");
        }

        var found = ImmutableArray.CreateBuilder<Range>(tildes - 1);
        var start = ascii.IndexOf((byte)'~') + 1;
        while (start < presentationLength)
        {
            var length = ascii[start..].IndexOf((byte)'~');
            if (length == 0)
            {
                return new Refusal(SealFaults.Structure, $"disclosures[{found.Count}]");
            }

            found.Add(start..(start + length));
            start += length + 1;
        }

        disclosures = found.MoveToImmutable();
        return null;
    }
}
