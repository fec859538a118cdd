namespace TradingAgent.Venues.Bybit.Setup;

/// <summary>Whether each of the venue's streams lets us connect.</summary>
internal sealed class StreamReach(BybitOptions options)
{
    public async Task LookAsync(List<CheckRow> rows, CancellationToken ct)
    {
        await LookAsync(rows, "market stream", options.Hosts.PublicStream + "/linear", ct).ConfigureAwait(false);
        if (options.Key.IsEmpty) return;
        await LookAsync(rows, "private stream", options.Hosts.PrivateStream, ct).ConfigureAwait(false);
        if (options.Hosts.TradeStream is { } trade)
            await LookAsync(rows, "order entry", trade, ct).ConfigureAwait(false);
        else
            rows.Add(new("order entry", CheckState.Note, "none here: orders go over REST, and more slowly"));
    }

    private Task LookAsync(List<CheckRow> rows, string subject, string text, CancellationToken ct) =>
        SocketLook.LookAsync(rows, subject, PlaintextRule.Check(text, options.AllowPlaintextHosts), ct);
}
