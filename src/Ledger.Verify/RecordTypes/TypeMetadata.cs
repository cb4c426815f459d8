using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Ledger.Verify.Faults;

namespace Ledger.Verify.RecordTypes;

/// <summary>
/// The description of a record type and its claims: an SD-JWT VC Type Metadata document. Unknown members are allowed, because the format is
/// extensible. Known members must have their exact form. Immutable.
/// </summary>
public sealed class TypeMetadata
{
    internal TypeMetadata(
        string vct, string? name, string? description, ImmutableArray<TypeDisplay> display, ImmutableArray<ClaimMetadata> claims,
        string integrity)
    {
        Vct = vct;
        Name = name;
        Description = description;
        Display = display;
        Claims = claims;
        Integrity = integrity;
        Disclosure = DisclosureRules.From(claims
            .Where(claim => claim.Rule is not null)
            .Select(claim => KeyValuePair.Create(claim.Path, claim.Rule!.Value))); // filtered on the line above
    }

    /// <summary>The id of the type, with its version: the text of <c>vct</c>.</summary>
    public string Vct { get; }

    /// <summary>A name for developers. Users see <see cref="Display"/>.</summary>
    public string? Name { get; }

    public string? Description { get; }

    public ImmutableArray<TypeDisplay> Display { get; }

    public ImmutableArray<ClaimMetadata> Claims { get; }

    /// <summary>The <c>sd</c> rules of the document. A nested claim without <c>sd</c> has only a label and stays part of its parent.</summary>
    public DisclosureRules Disclosure { get; }

    /// <summary><see cref="IntegrityOf"/> the octets that were read: the <c>vct#integrity</c> of records of this type.</summary>
    public string Integrity { get; }

    /// <summary>Reads a document from its exact octets, in UTF-8.</summary>
    public static bool TryParse(
        ReadOnlySpan<byte> octets, [NotNullWhen(true)] out TypeMetadata? metadata, [NotNullWhen(false)] out Refusal? refusal) =>
        TypeMetadataReader.TryRead(octets, out metadata, out refusal);

    /// <summary><c>sha256-</c> and the standard base64 of the SHA-256 of the octets (W3C Subresource Integrity section 3.5).</summary>
    public static string IntegrityOf(ReadOnlySpan<byte> octets) => "sha256-" + Convert.ToBase64String(SHA256.HashData(octets));

    /// <summary>
    /// Returns the metadata of a claim: the entry with exactly this path, otherwise the first entry whose path matches it as a pattern, otherwise
    /// null.
    /// </summary>
    public ClaimMetadata? Find(ClaimPath path) =>
        Claims.FirstOrDefault(claim => claim.Path.Equals(path)) ?? Claims.FirstOrDefault(claim => claim.Path.Covers(path));

    /// <summary>
    /// Returns the label of a claim in a language: that of the exact tag, otherwise of another variety of the same language (<c>zh</c> for
    /// <c>zh-CN</c>), otherwise null.
    /// </summary>
    public string? LabelOf(ClaimPath path, string locale) => Pick(Find(path)?.Display ?? [], display => display.Locale, locale)?.Label;

    /// <summary>Returns the name of the type in a language, chosen as in <see cref="LabelOf"/>. Null when there is none.</summary>
    public string? NameIn(string locale) => Pick(Display, display => display.Locale, locale)?.Name;

    private static T? Pick<T>(ImmutableArray<T> displays, Func<T, string> localeOf, string locale)
        where T : class =>
        displays.FirstOrDefault(display => string.Equals(localeOf(display), locale, StringComparison.OrdinalIgnoreCase))
        ?? displays.FirstOrDefault(display => LanguageOf(localeOf(display)).Equals(LanguageOf(locale), StringComparison.OrdinalIgnoreCase));

    private static ReadOnlySpan<char> LanguageOf(string locale) =>
        locale.AsSpan(0, locale.Contains('-', StringComparison.Ordinal) ? locale.IndexOf('-', StringComparison.Ordinal) : locale.Length);
}
