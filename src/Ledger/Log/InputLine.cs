using Ledger.Issuing;

namespace Ledger.Log;

/// <summary>One line of a batch.</summary>
/// <param name="Number">From 1, empty lines counted.</param>
/// <param name="Utf8">The line without its line feed; empty when it was too long to keep.</param>
/// <param name="IsTooLong">True when it was longer than <see cref="RecordRequestReader.MaxLength"/>.</param>
public readonly record struct InputLine(long Number, ReadOnlyMemory<byte> Utf8, bool IsTooLong = false);
