using System.Text.Json;

namespace Ledger.Samples;

/// <summary>Writes the sample city as JSON lines.</summary>
public static class SampleCityWriter
{
    /// <summary>Writes one line for each record.</summary>
    /// <param name="output">The stream to write to. It stays open.</param>
    /// <param name="residents">The number of people.</param>
    /// <param name="seed">The seed of the city.</param>
    /// <param name="asOf">The date of the city.</param>
    /// <param name="progress">Receives the number of people done, from time to time.</param>
    /// <returns>The number of lines written.</returns>
    public static long Write(Stream output, int residents, ulong seed, DateOnly asOf, Action<double>? progress)
    {
        ArgumentNullException.ThrowIfNull(output);
        var lines = 0L;
        using var writer = new Utf8JsonWriter(output, SampleRecord.LineOptions);
        foreach (var record in SampleCity.Create(residents, seed, asOf))
        {
            record.WriteTo(writer);
            writer.Flush();
            output.WriteByte((byte)'\n');
            writer.Reset(output);
            if (++lines % 256 == 0)
            {
                progress?.Invoke(record.Resident);
            }
        }

        return lines;
    }
}
