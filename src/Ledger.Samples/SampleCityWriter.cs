using System.Text.Json;

namespace Ledger.Samples;

/// <summary>Writes the sample city as JSON lines.</summary>
public static class SampleCityWriter
{
    /// <summary>Writes one line for each record.</summary>
    /// <param name="output">Where to; left open.</param>
    /// <param name="residents">How many people.</param>
    /// <param name="seed">Which city.</param>
    /// <param name="asOf">The day it is shown at.</param>
    /// <param name="progress">Hears how many people are done, now and then.</param>
    /// <returns>How many lines were written.</returns>
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
