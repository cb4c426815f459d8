using System.Collections.Immutable;
using Ledger.Migrating;
using Ledger.Verify.Chain;
using Ledger.Verify.Evidence;
using Ledger.Verify.EvidenceFiles;
using Ledger.Verify.Faults;
using Ledger.Verify.Migrations;
using Ledger.Verify.Verdicts;

namespace Ledger.UseCases;

/// <summary>Gathers everything that proves a record as of one block. One instance serves one record.</summary>
/// <param name="node">The node that has the record.</param>
/// <param name="chain">The trusted chain.</param>
/// <param name="migrations">Asks the chain, with the migration records of the department.</param>
/// <param name="clock">The clock of the pauses between attempts.</param>
public sealed class GatherEvidence(IRecordNode node, IEvidenceChain chain, MigrationQuestions migrations, TimeProvider clock)
{
    private const int Attempts = 5;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <summary>Gathers the evidence of a record.</summary>
    /// <param name="record">The record's id.</param>
    /// <param name="department">The department. Null to ask every department with a token.</param>
    /// <param name="purpose">Why the claims are needed. Null for evidence without claims.</param>
    /// <param name="cancellationToken">Stops the gathering.</param>
    /// <exception cref="FaultException">The node or the chain did not answer, or the record has no final anchor yet.</exception>
    public async Task<RecordEvidence> ExecuteAsync(string record, string? department, string? purpose, CancellationToken cancellationToken)
    {
        var fetched = await node.FetchBundleAsync(record, department, purpose, cancellationToken);
        if (RecordVerifier.Open(fetched.Bundle).Questions is not { } questions)
        {
            throw new FaultException(RunFaults.AnswerUnreadable, "bundle");
        }

        if (questions.AnchoredSize is null)
        {
            throw new FaultException(RunFaults.NotAnchoredYet, "");
        }

        var (facts, state, files) = await ReadAsync(questions, cancellationToken);
        var path = Uri.TryCreate(questions.RecordType, UriKind.Absolute, out var vct)
            ? vct.AbsolutePath.TrimStart('/')
            : throw new FaultException(RunFaults.AnswerUnreadable, "vct");
        var type = await node.FetchTypeAsync(path, cancellationToken);
        var evidence = new RecordEvidence([.. fetched.Bundle], [.. type], facts, state, files);
        return facts.Statuses.Value.IsEmpty ? evidence : evidence with { Reasons = await node.FetchReasonsAsync(record, fetched, cancellationToken) };
    }

    // An endpoint that has reached a newer block may no longer have a proof for this one, so retry with a newer block.
    private async Task<(ChainFacts Facts, StateEvidence? State, ImmutableArray<MigrationFile> Migrations)> ReadAsync(
        BundleQuestions questions, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var (facts, files) = await migrations.AskAsync(chain, questions, cancellationToken);
            if (FindProblem(facts, questions) is { } problem)
            {
                throw new FaultException(RunFaults.Unreachable, problem);
            }

            ImmutableArray<MigrationFile> about = questions.AnchoredElsewhere(facts.Source.Value) is { } place
                ? [.. files.Where(file => file.Record.Find(place) is not null)]
                : [];
            var state = await chain.ReadEvidenceAsync(
                facts.Source.Value, questions with { MigratedSizes = [.. about.Select(file => file.Checkpoint.Size)] },
                [.. about.Select(file => file.Record.Hash)], cancellationToken);
            if (state is not null || attempt == Attempts)
            {
                return (facts, state, about);
            }

            await Task.Delay(Pause, clock, cancellationToken);
        }
    }

    private static string? FindProblem(ChainFacts facts, BundleQuestions questions)
    {
        string[] asked =
        [
            facts.Source.Problem, facts.Department.Problem, facts.LogKeys.Problem, facts.RecordKey.Problem, facts.RecordType.Problem,
            facts.Authority.Problem, facts.RootAtSize.Problem, facts.Anchor.Problem, facts.Statuses.Problem,
        ];
        var isElsewhere = facts.Source.IsKnown && questions.AnchoredElsewhere(facts.Source.Value) is not null;
        return (isElsewhere ? [.. asked, facts.Migrations.Problem, facts.MigratedAnchors.Problem] : asked).FirstOrDefault(problem => problem.Length > 0);
    }
}
