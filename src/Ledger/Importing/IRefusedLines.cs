using System.Text.Json.Nodes;

namespace Ledger.Importing;

/// <summary>Receives the lines that were refused, one at a time.</summary>
public interface IRefusedLines
{
    /// <summary>Adds a line.</summary>
    /// <param name="number">Its number in the file, starting at 1.</param>
    /// <param name="line">The line. Empty if it was too long to keep.</param>
    /// <param name="code">The code of the refusal.</param>
    /// <param name="errors">The errors within the line, from the node's answer. Null if there are none.</param>
    /// <param name="cancellationToken">Stops the writing.</param>
    Task AddAsync(long number, ReadOnlyMemory<byte> line, string code, JsonNode? errors, CancellationToken cancellationToken);
}
