using Ledger.Anchoring;
using Ledger.Ethereum.Registry;
using Ledger.Verify.Chain;
using Ledger.Verify.Faults;
using Ledger.Web.Settings;

namespace Ledger.Web.Startup;

/// <summary>Which registry a node trusts: the one in its settings, or the one in an address book with the chain it must be on.</summary>
internal sealed record TrustedRegistry(ChainAddress Registry, AddressBook? Book)
{
    /// <exception cref="FaultException">The setting names none, or the book cannot be read.</exception>
    public static TrustedRegistry Of(ChainSettings settings)
    {
        if (settings.Addresses is not { Length: > 0 } path)
        {
            return ChainAddress.TryParse(settings.Registry?.ToLowerInvariant(), out var registry)
                ? new TrustedRegistry(registry, null)
                : throw new FaultException(StartUpFaults.SettingsWrong, "Ledger:Chain:Registry is not an address.");
        }

        try
        {
            return AddressBook.Find(path) is { } book
                ? new TrustedRegistry(book.Registry, book)
                : throw new FaultException(StartUpFaults.AddressBookWrong, $"{path} is not there.");
        }
        catch (Exception problem) when (problem is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new FaultException(StartUpFaults.AddressBookWrong, problem.Message, problem);
        }
    }

    /// <summary>
    /// Refuses a chain that is not the book's. One endpoint that is what it should be is enough: the others are left alone when they are used.
    /// Endpoints that do not answer keep nobody from starting.
    /// </summary>
    /// <exception cref="DeploymentMismatchException">Endpoints answer, and none of them is on the chain with the contracts of the book.</exception>
    public async Task EnsureAsync(IEnumerable<Uri> endpoints, CancellationToken cancellationToken)
    {
        DeploymentMismatchException? mismatch = null;
        foreach (var endpoint in Book is null ? [] : endpoints)
        {
            using var deployer = new ContractDeployer(endpoint, zeroFees: false);
            try
            {
                await deployer.CheckAsync(Book!, cancellationToken); // Not null: it is looped over only then.
                return;
            }
            catch (ChainUnavailableException)
            {
                // Somebody else may answer; nobody answering is an outage.
            }
            catch (DeploymentMismatchException problem)
            {
                mismatch ??= problem;
            }
        }

        if (mismatch is not null)
        {
            throw mismatch;
        }
    }
}
