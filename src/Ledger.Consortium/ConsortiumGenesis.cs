using System.Text.Json;
using Ledger.Verify.Evidence;
using Ledger.Verify.Trees;

namespace Ledger.Consortium;

/// <summary>
/// Writes the genesis file of a Besu QBFT chain. The same settings give the same bytes everywhere, so people can compare its SHA-256 by telephone.
/// </summary>
public static class ConsortiumGenesis
{
    /// <summary>30,000,000, as on public chains for years. It is finite, so one transaction cannot delay a block for long.</summary>
    private const long GasLimit = 0x1c9c380;

    /// <summary>The limit of EIP-170. The contracts respect it, and a higher limit would be one more difference from other chains.</summary>
    private const int ContractSizeLimit = 24576;

    /// <summary>
    /// After this number of blocks Besu drops open votes, which must then be cast again. The default of Besu; it must never change.
    /// </summary>
    private const int EpochLength = 30000;

    private static readonly JsonWriterOptions Layout = new() { Indented = true, NewLine = "\n" };

    /// <summary>The extra data of block 0. The validators are in ascending order, as every later header requires.</summary>
    public static string ExtraData(GenesisSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return "0x" + Convert.ToHexStringLower(GenesisBlock.EncodeExtraData(settings.Validators.OrderBy(validator => validator.ToString(), StringComparer.Ordinal)));
    }

    /// <summary>Writes the file in UTF-8, with a line feed at the end.</summary>
    /// <exception cref="ArgumentException">The settings fail <see cref="GenesisSettings.Check"/>.</exception>
    public static byte[] Write(GenesisSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (settings.Check() is { } rejected)
        {
            throw new ArgumentException($"{rejected.Problem}: {rejected.Value}", nameof(settings));
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
            json.WriteStartObject("alloc"); // Gas is free, so no account needs a balance.
            json.WriteEndObject();
            json.WriteString("extraData", ExtraData(settings));
            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return buffer.ToArray();
    }

    /// <summary>Computes the hash of block 0 of the chain that starts with this file.</summary>
    /// <exception cref="ArgumentException">The settings fail <see cref="GenesisSettings.Check"/>.</exception>
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
        json.WriteNumber("requesttimeoutseconds", 2 * settings.BlockPeriodSeconds); // Besu recommends twice the period as a start.
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
