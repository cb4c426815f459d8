using System.Text.Json;
using Ledger.Verify.Evidence;
using Ledger.Verify.Trees;

namespace Ledger.Consortium;

/// <summary>The genesis file of a Besu QBFT chain. The same settings give the same bytes everywhere, so its SHA-256 can be compared by telephone.</summary>
public static class ConsortiumGenesis
{
    /// <summary>30,000,000, as public chains had it for years: finite, so that one transaction cannot hold up a block for long.</summary>
    private const long GasLimit = 0x1c9c380;

    /// <summary>EIP-170's limit; the contracts keep to it, and a larger one would be one more difference to other chains.</summary>
    private const int ContractSizeLimit = 24576;

    /// <summary>After so many blocks open votes are forgotten and cast again. Besu's default; it must never change afterwards.</summary>
    private const int EpochLength = 30000;

    private static readonly JsonWriterOptions Layout = new() { Indented = true, NewLine = "\n" };

    /// <summary>The extra data of the first block: the validators in ascending order, as every later header must have them.</summary>
    public static string ExtraData(GenesisSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return "0x" + Convert.ToHexStringLower(GenesisBlock.EncodeExtraData(settings.Validators.OrderBy(validator => validator.ToString(), StringComparer.Ordinal)));
    }

    /// <summary>The file, UTF-8 with a line feed at its end.</summary>
    /// <exception cref="ArgumentException">The settings do not pass <see cref="GenesisSettings.Check"/>.</exception>
    public static byte[] Write(GenesisSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (settings.Check() is { } refusal)
        {
            throw new ArgumentException($"{refusal.Problem}: {refusal.Value}", nameof(settings));
        }

        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Layout))
        {
            json.WriteStartObject();
            WriteConfig(json, settings);
            json.WriteString("nonce", "0x0");
            json.WriteString("timestamp", "0x0");
            json.WriteString("gasLimit", $"0x{GasLimit:x}");
            json.WriteString("difficulty", "0x1");
            json.WriteString("mixHash", BlockHeader.QbftMixHash);
            json.WriteString("coinbase", "0x0000000000000000000000000000000000000000");
            json.WriteStartObject("alloc"); // Nobody owns anything: gas is free, so no account needs a balance.
            json.WriteEndObject();
            json.WriteString("extraData", ExtraData(settings));
            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return buffer.ToArray();
    }

    /// <summary>The hash of block 0 that the file begins a chain with.</summary>
    /// <exception cref="ArgumentException">The settings do not pass <see cref="GenesisSettings.Check"/>.</exception>
    public static Digest BlockHash(GenesisSettings settings) => GenesisBlock.Read(Write(settings)).Hash;

    private static void WriteConfig(Utf8JsonWriter json, GenesisSettings settings)
    {
        json.WriteStartObject("config");
        json.WriteNumber("chainId", settings.ChainId);
        json.WriteNumber("berlinBlock", 0);
        json.WriteNumber("londonBlock", 0);
        json.WriteBoolean("zeroBaseFee", true);
        json.WriteNumber("contractSizeLimit", ContractSizeLimit);
        json.WriteStartObject("qbft");
        json.WriteNumber("blockperiodseconds", settings.BlockPeriodSeconds);
        json.WriteNumber("epochlength", EpochLength);
        json.WriteNumber("requesttimeoutseconds", 2 * settings.BlockPeriodSeconds); // Besu's advice: twice the period, then tune.
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
