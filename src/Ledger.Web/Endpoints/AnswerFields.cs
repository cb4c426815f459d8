using System.Text.Json.Nodes;
using Ledger.Anchoring;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;
using Ledger.Web.Problems;

namespace Ledger.Web.Endpoints;

/// <summary>Writes fields that several answers share.</summary>
internal static class AnswerFields
{
    /// <summary>The word for a kind of entry, as in <see cref="ApiWords.EventKind"/>.</summary>
    public static string FormatKind(EntryKind kind) => kind switch
    {
        EntryKind.Certificate => "certificate",
        EntryKind.Decision => "decision",
        EntryKind.Consent => "consent",
        EntryKind.Status => "status",
        EntryKind.Disclosure => "disclosure",
        EntryKind.Key => "key",
        EntryKind.Migration => "migration",
        EntryKind.Erasure => "erasure",
        EntryKind.Request => "request",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>All places that a refusal names.</summary>
    public static IReadOnlyList<ViolationBody> ToErrors(Refusal refusal) =>
        [.. refusal.Violations.Select(violation => new ViolationBody(violation.Path, violation.Message.Zh, violation.Message.En))];

    /// <summary>The anchored head of a log, or null when there is none.</summary>
    public static AnchorBody? ToAnchor(AnchoredCheckpoint? anchor) => anchor is null ? null : new AnchorBody(
        anchor.Facts.NewSize, anchor.Facts.Root.ToBase64(), anchor.Facts.Block.Number, anchor.Facts.Block.Hash.ToHex(), anchor.Facts.Block.Time,
        anchor.Facts.Transaction.ToHex(), anchor.IsFinal);

    /// <summary>Parses JSON that a step wrote, for use as a part of an answer.</summary>
    public static JsonNode ParseJson(byte[] utf8) => JsonNode.Parse(utf8) ?? throw new InvalidOperationException("A step wrote the JSON value null.");
}
