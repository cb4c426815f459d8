using System.Text;
using Ledger.Log;

namespace Ledger.Store.Contract;

/// <summary>Compares entries.</summary>
public static class EntryAssert
{
    /// <summary>Compares all members; those of type memory by their bytes.</summary>
    public static void Same(StoredEntry expected, StoredEntry? actual)
    {
        Assert.NotNull(actual);
        Assert.Equal(Encoding.UTF8.GetString(expected.Text.Span), Encoding.UTF8.GetString(actual.Text.Span));
        Assert.Equal(expected with { Text = default }, actual with { Text = default });
    }
}
