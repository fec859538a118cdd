using System.Net.WebSockets;
using TradingAgent.Venues.Wire;

namespace TradingAgent.Venues.Bybit.Setup;

/// <summary>Whether each of the venue's streams lets us connect.</summary>
internal sealed class StreamReach(BybitOptions options)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

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

    private async Task LookAsync(List<CheckRow> rows, string subject, string text, CancellationToken ct)
    {
        Uri address = PlaintextRule.Check(text, options.AllowPlaintextHosts);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Patience);
        using var socket = new ClientWebSocket();
        try
        {
            await socket.ConnectAsync(address, limit.Token).ConfigureAwait(false);
            rows.Add(new(subject, CheckState.Right, $"{address} lets us in"));
            socket.Abort();
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            string why = e is OperationCanceledException ? "no answer in time" : e.InnerException?.Message ?? e.Message;
            rows.Add(new(
                subject, CheckState.Wrong, $"{address}: {why}", "check the address and what the network lets through"));
        }
    }
}
