using Microsoft.AspNetCore.Http;

namespace TradingAgent.ExchangeServer.Binance.Streams;

/// <summary>
/// A stream address taken apart: <c>/public/ws/a/b</c>, <c>/market/stream?streams=a/b</c>,
/// <c>/private/ws?listenKey=K&amp;events=X/Y</c>. A number that a client appends to tell its connections apart is
/// ignored. An address without a room is the old one, which serves the public room.
/// </summary>
/// <param name="Room">Which door.</param>
/// <param name="IsCombined">True: payloads come wrapped with their stream's name.</param>
/// <param name="Names">Streams, or listen keys, to begin with.</param>
/// <param name="Events">Private: the events wanted of each key, in the order of the names; empty: all of them.</param>
internal sealed record StreamPath(
    StreamRoom Room, bool IsCombined, IReadOnlyList<string> Names, IReadOnlyList<string> Events)
{
    /// <summary>Null when the path is no stream's.</summary>
    public static StreamPath? Parse(string path, IQueryCollection query)
    {
        string[] parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        if (parts.Length == 0) return null;
        StreamRoom? room = parts[0] switch
        {
            "public" => StreamRoom.Public,
            "market" => StreamRoom.Market,
            "private" => StreamRoom.Private,
            _ => null,
        };
        int at = room is null ? 0 : 1;
        if (parts.Length <= at || parts[at] is not ("ws" or "stream")) return null;
        bool isCombined = parts[at] == "stream";
        List<string> names = [.. parts[(at + 1)..].Where(part => !part.All(char.IsAsciiDigit))];
        foreach (string? list in query["streams"])
            names.AddRange((list ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries));
        names.AddRange(query["listenKey"].OfType<string>());
        List<string> events = [.. query["events"].OfType<string>()];
        return new StreamPath(room ?? StreamRoom.Public, isCombined, names, events);
    }
}
