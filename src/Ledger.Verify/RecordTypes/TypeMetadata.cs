using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Ledger.Verify.RecordTypes;

/// <summary>
/// What the claims of a record type mean: an SD-JWT VC Type Metadata document. Members this code does not know are allowed, since the
/// format is meant to be extended; members it does know must have their exact form. Immutable.
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
            .Select(claim => KeyValuePair.Create(claim.Path, claim.Rule!.Value))); // Filtered on the line above.
    }

    /// <summary>The type's id, version included; the same text as in <c>vct</c>.</summary>
    public string Vct { get; }

    /// <summary>For people who build things; people who read records see <see cref="Display"/>.</summary>
    public string? Name { get; }

    public string? Description { get; }

    public ImmutableArray<TypeDisplay> Display { get; }

    public ImmutableArray<ClaimMetadata> Claims { get; }

    /// <summary>
    /// The document's <c>sd</c> rules. A nested claim listed without <c>sd</c>, for its label only, stays part of what contains it.
    /// </summary>
    public DisclosureRules Disclosure { get; }

    /// <summary><see cref="IntegrityOf"/> the octets this was read from: the <c>vct#integrity</c> of records of this type.</summary>
    public string Integrity { get; }

    /// <summary>Reads a document from its exact octets.</summary>
    public static bool TryParse(
        ReadOnlySpan<byte> octets, [NotNullWhen(true)] out TypeMetadata? metadata, [NotNullWhen(false)] out RecordTypeRefusal? refusal) =>
        TypeMetadataReader.TryRead(octets, out metadata, out refusal);

    /// <summary><c>sha256-</c> and the standard base64 of the SHA-256 of the octets (W3C Subresource Integrity section 3.5).</summary>
    public static string IntegrityOf(ReadOnlySpan<byte> octets) => "sha256-" + Convert.ToBase64String(SHA256.HashData(octets));

    /// <summary>The claim's entry: the one written for exactly this path, else the first whose path, read as a pattern, covers it; or null.</summary>
    public ClaimMetadata? Find(ClaimPath path) =>
        Claims.FirstOrDefault(claim => claim.Path.Equals(path)) ?? Claims.FirstOrDefault(claim => claim.Path.Covers(path));

    /// <summary>
    /// The claim's label in the wanted language: the exact tag, else another variety of the same language (<c>zh</c> for <c>zh-CN</c>);
    /// null when there is none, so that the caller decides what to show instead.
    /// </summary>
    public string? LabelOf(ClaimPath path, string locale) => Pick(Find(path)?.Display ?? [], display => display.Locale, locale)?.Label;

    /// <summary>The type's name in the wanted language, chosen as in <see cref="LabelOf"/>.</summary>
    public string? NameIn(string locale) => Pick(Display, display => display.Locale, locale)?.Name;

    private static T? Pick<T>(ImmutableArray<T> displays, Func<T, string> localeOf, string locale)
        where T : class =>
        displays.FirstOrDefault(display => string.Equals(localeOf(display), locale, StringComparison.OrdinalIgnoreCase))
        ?? displays.FirstOrDefault(display => LanguageOf(localeOf(display)).Equals(LanguageOf(locale), StringComparison.OrdinalIgnoreCase));

    private static ReadOnlySpan<char> LanguageOf(string locale) =>
        locale.AsSpan(0, locale.Contains('-', StringComparison.Ordinal) ? locale.IndexOf('-', StringComparison.Ordinal) : locale.Length);
}
