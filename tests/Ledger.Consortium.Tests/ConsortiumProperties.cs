using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Ledger.Verify.Faults;
using Ledger.Verify.Tests;

namespace Ledger.Consortium.Tests;

/// <summary>Plans, addresses and settings that departments send each other.</summary>
public sealed class ConsortiumProperties
{
    private const string Plan =
        $$"""
        {"v":1,"chainId":20261127,"blockPeriodSeconds":2,
         "nodes":[{"name":"v1","role":"validator","host":"10.0.0.1","port":30303,"publicKey":"{{TestAccounts.KeyOfOne}}"},
                  {"name":"r1","role":"rpc","host":"r1.city.example","port":30303,"publicKey":"{{TestAccounts.KeyOfTwo}}"}],
         "accounts":["{{TestAccounts.AddressOfTwo}}"]}
        """;

    /// <summary>The plan has too few validators, which is found last.</summary>
    [Property(MaxTest = 500)]
    public Property ReadPlan_AnyDamage_IsRefusedAsAPlan() => Prop.ForAll(
        Gen.OneOf(Generators.OneValueChanged(Plan).Select(Encoding.UTF8.GetBytes), Generators.Damaged(Encoding.UTF8.GetBytes(Plan))).ToArbitrary(), bytes =>
        {
            Assert.Equal(RunFaults.PlanUnusable, Assert.Throws<FaultException>(() => NetworkPlan.Read(bytes)).Fault);
        });

    [Property(MaxTest = 200)]
    public Property Enode_Any_IsReadAsWritten() => Prop.ForAll(
        (from key in Gen.Elements(TestAccounts.KeyOfOne, TestAccounts.KeyOfTwo)
         from labels in Gen.Elements("a", "z9", "x-y", "0a").ArrayOf(3)
         from host in Gen.Elements($"{string.Join('.', labels)}.example", "10.0.0.1", "255.255.255.255")
         from port in Gen.Choose(1, 65535)
         select string.Create(CultureInfo.InvariantCulture, $"enode://{key}@{host}:{port}")).ToArbitrary(),
        text => Enode.TryParse(text, out var enode) && enode.ToString() == text);

    [Property(MaxTest = 500)]
    public Property Enode_AnyDamage_IsRefusedOrAnotherEnode() => Prop.ForAll(
        Generators.Damaged(Encoding.ASCII.GetBytes($"enode://{TestAccounts.KeyOfOne}@10.0.0.1:30303")).Select(Encoding.Latin1.GetString).ToArbitrary(),
        text => !Enode.TryParse(text, out var enode) || enode.ToString() == text);

    /// <summary>After a changed digit the key is not a point of the curve: half of all x have none, and of the others one y in 2^255.</summary>
    [Property(MaxTest = 300)]
    public Property NodePublicKey_OneDigitChanged_IsRefused() => Prop.ForAll(
        (from place in Gen.Choose(0, TestAccounts.KeyOfOne.Length - 1)
         from digit in Gen.Elements("0123456789abcdef".ToCharArray()).Where(digit => digit != TestAccounts.KeyOfOne[place])
         select $"{TestAccounts.KeyOfOne[..place]}{digit}{TestAccounts.KeyOfOne[(place + 1)..]}").ToArbitrary(),
        text => !NodePublicKey.TryParse(text, out _));

    [Property(MaxTest = 60)]
    public Property WriteGenesis_ValidatorsInAnyOrder_GivesTheSameBytes() => Prop.ForAll(
        (from numbers in Gen.Choose(1, 1000).ArrayOf(12).Where(numbers => numbers.Distinct().Count() >= 4)
         let validators = numbers.Distinct().Select(TestAccounts.Address).ToArray()
         from shuffled in Gen.Shuffle(validators)
         select (validators, shuffled)).ToArbitrary(), given =>
         {
             var settings = new GenesisSettings { ChainId = 20261127, Validators = [.. given.validators] };

             Assert.Equal(ConsortiumGenesis.Write(settings), ConsortiumGenesis.Write(settings with { Validators = [.. given.shuffled] }));
         });
}
