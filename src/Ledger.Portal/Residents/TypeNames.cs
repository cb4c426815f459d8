using Ledger.Issuing;
using Ledger.Portal.Texts;

namespace Ledger.Portal.Residents;

/// <summary>The names of record types in the language of a page.</summary>
public sealed class TypeNames(RecordTypeCatalogue catalogue, PageLanguage language)
{
    /// <summary>The name of a type. A type that this version does not know has only its id.</summary>
    public string this[string vct] => catalogue.Find(vct)?.Metadata.NameIn(language.Tag) ?? vct;
}
