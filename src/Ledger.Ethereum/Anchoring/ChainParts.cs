using Ledger.Ethereum.Contracts;
using Ledger.Ethereum.Rpc;
using Ledger.Ethereum.Settings;
using Ledger.Ethereum.Transactions;
using Ledger.Verify.Chain;

namespace Ledger.Ethereum.Anchoring;

/// <summary>The parts of <see cref="EthereumAnchorChain"/>, made once its options are known.</summary>
internal sealed class ChainParts : IDisposable
{
    public ChainParts(EthereumChainOptions options, IHttpClientFactory factory)
    {
        Connection = new ChainConnection(options, factory);
        Sources = new SourceReader(options.Registry, options.Finality);
        Facts = new FactsReader(Sources, options.FirstBlock);
        Agreement = options.Agreement > 1 ? new AgreementReader(Connection, Facts, options.Agreement) : null;
        Mirror = new MirrorReader(Sources);
        Transactions = new TransactionWriter(options.ZeroFees);
        SetUpTransactions = new TransactionWriter(options.ZeroFees) { TriesInNextBlock = true };
        Finality = options.Finality;
        FirstBlock = options.FirstBlock;
        Registry = options.Registry;
    }

    public ChainConnection Connection { get; }

    public SourceReader Sources { get; }

    public FactsReader Facts { get; }

    /// <summary>Null when one endpoint is enough.</summary>
    public AgreementReader? Agreement { get; }

    public MirrorReader Mirror { get; }

    public TransactionWriter Transactions { get; }

    public TransactionWriter SetUpTransactions { get; }

    public FinalityMode Finality { get; }

    public long FirstBlock { get; }

    public ChainAddress Registry { get; }

    public void Dispose() => Connection.Dispose();
}
