using Ledger.Anchoring;
using Ledger.Verify.Faults;

namespace Ledger.Ethereum.Registry;

/// <summary>Translates the failures of a chain and its contracts into coded faults. Stateless.</summary>
public static class ChainProblems
{
    /// <param name="work">The work with the chain.</param>
    /// <param name="path">The address book of the work, for messages.</param>
    public static async Task<T> ExplainAsync<T>(Func<Task<T>> work, string path = "")
    {
        try
        {
            return await work();
        }
        catch (FaultException problem) when (problem.Fault == AnchoringFaults.ChainUnreachable)
        {
            throw new FaultException(RunFaults.Unreachable, problem.Detail, problem);
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
            throw new FaultException(ChooseFault(problem.ErrorName), problem.Message, problem);
        }
    }

    /// <summary>
    /// Maps the error names of the contracts. The same rules are checked before a transaction is sent, but the state may change in between.
    /// </summary>
    private static Fault ChooseFault(string errorName) => errorName switch
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
