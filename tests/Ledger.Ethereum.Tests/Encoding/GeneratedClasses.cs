using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Reflection;
using System.Text.Json;
using Ledger.Ethereum.Contracts;
using Ledger.Ethereum.Encoding;
using Ledger.Ethereum.Tests.Peers;
using Nethereum.ABI.FunctionEncoding;
using Nethereum.ABI.FunctionEncoding.Attributes;
using Nethereum.Contracts;

namespace Ledger.Ethereum.Tests.Encoding;

/// <summary>A generated class with its entry in the committed ABI, by which a peer encodes.</summary>
internal sealed record GeneratedClass(Type Type, JsonElement Fragment)
{
    public override string ToString() => Type.FullName!; // a named type has one
}

/// <summary>All generated classes, found by reflection, so that a new one is tested automatically; and random instances with their JSON.</summary>
internal static class GeneratedClasses
{
    private const string Root = "Ledger.Ethereum.Generated.";

    public static GeneratedClass[] Functions { get; } =
        [.. Find(FunctionAttribute.IsFunctionType, type => Entry(type, "function", FunctionAttribute.GetAttribute(type).Name))];

    public static GeneratedClass[] Outputs { get; } = [.. Find(
        type => typeof(IFunctionOutputDTO).IsAssignableFrom(type),
        type => Functions.Single(function => IsOutputOf(type, function.Type)).Fragment)];

    public static GeneratedClass[] Events { get; } = [.. Find(EventAttribute.IsEventType, type => Entry(type, "event", EventAttribute.GetAttribute(type).Name))];

    public static GeneratedClass[] Errors { get; } = [.. Find(ErrorAttribute.IsErrorType, type => Entry(type, "error", ErrorAttribute.GetAttribute(type).Name))];

    /// <summary>Makes an instance with a random value in each ABI property.</summary>
    public static object Random(RandomValues random, Type type)
    {
        var made = Activator.CreateInstance(type)!; // every generated class has a constructor without arguments
        foreach (var (property, attribute) in Parameters(type))
        {
            property.SetValue(made, random.Value(attribute.Type, property.PropertyType));
        }

        return made;
    }

    /// <summary>The values in ABI order, as JSON for a peer: numbers as decimal text, bytes as hexadecimal.</summary>
    public static object[] Json(object instance, bool? indexed = null) =>
        [.. Parameters(instance.GetType(), indexed).Select(pair => JsonOf(pair.Property.GetValue(instance)!))]; // random and decoded ones are set

    /// <summary>Encodes the ABI properties with the library.</summary>
    public static byte[] Encode(object instance) => new ParametersEncoder().EncodeParametersFromTypeAttributes(instance.GetType(), instance);

    /// <summary>Encodes the indexed, or the other, parameters of an event.</summary>
    public static byte[] Encode(object instance, bool indexed) => new ParametersEncoder().EncodeParameters(
        [.. ABITypedRegistry.GetEvent(instance.GetType()).InputParameters.Where(parameter => parameter.Indexed == indexed)],
        [.. Parameters(instance.GetType(), indexed).Select(pair => pair.Property.GetValue(instance))]);

    /// <summary><see cref="ContractAbi.Decode{T}"/> of a type that is known only at run time.</summary>
    public static object Decode(Type type, byte[] data) => DecodeMethod(nameof(DecodeOf), type)(data);

    private static Func<byte[], object> DecodeMethod(string name, Type type) => typeof(GeneratedClasses)
        .GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type).CreateDelegate<Func<byte[], object>>();

    private static object DecodeOf<T>(byte[] data)
        where T : class, new() => ContractAbi.Decode<T>(data);

    /// <summary><see cref="ContractAbi.DecodeEvent{T}"/> of a type that is known only at run time.</summary>
    public static object DecodeEvent(Type type, byte[] topics, byte[] data) => typeof(GeneratedClasses)
        .GetMethod(nameof(DecodeEventOf), BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(type)
        .CreateDelegate<Func<byte[], byte[], object>>()(topics, data);

    private static object DecodeEventOf<T>(byte[] topics, byte[] data)
        where T : class, IEventDTO, new() => ContractAbi.DecodeEvent<T>(
            [ContractAbi.Topic<T>(), .. topics.Chunk(32).Select(topic => topic.ToDigest())], data);

    private static IEnumerable<(PropertyInfo Property, ParameterAttribute Attribute)> Parameters(Type type, bool? indexed = null) =>
        from property in type.GetProperties()
        let attribute = property.GetCustomAttribute<ParameterAttribute>(inherit: true)
        where attribute is not null && (indexed is null || attribute.Parameter.Indexed == indexed)
        orderby attribute.Order
        select (property, attribute);

    private static object JsonOf(object value) => value switch
    {
        byte[] bytes => Hex.Data(bytes),
        bool truth => truth,
        string text => text.StartsWith("0x", StringComparison.Ordinal) && text.Length == 42 ? text.ToLowerInvariant() : text,
        byte or ushort or uint or ulong or BigInteger => ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture),
        IEnumerable list => list.Cast<object>().Select(JsonOf).ToArray(),
        _ => Json(value),
    };

    private static IEnumerable<GeneratedClass> Find(Func<Type, bool> isWanted, Func<Type, JsonElement> fragment) =>
        from type in typeof(ContractArtifact).Assembly.GetTypes()
        where type.Namespace?.StartsWith(Root, StringComparison.Ordinal) is true && !type.Name.EndsWith("Base", StringComparison.Ordinal) && isWanted(type)
        orderby type.FullName
        select new GeneratedClass(type, fragment(type));

    private static bool IsOutputOf(Type output, Type function) => typeof(IViewOf<>).MakeGenericType(output).IsAssignableFrom(function);

    private static JsonElement Entry(Type type, string kind, string name) => CommittedAbi.Entries(type.Namespace![Root.Length..])
        .Single(entry => entry.GetProperty("type").GetString() == kind && entry.GetProperty("name").GetString() == name);
}
