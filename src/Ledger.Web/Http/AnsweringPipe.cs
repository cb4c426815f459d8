using System.IO.Pipelines;

namespace Ledger.Web.Http;

/// <summary>
/// The output of a connection. It forwards what the server writes until it gets an answer of its own. Then it sends that answer and discards what the
/// server writes. Like every <see cref="PipeWriter"/>, it has one user at a time.
/// </summary>
internal sealed class AnsweringPipe(PipeWriter inner) : PipeWriter
{
    private const int LeastScratch = 4096;

    private byte[] _scratch = [];
    private byte[]? _answer;
    private bool _isSent;

    public override bool CanGetUnflushedBytes => inner.CanGetUnflushedBytes;

    public override long UnflushedBytes => inner.UnflushedBytes;

    /// <summary>Sends this answer instead of the one that the server is about to write. Call it before the server writes any of that.</summary>
    public void AnswerWith(byte[] answer) => _answer = answer;

    public override Memory<byte> GetMemory(int sizeHint = 0) => _answer is null ? inner.GetMemory(sizeHint) : Scratch(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => _answer is null ? inner.GetSpan(sizeHint) : Scratch(sizeHint);

    public override void Advance(int bytes)
    {
        if (_answer is null)
        {
            inner.Advance(bytes);
        }
    }

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default)
    {
        if (_answer is null || _isSent)
        {
            return inner.FlushAsync(cancellationToken);
        }

        _isSent = true;
        return inner.WriteAsync(_answer, cancellationToken);
    }

    public override ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default) =>
        _answer is null ? inner.WriteAsync(source, cancellationToken) : FlushAsync(cancellationToken);

    public override void CancelPendingFlush() => inner.CancelPendingFlush();

    public override void Complete(Exception? exception = null) => inner.Complete(exception);

    public override ValueTask CompleteAsync(Exception? exception = null) => inner.CompleteAsync(exception);

    private byte[] Scratch(int sizeHint)
    {
        if (_scratch.Length < Math.Max(sizeHint, LeastScratch))
        {
            _scratch = new byte[Math.Max(sizeHint, LeastScratch)];
        }

        return _scratch;
    }
}
