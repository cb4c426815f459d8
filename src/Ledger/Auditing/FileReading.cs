namespace Ledger.Auditing;

/// <summary>The outcome of reading a file: the file, or null if it is absent. <see cref="IsRead"/> is false if it could not be read.</summary>
internal readonly record struct FileReading(PublishedFile? File, bool IsRead);
