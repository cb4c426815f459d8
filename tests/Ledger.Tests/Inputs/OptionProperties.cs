using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Ledger.Inputs;
using Ledger.Verify.Chain;
using Ledger.Verify.Faults;
using Ledger.Verify.Tests;

namespace Ledger.Tests.Inputs;

/// <summary>What people type as options: read as they mean it, or refused by the name of the option.</summary>
public sealed class OptionProperties
{
    private const string Option = "--some-option";

    [Property(MaxTest = 200)]
    public Property Spans_AnySpan_IsReadAsWritten() => Prop.ForAll(
        Gen.OneOf(Gen.Choose(0, 3650 * 86400), Gen.Choose(0, 3650).Select(days => days * 86400), Gen.Choose(0, 10_000).Select(minutes => minutes * 60)).ToArbitrary(),
        seconds => Spans.Parse(Spans.Text(TimeSpan.FromSeconds(seconds)), Option) == TimeSpan.FromSeconds(seconds));

    [Property(MaxTest = 500)]
    public Property Spans_AnyText_IsWithinItsBoundsOrRefused() => Prop.ForAll(
        (from number in Gen.OneOf(Gen.Elements("0", "-1", "+1", " 1", "1.5", "00", "2147483647", "2147483648", ""), Gen.Choose(0, 400).Select(count => $"{count}"), Generators.Texts)
         from unit in Gen.Elements("s", "m", "h", "d", "S", "", "w", "ms")
         from least in Gen.Choose(0, 100)
         from more in Gen.Choose(0, 1_000_000)
         select (Text: number + unit, Least: TimeSpan.FromSeconds(least), Most: TimeSpan.FromSeconds(least + more))).ToArbitrary(), given =>
         {
             if (Read(() => Spans.Parse(given.Text, Option, given.Least, given.Most)) is { } span)
             {
                 Assert.InRange(span, given.Least, given.Most);
             }
         });

    [Property(MaxTest = 200)]
    public Property UtcTimes_AnySecond_IsReadAsWritten() => Prop.ForAll(
        Generators.Times(TimeSpan.FromSeconds(1)).ToArbitrary(),
        time => UtcTimes.Parse(UtcTimes.Text(time), Option) == time && UtcTimes.ParseMoment(UtcTimes.Text(time), Option) == time);

    [Property(MaxTest = 500)]
    public Property UtcTimes_AnyDamage_IsReadOrRefused() => Prop.ForAll(
        Gen.Elements("9999-12-31T23:59:59Z", "9999-12-31T23:59:59.9999999+00:00", "0001-01-01T00:00:00Z").SelectMany(text => Generators.Damaged(Encoding.ASCII.GetBytes(text))).ToArbitrary(),
        bytes =>
        {
            var text = Encoding.Latin1.GetString(bytes);
            Read(() => UtcTimes.ParseMoment(text, Option));
            if (Read(() => UtcTimes.Parse(text, Option)) is { } time)
            {
                Assert.Equal(text, UtcTimes.Text(time));
            }
        });

    [Property(MaxTest = 200)]
    public Property ChainAddress_AnyCase_IsTheSameAccount() => Prop.ForAll(
        (from bytes in Generators.Bytes(20).Where(bytes => bytes.Any(value => value != 0))
         from isUpper in Gen.Elements(true, false).ArrayOf(40)
         let digits = Convert.ToHexStringLower(bytes)
         select (digits, written: string.Concat(digits.Select((digit, i) => isUpper[i] ? char.ToUpperInvariant(digit) : digit)))).ToArbitrary(),
        given => InputValues.ChainAddress($" 0x{given.written} ", Option).ToString() == $"0x{given.digits}");

    [Property(MaxTest = 300)]
    public Property ChainAddress_AnyDamage_IsReadOrRefused() => Prop.ForAll(
        Generators.Damaged(Encoding.ASCII.GetBytes("0x7e5f4552091a69125d5dfcb7b8c2659029395bdf")).ToArbitrary(), bytes =>
        {
            if (Read<ChainAddress>(() => InputValues.ChainAddress(Encoding.Latin1.GetString(bytes), Option)) is { } address)
            {
                Assert.False(address.IsZero);
            }
        });

    private static T? Read<T>(Func<T> read)
        where T : struct
    {
        try
        {
            return read();
        }
        catch (FaultException refusal)
        {
            Assert.Contains(Option, refusal.Detail, StringComparison.Ordinal);
            return null;
        }
    }
}
