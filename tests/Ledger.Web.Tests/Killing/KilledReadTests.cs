using System.Globalization;
using System.Text.Json.Nodes;
using Ledger.Access;
using Ledger.Departments;
using Ledger.Issuing;
using Ledger.Store.LiteDb;
using Ledger.Verify.Entries;
using Ledger.Web.Tests.Backup;
using Ledger.Web.Tests.Running;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ledger.Web.Tests.Killing;

/// <summary>
/// Kills a node again and again while it shows claims and erases residents. Afterwards every read that was shown is in the log, every resident is
/// erased or not, and never in part. <c>LEDGER_KILLS</c> sets another number of kills.
/// </summary>
public sealed class KilledReadTests(StoppedNode stopped) : IClassFixture<StoppedNode>
{
    private const int MaxAnswers = 40;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static int Kills => int.TryParse(Environment.GetEnvironmentVariable("LEDGER_KILLS"), NumberStyles.None, CultureInfo.InvariantCulture, out var kills) ? kills : 20;

    [Fact]
    public async Task EveryRead_AfterManyKills_IsLoggedAndEveryErasureWholeOrNotBegun()
    {
        var seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {seed}, {Kills} kills"));
        var random = new Random(seed);
        using var folder = new TemporaryFolder();
        var data = stopped.CopyTo(folder);
        var tokens = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(data, "demo-tokens.json"), Cancel))![TestRecords.Department]!;
        var load = new ReadLoad(tokens["issuer"]!.GetValue<string>(), tokens["operator"]!.GetValue<string>(), CreateOperator(data));
        var residents = new List<Resident>();
        await using (var node = await NodeProcess.StartAsync(data, null, KilledNodeTests.Settings))
        {
            for (var number = 0; number < Kills + 4; number++)
            {
                residents.Add(await load.IssueAsync(node, number));
            }

            await node.StopAsync();
        }

        for (var kill = 0; kill < Kills; kill++)
        {
            await using var node = NodeProcess.StartWithoutWaiting(data, KilledNodeTests.Settings);
            await node.Ready.WaitAsync(TimeSpan.FromMinutes(2), Cancel);
            await load.RunAsync(node, residents, random.Next(MaxAnswers), residents[kill], node.KillAsync);
        }

        await using (var node = await NodeProcess.StartAsync(data, null, KilledNodeTests.Settings))
        {
            await node.StopAsync(); // The start completes what a kill interrupted.
        }

        await CheckAsync(data, load, residents);
    }

    private static string CreateOperator(string data) =>
        new TokenDesk(data, "local:test", TimeProvider.System).Create(new TokenHolder("second-desk", Id, Role.Operator), null).Token;

    private static DepartmentId Id => DepartmentId.TryParse(TestRecords.Department, out var id) ? id : default;

    private static async Task CheckAsync(string data, ReadLoad load, List<Resident> residents)
    {
        var layout = new DataLayout(data);
        var origin = new LiteDbOfflineStores(NullLoggerFactory.Instance).FindOrigin(layout, Id)!;
        await using var store = await LiteDbLogStore.OpenAsync(
            new LiteDbStoreOptions { Folder = layout.Department(Id).Root, Origin = origin }, NullLogger.Instance, Cancel);
        using var keys = Keys.FileSubjectKeys.Open(layout.Department(Id).SubjectKeys, Keys.FileMasterKey.Open(layout.MasterKey));
        Assert.NotEmpty(load.Shown);
        var erased = 0;
        foreach (var resident in residents)
        {
            Assert.True(RecordId.TryParse(resident.Record, out var id));
            var record = (await store.FindByRecordAsync(id, Cancel))[0];
            var entries = await store.ListBySubjectAsync(record.Subject, long.MaxValue, int.MaxValue, Cancel);
            var shown = load.Shown.GetValueOrDefault(resident.Record);
            var logged = entries.Count(entry => entry.Kind is EntryKind.Disclosure);
            Assert.True(logged >= shown, $"{resident.Record} was shown {shown} times, and the log has {logged} reads.");

            // With a certificate there is no key; without one there is the key.
            var certificates = entries.Where(entry => entry.Kind is EntryKind.Erasure).ToList();
            Assert.Equal(certificates.Count == 1, keys.IsErased(record.Subject));
            Assert.Equal(certificates.Count == 0, keys.Find(record.Subject) is not null);
            if (load.Certificates.TryGetValue(resident.Record, out var certificate))
            {
                Assert.Equal(certificate, Assert.Single(certificates).Id.ToString());
            }

            erased += certificates.Count;
        }

        Assert.InRange(erased, load.Certificates.Count, Kills);
    }
}
