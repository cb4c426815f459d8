using Ledger.Anchoring;
using Ledger.Cli.Output;
using Ledger.Ethereum.Registry;

namespace Ledger.Cli.Governance;

/// <summary>Turns what a chain and its contracts can answer into coded refusals. Stateless.</summary>
internal static class ChainProblems
{
    /// <param name="work">What asks or sends.</param>
    /// <param name="path">The address book it reads or writes, for the sentences about it.</param>
    public static async Task<T> ExplainAsync<T>(Func<Task<T>> work, string path = "")
    {
        try
        {
            return await work();
        }
        catch (ChainUnavailableException problem)
        {
            throw new CliException(CliFaults.Unreachable, problem.Message, problem);
        }
        catch (NonceUsedException problem)
        {
            throw new CliException(CliFaults.Unreachable, problem.Message + " Something else uses this account; run it again. 该账户另有交易，请重试。", problem);
        }
        catch (InvalidDataException problem)
        {
            throw new CliException(GovernanceFaults.AddressBookWrong, problem.Message, problem);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new CliException(CliFaults.FileUnwritable, path, problem);
        }
        catch (DeploymentMismatchException problem)
        {
            var fault = problem.Difference switch
            {
                DeploymentDifference.ChainId => GovernanceFaults.OtherChain,
                DeploymentDifference.Genesis => GovernanceFaults.OtherGenesis,
                DeploymentDifference.NoContract => GovernanceFaults.ContractMissing,
                DeploymentDifference.OtherCouncil => GovernanceFaults.OtherCouncil,
                _ => GovernanceFaults.ContractForeign,
            };
            throw new CliException(fault, problem.Message, problem);
        }
        catch (CallRevertedException problem)
        {
            throw new CliException(CliFaults.Refused, problem.Message, problem);
        }
    }
}
