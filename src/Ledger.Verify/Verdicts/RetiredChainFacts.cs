using System.Collections.Immutable;
using Ledger.Verify.Bundles;
using Ledger.Verify.Chain;
using Ledger.Verify.Entries;
using Ledger.Verify.Migrations;
using Ledger.Verify.Trees;

namespace Ledger.Verify.Verdicts;

/// <summary>
/// The facts that a retired chain held about a bundle, from an approved migration record. What later chains say about the keys and the status of
/// the record is added. Stateless.
/// </summary>
internal static class RetiredChainFacts
{
    public static ApplicableFacts FromMigration(
        DecodedBundle parts, ChainFacts trusted, MigrationFile file, RetiredChain left, RecordedMigration recorded, AnchorFacts anchor)
    {
        var record = file.Record;
        var source = trusted.Source.Value; // The caller has checked that it is known.
        var held = parts.Bundle.Anchor is { } named ? left.Anchors.Find(named.Size) : null;
        var type = parts.Record.Jws.Payload.TryGetProperty("vct"u8, out var vct) ? vct.GetString() : null;
        var registered = left.Types.FirstOrDefault(one => one.Type.Uri == type);
        return new ApplicableFacts
        {
            Asked = trusted.Source,
            Path = new MigrationPath(recorded.RecordHash, recorded.RecordedAt, left.Place, left.Final, record.To.Place, anchor),
            IsFinal = Math.Max(recorded.Block, anchor.Block.Number) <= source.Final.Number,
            Facts = new ChainFacts
            {
                Source = Answer<ChainSource>.Known(new ChainSource(
                    left.Place.ChainId, left.Place.Registry, left.Place.LogAnchor, left.RecordStatus, left.Final, left.Final, left.Finality, source.Endpoints)),
                Department = Then(trusted.Department, department => department is null
                    ? null
                    : department with { AdmittedAt = left.AdmittedAt, SuspendedAt = left.SuspendedAt }),
                LogKeys = Then(trusted.LogKeys, keys => LogKeys(record, left, keys)),
                RecordKey = Then(trusted.RecordKey, key => RecordKey(record, left, parts.Thumbprint, key)),
                RecordType = Answer<RecordTypeFacts?>.Known(registered?.Type),
                Authority = Answer<ImmutableArray<Validity>>.Known(registered?.Authority ?? []),
                RootAtSize = Answer<Digest?>.Known(held?.Root),
                Anchor = Answer<AnchorFacts?>.Known(held),
                Statuses = Then(trusted.Statuses, changes => Statuses(record, OnChainId.OfRecord(Guid.ParseExact(parts.Entry.Id, "D")), changes)),
            },
        };
    }

    // A key may be declared compromised long after its chain is gone. The earliest declaration on any chain counts.
    private static ImmutableArray<LogKeyFacts> LogKeys(MigrationRecord record, RetiredChain left, ImmutableArray<LogKeyFacts> trusted)
    {
        var all = record.Chains.SelectMany(chain => chain.LogKeys).Concat(trusted).ToList();
        return [.. left.LogKeys.Select(key => key with
        {
            CompromisedSince = all.Where(other => other.PublicKey.AsSpan().SequenceEqual(key.PublicKey.AsSpan())).Min(other => other.CompromisedSince),
        })];
    }

    private static RecordKeyFacts? RecordKey(MigrationRecord record, RetiredChain left, Digest thumbprint, RecordKeyFacts? trusted) =>
        left.RecordKeys.FirstOrDefault(key => key.Thumbprint == thumbprint) is { } key
            ? key with
            {
                CompromisedSince = record.Chains.SelectMany(chain => chain.RecordKeys).Where(other => other.Thumbprint == thumbprint)
                    .Select(other => other.CompromisedSince).Append(trusted?.CompromisedSince).Min(),
            }
            : null;

    /// <summary>
    /// The status changes on all chains, in order. A new chain starts by repeating the last status of the previous chain. The repetition changes
    /// nothing and must not change the "since" time. No change follows a final status.
    /// </summary>
    private static ImmutableArray<StatusChangeFacts> Statuses(MigrationRecord record, Digest id, ImmutableArray<StatusChangeFacts> trusted)
    {
        var all = ImmutableArray.CreateBuilder<StatusChangeFacts>();
        foreach (var changes in record.Chains.Select(chain => chain.Statuses.FindAll(id)).Append(trusted))
        {
            var last = all.Count > 0 ? all[^1] : null;
            if (last?.Status > EntryStatus.Suspended)
            {
                break;
            }

            var repeats = changes is [var first, ..] && last is not null && first.Status == last.Status && first.Successor == last.Successor;
            all.AddRange(repeats ? changes[1..] : changes);
        }

        return all.ToImmutable();
    }

    private static Answer<TOut> Then<TIn, TOut>(Answer<TIn> answer, Func<TIn, TOut> map) =>
        answer.IsKnown ? Answer<TOut>.Known(map(answer.Value)) : Answer<TOut>.Unknown(answer.Problem);
}
