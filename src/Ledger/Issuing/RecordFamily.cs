namespace Ledger.Issuing;

/// <summary>
/// The family of a record type, without its version: <c>https://city.example/vct/senior-card/1</c> and <c>…/2</c> are one family. Stateless.
/// </summary>
public static class RecordFamily
{
    /// <summary>The <c>vct</c> without its version. Unchanged if it does not end with a version.</summary>
    public static string WithoutVersion(string vct)
    {
        var at = vct.LastIndexOf('/');
        return at > 0 && at < vct.Length - 1 && !vct.AsSpan(at + 1).ContainsAnyExceptInRange('0', '9') ? vct[..at] : vct;
    }
}
