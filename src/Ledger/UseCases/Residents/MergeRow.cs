namespace Ledger.UseCases.Residents;

/// <summary>A row of a list that is merged from several logs.</summary>
/// <param name="Index">Its index in its own log.</param>
/// <param name="At">Its time. In one log, the times never grow towards lower indices.</param>
/// <param name="Value">What it shows.</param>
internal sealed record MergeRow<T>(long Index, long At, T Value);
