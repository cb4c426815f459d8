using System.Collections.Immutable;
using Ledger.Verify.Notes;

namespace Ledger.Keys;

/// <summary>
/// The keys of one log. It signs with the newest; a head that the chain saw while an earlier key was registered is signed with that one, as
/// whoever verifies it will ask for the key of that time. Immutable.
/// </summary>
public sealed class LogKeys : INoteSigner
{
    private readonly INoteSigner _current;
    private readonly ImmutableArray<(INoteSigner Signer, DateTimeOffset Until)> _earlier;

    /// <param name="current">The newest key.</param>
    /// <param name="earlier">Those before it with when the registry closed them, oldest first.</param>
    public LogKeys(INoteSigner current, ImmutableArray<(INoteSigner Signer, DateTimeOffset Until)> earlier)
    {
        _current = current;
        _earlier = earlier;
    }

    public VerifierKey Key => _current.Key;

    public byte[] Sign(ReadOnlySpan<byte> text) => _current.Sign(text);

    /// <summary>The key that was registered at a time; before the first key it is the first.</summary>
    public INoteSigner FindSigner(DateTimeOffset time) => _earlier.FirstOrDefault(key => time < key.Until).Signer ?? _current;
}
