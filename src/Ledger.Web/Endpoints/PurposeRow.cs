namespace Ledger.Web.Endpoints;

/// <summary>A published purpose for which claims may be shown.</summary>
/// <param name="Code">Its code, for the parameter <c>purpose</c>.</param>
/// <param name="Version">The version of its text.</param>
/// <param name="TitleZh">Its title in Chinese.</param>
/// <param name="TitleEn">Its title in English.</param>
/// <param name="TextZh">When it applies, in Chinese.</param>
/// <param name="TextEn">When it applies, in English.</param>
/// <param name="Bases">The legal bases that permit it.</param>
/// <param name="DelayDays">The greatest number of days for which the resident's list may withhold a read. Null if it may not.</param>
/// <param name="DelayLawZh">The law that allows the delay, in Chinese.</param>
/// <param name="DelayLawEn">The law that allows the delay, in English.</param>
internal sealed record PurposeRow(
    string Code, int Version, string TitleZh, string TitleEn, string TextZh, string TextEn, IReadOnlyList<string> Bases, int? DelayDays, string? DelayLawZh,
    string? DelayLawEn);
