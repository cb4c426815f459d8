using Ledger.Ethereum.Anchoring;
using Ledger.Ethereum.Settings;
using Ledger.Inputs;
using Ledger.Migrating;
using Ledger.UseCases;
using Ledger.Verify.EvidenceFiles;
using Ledger.Verify.Verdicts;

namespace Ledger.Browser;

/// <summary>Judges a file with the same use case as <c>ledger verify</c>. Stateless.</summary>
internal static class FileVerifier
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static async Task<JudgedFile> VerifyAsync(byte[] file, string name, TrustedInput trusted, DateTimeOffset now)
    {
        using var judge = new BundleJudge(new MigrationQuestions(trusted.Migrations, new NoMigrationRecords()), () => OpenAsync(trusted))
        {
            Options = new VerificationOptions { AsOf = trusted.AsOf ?? now, Now = now },
            Expected = new ExpectedBlock(trusted.BlockHash, null),
            AsOf = trusted.AsOf,
        };
        return await judge.JudgeAsync(name, file, CancellationToken.None);
    }

    private static async Task<TrustedSource> OpenAsync(TrustedInput trusted)
    {
        if (trusted.Keys is { } keys)
        {
            return new TrustedSource(null, keys);
        }

        if (trusted.Rpc.IsEmpty || trusted.Registry is not { } registry)
        {
            throw OptionProblems.Needed("rpc", "registry");
        }

        var chain = new EthereumAnchorChain(new EthereumChainOptions
        {
            Endpoints = trusted.Rpc,
            Registry = registry,
            GenesisHash = trusted.Genesis,
            Finality = trusted.Finality,
            Timeout = Patience,
            Agreement = trusted.Agreement,
        });
        return new TrustedSource(await FinalityCheck.EnsureAsync(chain, TrustedInput.FinalityName, CancellationToken.None), null);
    }
}
