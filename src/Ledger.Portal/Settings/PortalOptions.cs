using System.ComponentModel.DataAnnotations;

namespace Ledger.Portal.Settings;

/// <summary>What the pages of a node say about themselves: the section <c>Ledger:Portal</c>.</summary>
public sealed class PortalOptions : IValidatableObject
{
    /// <summary>The section of the settings.</summary>
    public const string Section = "Ledger:Portal";

    private const string CityZone = "Asia/Shanghai";

    /// <summary>The name of the service in Chinese, at the head of each page. 1 to 30 characters.</summary>
    [StringLength(30, MinimumLength = 1, ErrorMessage = "Ledger:Portal:NameZh is not 1 to 30 characters long.")]
    public string NameZh { get; set; } = "市民记录";

    /// <summary>The name of the service in English, at the head of each page. 1 to 40 characters.</summary>
    [StringLength(40, MinimumLength = 1, ErrorMessage = "Ledger:Portal:NameEn is not 1 to 40 characters long.")]
    public string NameEn { get; set; } = "City records";

    /// <summary>Whom people ask in person, in Chinese: place, telephone, hours. At most 200 characters. Empty shows none.</summary>
    [StringLength(200, ErrorMessage = "Ledger:Portal:HelpZh is longer than 200 characters.")]
    public string HelpZh { get; set; } = "";

    /// <summary>Whom people ask in person, in English. At most 200 characters. Empty shows none.</summary>
    [StringLength(200, ErrorMessage = "Ledger:Portal:HelpEn is longer than 200 characters.")]
    public string HelpEn { get; set; } = "";

    /// <summary>The time zone of the city (IANA name), in which pages show times. The default is <c>Asia/Shanghai</c>.</summary>
    public string TimeZone { get; set; } = CityZone;

    /// <summary>
    /// The record types (<c>vct</c>), separated by blanks, whose certificates can be printed with an offline proof. Empty for none. The
    /// city decides which types, and the person who prints decides whether. A type file cannot say it, because it is frozen by its hash.
    /// </summary>
    [RegularExpression(@"\s*(https://\S+(\s+|$))*", ErrorMessage = "Ledger:Portal:OfflineProof is not a list of record types (https://…) separated by blanks.")]
    public string OfflineProof { get; set; } =
        "https://city.example/vct/senior-card/1 https://city.example/vct/immunization/1 https://city.example/vct/student-status/1 https://city.example/vct/vocational-skill/1";

    /// <summary>How many pages one resident may open in a minute. Each is an entry of a log.</summary>
    [Range(1, int.MaxValue, ErrorMessage = "Ledger:Portal:PagesPerMinute is not 1 or more.")]
    public int PagesPerMinute { get; set; } = 60;

    /// <summary>How many forms one resident may send in a day: shares, ends of shares, complaints.</summary>
    [Range(1, int.MaxValue, ErrorMessage = "Ledger:Portal:FormsPerDay is not 1 or more.")]
    public int FormsPerDay { get; set; } = 100;

    /// <summary>Whether certificates of a type can be printed with an offline proof.</summary>
    public bool HasOfflineProof(string type) => OfflineProof.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Contains(type, StringComparer.Ordinal);

    /// <summary>The time zone that <see cref="TimeZone"/> names.</summary>
    /// <exception cref="InvalidOperationException">The machine does not know the time zone. Validation at the start refuses that.</exception>
    public TimeZoneInfo Zone => FindZone() ?? throw new InvalidOperationException("The time zone is not known.");

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (FindZone() is null)
        {
            yield return new ValidationResult("Ledger:Portal:TimeZone is not a time zone that this machine knows, such as Asia/Shanghai.");
        }
    }

    // A machine without a time zone database still knows the default: China has one time zone and no summer time.
    private TimeZoneInfo? FindZone() => TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out var zone) ? zone
        : TimeZone == CityZone ? TimeZoneInfo.CreateCustomTimeZone(CityZone, TimeSpan.FromHours(8), CityZone, CityZone)
        : null;
}
