using System.Collections.Immutable;
using System.Globalization;
using Ledger.Ethereum.Contracts;
using Ledger.Ethereum.Encoding;
using Ledger.Faults;
using Ledger.Verify.Trees;

namespace Ledger.Ethereum.Council;

/// <summary>The names the registry has for the ids in calls; null for one it does not know.</summary>
internal sealed record CouncilNames(Func<Digest, string?> OriginOf, Func<Digest, string?> TypeOf);

/// <summary>
/// Says in plain words what a proposed call would do. Only what is decoded strictly and is one of the council's own functions gets words of
/// its own: a member must not approve a sentence that the bytes do not mean. Stateless.
/// </summary>
internal static class CouncilWords
{
    private static readonly ImmutableArray<(AbiFunction Function, Func<AbiValue, CouncilNames, LocalizedText> Describe)> Known =
    [
        (RegistryAbi.Admit, (a, _) => new(
            $"接纳部门 {Visible(a[0].Text)}：操作账户 {a[1].Address}，节点 {Visible(a[2].Text)}，日志公钥 {Hex.Data(a[3].Bytes.AsSpan())}。",
            $"Admit the department {Visible(a[0].Text)}: operator {a[1].Address}, node {Visible(a[2].Text)}, log key {Hex.Data(a[3].Bytes.AsSpan())}.")),
        (RegistryAbi.Suspend, (a, n) => new($"暂停{Department(a[0], n).Zh}，批准满额后立即可执行。", $"Suspend {Department(a[0], n).En}, as soon as enough members approve.")),
        (RegistryAbi.Reinstate, (a, n) => new($"恢复{Department(a[0], n).Zh}。", $"Reinstate {Department(a[0], n).En}.")),
        (RegistryAbi.RegisterTypes, (a, _) => new(
            $"登记 {a[1].Items.Length} 种记录类型：{string.Join("、", a[1].Items.Select(uri => Visible(uri.Text)))}。",
            $"Register {a[1].Items.Length} record type(s): {string.Join(", ", a[1].Items.Select(uri => Visible(uri.Text)))}.")),
        (RegistryAbi.AuthoriseTypes, (a, n) => new(
            $"授权{Department(a[0], n).Zh}签发：{string.Join("、", a[1].Items.Select(type => Type(type, n).Zh))}。",
            $"Authorise {Department(a[0], n).En} to issue: {string.Join(", ", a[1].Items.Select(type => Type(type, n).En))}.")),
        (RegistryAbi.Deauthorise, (a, n) => new(
            $"终止{Department(a[0], n).Zh}签发 {Type(a[1], n).Zh} 的授权。", $"End the authority of {Department(a[0], n).En} to issue {Type(a[1], n).En}.")),
        (RegistryAbi.SetOperator, (a, n) => new(
            $"将{Department(a[0], n).Zh}的操作账户改为 {a[1].Address}。", $"Hand {Department(a[0], n).En} over to the account {a[1].Address}.")),
        (RegistryAbi.CloseRecordKey, (a, n) => new(
            $"关闭{Department(a[0], n).Zh}的封签公钥 {a[1].Digest.ToHex()}，时间：{Time(a[2]).Zh}。",
            $"Close the record key {a[1].Digest.ToHex()} of {Department(a[0], n).En}, from {Time(a[2]).En} on.")),
        (RegistryAbi.DeclareRecordKeyCompromised, (a, n) => new(
            $"声明{Department(a[0], n).Zh}的封签密钥 {a[1].Digest.ToHex()} 已泄露，起始时间：{Time(a[2]).Zh}。此后所见的记录不再可信，不可撤回。",
            $"Declare the record key {a[1].Digest.ToHex()} of {Department(a[0], n).En} compromised since {Time(a[2]).En}; what the chain sees from then on is not genuine. Irrevocable.")),
        (RegistryAbi.DeclareLogKeyCompromised, (a, n) => new(
            $"声明{Department(a[0], n).Zh}的日志密钥 {a[1].Digest.ToHex()} 已泄露，起始时间：{Time(a[2]).Zh}。不可撤回。",
            $"Declare the log key {a[1].Digest.ToHex()} of {Department(a[0], n).En} compromised since {Time(a[2]).En}. Irrevocable.")),
        (RegistryAbi.RecordMigration, (a, n) => new(
            $"确认{Department(a[0], n).Zh}的迁移记录 {a[1].Digest.ToHex()}。", $"Acknowledge the migration record {a[1].Digest.ToHex()} of {Department(a[0], n).En}.")),
        (CouncilAbi.AddMember, (a, _) => new($"增加理事会成员 {a[0].Address}。", $"Add {a[0].Address} to the council.")),
        (CouncilAbi.RemoveMember, (a, _) => new($"移除理事会成员 {a[0].Address}。", $"Remove {a[0].Address} from the council.")),
        (CouncilAbi.SetThreshold, (a, _) => new($"将所需批准数改为 {a[0].Number}。", $"Require {a[0].Number} approval(s) from then on.")),
        (CouncilAbi.SetDelay, (a, _) => new(
            $"将等待时间改为 {Span(a[0])}，提案有效期改为 {Span(a[1])}。", $"Let proposals wait {Span(a[0])} and live {Span(a[1])} from then on.")),
    ];

