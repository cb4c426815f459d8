using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Issuing;

namespace Ledger.Tests.Issuing;

public sealed class OrdinaryTextsTests
{
    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("王小明")]
    [InlineData("学籍〔2026〕１号，甲")]
    [InlineData("~ A")]
    [InlineData("1900-01-31")]
    [InlineData("2100-12-31T00:00:00Z")]
    [InlineData("1234-567-890")]
    public void AreAllIn_PlainText_IsTrue(string text) =>
        Assert.True(AreAllIn(new JsonArray(1, null, true, new JsonObject { ["a"] = text })));

    [Theory]
    [InlineData(" ")]
    [InlineData("a\u200B")]
    [InlineData("a\u00A0b")]
    [InlineData("a\tb")]
    [InlineData("\uFFFD")]
    [InlineData("\u3000")]
    [InlineData("\u3164")]
    [InlineData("e\u0301")]
    [InlineData("\uD842\uDFB7")]
    [InlineData("1899-12-31")]
    [InlineData("2101-01-01T00:00:00Z")]
    [InlineData("20x0-01-01")]
    public void AreAllIn_OtherText_IsFalse(string text)
    {
        Assert.False(AreAllIn(JsonValue.Create(text)));
        Assert.False(AreAllIn(new JsonArray("a", new JsonObject { ["b"] = "c", ["d"] = text })));
    }

    private static bool AreAllIn(JsonNode value) => OrdinaryTexts.AreAllIn(JsonElement.Parse(value.ToJsonString()), 1900, 2100);
}
