namespace Ledger.Issuing;

/// <summary>A record type whatever its version: <c>https://city.example/vct/senior-card/1</c> and <c>…/2</c> are one family. Stateless.</summary>
public static class RecordFamily
{
    /// <summary>The <c>vct</c> without its version; the whole when it does not end in one.</summary>
    public static string Of(string vct)
    {
        var at = vct.LastIndexOf('/');
        return at > 0 && at < vct.Length - 1 && !vct.AsSpan(at + 1).ContainsAnyExceptInRange('0', '9') ? vct[..at] : vct;
    }
}
