using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ledger.Files;
using Ledger.Inputs;
using Ledger.Verify.Faults;

namespace Ledger.Nodes;

/// <summary>Tokens from a file of the form <c>{"education":{"issuer":"…","auditor":"…"}}</c>, or one token from the command line.</summary>
public sealed class NodeTokens(JsonNode? file, string? token)
{
    /// <summary>Reads the tokens.</summary>
    /// <param name="files">Reads the file.</param>
    /// <param name="path">The file. Null if none was given.</param>
    /// <param name="token">The token from the command line. Null if none was given.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="FaultException">Neither was given, or the file cannot be read.</exception>
    public static async Task<NodeTokens> ReadAsync(InputFiles files, string? path, string? token, CancellationToken cancellationToken)
    {
        if (path is null)
        {
            return token is null ? throw OptionProblems.OneOf("--tokens", "--token") : new NodeTokens(null, token);
        }

        try
        {
            return new NodeTokens(JsonNode.Parse(await files.UnmarkedAsync(path, 1024 * 1024, cancellationToken), documentOptions: JsonFiles.Strict), token);
        }
        catch (JsonException problem)
        {
            throw InputFiles.NotJson(path, problem);
        }
    }

    /// <summary>The departments with tokens in the file.</summary>
    public IReadOnlyList<string> Departments => token is null && file is JsonObject departments ? [.. departments.Select(member => member.Key)] : [];

    /// <summary>Returns the department's token for the first of these roles that has one.</summary>
    /// <exception cref="FaultException">There is no such token.</exception>
    public string Get(string department, params ReadOnlySpan<string> roles) =>
        Find(department, roles) ?? throw OptionProblems.NoToken(department, roles.ToArray());

    /// <summary>Returns the department's token for the first of these roles that has one. Null if there is none.</summary>
    public string? Find(string department, params ReadOnlySpan<string> roles)
    {
        foreach (var role in roles)
        {
            if (token is null && file?[department]?[role] is JsonValue value && value.TryGetValue<string>(out var found))
            {
                return found;
            }
        }

        return token;
    }

    /// <summary>Asks departments for a record, one at a time, until one has it.</summary>
    /// <param name="department">The only department to ask. Null to ask every department with a token.</param>
    /// <param name="roles">The roles whose token to use, the preferred one first.</param>
    /// <param name="ask">Asks one department, with a token.</param>
    /// <exception cref="FaultException">No department has it, or a department that may have it did not answer.</exception>
    public async Task<T> FindAsync<T>(string? department, string[] roles, Func<string, string, Task<T>> ask)
    {
        IReadOnlyList<string> candidates = department is null ? Departments : [department];
        FaultException? notFound = null;
        var unanswered = new List<(string Department, FaultException Problem)>();
        foreach (var candidate in candidates)
        {
            try
            {
                return await ask(Uri.EscapeDataString(candidate), Get(candidate, roles));
            }
            catch (FaultException absent) when (absent.Fault == RunFaults.NotFound)
            {
                notFound = absent;
            }
            catch (FaultException problem) when (candidates.Count > 1 && IsSilentAboutRecord(problem))
            {
                unanswered.Add((candidate, problem));
            }
        }

        throw unanswered.Count > 0
            ? new FaultException(RunFaults.NotAllAnswered, string.Join("; ", unanswered.Select(one => $"{one.Department}: {one.Problem.Fault.Code} {one.Problem.Detail}")))
            : notFound ?? OptionProblems.NoDepartment();
    }

    // An outage, or a missing or invalid token. Every other fault concerns the record or the request, so it is the same at every department.
    private static bool IsSilentAboutRecord(FaultException problem) =>
        problem.Fault == RunFaults.Unreachable || problem.Fault == RunFaults.AnswerUnreadable || OptionProblems.Includes(problem)
        || problem.InnerException is HttpRequestException
        {
            StatusCode: HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError,
        };
}
