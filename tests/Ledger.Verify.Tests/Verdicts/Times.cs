using System.Globalization;
using System.Text;
using Ledger.Verify.Chain;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Tests.Verdicts;

/// <summary>The times of the scenario that all tests use, in order.</summary>
internal static class Times
{
    public static readonly DateTimeOffset Admitted = Parse("2026-01-01T00:00:00Z");

    /// <summary><c>nbf</c>.</summary>
    public static readonly DateTimeOffset ValidFrom = Parse("2026-02-01T00:00:00Z");

    /// <summary><c>iat</c>.</summary>
    public static readonly DateTimeOffset Issued = Parse("2026-03-01T08:00:00Z");

    /// <summary>The entry's <c>at</c>.</summary>
    public static readonly DateTimeOffset Logged = Parse("2026-03-01T08:00:01Z");

    /// <summary>The block of the first anchor that covers the record.</summary>
    public static readonly DateTimeOffset Seen = Parse("2026-03-01T08:00:05Z");

    /// <summary>The block of the next anchor.</summary>
    public static readonly DateTimeOffset SeenAgain = Parse("2026-03-01T09:00:00Z");

    /// <summary>The last final block of the retired chain, in tests with a move.</summary>
    public static readonly DateTimeOffset Left = Parse("2026-05-10T00:00:00Z");

    /// <summary>When the next chain admits the department.</summary>
    public static readonly DateTimeOffset Readmitted = Parse("2026-05-11T00:00:00Z");

    /// <summary>The block of the next chain that anchors the head with the migration.</summary>
    public static readonly DateTimeOffset Moved = Parse("2026-05-12T00:00:00Z");

    public static readonly DateTimeOffset Asked = Parse("2026-06-01T12:00:00Z");

    /// <summary><c>exp</c>.</summary>
    public static readonly DateTimeOffset ValidUntil = Parse("2027-02-01T00:00:00Z");

    public static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    public static DateTimeOffset Parse(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    public static ChainBlock Block(long number, DateTimeOffset time) =>
        new(number, Digest.Sha256(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"block {number}"))), time);
}
