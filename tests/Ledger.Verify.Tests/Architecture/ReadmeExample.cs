using Ledger.Verify.Chain;
using Ledger.Verify.Verdicts;

namespace Ledger.Verify.Tests.Architecture;

/// <summary>The example in the README of Ledger.Verify. A test compares the two, so the printed example compiles and runs.</summary>
internal static class ReadmeExample
{
    public static bool IsValid(ReadOnlyMemory<byte> file, Func<BundleQuestions, ChainFacts> askTheChain, DateTimeOffset now, Action<string> print)
    {
        var bundle = RecordVerifier.Open(file);
        var facts = bundle.Questions is { } questions ? askTheChain(questions) : ChainFacts.NotAsked("the bundle cannot be read");
        var report = RecordVerifier.Verify(bundle, facts, new VerificationOptions { AsOf = now, Now = now });
        foreach (var check in report.Checks)
        {
            print($"{ReportWriter.NameOf(check.Name)} {ReportWriter.NameOf(check.Outcome)} {check.Finding.Code} {check.Finding.Title.En} {check.Detail}");
        }

        return report.Verdict is Verdict.Valid;
    }
}
