using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Ledger.Verify.Trees;
using Nethereum.ABI;
using Nethereum.ABI.FunctionEncoding;
using Nethereum.ABI.FunctionEncoding.Attributes;
using Nethereum.ABI.Model;
using Nethereum.Contracts;

namespace Ledger.Ethereum.Encoding;

/// <summary>
/// Encodes and decodes the generated contract classes. Everything from a chain passes <see cref="AbiLayout"/> before the library decodes it.
/// Thread-safe.
/// </summary>
internal static class ContractAbi
{
    private const int SelectorLength = 4;
    private static readonly ConcurrentDictionary<Type, Parameter[]> Tuples = new();

    /// <summary>The selector and the arguments of a call.</summary>
    public static byte[] EncodeCall(FunctionMessage call) =>
        [.. Selector(call.GetType()), .. new ParametersEncoder().EncodeParametersFromTypeAttributes(call.GetType(), call)];

    /// <summary>The encoded arguments of a constructor, which follow the creation code.</summary>
    public static byte[] EncodeArguments(ContractDeploymentMessage deployment) =>
        new ParametersEncoder().EncodeParametersFromTypeAttributes(deployment.GetType(), deployment);

    /// <summary>Encodes a list of calls as the registry does before hashing: one value of type <c>bytes[]</c>.</summary>
    public static byte[] EncodeCalls(IEnumerable<ImmutableArray<byte>> calls) =>
        new ABIEncode().GetABIEncoded(new ABIValue("bytes[]", calls.Select(call => call.ToArray()).ToList()));

    /// <summary>The selector: the first four bytes of a call of this function.</summary>
    public static byte[] Selector(Type function) => Convert.FromHexString(ABITypedRegistry.GetFunctionABI(function).Sha3Signature);

    /// <summary>The Solidity name of a function.</summary>
    public static string NameOf(Type function) => ABITypedRegistry.GetFunctionABI(function).Name;

    /// <summary>Topic 0 of an event: Keccak-256 of its signature.</summary>
    public static Digest Topic<TEvent>()
        where TEvent : IEventDTO => EventLayout<TEvent>.Topic;

    /// <summary>A number as the topic of an indexed parameter.</summary>
    /// <param name="number">At least 0.</param>
    public static Digest Topic(long number)
    {
        Span<byte> word = stackalloc byte[Digest.Length];
        word.Clear();
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(word[^sizeof(long)..], number);
        return Digest.TryRead(word, out var topic) ? topic : throw new System.Diagnostics.UnreachableException();
    }

    /// <summary>Reads the arguments of a call of this function.</summary>
    /// <returns>False for a call of another function, and for bytes that are not the canonical encoding.</returns>
    public static bool TryDecodeCall<TFunction>(ReadOnlySpan<byte> call, [NotNullWhen(true)] out TFunction? arguments)
        where TFunction : FunctionMessage, new()
    {
        arguments = null;
        if (!call.StartsWith(Selector(typeof(TFunction))))
        {
            return false;
        }

        try
        {
            arguments = Decode<TFunction>(call[SelectorLength..]);
            return true;
        }
        catch (EncodingException)
        {
            return false;
        }
    }

    /// <summary>Decodes results, or any tuple whose class has <see cref="ParameterAttribute"/>s.</summary>
    /// <exception cref="EncodingException">The bytes are not the canonical encoding of such values.</exception>
    public static T Decode<T>(ReadOnlySpan<byte> data)
        where T : class, new()
    {
        AbiLayout.Ensure(Tuples.GetOrAdd(typeof(T), static type => new AttributesToABIExtractor().ExtractParametersFromAttributes(type)), data);
        return data.IsEmpty ? new T() : (T)new ParameterDecoder().DecodeAttributes(data.ToArray(), typeof(T));
    }

    /// <summary>Reads an event.</summary>
    /// <param name="topics">The topic of the event, then one word for each indexed parameter.</param>
    /// <param name="data">The parameters that are not indexed.</param>
    /// <exception cref="EncodingException">The log is of another event, or is not the canonical encoding of this one.</exception>
    public static TEvent DecodeEvent<TEvent>(ImmutableArray<Digest> topics, ReadOnlySpan<byte> data)
        where TEvent : IEventDTO, new()
    {
        if (topics.Length != EventLayout<TEvent>.Indexed.Parameters.Length + 1 || topics[0] != Topic<TEvent>())
        {
            throw new EncodingException("ABI: the topics are not this event's.");
        }

        // Our contracts index only static types, so the topics together are the encoding of their tuple.
        var decoded = new TEvent();
        Fill(decoded, EventLayout<TEvent>.Indexed, [.. topics.Skip(1).SelectMany(topic => topic.ToArray())]);
        Fill(decoded, EventLayout<TEvent>.Plain, data);
        return decoded;
    }

    private static void Fill(object decoded, (Parameter[] Parameters, PropertyInfo[] Properties) layout, ReadOnlySpan<byte> data)
    {
        AbiLayout.Ensure(layout.Parameters, data);
        if (layout.Parameters.Length > 0)
        {
            new ParameterDecoder().DecodeAttributes(data.ToArray(), decoded, layout.Properties);
        }
    }

    /// <summary>Which parameters of an event are in topics and which in data, determined once.</summary>
    private static class EventLayout<TEvent>
        where TEvent : IEventDTO
    {
        public static readonly Digest Topic = Convert.FromHexString(ABITypedRegistry.GetEvent<TEvent>().Sha3Signature).ToDigest();
        public static readonly (Parameter[] Parameters, PropertyInfo[] Properties) Indexed = Find(indexed: true);
        public static readonly (Parameter[] Parameters, PropertyInfo[] Properties) Plain = Find(indexed: false);

        private static (Parameter[] Parameters, PropertyInfo[] Properties) Find(bool indexed)
        {
            var found = PropertiesExtractor.GetPropertiesWithParameterAttribute(typeof(TEvent))
                .Where(property => property.GetCustomAttribute<ParameterAttribute>(inherit: true)!.Parameter.Indexed == indexed) // selected by it just above
                .ToArray();
            return ([.. ABITypedRegistry.GetEvent<TEvent>().InputParameters.Where(parameter => parameter.Indexed == indexed)], found);
        }
    }
}
