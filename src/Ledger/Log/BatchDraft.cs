using Ledger.Verify.Entries;
using Ledger.Verify.Faults;
using Ledger.Verify.Trees;

namespace Ledger.Log;

/// <summary>A batch in preparation: its entries with their indices, and the answers to give when it is durable.</summary>
/// <param name="firstIndex">The index of the batch's first entry.</param>
/// <param name="at">The time of its entries.</param>
/// <param name="newestAt">The time of the newest entry before the batch.</param>
internal sealed class BatchDraft(long firstIndex, long at, long newestAt)
{
    private readonly List<(Pending Pending, Outcome<Appended> Answer)> _answers = [];
    private readonly Dictionary<Digest, StoredEntry> _byKey = [];

    public long At { get; } = at;

    public long NewestAt { get; } = newestAt;

    public List<NewEntry> Entries { get; } = [];

    public bool TryFindByKey(Digest keyHash, out StoredEntry entry) => _byKey.TryGetValue(keyHash, out entry!);

    public void Add(Pending pending)
    {
        var request = pending.Request;
        var entry = new StoredEntry
        {
            Index = firstIndex + Entries.Count,
            Id = request.Id,
            Kind = request.Kind,
            Status = request.Status,
            Successor = request.Successor,
            At = At,
            Text = new LogEntry(At, request.Commitment, request.Id.ToString(), request.Kind, request.Status).ToUtf8(),
            Type = request.Type,
            SubjectIndex = request.SubjectIndex,
            KeyHash = request.KeyHash,
            Fingerprint = request.Fingerprint,
        };
        Entries.Add(new NewEntry(entry, request.Payload) { Document = request.Document });
        _byKey.Add(request.KeyHash, entry);
        Answer(pending, new Appended(entry, IsRepeat: false));
    }

    public void Answer(Pending pending, Outcome<Appended> answer) => _answers.Add((pending, answer));

    public void AnswerAll()
    {
        foreach (var (pending, answer) in _answers)
        {
            pending.Answer.TrySetResult(answer);
        }
    }
}
