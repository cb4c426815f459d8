using System.Collections.Immutable;
using Ledger.Verify.Notes;

namespace Ledger.Keys;

/// <summary>
/// The keys of one log. The newest one signs. A head that the chain saw while an earlier key was registered is signed with that key, because its
/// verifier uses the key of that time. Immutable.
/// </summary>
public sealed class LogKeys : INoteSigner
{
    private readonly INoteSigner _current;
    private readonly ImmutableArray<(INoteSigner Signer, DateTimeOffset Until)> _earlier;

    /// <param name="current">The newest key.</param>
    /// <param name="earlier">The earlier keys with the times at which the registry closed them, oldest first.</param>
    public LogKeys(INoteSigner current, ImmutableArray<(INoteSigner Signer, DateTimeOffset Until)> earlier)
    {
        _current = current;
        _earlier = earlier;
    }

    public VerifierKey Key => _current.Key;

    public byte[] Sign(ReadOnlySpan<byte> text) => _current.Sign(text);

    /// <summary>The key that was registered at a time. Before the first key's time it is the first key.</summary>
    public INoteSigner FindSigner(DateTimeOffset time) => _earlier.FirstOrDefault(key => time < key.Until).Signer ?? _current;
}
