using System.Net.Sockets;
using TradingAgent.Runtime.Journal;
using TradingAgent.Runtime.Safety;

namespace TradingAgent.Host.Control;

/// <summary>What it means that no agent answers in a data folder, and what to do.</summary>
internal static class NoAnswer
{
    /// <param name="folder">Where was asked.</param>
    /// <param name="error">Why there was no answer; null when the agent hung up.</param>
    public static string Describe(string folder, Exception? error)
    {
        string root = Path.GetFullPath(folder);
        if (File.Exists(root)) return $"{root} is a file: name the agent's data folder with --data.";
        if (error is SocketException { SocketErrorCode: SocketError.AccessDenied })
        {
            return $"«{Environment.UserName}» may not open the socket in {root} (permission denied): ask as the user " +
                "that the agent runs as.";
        }
        if (!Directory.Exists(root)) return $"There is no folder {root}: name the agent's data folder with --data.";
        if (!DataFolder.IsHeld(root)) return $"No agent answers in {root}.";
        string seen = HeartbeatMark.TryRead(root, out HeartbeatMark mark)
            ? $" (run {mark.Epoch}, {mark.State}, event {mark.Sequence} by its last sign of life)" : "";
        return $"No agent answers in {root}, yet a process holds the folder{seen}: it starts, ends, hangs or was " +
            "stopped. Orders may rest; look at its log, and see AgentGone in the runbook.";
    }
}
