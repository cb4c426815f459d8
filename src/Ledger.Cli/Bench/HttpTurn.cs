using System.Collections.Immutable;

namespace Ledger.Cli.Bench;

/// <summary>What the callers measured in one turn.</summary>
/// <param name="Times">The time of each request, from sending it until its answer was read.</param>
/// <param name="Elapsed">The time of the turn.</param>
/// <param name="AnswerBytes">The length of all bodies of answers.</param>
internal sealed record HttpTurn(ImmutableArray<TimeSpan> Times, TimeSpan Elapsed, long AnswerBytes);
