using System.Globalization;
using Ledger.Verify.Faults;

namespace Ledger.Inputs;

/// <summary>The forms of option values, as parts of sentences.</summary>
public static class OptionForms
{
    public static readonly LocalizedText Hash = new(" 0x 加 64 位小写十六进制数", "0x and 64 hexadecimal digits in lower case");
    public static readonly LocalizedText ChainAddress = new(" 0x 加 40 位十六进制数", "0x and 40 hexadecimal digits");
    public static readonly LocalizedText WebAddress = new("地址，如 https://city.example", "an address such as https://city.example");
    public static readonly LocalizedText VerifierKey = new("日志公布的 名称+哈希+公钥", "name+hash+key, as the log publishes it");
    public static readonly LocalizedText Time = new(" UTC 时间，如 2026-01-31T00:00:00Z", "a time in UTC such as 2026-01-31T00:00:00Z");
    public static readonly LocalizedText WholeNumber = new("整数", "a whole number");
    public static readonly LocalizedText Number = new("数字", "a number");
    public static readonly LocalizedText Flag = new(" true 或 false", "true or false");
    public static readonly LocalizedText Finality = new(" instant、finalized 或 depth:N", "instant, finalized or depth:N");
    public static readonly LocalizedText Genesis = new(
        "区块 0 的哈希（0x 加 64 位小写十六进制数），或存在的创世文件", "the hash of block 0, 0x and 64 hexadecimal digits in lower case, or an existing genesis file");
    public static readonly LocalizedText Department = new("部门简称，如 health", "a department's id such as health");
    public static readonly LocalizedText Language = new(" zh 或 en", "zh or en");

    /// <summary>One of several words.</summary>
    public static LocalizedText OneOf(IReadOnlyList<string> words) => new(
        words.Count == 1 ? " " + words[0] : $" {string.Join("、", words.SkipLast(1))} 或 {words[^1]}",
        words.Count == 1 ? words[0] : $"{string.Join(", ", words.SkipLast(1))} or {words[^1]}");

    /// <summary>A number or another value between a minimum and a maximum.</summary>
    public static LocalizedText Between(IFormattable least, IFormattable most) => new(
        string.Create(CultureInfo.InvariantCulture, $" {least} 至 {most}"), string.Create(CultureInfo.InvariantCulture, $"{least} to {most}"));

    /// <summary>A number with only a minimum.</summary>
    public static LocalizedText AtLeast(int least) => new(
        string.Create(CultureInfo.InvariantCulture, $" {least} 或以上"), string.Create(CultureInfo.InvariantCulture, $"{least} or more"));
}
