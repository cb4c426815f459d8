using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Ledger.Verify.Notes;
using Ledger.Web.Tests.Running;

namespace Ledger.Web.Tests.Killing;

/// <summary>The answer of a node: a record and its index in the log. The node must never contradict it.</summary>
internal sealed record Receipt(string Id, long Index);

/// <summary>
/// Issues records at a node until it dies, and keeps every receipt. Requests without an answer are repeated with the same key.
/// </summary>
internal sealed class Load(string token)
{
    private const int Desks = 8;

    private readonly ConcurrentQueue<string> _unanswered = new();
    private readonly ConcurrentDictionary<string, Receipt> _receipts = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<long, Checkpoint> _checkpoints = new();

    public IReadOnlyDictionary<string, Receipt> Receipts => _receipts;

    /// <summary>Every head that the node ever showed.</summary>
    public ICollection<Checkpoint> Checkpoints => _checkpoints.Values;

    /// <summary>Whether a request is still without an answer.</summary>
    public bool IsAnythingOpen => !_unanswered.IsEmpty;

    /// <summary>Issues until this many answers have arrived, then calls <paramref name="then"/> while requests are running.</summary>
    public async Task RunAsync(NodeProcess node, int answers, Func<Task> then)
    {
        using var stop = new CancellationTokenSource();
        var (left, reached) = (answers, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        if (left == 0)
        {
            reached.SetResult();
        }

        var desks = Enumerable.Range(0, Desks).Select(async _ =>
        {
            while (!stop.IsCancellationRequested && await SendNextAsync(node, TestRecords.NewKey))
            {
                if (Interlocked.Decrement(ref left) == 0)
                {
                    reached.TrySetResult();
                }
            }
        }).ToList();
        await Task.WhenAny(reached.Task, Task.WhenAll(desks));
        await ReadHeadAsync(node);
        await then();
        await stop.CancelAsync();
        await Task.WhenAll(desks);
    }

    /// <summary>Repeats every request that has no answer yet.</summary>
    public async Task FinishAsync(NodeProcess node)
    {
        while (IsAnythingOpen)
        {
            Assert.True(await SendNextAsync(node, () => throw new InvalidOperationException("Nothing is open.")), "A node that runs does not answer.");
        }
    }

    /// <summary>Repeats a request.</summary>
    public Task<bool> RepeatAsync(NodeProcess node, string key) => SendAsync(node, key);

    /// <summary>Stores the head that the node shows. The same size must always have the same root.</summary>
    public async Task ReadHeadAsync(NodeProcess node)
    {
        try
        {
            var note = await node.Http.GetStringAsync($"/{TestRecords.Department}/log/checkpoint");
            var head = SignedNote.TryParse(note, out var parsed) && Checkpoint.TryParse(parsed.Text, out var read) ? read : null;
            Assert.NotNull(head);
            Assert.Equal(head.Root, _checkpoints.GetOrAdd(head.Size, head).Root);
        }
        catch (HttpRequestException)
        {
            // The node has died, so it showed no head.
        }
    }

    private async Task<bool> SendNextAsync(NodeProcess node, Func<string> makeKey)
    {
        var key = _unanswered.TryDequeue(out var open) ? open : makeKey();
        var isAnswered = await SendAsync(node, key);
        if (!isAnswered)
        {
            _unanswered.Enqueue(key);
        }

        return isAnswered;
    }

    private async Task<bool> SendAsync(NodeProcess node, string key)
    {
        // The same key always comes with the same request.
        var record = TestRecords.Completion();
        record["claims"]!["document_number"] = TestRecords.DocumentOf(key);
        record["claims"]!["certificate_number"] = "2025470100" + Math.Abs(key.GetHashCode(StringComparison.Ordinal) % 100_000_000).ToString("D8", CultureInfo.InvariantCulture);
        using var request = new HttpRequestMessage(HttpMethod.Post, TestRecords.Root);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Add("Idempotency-Key", key);
        request.Content = new StringContent(record.ToJsonString(), Encoding.UTF8, "application/json");
        try
        {
            using var response = await node.Http.SendAsync(request);
            var text = await response.Content.ReadAsStringAsync();
            if (!response.IsSuccessStatusCode)
            {
                Assert.True((int)response.StatusCode == 503, text);
                return false;
            }

            var answer = JsonNode.Parse(text)!; // Not null, because the node never answers the text null.
            var receipt = new Receipt(answer["id"]!.GetValue<string>(), answer["index"]!.GetValue<long>());
            Assert.Equal(receipt, _receipts.GetOrAdd(key, receipt));
            return true;
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException or TaskCanceledException)
        {
            return false; // The node died before its answer arrived.
        }
    }
}
