using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Verify.Json;

namespace Ledger.Complaints;

/// <summary>What a resident says about a read of her claims. It is encrypted for her, and the log commits to its text. Immutable.</summary>
/// <param name="About">The index of the read's entry.</param>
/// <param name="Text">Her words.</param>
public sealed record Complaint(long About, string Text)
{
    private const string Form = "complaint";
    private const int FormatVersion = 1;

    /// <summary>The text that the log commits to: canonical JSON (RFC 8785).</summary>
    public string ToText() => Encoding.UTF8.GetString(CanonicalJson.Canonicalize(Encoding.UTF8.GetBytes(
        new JsonObject { ["about"] = About, ["form"] = Form, ["text"] = Text, ["v"] = FormatVersion }.ToJsonString())));

    /// <summary>Reads what <see cref="ToText"/> wrote. Null if it is another kind of request.</summary>
    /// <exception cref="FormatException">It is a complaint in another form.</exception>
    public static Complaint? Find(string text)
    {
        try
        {
            var json = JsonElement.Parse(text);
            return json.GetProperty("form"u8).GetString() is not Form ? null
                : json.GetProperty("v"u8).GetInt32() is FormatVersion ? new Complaint(json.GetProperty("about"u8).GetInt64(), json.GetProperty("text"u8).GetString() ?? "")
                : throw new FormatException("A complaint of another version.");
        }
        catch (Exception problem) when (problem is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new FormatException("Not the text of a request.", problem);
        }
    }

    /// <summary>Shows no content, so that no log line contains personal data.</summary>
    public override string ToString() => "Complaint";
}
