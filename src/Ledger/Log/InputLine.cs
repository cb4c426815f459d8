using Ledger.Issuing;

namespace Ledger.Log;

/// <summary>One line of a batch.</summary>
/// <param name="Number">The line number, from 1. Empty lines count.</param>
/// <param name="Utf8">The line without its line feed. Empty if the line is too long.</param>
/// <param name="IsTooLong">Whether the line is longer than <see cref="RecordRequestReader.MaxLength"/>.</param>
public readonly record struct InputLine(long Number, ReadOnlyMemory<byte> Utf8, bool IsTooLong = false);
