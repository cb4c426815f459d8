using System.Collections.Immutable;
using System.Globalization;
using Ledger.Ethereum.Contracts;
using Ledger.Ethereum.Encoding;
using Ledger.Ethereum.Generated.DepartmentRegistry;
using Ledger.Inputs;
using Ledger.Verify.Faults;
using Ledger.Verify.Trees;

namespace Ledger.Ethereum.Council;

/// <summary>
/// Describes a proposed call in plain words. Only a strictly decoded call of one of the council's own functions gets its own words, so a member
/// never approves a sentence that does not match the bytes. Stateless.
/// </summary>
internal static class CouncilWords
{
    private static readonly ImmutableArray<CouncilFunction> Known =
    [
        new CouncilFunction<AdmitFunction>((a, _) => new(
            $"接纳部门 {Visible(a.Origin)}：操作账户 {a.Operator.ToChainAddress()}，节点 {Visible(a.NodeUrl)}，日志公钥 {Hex.Data(a.LogKey)}。",
            $"Admit the department {Visible(a.Origin)}: operator {a.Operator.ToChainAddress()}, node {Visible(a.NodeUrl)}, log key {Hex.Data(a.LogKey)}.")),
        new CouncilFunction<SuspendFunction>((a, n) => new(
            $"暂停{Department(a.Id, n).Zh}，批准满额后立即可执行。", $"Suspend {Department(a.Id, n).En}, as soon as enough members approve."), a => a.Id),
        new CouncilFunction<ReinstateFunction>((a, n) => new($"恢复{Department(a.Id, n).Zh}。", $"Reinstate {Department(a.Id, n).En}."), a => a.Id),
        new CouncilFunction<RegisterTypesFunction>((a, _) => new(
            $"登记 {a.Uris.Count} 种记录类型：{string.Join("、", a.Uris.Select(Visible))}。",
            $"Register {a.Uris.Count} record type(s): {string.Join(", ", a.Uris.Select(Visible))}.")),
        new CouncilFunction<AuthoriseTypesFunction>(
            (a, n) => new(
                $"授权{Department(a.Id, n).Zh}签发：{string.Join("、", a.TypeIds.Select(type => Type(type, n).Zh))}。",
                $"Authorise {Department(a.Id, n).En} to issue: {string.Join(", ", a.TypeIds.Select(type => Type(type, n).En))}."),
            a => a.Id, a => a.TypeIds),
        new CouncilFunction<DeauthoriseFunction>(
            (a, n) => new(
                $"终止{Department(a.Id, n).Zh}签发 {Type(a.TypeId, n).Zh} 的授权。",
                $"End the authority of {Department(a.Id, n).En} to issue {Type(a.TypeId, n).En}."),
            a => a.Id, a => [a.TypeId]),
        new CouncilFunction<SetOperatorFunction>(
            (a, n) => new(
                $"将{Department(a.Id, n).Zh}的操作账户改为 {a.Operator.ToChainAddress()}。",
                $"Hand {Department(a.Id, n).En} over to the account {a.Operator.ToChainAddress()}."),
            a => a.Id),
        new CouncilFunction<CloseRecordKeyFunction>(
            (a, n) => new(
                $"关闭{Department(a.Id, n).Zh}的封签公钥 {Hex.Data(a.Thumbprint)}，时间：{Time(a.ValidUntil).Zh}。",
                $"Close the record key {Hex.Data(a.Thumbprint)} of {Department(a.Id, n).En}, from {Time(a.ValidUntil).En} on."),
            a => a.Id),
        new CouncilFunction<DeclareRecordKeyCompromisedFunction>(
            (a, n) => new(
                $"声明{Department(a.Id, n).Zh}的封签密钥 {Hex.Data(a.Thumbprint)} 已泄露，起始时间：{Time(a.Since).Zh}。此后所见的记录不再可信，不可撤回。",
                $"Declare the record key {Hex.Data(a.Thumbprint)} of {Department(a.Id, n).En} compromised since {Time(a.Since).En}; what the chain sees from then on is not genuine. Irrevocable."),
            a => a.Id),
        new CouncilFunction<DeclareLogKeyCompromisedFunction>(
            (a, n) => new(
                $"声明{Department(a.Id, n).Zh}的日志密钥 {Hex.Data(a.Key)} 已泄露，起始时间：{Time(a.Since).Zh}。不可撤回。",
                $"Declare the log key {Hex.Data(a.Key)} of {Department(a.Id, n).En} compromised since {Time(a.Since).En}. Irrevocable."),
            a => a.Id),
        new CouncilFunction<RecordMigrationFunction>(
            (a, n) => new(
                $"确认{Department(a.Id, n).Zh}的迁移记录 {Hex.Data(a.RecordHash)}。",
                $"Acknowledge the migration record {Hex.Data(a.RecordHash)} of {Department(a.Id, n).En}."),
            a => a.Id),
        new CouncilFunction<AddMemberFunction>((a, _) => new(
            $"增加理事会成员 {a.Member.ToChainAddress()}。", $"Add {a.Member.ToChainAddress()} to the council.")),
        new CouncilFunction<RemoveMemberFunction>((a, _) => new(
            $"移除理事会成员 {a.Member.ToChainAddress()}。", $"Remove {a.Member.ToChainAddress()} from the council.")),
        new CouncilFunction<SetThresholdFunction>((a, _) => new($"将所需批准数改为 {a.Threshold}。", $"Require {a.Threshold} approval(s) from then on.")),
        new CouncilFunction<SetDelayFunction>((a, _) => new(
            $"将等待时间改为 {Span(a.Delay)}，提案有效期改为 {Span(a.Lifetime)}。",
            $"Set the delay of proposals to {Span(a.Delay)} and their lifetime to {Span(a.Lifetime)}.")),
    ];

