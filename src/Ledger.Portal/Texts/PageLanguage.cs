using System.Globalization;
using Ledger.Portal.Settings;
using Ledger.Verify.Faults;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Ledger.Portal.Texts;

/// <summary>
/// The language of one request, and texts, days and times in it. A page writes each text in both languages, side by side: <c>@L["核验", "Check"]</c>.
/// The choice of the reader, which a cookie keeps, goes before the languages that the browser asks for. The first language is Chinese.
/// </summary>
public sealed class PageLanguage
{
    private static readonly TimeSpan HalfDay = TimeSpan.FromHours(12);

    /// <summary>The cookie of the choice. It is no personal data and lasts a year.</summary>
    public const string Cookie = "ledger-language";

    private readonly TimeZoneInfo _zone;

    public PageLanguage(IHttpContextAccessor accessor, IOptions<PortalOptions> options)
    {
        ArgumentNullException.ThrowIfNull(accessor);
        ArgumentNullException.ThrowIfNull(options);
        _zone = options.Value.Zone;
        Current = accessor.HttpContext is { } context ? Choose(context.Request) : Language.Chinese;
    }

    /// <summary>The language.</summary>
    public Language Current { get; }

    /// <summary>The language tag for <c>lang</c> (BCP 47).</summary>
    public string Tag => TagOf(Current);

    /// <summary>The other language, for the link that changes it.</summary>
    public Language Other => Current is Language.Chinese ? Language.English : Language.Chinese;

    /// <summary>Returns one of the two texts.</summary>
    public string this[string chinese, string english] => Current is Language.Chinese ? chinese : english;

    /// <summary>Returns one of the two texts.</summary>
    public string this[LocalizedText text]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(text);
            return this[text.Zh, text.En];
        }
    }

    /// <summary>The language tag of a language.</summary>
    public static string TagOf(Language language) => language is Language.Chinese ? "zh-CN" : "en";

    /// <summary>A day: <c>2026年3月5日</c> or <c>5 March 2026</c>.</summary>
    public string Day(DateOnly day) => Current is Language.Chinese
        ? string.Create(CultureInfo.InvariantCulture, $"{day.Year}年{day.Month}月{day.Day}日")
        : day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>The day of a moment, in the time zone of the city.</summary>
    public string Day(DateTimeOffset moment) => Day(DateOnly.FromDateTime(Local(moment)));

    /// <summary>The last day of something that has an end, in the time zone of the city.</summary>
    public string LastDay(DateTimeOffset end) => Day(InLastDay(end));

    /// <summary>
    /// A moment in the last day of something that has an end. What ends in the morning ended the day before: departments end a day at midnight UTC, which
    /// is the next morning in the city.
    /// </summary>
    public static DateTimeOffset InLastDay(DateTimeOffset end) => end - DateTimeOffset.MinValue < HalfDay ? end : end - HalfDay;

    /// <summary>A moment in the time zone of the city, to the minute: <c>2026年3月5日 14:07</c> or <c>5 March 2026, 14:07</c>.</summary>
    public string Time(DateTimeOffset moment)
    {
        var local = Local(moment);
        return Day(DateOnly.FromDateTime(local)) + this[" ", ", "] + local.ToString("HH:mm", CultureInfo.InvariantCulture);
    }

    private static Language Choose(HttpRequest request) => request.Cookies[Cookie] switch
    {
        "zh" => Language.Chinese,
        "en" => Language.English,
        _ => FromHeader(request),
    };

    // RFC 9110 section 12.5.4: the language with the highest weight that the page has.
    private static Language FromHeader(HttpRequest request)
    {
        try
        {
            foreach (var wanted in request.GetTypedHeaders().AcceptLanguage.OrderByDescending(one => one.Quality ?? 1))
            {
                if (wanted.Value.StartsWith("zh", StringComparison.OrdinalIgnoreCase))
                {
                    return Language.Chinese;
                }

                if (wanted.Value.StartsWith("en", StringComparison.OrdinalIgnoreCase))
                {
                    return Language.English;
                }
            }
        }
        catch (FormatException)
        {
            // A malformed preference is no preference.
        }

        return Language.Chinese;
    }

    private DateTime Local(DateTimeOffset moment) => TimeZoneInfo.ConvertTime(moment, _zone).DateTime;
}
