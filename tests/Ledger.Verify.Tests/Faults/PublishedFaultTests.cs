using System.Text.Json;
using Ledger.Verify.Faults;

namespace Ledger.Verify.Tests.Faults;

/// <summary>
/// Clients decide by the status and the kind of a code, so a published code keeps both. <c>vectors/published.json</c> lists them; a new code gets a
/// new row there, and no row is changed or reused.
/// </summary>
public sealed class PublishedFaultTests
{
    [Fact]
    public void All_Faults_HaveTheirPublishedStatusAndKind()
    {
        var published = JsonVectors.Read("Faults", "vectors", "published.json").EnumerateObject().Select(row => (
            row.Name, row.Value[0].ValueKind is JsonValueKind.Null ? (int?)null : row.Value[0].GetInt32(), Enum.Parse<FaultKind>(row.Value[1].GetString()!)));

        Assert.Equal(published, FaultTable.All.Select(fault => (fault.Code, fault.HttpStatus, fault.Kind)));
    }

    [Fact]
    public void All_Faults_AreThoseOfTheServiceAndThoseOfTheCommands()
    {
        Assert.Empty(FaultTable.Service.Intersect(FaultTable.Commands));
        Assert.Equal(FaultTable.All, FaultTable.Service.Concat(FaultTable.Commands).OrderBy(fault => fault.Code, StringComparer.Ordinal));
    }

    [Fact]
    public void Service_AndCommands_AreOrderedByCode() => Assert.All([FaultTable.Service, FaultTable.Commands], table =>
        Assert.Equal(table.Select(fault => fault.Code).Order(StringComparer.Ordinal), table.Select(fault => fault.Code)));

    [Fact]
    public void Find_EachPublishedCode_IsItsFault() => Assert.All(FaultTable.All, fault => Assert.Same(fault, FaultTable.Find(fault.Code)));

    [Theory]
    [InlineData("")]
    [InlineData("ldg1101")]
    [InlineData("LDG0000")]
    public void Find_AnotherCode_IsNull(string code) => Assert.Null(FaultTable.Find(code));

    [Fact]
    public void IsDamage_OfTheStore_IsWhatMakesWritingDangerous() => Assert.Equal(
        [StoreFaults.Damaged, StoreFaults.Behind, StoreFaults.TwoHistories], FaultTable.All.Where(StoreFaults.IsDamage));
}
