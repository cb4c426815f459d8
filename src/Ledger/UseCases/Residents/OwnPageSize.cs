namespace Ledger.UseCases.Residents;

/// <summary>The sizes of the pages of a resident's lists.</summary>
public static class OwnPageSize
{
    /// <summary>The rows on a page of a phone.</summary>
    public const int Usual = 20;

    /// <summary>The most rows on a page.</summary>
    public const int Largest = 200;

    /// <summary>A size within the limits.</summary>
    public static int Limit(int size) => Math.Clamp(size, 1, Largest);
}
