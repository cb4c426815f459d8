using Ledger.Log;
using Ledger.Verify.Faults;

namespace Ledger.UseCases.Residents;

/// <summary>One log in a merged list: what was read of it, and where the next page begins. Used by one thread at a time.</summary>
internal sealed class MergeSource<T>
{
    private readonly Func<long, int, CancellationToken, ValueTask<MergePart<T>>> _read;
    private readonly Queue<MergeRow<T>> _rows = [];
    private readonly long _start;
    private long? _next;

    /// <param name="name">The name of the log. It decides between rows of the same time.</param>
    /// <param name="start">Only rows below this index; 0 for a log that has no more.</param>
    /// <param name="read">Reads the next rows below an index.</param>
    public MergeSource(string name, long start, Func<long, int, CancellationToken, ValueTask<MergePart<T>>> read)
    {
        (Name, _start, _next, Position) = (name, start, start, start);
        _read = read;
    }

    public string Name { get; }

    /// <summary>The next page has the rows below this index. 0 at the end of the list.</summary>
    public long Position { get; private set; }

    /// <summary>Why the log cannot be read. Null if it can.</summary>
    public Fault? Failure { get; private set; }

    /// <summary>Whether the list has no more rows.</summary>
    public bool IsAtEnd => Position == 0;

    /// <summary>Whether the rows of this page were taken back.</summary>
    public bool IsTakenBack { get; private set; }

    /// <summary>The next row. Null if none was read.</summary>
    public MergeRow<T>? First => _rows.TryPeek(out var row) ? row : null;

    /// <summary>Reads on if no row is waiting.</summary>
    /// <returns>False if there is more to read and still no row: this page must end here, or a later row of another log would come before it.</returns>
    public async ValueTask<bool> FillAsync(int count, CancellationToken cancellationToken)
    {
        if (_rows.Count > 0 || IsAtEnd || Failure is not null)
        {
            return true;
        }

        try
        {
            var part = await _read(_next ?? 0, count, cancellationToken);
            foreach (var row in part.Rows)
            {
                _rows.Enqueue(row);
            }

            _next = part.Next;
            SkipToRows();
            return _rows.Count > 0 || IsAtEnd;
        }
        catch (Exception problem) when (StorageProblems.Explain(problem) is { } refusal)
        {
            Failure = refusal.Fault;
            return true;
        }
    }

    /// <summary>Takes the next row.</summary>
    public MergeRow<T> Take()
    {
        var row = _rows.Dequeue();
        Position = row.Index;
        SkipToRows();
        return row;
    }

    /// <summary>Takes everything back: the next page begins where this one began.</summary>
    public void TakeBack()
    {
        _rows.Clear();
        (_next, Position, IsTakenBack) = (_start, _start, true);
    }

    // What lies between the last row and the end of what was read is no row of this list.
    private void SkipToRows()
    {
        if (_rows.Count == 0)
        {
            Position = _next ?? 0;
        }
    }
}
