using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Ledger.Anchoring;
using Ledger.Verify.Chain;
using Ledger.Verify.Entries;
using Ledger.Verify.Faults;
using Ledger.Verify.Trees;

namespace Ledger.Tests.Anchoring;

/// <summary>Wraps a worker's chain and store and fails exactly one of their calls.</summary>
/// <param name="isThis">Selects the call by its name and the number of earlier calls.</param>
/// <param name="after">Whether the call takes effect before its answer is lost.</param>
/// <param name="failure">The exception that the worker gets.</param>
internal sealed class Tripwire(Func<string, int, bool> isThis, bool after, Func<Exception> failure)
{
    private int _calls;

    /// <summary>Whether the scenario reached the call that fails.</summary>
    public bool HasFailed { get; private set; }

    public IAnchorChain Around(IAnchorChain chain) => new Chain(chain, this);

    public IAnchorStore Around(IAnchorStore store) => new Store(store, this);

    private async ValueTask<T> PassAsync<T>(Func<ValueTask<T>> call, [CallerMemberName] string name = "")
    {
        var fails = !HasFailed && isThis(name, _calls);
        _calls++;
        HasFailed |= fails;
        if (fails && !after)
        {
            throw failure();
        }

        var result = await call();
        return fails ? throw failure() : result;
    }

    private async ValueTask PassAsync(Func<ValueTask> call, [CallerMemberName] string name = "") => await PassAsync(
        async () =>
        {
            await call();
            return true;
        },
        name);

    private sealed class Chain(IAnchorChain inner, Tripwire wire) : IAnchorChain
    {
        public ValueTask<ChainSource> ReadSourceAsync(CancellationToken cancellationToken) =>
            wire.PassAsync(() => inner.ReadSourceAsync(cancellationToken));

        public ValueTask<AnchoredHead> ReadHeadAsync(string origin, CancellationToken cancellationToken) =>
            wire.PassAsync(() => inner.ReadHeadAsync(origin, cancellationToken));

        public ValueTask<ImmutableArray<AnchorFacts>> ReadAnchorsAsync(string origin, long fromBlock, CancellationToken cancellationToken) =>
            wire.PassAsync(() => inner.ReadAnchorsAsync(origin, fromBlock, cancellationToken));

        public ValueTask<ImmutableArray<EntryStatus>> ReadStatusesAsync(string origin, IReadOnlyList<Digest> recordIds, CancellationToken cancellationToken) =>
            wire.PassAsync(() => inner.ReadStatusesAsync(origin, recordIds, cancellationToken));

        public ValueTask<ImmutableArray<EntryStatus>> ReadStatusesAtAsync(
            string origin, IReadOnlyList<Digest> recordIds, ChainBlock block, CancellationToken cancellationToken) =>
            wire.PassAsync(() => inner.ReadStatusesAtAsync(origin, recordIds, block, cancellationToken));

        public ValueTask<ChainFacts> ReadFactsAsync(BundleQuestions questions, CancellationToken cancellationToken) =>
            wire.PassAsync(() => inner.ReadFactsAsync(questions, cancellationToken));

        public ValueTask<long> ReadNonceAsync(ChainAddress operatorAddress, CancellationToken cancellationToken) =>
            wire.PassAsync(() => inner.ReadNonceAsync(operatorAddress, cancellationToken));

        public ValueTask<ChainBlock?> FindBlockAsync(long number, CancellationToken cancellationToken) =>
            wire.PassAsync(() => inner.FindBlockAsync(number, cancellationToken));

        public ValueTask<Fault?> ProbeFinalityAsync(CancellationToken cancellationToken) =>
            wire.PassAsync(() => inner.ProbeFinalityAsync(cancellationToken));

        public ValueTask<SignedTransaction?> SignAsync(
            IOperatorKey key, ChainCall call, long nonce, SignedTransaction? replaced, CancellationToken cancellationToken) =>
            wire.PassAsync(() => inner.SignAsync(key, call, nonce, replaced, cancellationToken));

        public ValueTask SendAsync(SignedTransaction transaction, CancellationToken cancellationToken) =>
            wire.PassAsync(() => inner.SendAsync(transaction, cancellationToken));

        public ValueTask<TransactionOutcome?> FindOutcomeAsync(Digest transactionHash, CancellationToken cancellationToken) =>
            wire.PassAsync(() => inner.FindOutcomeAsync(transactionHash, cancellationToken));
    }

    private sealed class Store(IAnchorStore inner, Tripwire wire) : IAnchorStore
    {
        public ValueTask<AnchorBinding?> ReadBindingAsync(CancellationToken cancellationToken) =>
            wire.PassAsync(() => inner.ReadBindingAsync(cancellationToken));

        public ValueTask SaveBindingAsync(AnchorBinding binding, CancellationToken cancellationToken) =>
            wire.PassAsync(() => inner.SaveBindingAsync(binding, cancellationToken));

        public ValueTask SaveAsync(AnchoredCheckpoint anchor, CancellationToken cancellationToken) =>
            wire.PassAsync(() => inner.SaveAsync(anchor, cancellationToken));

        public ValueTask<AnchoredCheckpoint?> FindCoveringAsync(long index, CancellationToken cancellationToken) =>
            wire.PassAsync(() => inner.FindCoveringAsync(index, cancellationToken));

        public ValueTask<AnchoredCheckpoint?> FindNewestAsync(CancellationToken cancellationToken) =>
            wire.PassAsync(() => inner.FindNewestAsync(cancellationToken));

        public ValueTask<ImmutableArray<AnchoredCheckpoint>> ListPendingAsync(CancellationToken cancellationToken) =>
            wire.PassAsync(() => inner.ListPendingAsync(cancellationToken));

        public ValueTask RemoveAsync(long size, CancellationToken cancellationToken) =>
            wire.PassAsync(() => inner.RemoveAsync(size, cancellationToken));

        public ValueTask<OutgoingTransaction?> FindOutgoingAsync(CancellationToken cancellationToken) =>
            wire.PassAsync(() => inner.FindOutgoingAsync(cancellationToken));

        public ValueTask SaveOutgoingAsync(OutgoingTransaction? transaction, CancellationToken cancellationToken) =>
            wire.PassAsync(() => inner.SaveOutgoingAsync(transaction, cancellationToken));

        public ValueTask<StatusMark> ReadStatusMarkAsync(CancellationToken cancellationToken) =>
            wire.PassAsync(() => inner.ReadStatusMarkAsync(cancellationToken));

        public ValueTask SaveStatusMarkAsync(StatusMark mark, CancellationToken cancellationToken) =>
            wire.PassAsync(() => inner.SaveStatusMarkAsync(mark, cancellationToken));
    }
}
