using Ledger.Disclosures;
using Ledger.Issuing;
using Ledger.Portal.Texts;
using Ledger.Purposes;
using Ledger.Verify.Faults;
using Ledger.Verify.RecordTypes;

namespace Ledger.Portal.Residents;

/// <summary>Who looked, at what, and why, in words for a resident.</summary>
public sealed class ReadWords(RecordTypeCatalogue catalogue, PurposeCatalogue purposes, PageLanguage language)
{
    /// <summary>Who looked.</summary>
    public string Who(Disclosure read)
    {
        ArgumentNullException.ThrowIfNull(read);
        return read.Role switch
        {
            Disclosure.ResidentRole => language["您本人", "You"],
            Disclosure.HolderRole => language["拿到您的短码或链接的人", "Somebody with your code or link"],
            _ => read.By,
        };
    }

    /// <summary>In which form the claims were shown.</summary>
    public string Form(DisclosureForm form) => language[form switch
    {
        DisclosureForm.Claims => new LocalizedText("看了一份记录", "saw a record"),
        DisclosureForm.Bundle => new LocalizedText("取了一份记录文件，可以转给别人", "took a record file, which can be passed on"),
        DisclosureForm.AllRecords => new LocalizedText("看了您在这个部门的全部记录", "saw all your records in this department"),
        DisclosureForm.List => new LocalizedText("看了清单（谁看过、出示或投诉）", "saw a list (who looked, shares or complaints)"),
        DisclosureForm.Search => new LocalizedText("查了您有哪些记录，没有看内容", "saw which records you have, without their content"),
        DisclosureForm.Share => new LocalizedText("把一份记录出示给别人", "shared a record"),
        _ => throw new ArgumentOutOfRangeException(nameof(form)),
    }];

    /// <summary>Why: the title of the purpose.</summary>
    public string Why(Disclosure read)
    {
        ArgumentNullException.ThrowIfNull(read);
        return purposes.Find(read.Purpose) is { } purpose ? language[purpose.Title] : read.Purpose;
    }

    /// <summary>The legal basis.</summary>
    public string Basis(LegalBasis basis) => language[basis switch
    {
        LegalBasis.Consent => new LocalizedText("您的同意", "your consent"),
        LegalBasis.ExplicitRequest => new LocalizedText("您的要求", "your request"),
        LegalBasis.StatutoryDuty => new LocalizedText("法定职责", "a duty by law"),
        LegalBasis.VitalInterest => new LocalizedText("紧急情况下保护生命健康", "protecting life or health in an emergency"),
        _ => new LocalizedText(LegalBases.Format(basis), LegalBases.Format(basis)),
    }];

    /// <summary>The claims that were shown, by their labels.</summary>
    public string Claims(Disclosure read)
    {
        ArgumentNullException.ThrowIfNull(read);
        return string.Join(language["、", ", "], read.Claims.Select(Label).Distinct(StringComparer.Ordinal));
    }

    // The line names claims, and the same name means the same in every type.
    private string Label(string name)
    {
        var path = ClaimPath.FromSegments(name);
        return catalogue.Types.Select(type => type.Metadata.LabelOf(path, language.Tag)).FirstOrDefault(label => label is not null) ?? name;
    }
}
