using Ledger.Verify.Chain;

namespace Ledger.Consortium;

/// <summary>The settings that the departments agree on before their chain begins. Only the validators can change afterwards, by vote.</summary>
public sealed record GenesisSettings
{
    /// <summary>Four validators continue when one is lost. Three do not, because QBFT needs more than two thirds.</summary>
    public const int EnoughValidators = 4;

    /// <summary>The largest chain id for which 2·id + 36, the v of a signature (EIP-155), is exact where JSON numbers are doubles.</summary>
    public const long LargestChainId = 4503599627370476;

    /// <summary>The shortest time between two blocks, in seconds.</summary>
    public const int ShortestPeriod = 1;

    /// <summary>The longest time between two blocks, in seconds.</summary>
    public const int LongestPeriod = 60;

    /// <summary>
    /// The ids of public chains and of common development chains. A transaction signed for one of them could be sent to this chain, and the
    /// reverse. The registry of ids is public (EIP-155); these are the ones that people are likely to try.
    /// </summary>
    private static readonly HashSet<long> Taken =
    [
        1, 3, 4, 5, 10, 25, 42, 56, 97, 100, 137, 250, 288, 324, 1101, 1284, 1329, 1337, 2018, 5000, 7777777, 8217, 8453, 17000, 31337, 33139, 34443, 42161, 42170, 42220,
        43113, 43114, 57073, 59144, 80002, 80094, 81457, 84532, 421614, 534352, 560048, 11155111, 11155420, 1313161554,
    ];

    /// <summary>From 2 to <see cref="LargestChainId"/>, and not used by another chain.</summary>
    public required long ChainId { get; init; }

    /// <summary>Seconds between two blocks, <see cref="ShortestPeriod"/> to <see cref="LongestPeriod"/>. Default 2.</summary>
    public int BlockPeriodSeconds { get; init; } = 2;

    /// <summary>The validators of block 0, in any order.</summary>
    public required IReadOnlyList<ChainAddress> Validators { get; init; }

    /// <summary>True to allow fewer than <see cref="EnoughValidators"/>. Such a chain stops when one of them stops.</summary>
    public bool AllowFewer { get; init; }

    /// <summary>Returns the first fault, or null.</summary>
    public RejectedSetting? Check()
    {
        if (ChainId is < 2 or > LargestChainId)
        {
            return ChainId == 1 ? new(GenesisProblem.ChainIdTaken, "1") : new(GenesisProblem.ChainIdOutOfRange, $"{ChainId}");
        }

        if (Taken.Contains(ChainId))
        {
            return new(GenesisProblem.ChainIdTaken, $"{ChainId}");
        }

        if (BlockPeriodSeconds is < ShortestPeriod or > LongestPeriod)
        {
            return new(GenesisProblem.PeriodOutOfRange, $"{BlockPeriodSeconds}");
        }

        if (Validators.Any(validator => validator.IsZero))
        {
            return new(GenesisProblem.ValidatorIsZero, default(ChainAddress).ToString());
        }

        if (Validators.GroupBy(validator => validator).FirstOrDefault(group => group.Count() > 1) is { } repeated)
        {
            return new(GenesisProblem.ValidatorRepeated, repeated.Key.ToString());
        }

        return Validators.Count == 0 || (Validators.Count < EnoughValidators && !AllowFewer)
            ? new(GenesisProblem.FewValidators, $"{Validators.Count}")
            : null;
    }
}