    /// <summary>The names of all functions with a description, for the test that none is missing.</summary>
    public static IEnumerable<string> Functions => Known.Select(function => function.Name);

    /// <summary>The departments and types that a call names by id.</summary>
    public static (ImmutableArray<Digest> Departments, ImmutableArray<Digest> Types) IdsIn(ReadOnlySpan<byte> call)
    {
        foreach (var function in Known)
        {
            if (function.FindIds(call) is { } ids)
            {
                return ids;
            }
        }

        return ([], []);
    }

    /// <summary>The name of the function, and the description of the call.</summary>
    public static (string Function, LocalizedText Text) Describe(ReadOnlySpan<byte> call, CouncilNames names)
    {
        foreach (var function in Known)
        {
            if (function.FindWords(call, names) is { } text)
            {
                return (function.Name, text);
            }
        }

        return ("", new(
            $"无法识别的调用 {Hex.Data(call)}；请勿批准看不懂的内容。",
            $"A call that is none of the council's: {Hex.Data(call)}. Do not approve what nobody can explain."));
    }

    private static LocalizedText Department(byte[] id, CouncilNames names) => names.OriginOf(id.ToDigest()) is { } origin
        ? new($"部门 {Visible(origin)} ", Visible(origin))
        : new($"登记处不认识的部门 {Hex.Data(id)} ", $"a department the registry does not know ({Hex.Data(id)})");

    private static LocalizedText Type(byte[] id, CouncilNames names) => names.TypeOf(id.ToDigest()) is { } uri
        ? new(Visible(uri), Visible(uri))
        : new($"未登记的类型 {Hex.Data(id)}", $"an unregistered type ({Hex.Data(id)})");

    /// <summary>
    /// Escapes characters that the registry would refuse, such as a line feed or a letter that looks like another, so that a reader sees them.
    /// </summary>
    private static string Visible(string text) => string.Concat(text.EnumerateRunes().Select(
        rune => rune.Value is > 0x20 and < 0x7f ? rune.ToString() : string.Create(CultureInfo.InvariantCulture, $"\\u{{{rune.Value:x}}}")));

    private static LocalizedText Time(ulong seconds)
    {
        if (seconds == 0)
        {
            return new("执行之时", "the moment when this proposal is executed");
        }

        var text = UtcTimes.Text(ContractFacts.Time(seconds));
        return new(text, text);
    }

    private static string Span(ulong seconds) => seconds <= int.MaxValue
        ? TimeSpan.FromSeconds((long)seconds).ToString("c", CultureInfo.InvariantCulture)
        : seconds + " s";
}
