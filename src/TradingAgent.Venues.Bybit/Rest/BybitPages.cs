using TradingAgent.Venues.Ports;

namespace TradingAgent.Venues.Bybit.Rest;

/// <summary>Signed lists that come page by page.</summary>
internal static class BybitPages
{
    private const int PagesMax = 200;

    /// <summary>Reads all pages of a list. One that does not end is an error: a part of it is not the list.</summary>
    /// <exception cref="VenueUnreachableException">
    /// A page did not come, or came with an error, or there was always another one.
    /// </exception>
    public static async Task ReadAsync(
        BybitRest rest, string path, string query, Action<RestReply> onPage, CancellationToken ct)
    {
        string cursor = "";
        for (int page = 0; page < PagesMax; page++)
        {
            string text = cursor.Length == 0 ? query : $"{query}&cursor={cursor}";
            RestReply reply = await rest.GetAsync(path, text, true, ct).ConfigureAwait(false);
            if (!reply.IsOk)
                throw new VenueUnreachableException(rest.Scrub($"GET {path}?{query}: {reply}"));
            onPage(reply);
            string next = reply.Cursor();
            // Some lists repeat their last cursor instead of ending with an empty one.
            if (next.Length == 0 || next == cursor || !HasRows(reply)) return;
            cursor = next;
        }
        throw new VenueUnreachableException($"GET {path}: the list goes on after {PagesMax} pages");
    }

    private static bool HasRows(RestReply reply) =>
        reply.TryList(out System.Text.Json.Utf8JsonReader reader)
        && reader.Read() && reader.TokenType == System.Text.Json.JsonTokenType.StartObject;
}
