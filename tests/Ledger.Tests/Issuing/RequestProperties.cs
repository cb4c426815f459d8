using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Ledger.Issuing;
using Ledger.Statuses;
using Ledger.Verify.Tests;

namespace Ledger.Tests.Issuing;

/// <summary>Requests and ids from outside: correct ones are read, and all others are refused without an exception.</summary>
public sealed class RequestProperties
{
    private const string Change = """{"status":"superseded","reason":"a reason","successor":"01890000-0000-7000-8000-000000000000"}""";

    [Property(MaxTest = 500)]
    public Property ReadRecordRequest_AnyDamage_IsReadOrRefused() => Prop.ForAll(Damaged(RequestTexts.Valid), bytes =>
    {
        var outcome = RecordRequestReader.Read(bytes);

        Assert.True(outcome.Refusal is null || outcome.Refusal.Fault.Code.StartsWith("LDG", StringComparison.Ordinal));
        RecordRequestReader.FindKey(bytes);
    });

    [Property(MaxTest = 500)]
    public Property ReadStatusRequest_AnyDamage_IsReadOrRefused() => Prop.ForAll(Damaged(Change), bytes =>
    {
        var outcome = StatusRequest.Read(bytes);

        Assert.True(outcome.Refusal is null || outcome.Refusal.Fault.Code.StartsWith("LDG", StringComparison.Ordinal));
    });

    [Property(MaxTest = 200)]
    public Property RecordId_Any_IsReadAsWritten() => Prop.ForAll(Ids.ToArbitrary(), id =>
    {
        Span<byte> bytes = stackalloc byte[16];
        id.WriteBytes(bytes);

        Assert.Equal(id, RecordId.FromBytes(bytes));
        Assert.True(RecordId.TryParse(id.ToString(), out var read) && read == id);
        Assert.True(RecordId.TryParse(id.ToString().ToUpperInvariant(), out read) && read == id);
        Assert.Equal(bytes.ToArray(), id.ToChainId().ToArray()[..16]);
    });

    [Property(MaxTest = 200)]
    public Property RecordId_OfAnEarlierMillisecond_IsSmaller() => Prop.ForAll(
        Generators.NumbersUpTo(DateTimeOffset.MaxValue.ToUnixTimeMilliseconds() - 1).ToArbitrary(), at =>
        {
            var (earlier, later) = (RecordId.Create(DateTimeOffset.FromUnixTimeMilliseconds(at)), RecordId.Create(DateTimeOffset.FromUnixTimeMilliseconds(at + 1)));

            return earlier < later && string.CompareOrdinal(earlier.ToString(), later.ToString()) < 0;
        });

    [Property(MaxTest = 500)]
    public Property RecordIdTryParse_AnyOtherText_IsRefused() => Prop.ForAll(
        Ids.SelectMany(id => Generators.Damaged(Encoding.ASCII.GetBytes(id.ToString()))).ToArbitrary(), bytes =>
        {
            var text = Encoding.Latin1.GetString(bytes);
            return !RecordId.TryParse(text, out var id) || string.Equals(id.ToString(), text, StringComparison.OrdinalIgnoreCase);
        });

    [Property(MaxTest = 200)]
    public Property RequestTime_AnySecond_IsReadAsWritten() => Prop.ForAll(
        (from time in Generators.Times(TimeSpan.FromSeconds(1)).Where(time => time.Year is > 1970 and < 9999)
         from hours in Gen.Choose(-12, 14)
         select time.ToOffset(TimeSpan.FromHours(hours))).ToArbitrary(), time =>
         {
             var text = time.ToString("yyyy-MM-dd'T'HH:mm:sszzz", System.Globalization.CultureInfo.InvariantCulture);

             return RequestTime.TryParse(text, out var read) && read == time && read.Offset == TimeSpan.Zero;
         });

    [Property(MaxTest = 500)]
    public Property RequestTime_AnyDamage_ThrowsNothing() => Prop.ForAll(
        Gen.Elements("9999-12-31T23:59:59.9999999Z", "0001-01-01T00:00:00.1+14:00", "2026-11-29T08:00:00+08:00").SelectMany(text => Generators.Damaged(Encoding.ASCII.GetBytes(text)))
            .ToArbitrary(), bytes =>
            {
                var isRead = RequestTime.TryParseMoment(Encoding.Latin1.GetString(bytes), out var time);

                Assert.Equal(TimeSpan.Zero, time.Offset);
                Assert.True(isRead || time == default);
            });

    private static Gen<RecordId> Ids { get; } = Generators.Bytes(16).Select(bytes =>
    {
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x70); // RFC 9562 section 5.7: version 7, and the variant.
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        return RecordId.FromBytes(bytes);
    });

    private static Arbitrary<byte[]> Damaged(string json) =>
        Gen.OneOf(Generators.Damaged(Encoding.UTF8.GetBytes(json)), Generators.OneValueChanged(json).Select(Encoding.UTF8.GetBytes)).ToArbitrary();
}
