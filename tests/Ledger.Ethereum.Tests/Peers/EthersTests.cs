using System.Text.Json;
using Ledger.Ethereum.Contracts;
using Ledger.Ethereum.Encoding;
using Ledger.Ethereum.Generated.DepartmentRegistry;
using Ledger.Ethereum.Generated.LogAnchor;
using Ledger.Ethereum.Generated.RecordStatus;
using Ledger.Ethereum.Tests.Encoding;
using Ledger.Ethereum.Transactions;
using Ledger.Keys;
using Ledger.Verify.Chain;
using Ledger.Verify.Evidence;
using Ledger.Verify.Tests;
using Ledger.Verify.Trees;
using Nethereum.Contracts;

namespace Ledger.Ethereum.Tests.Peers;

/// <summary>Our encodings are the same as those of ethers, an independent library.</summary>
public sealed class EthersTests(EthersPeer ethers)
{
    private const string PrivateKey = "0x4c0883a69102937d6231471b5dbb6204fe5129617082792ae468d01a3f362318";
    private static readonly OperatorKey Key = new(KeyOctets.FromBytes(JsonVectors.Bytes(PrivateKey)));

    [Fact]
    public async Task Keccak_OfManyLengths_AgreesWithEthers()
    {
        // Around the rate of the sponge, 136 bytes, where padding errors occur.
        var inputs = new[] { 0, 1, 55, 64, 135, 136, 137, 271, 272, 1000 }.Select(length => Enumerable.Range(0, length).Select(i => (byte)(i % 256)).ToArray()).ToArray();

        var answers = await ethers.AskAsync(inputs.Select(data => new { kind = "keccak", data = Hex.Data(data) }), TestContext.Current.CancellationToken);

        Assert.Equal(Texts(answers), inputs.Select(data => Keccak.Hash(data).ToHex()));
    }

    [Fact]
    public async Task TextHash_OfOriginAndType_AgreesWithEthers()
    {
        string[] texts = ["ledger.localhost/education/log", "https://city.example/vct/vocational-skill/1", "教育"];

        var answers = await ethers.AskAsync(texts.Select(text => new { kind = "textHash", text }), TestContext.Current.CancellationToken);

        Assert.Equal(Texts(answers), texts.Select(text => Keccak.OfText(text).ToHex()));
    }

    [Fact]
    public async Task Rlp_OfNestedLists_AgreesWithEthers()
    {
        var small = Enumerable.Range(0, 60).Select(length => new byte[length]).ToArray();
        var large = new byte[70_000];
        var item = RlpItem.List([.. small.Select(bytes => RlpItem.FromBytes(bytes)), RlpItem.List(RlpItem.FromBytes(large), RlpItem.List())]);
        object[] json = [.. small.Select(bytes => Hex.Data(bytes)), new object[] { Hex.Data(large), Array.Empty<object>() }];

        var answers = await ethers.AskAsync([new { kind = "rlp", item = json }], TestContext.Current.CancellationToken);

        Assert.Equal(answers[0].GetString(), Hex.Data(Rlp.Encode(item)));
    }

    [Fact]
    public async Task EncodeCall_EveryShapeWeSend_AgreesWithEthers()
    {
        var root = Digest.Sha256([1]).ToArray();
        var proof = Enumerable.Range(0, 16).Select(i => Digest.Sha256([(byte)i]).ToArray()).ToList();
        List<byte[]> ids = [Digest.Sha256([7]).ToArray(), Digest.Sha256([8]).ToArray()];
        Assert.True(ChainAddress.TryParse("0x00000000000000000000000000000000000000fe", out var account));
        FunctionMessage[] calls =
        [
            new AnchorFunction { OldSize = 5, NewSize = long.MaxValue, NewRoot = root, Proof = proof },
            new AnchorFunction { NewSize = 1, NewRoot = root, Proof = [] },
            new RootAtFunction { Department = root, Size = 77 },
            new SetStatusesFunction
            {
                Changes =
                [
                    new StatusChange { RecordId = ids[0], Status = 2, Successor = new byte[32] }, new StatusChange { RecordId = ids[1], Status = 3, Successor = root },
                ],
            },
            new AdmitFunction { Origin = "ledger.localhost/education/log", Operator = account.ToString(), NodeUrl = "教育局 https://例子", LogKey = root },
            new AddRecordKeyFunction { Id = ids[0], Thumbprint = ids[1], Algorithm = 1, PublicKey = new byte[64], ValidUntil = 1_900_000_000 },
            new RegisterTypesFunction { TypeIds = ids, Uris = ["a", "一个比三十二字节更长的地址 https://city.example/vct/x/1"], MetadataHashes = ids },
            new AuthoriseTypesFunction { Id = root, TypeIds = ids },
        ];

        var answers = await ethers.AskAsync(
            calls.Select(call => new
            {
                kind = "calldata",
                fragment = GeneratedClasses.Functions.Single(one => one.Type == call.GetType()).Fragment,
                values = GeneratedClasses.Json(call),
            }),
            TestContext.Current.CancellationToken);

        Assert.Equal(Texts(answers), calls.Select(call => Hex.Data(ContractAbi.EncodeCall(call))));
    }

    [Fact]
    public async Task EventTopics_AgreeWithEthers()
    {
        string[] signatures = [.. GeneratedClasses.Events.Select(one => CommittedAbi.Signature(one.Fragment))];

        var answers = await ethers.AskAsync(signatures.Select(signature => new { kind = "topic", signature }), TestContext.Current.CancellationToken);

        Assert.Equal(
            Texts(answers),
            GeneratedClasses.Events.Select(one => "0x" + ABITypedRegistry.GetEvent(one.Type).Sha3Signature));
    }

