namespace TradingAgent.Venues.Wire;

/// <summary>Unencrypted addresses lead only to this machine or to a host that the configuration names.</summary>
public static class PlaintextRule
{
    /// <exception cref="ArgumentException">The scheme is not a known one, or is plain towards another host.</exception>
    public static Uri Check(string address, IReadOnlyList<string> allowPlaintextHosts)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out Uri? uri))
            throw new ArgumentException($"«{address}» is not an absolute address such as wss://stream.example.com.");
        if (uri.Scheme is "wss" or "https") return uri;
        if (uri.Scheme is not ("ws" or "http"))
            throw new ArgumentException($"«{address}» has the scheme {uri.Scheme}; use wss or https.");
        if (uri.IsLoopback || allowPlaintextHosts.Contains(uri.Host, StringComparer.OrdinalIgnoreCase)) return uri;
        throw new ArgumentException(
            $"«{address}» is unencrypted and leads off this machine; use {(uri.Scheme == "ws" ? "wss" : "https")}, or "
            + $"add «{uri.Host}» to AllowPlaintextHosts if that network is yours.");
    }

    /// <summary>What is wrong with each of several addresses; null ones are passed over.</summary>
    public static IEnumerable<string> Problems(
        IEnumerable<string?> addresses, IReadOnlyList<string> allowPlaintextHosts)
    {
        List<string> problems = [];
        foreach (string? address in addresses)
        {
            try
            {
                if (address is not null) Check(address, allowPlaintextHosts);
            }
            catch (ArgumentException e)
            {
                problems.Add(e.Message);
            }
        }
        return problems;
    }
}