    /// <summary>Every function that has words, for the test that none is forgotten.</summary>
    public static IEnumerable<AbiFunction> Functions => Known.Select(known => known.Function);

    /// <summary>The departments and types a call names by id.</summary>
    public static (ImmutableArray<Digest> Departments, ImmutableArray<Digest> Types) IdsIn(ReadOnlySpan<byte> call)
    {
        foreach (var (function, _) in Known)
        {
            if (function.TryDecodeCall(call, out var arguments) && function != RegistryAbi.Admit && function != RegistryAbi.RegisterTypes
                && !CouncilAbi.All.Contains(function))
            {
                return ([arguments[0].Digest],
                    function == RegistryAbi.AuthoriseTypes ? [.. arguments[1].Items.Select(type => type.Digest)]
                    : function == RegistryAbi.Deauthorise ? [arguments[1].Digest] : []);
            }
        }

        return ([], []);
    }

    /// <summary>The function's name and what the call would do.</summary>
    public static (string Function, LocalizedText Text) Describe(ReadOnlySpan<byte> call, CouncilNames names)
    {
        foreach (var (function, describe) in Known)
        {
            if (function.TryDecodeCall(call, out var arguments))
            {
                return (function.Name, describe(arguments, names));
            }
        }

        return ("", new(
            $"无法识别的调用 {Hex.Data(call)}；请勿批准看不懂的内容。",
            $"A call that is none of the council's: {Hex.Data(call)}. Do not approve what nobody can explain."));
    }

    private static LocalizedText Department(AbiValue id, CouncilNames names) => names.OriginOf(id.Digest) is { } origin
        ? new($"部门 {Visible(origin)} ", Visible(origin))
        : new($"登记处不认识的部门 {id.Digest.ToHex()} ", $"a department the registry does not know ({id.Digest.ToHex()})");

    private static LocalizedText Type(AbiValue id, CouncilNames names) => names.TypeOf(id.Digest) is { } uri
        ? new(Visible(uri), Visible(uri))
        : new($"未登记的类型 {id.Digest.ToHex()}", $"an unregistered type ({id.Digest.ToHex()})");

    /// <summary>What the registry would refuse, as a line feed or a letter that looks like another, is written so that nobody overlooks it.</summary>
    private static string Visible(string text) => string.Concat(text.EnumerateRunes().Select(
        rune => rune.Value is > 0x20 and < 0x7f ? rune.ToString() : string.Create(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}")));

    private static LocalizedText Time(AbiValue seconds)
    {
        if (seconds.Number.IsZero)
        {
            return new("执行之时", "the moment it is executed");
        }

        var text = ContractFacts.Time(seconds).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        return new(text, text);
    }

    private static string Span(AbiValue seconds) => seconds.Number <= int.MaxValue
        ? TimeSpan.FromSeconds((long)seconds.Number).ToString("c", CultureInfo.InvariantCulture)
        : seconds.Number + " s";
}
