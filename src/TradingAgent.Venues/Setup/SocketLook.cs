using System.Net.WebSockets;

namespace TradingAgent.Venues.Setup;

/// <summary>Whether a stream's address lets us connect.</summary>
internal static class SocketLook
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    public static async Task LookAsync(List<CheckRow> rows, string subject, Uri address, CancellationToken ct)
    {
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
