using Ledger.Issuing;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;

namespace Ledger.Statuses;

/// <summary>A request to change the status of a record.</summary>
/// <param name="Status">The new status.</param>
/// <param name="Reason">The reason. Stored encrypted, because it can be personal data.</param>
/// <param name="Successor">The record that replaces it. Only for <see cref="EntryStatus.Superseded"/>.</param>
public sealed record StatusRequest(EntryStatus Status, string Reason, RecordId? Successor)
{
    /// <summary>The largest request accepted, in bytes.</summary>
    public const int MaxLength = 16 * 1024;

    private const int MaxReason = 500;

    /// <summary>Leaves out the reason, so that no log line contains it.</summary>
    public override string ToString() => "StatusRequest " + Status;

    /// <summary>Reads <c>{"status","reason","successor"?}</c> strictly.</summary>
    public static Outcome<StatusRequest> Read(ReadOnlyMemory<byte> utf8)
    {
        if (utf8.Length > MaxLength)
        {
            return IssuingFaults.TooLarge;
        }

        var parsed = RequestJson.Parse(utf8, maxDepth: 4);
        if (parsed.Refusal is { } refusal)
        {
            return refusal;
        }

        using var document = parsed.Required;
        return Read(new JsonForm(document.RootElement));
    }

    private static Outcome<StatusRequest> Read(JsonForm form)
    {
        var status = form.Text("status", maxLength: 20);
        var reason = form.Text("reason", maxLength: MaxReason);
        var successor = form.OptionalText("successor", maxLength: 36);
        form.RefuseOthers("status", "reason", "successor");
        if (form.Violations.Count > 0)
        {
            return new Refusal(StatusFaults.Malformed, [.. form.Violations]);
        }

        if (!StatusNames.TryParse(status, out var wanted))
        {
            return Refusal.At(StatusFaults.Malformed, "/status",
                "应为 active、suspended、revoked、superseded 或 withdrawn。", "It must be active, suspended, revoked, superseded or withdrawn.");
        }

        if (string.IsNullOrWhiteSpace(reason))
        {
            return Refusal.At(StatusFaults.ReasonMissing, "/reason", "需要说明理由。", "A reason is needed.");
        }

        if (successor is null)
        {
            return new StatusRequest(wanted, reason, null);
        }

        return RecordId.TryParse(successor, out var id)
            ? new StatusRequest(wanted, reason, id)
            : Refusal.At(StatusFaults.Malformed, "/successor", "应为记录编号。", "It must be a record id.");
    }
}
