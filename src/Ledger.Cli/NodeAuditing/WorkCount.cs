using System.Text.Json.Nodes;
using Ledger.Cli.Output;

namespace Ledger.Cli.NodeAuditing;

/// <summary>How much of one kind of work was due, and how much was done.</summary>
internal sealed record WorkCount(long Due, long Done)
{
    public long Missing => Due - Done;

    public JsonNode ToJson() => CountJson.Of(Due, Done);
}
