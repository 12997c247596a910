namespace Cookbook.Caching.Inspection;

/// <summary>Redis does not answer, is being left alone, or is not configured; the message says which.</summary>
public sealed class CacheUnavailableException(string message, Exception? innerException = null) : Exception(message, innerException);
