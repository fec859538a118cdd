using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using TradingAgent.ExchangeServer.Json;

namespace TradingAgent.ExchangeServer.Wire;

/// <summary>A request byte for byte as it came, which is what its signature is over, and the way back.</summary>
internal static class RawRequest
{
    /// <summary>Bytes of the largest body read.</summary>
    private const int BodyMax = 64 * 1024;

    /// <summary>The query as it stood on the request line, not as the web server would write it again.</summary>
    public static string Query(HttpContext context)
    {
        string target = context.Features.Get<IHttpRequestFeature>()!.RawTarget;
        int mark = target.IndexOf('?', StringComparison.Ordinal);
        return mark < 0 ? "" : target[(mark + 1)..];
    }

    /// <summary>The whole body; null when it is too large.</summary>
    public static async Task<byte[]?> BodyAsync(HttpRequest request)
    {
        if (request.ContentLength is > BodyMax) return null;
        using MemoryStream body = new();
        byte[] chunk = new byte[4096];
        int read;
        while ((read = await request.Body.ReadAsync(chunk)) > 0)
        {
            body.Write(chunk, 0, read);
            if (body.Length > BodyMax) return null;
        }
        return body.ToArray();
    }

    /// <summary>Sends a reply's body and lets the frame go; the headers are set already.</summary>
    public static async Task WriteAsync(HttpContext context, SharedFrame body)
    {
        context.Response.ContentLength = body.Memory.Length;
        try
        {
            await context.Response.Body.WriteAsync(body.Memory, context.RequestAborted);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client went away before it had its answer; there is nobody left to tell.
        }
        finally
        {
            body.Release();
        }
    }
}