    [Fact]
    public async Task DecodeResult_WhatEthersEncodes_IsRead()
    {
        object[] department = ["0x00000000000000000000000000000000000000fe", "1764000000", "0", "ledger.localhost/education/log", "http://127.0.0.1:5080"];
        object[] keys = [new object[] { Digest.Sha256([1]).ToHex(), "1", Hex.Data(new byte[64]), "5", "9", "7" }];

        var answers = await ethers.AskAsync(
            [
                new { kind = "abi", types = new[] { "tuple(address,uint64,uint64,string,string)" }, values = new object[] { department } },
                new { kind = "abi", types = new[] { "tuple(bytes32,uint8,bytes,uint64,uint64,uint64)[]" }, values = new object[] { keys } },
            ],
            TestContext.Current.CancellationToken);
        var facts = ContractFacts.Department(ContractAbi.Decode<DepartmentOfOutputDTO>(JsonVectors.Bytes(answers[0])));
        var recordKeys = ContractFacts.RecordKeys(ContractAbi.Decode<RecordKeysOfOutputDTO>(JsonVectors.Bytes(answers[1])));

        Assert.Equal("ledger.localhost/education/log", facts!.Origin);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1_764_000_000), facts.AdmittedAt);
        Assert.Null(facts.SuspendedAt);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(9), Assert.Single(recordKeys).Validity.Until);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(7), Assert.Single(recordKeys).CompromisedSince);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(31337, 255)]
    [InlineData(4_294_967_296, 70_000)]
    public async Task Sign_BothKinds_AgreesWithEthers(long chainId, long nonce)
    {
        Assert.True(ChainAddress.TryParse("0x3535353535353535353535353535353535353535", out var to));
        var data = Enumerable.Range(0, 200).Select(i => (byte)i).ToArray();
        var common = new Dictionary<string, object>
        {
            ["chainId"] = chainId,
            ["nonce"] = nonce,
            ["gasLimit"] = "90000",
            ["to"] = to.ToString(),
            ["data"] = Hex.Data(data),
            ["value"] = "0",
        };
        var legacy = new UnsignedTransaction(chainId, nonce, to, [.. data], 90_000, new LegacyFees(20_000_000_000)).Sign(Key);
        var dynamic = new UnsignedTransaction(chainId, nonce, to, [.. data], 90_000, new DynamicFees(1_000_000_000, 30_000_000_000)).Sign(Key);
        var creation = new UnsignedTransaction(chainId, nonce, null, [.. data], 90_000, new DynamicFees(0, 0)).Sign(Key);

        var answers = await ethers.AskAsync(
            [
                Question(common, ("type", 0), ("gasPrice", "20000000000")),
                Question(common, ("type", 2), ("maxPriorityFeePerGas", "1000000000"), ("maxFeePerGas", "30000000000")),
                Question(common, ("type", 2), ("maxPriorityFeePerGas", "0"), ("maxFeePerGas", "0"), ("to", null)),
            ],
            TestContext.Current.CancellationToken);

        Assert.Equal(answers.Select(a => a.GetProperty("raw").GetString()), new[] { legacy, dynamic, creation }.Select(t => Hex.Data(t.Bytes.AsSpan())));
        Assert.Equal(answers.Select(a => a.GetProperty("hash").GetString()), new[] { legacy, dynamic, creation }.Select(t => t.Hash.ToHex()));
    }

    [Fact]
    public async Task Sign_ManyHashes_EthersFindsOurAddress()
    {
        var signed = Enumerable.Range(0, 32)
            .Select(i => new UnsignedTransaction(31337, i, Key.Address, [], 21_000, new DynamicFees(i, i)).Sign(Key)).ToArray();

        var answers = await ethers.AskAsync(
            signed.Select(transaction => new { kind = "signer", raw = Hex.Data(transaction.Bytes.AsSpan()) }), TestContext.Current.CancellationToken);

        Assert.All(answers, answer => Assert.Equal(Key.Address.ToString(), answer.GetString()));
    }

    [Fact]
    public async Task Addresses_OfKeysAndContracts_AgreeWithEthers()
    {
        var keys = Enumerable.Range(0, 16).Select(_ => OperatorKey.Generate()).ToArray();
        long[] nonces = [0, 1, 127, 128, 255, 256, 1_000_000];

        var answers = await ethers.AskAsync(
            [
                .. keys.Select(key => (object)new { kind = "address", privateKey = Hex.Data(key.ExportPrivateKey().AsSpan()) }),
                .. nonces.Select(nonce => (object)new { kind = "created", from = Key.Address.ToString(), nonce }),
            ],
            TestContext.Current.CancellationToken);

        Assert.Equal(
            Texts(answers),
            [.. keys.Select(key => key.Address.ToString()), .. nonces.Select(nonce => ContractAddress.Compute(Key.Address, nonce).ToString())]);
    }

    private static object Question(Dictionary<string, object> common, params (string Name, object? Value)[] more)
    {
        var fields = common.ToDictionary(pair => pair.Key, pair => (object?)pair.Value);
        foreach (var (name, value) in more)
        {
            fields[name] = value;
        }

        return new { kind = "transaction", privateKey = PrivateKey, fields };
    }

    private static IEnumerable<string?> Texts(JsonElement[] answers) => answers.Select(answer => answer.GetString());
}
