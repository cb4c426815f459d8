using System.Collections.Immutable;
using System.Text.Json;
using Ledger.Anchoring;
using Ledger.Departments;
using Ledger.Issuing;
using Ledger.Log;
using Ledger.Verify.Entries;
using Ledger.Verify.RecordTypes;

namespace Ledger.UseCases.Residents;

/// <summary>One record of the resident, whole.</summary>
public sealed record OwnRecord
{
    /// <summary>The department that issued it.</summary>
    public required DepartmentProfile Department { get; init; }

    /// <summary>The entry that issued it.</summary>
    public required StoredEntry Entry { get; init; }

    /// <summary>The proof level of that entry.</summary>
    public required ProofLevel Level { get; init; }

    /// <summary>Its current status according to the log.</summary>
    public required EntryStatus Status { get; init; }

    /// <summary>When the status was logged. Null if it never changed.</summary>
    public required DateTimeOffset? StatusSince { get; init; }

    /// <summary>Its claims, as a JSON object.</summary>
    public required JsonElement Claims { get; init; }

    /// <summary>The paths of the claims that are shown only if they are chosen. All others are in every bundle.</summary>
    public required ImmutableArray<ClaimPath> Selectable { get; init; }

    /// <summary>The labels of its type. Null if no file of the type is here.</summary>
    public required TypeLabels? Labels { get; init; }

    /// <summary>From when it is valid. Null if it does not say so.</summary>
    public required DateTimeOffset? NotBefore { get; init; }

    /// <summary>Until when it is valid, exclusive. Null without an end.</summary>
    public required DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Everything that happened to it, oldest first, each event with its proof.</summary>
    public required IReadOnlyList<VisibleEvent> History { get; init; }

    /// <summary>Shows no content, so that no log line contains personal data.</summary>
    public override string ToString() => $"OwnRecord {Entry.Id}";
}
