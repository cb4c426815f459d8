using Ledger.Anchoring;
using Ledger.Keys;
using Ledger.Verify.Faults;

namespace Ledger.Ethereum.Registry;

/// <summary>Turns what a chain and its contracts can answer into coded refusals. Stateless.</summary>
public static class ChainProblems
{
    /// <param name="work">What asks or sends.</param>
    /// <param name="path">The address book it reads or writes, for the sentences about it.</param>
    public static async Task<T> ExplainAsync<T>(Func<Task<T>> work, string path = "")
    {
        try
        {
            return await work();
        }
        catch (ChainFaultException problem)
        {
            throw new FaultException(problem.Fault, problem.Message, problem); // It answered, and it is known what is wrong.
        }
        catch (ChainUnavailableException problem)
        {
            throw new FaultException(RunFaults.Unreachable, problem.Message, problem);
        }
        catch (NonceUsedException problem)
        {
            throw new FaultException(RunFaults.Unreachable, problem.Message + " Something else uses this account; run it again. 该账户另有交易，请重试。", problem);
        }
        catch (InvalidDataException problem)
        {
            throw new FaultException(GovernanceFaults.AddressBookWrong, problem.Message, problem);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new FaultException(RunFaults.FileUnwritable, path, problem);
        }
        catch (DeploymentMismatchException problem)
        {
            var fault = problem.Difference switch
            {
                DeploymentDifference.ChainId => GovernanceFaults.OtherChain,
                DeploymentDifference.Genesis => GovernanceFaults.OtherGenesis,
                DeploymentDifference.NoContract => GovernanceFaults.ContractMissing,
                DeploymentDifference.OtherCouncil => GovernanceFaults.OtherCouncil,
                DeploymentDifference.CouncilDiffers => GovernanceFaults.CouncilDiffers,
                _ => GovernanceFaults.ContractForeign,
            };
            throw new FaultException(fault, problem.Message, problem);
        }
        catch (AccountBusyException problem)
        {
            throw new FaultException(GovernanceFaults.AccountBusy, problem.Message, problem);
        }
        catch (FaultException problem) when (problem.Fault == StoreFaults.KeyUnusable)
        {
            throw new FaultException(GovernanceFaults.KeyUnusable, problem.Detail, problem);
        }
        catch (CallRevertedException problem)
        {
            throw new FaultException(FaultOf(problem.ErrorName), problem.Message, problem);
        }
    }

    /// <summary>The contracts' own names for what is looked at before sending too, but may have changed meanwhile.</summary>
    private static Fault FaultOf(string errorName) => errorName switch
    {
        "ProposalUnknown" => GovernanceFaults.ProposalUnknown,
        "ProposalExecuted" => GovernanceFaults.ProposalExecuted,
        "ProposalVoid" => GovernanceFaults.ProposalVoid,
        "ProposalExpired" => GovernanceFaults.ProposalExpired,
        "ApprovalsMissing" => GovernanceFaults.ApprovalsMissing,
        "DelayNotOver" => GovernanceFaults.TooEarly,
        "NotAMember" => GovernanceFaults.NotAMember,
        "AlreadyApproved" => GovernanceFaults.AlreadyApproved,
        "NotApproved" => GovernanceFaults.NotApproved,
        "NotTheOperator" => GovernanceFaults.NotTheOperator,
        "TimeTooLongAgo" => GovernanceFaults.TimeTooLongAgo,
        "DepartmentUnknown" => GovernanceFaults.DepartmentUnknown,
        _ => GovernanceFaults.ContractRefused,
    };
}
