using Ledger.Verify.Notes;

namespace Ledger.Backups;

/// <summary>What to restore, and where.</summary>
public sealed record RestoreOrder
{
    /// <summary>The folder of the backup.</summary>
    public required string Backup { get; init; }

    /// <summary>The data directory to create.</summary>
    public required string Target { get; init; }

    /// <summary>Public logs with more entries than the backup. Each is an address or a folder, with the key of the log.</summary>
    public IReadOnlyList<(string Where, VerifierKey Key)> Replays { get; init; } = [];

    /// <summary>The operator's log of the lost node. Null if it is lost too.</summary>
    public string? OperatorLog { get; init; }

    /// <summary>
    /// Lists of erased subjects from the lost node, each for the department that its file name names (<c>{department}.erased</c>).
    /// </summary>
    public IReadOnlyList<string> Erased { get; init; } = [];

    /// <summary>Whether to restore although the public log has erasures that no list names. The data of these people is then readable again.</summary>
    public bool ForgetsErasures { get; init; }

    /// <summary>Whether to withdraw every token of the backup.</summary>
    public bool WithdrawsTokens { get; init; }

    /// <summary>The name of the caller, for the operator's log.</summary>
    public required string Caller { get; init; }
}
