using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Ledger.Access;
using Ledger.Departments;
using Ledger.Tests.Departments;
using Ledger.Tests.Files;
using Ledger.Verify.Faults;
using Ledger.Verify.Tests;

namespace Ledger.Tests.Access;

/// <summary>
/// Tests the token file and the operator log with random content. Written content is read back unchanged. Changed bytes are either read or refused as
/// damage.
/// </summary>
public sealed class AccessFileProperties : IDisposable
{
    private static readonly DepartmentId[] Departments = [TestDepartments.Id("education"), TestDepartments.Id("civil-affairs")];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Property(MaxTest = 30)]
    public Property Tokens_InAnyOrder_AreReadAsWritten() => Prop.ForAll(
        Entries.SelectMany(entries => Gen.Shuffle(entries).Select(shuffled => (entries, shuffled))).ToArbitrary(), given =>
        {
            TokenRows.Write(_folder["tokens.json"], given.entries);
            var bytes = File.ReadAllBytes(_folder["tokens.json"]);
            TokenRows.Write(_folder["other.json"], given.shuffled);

            Assert.Equal(given.entries.OrderBy(entry => entry.Sha256), TokenRows.Read(_folder["tokens.json"]).OrderBy(entry => entry.Sha256));
            Assert.Equal(bytes, File.ReadAllBytes(_folder["other.json"]));
        });

    [Property(MaxTest = 150)]
    public Property Tokens_AnyDamage_IsReadOrDamage() => Prop.ForAll(
        Entries.SelectMany(entries => Damage(TextOf(entries))).ToArbitrary(), bytes => IsReadOrDamage("damaged.json", bytes, path => TokenRows.Read(path)));

    [Property(MaxTest = 30)]
    public Property OperatorLog_AnyEvents_AreReadAsWritten() => Prop.ForAll(Events.ToArbitrary(), events =>
    {
        File.Delete(_folder["operator.log"]);
        foreach (var one in events)
        {
            OperatorLog.Append(_folder["operator.log"], one);
        }

        Assert.Equal(events, OperatorLog.Read(_folder["operator.log"]));
    });

    /// <summary>A crash during a write leaves the beginning of a line.</summary>
    [Property(MaxTest = 60)]
    public Property OperatorLog_CutAnywhere_HasTheEventsBefore() => Prop.ForAll(
        (from events in Events
         let bytes = LogOf(events)
         from length in Gen.Choose(0, bytes.Length)
         select (events, bytes: bytes[..length])).ToArbitrary(), cut =>
         {
             File.WriteAllBytes(_folder["cut.log"], cut.bytes);
             var whole = cut.bytes.Count(value => value == (byte)'\n');

             var read = OperatorLog.Read(_folder["cut.log"]);

             Assert.Equal(cut.events.Take(read.Count), read);
             Assert.InRange(read.Count, whole, whole + 1);
         });

    [Property(MaxTest = 150)]
    public Property OperatorLog_AnyDamage_IsReadOrDamage() => Prop.ForAll(
        Events.SelectMany(events => Generators.Damaged(LogOf(events))).ToArbitrary(), bytes => IsReadOrDamage("damaged.log", bytes, path => OperatorLog.Read(path)));

    private static Gen<DateTimeOffset> Times { get; } = Generators.Times(TimeSpan.FromTicks(1));

    private static Gen<DateTimeOffset?> TimesOrNone { get; } = Gen.OneOf(Gen.Constant<DateTimeOffset?>(null), Times.Select(time => (DateTimeOffset?)time));

    // Each name occurs once in a department, as the file requires.
    private static Gen<TokenEntry[]> Entries { get; } =
        (from name in Generators.Texts
         from department in Gen.Elements(Departments)
         from role in Gen.Elements(Enum.GetValues<Role>())
         from hash in Generators.Digests
         from issued in TimesOrNone
         from expires in TimesOrNone
         from withdrawn in TimesOrNone
         from actor in Generators.Texts
         select new TokenEntry
         {
             Holder = new TokenHolder(name, department, role),
             Sha256 = Convert.ToHexStringLower(hash.ToArray()),
             IssuedAt = issued,
             IssuedBy = issued is null ? null : actor,
             ExpiresAt = expires,
             WithdrawnAt = withdrawn,
             WithdrawnBy = withdrawn is null ? null : actor,
         }).ArrayOf(5).Select(entries => entries.DistinctBy(entry => (entry.Holder.Name, entry.Holder.Department)).ToArray());

    private static Gen<OperatorEvent[]> Events { get; } =
        Gen.Choose(1, 4).SelectMany(count =>
            (from at in Times
             from action in Gen.Elements(Enum.GetValues<OperatorAction>())
             from actor in Generators.Texts
             from department in Gen.Elements<string?>(null, "education")
             from name in Generators.Texts
             from role in Gen.Elements<Role?>([null, .. Enum.GetValues<Role>()])
             from expires in TimesOrNone
             from asOf in TimesOrNone
             select new OperatorEvent(at, action, actor, department, department is null ? null : "0123456789abcdef", name, role, expires, asOf)).ArrayOf(count));

    private static Gen<byte[]> Damage(byte[] text) =>
        Gen.OneOf(Generators.Damaged(text), Generators.OneValueChanged(Encoding.UTF8.GetString(text)).Select(Encoding.UTF8.GetBytes));

    private static byte[] TextOf(TokenEntry[] entries)
    {
        using var folder = new TempFolder();
        TokenRows.Write(folder["tokens.json"], entries);
        return File.ReadAllBytes(folder["tokens.json"]);
    }

    private static byte[] LogOf(OperatorEvent[] events)
    {
        using var folder = new TempFolder();
        OperatorLog.Append(folder["operator.log"], events);
        return File.ReadAllBytes(folder["operator.log"]);
    }

    private void IsReadOrDamage(string name, byte[] bytes, Action<string> read)
    {
        File.WriteAllBytes(_folder[name], bytes);
        try
        {
            read(_folder[name]);
        }
        catch (FaultException problem) when (StoreFaults.IsDamage(problem.Fault))
        {
            // No other exception is allowed.
        }
    }
}
