namespace Ledger.Portal.Shell;

/// <summary>Marks a page that may run scripts of this service to be more comfortable. Without the mark a page runs none. Every page works without script.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class UsesScriptAttribute : Attribute;
