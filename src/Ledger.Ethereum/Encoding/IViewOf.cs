namespace Ledger.Ethereum.Encoding;

/// <summary>
/// A function message whose result is <typeparamref name="TOutput"/>. The generated classes implement it, so the compiler checks the pair.
/// </summary>
internal interface IViewOf<TOutput>;
