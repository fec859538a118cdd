using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using HdrHistogram;

namespace TradingAgent.Benchmarks.Wire;

/// <summary>
/// What no agent can be quicker than on this machine: another process that polls a socket and answers marked messages
/// at once, with nothing in between. Measured as the agent is: from the message's leaving for the wire to the answer's
/// arrival from it, by the kernel's stamps.
/// </summary>
internal static class EchoFloor
{
    private const int MessageBytes = 250;
    private const int MessagesPerSecond = 1000;
    private const int MarkEvery = 120;
    private const int Seconds = 15;
    private const byte Mark = (byte)'X';
    private const long Longest = 10_000_000_000;

    public static void Run(TextWriter output)
    {
        Machine.Describe(output);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        // Not by this process's own path: that is the runtime's where it was started by it.
        using Process echo = Process.Start("dotnet",
            [typeof(EchoFloor).Assembly.Location, "floor-echo", port.ToString(CultureInfo.InvariantCulture)]);
        using Socket socket = listener.AcceptSocket();
        socket.NoDelay = true;
        LinuxSocket.StampArrivals(socket);
        LinuxSocket.StampDepartures(socket);
        var arrivals = new List<long>();
        var departures = new List<long>();
        var answers = new LongHistogram(Longest, 3);
        var reader = new Thread(() =>
        {
            byte[] buffer = new byte[4096];
            while (LinuxSocket.Receive(socket, buffer, out long arrivedAt) > 0)
                arrivals.Add(arrivedAt);
        });
        reader.Start();
        byte[] message = new byte[MessageBytes];
        long start = LinuxSocket.Now;
        for (int i = 0; i < Seconds * MessagesPerSecond; i++)
        {
            LinuxSocket.SleepUntil(start + (i * (1_000_000_000L / MessagesPerSecond)));
            message[0] = i % MarkEvery == 0 ? Mark : (byte)'.';
            if (message[0] == Mark) departures.Add(LinuxSocket.SendStamped(socket, message));
            else socket.Send(message);
        }
        socket.Shutdown(SocketShutdown.Send);
        reader.Join();
        echo.WaitForExit(5000);
        foreach ((long left, long arrived) in departures.Zip(arrivals))
            answers.RecordValue(Math.Clamp(arrived - left, 1, Longest));
        WireHarness.Row(output, "message on the wire to a bare echo's answer on it", answers);
        Machine.DescribeLoad(output);
    }

    /// <summary>The other process: polls until the peer is gone.</summary>
    public static void Echo(int port)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        socket.Connect(IPAddress.Loopback, port);
        socket.Blocking = false;
        byte[] buffer = new byte[64 * 1024];
        while (true)
        {
            int count = socket.Receive(buffer, SocketFlags.None, out SocketError error);
            if (error == SocketError.WouldBlock) continue;
            if (count == 0 || error != SocketError.Success) return;
            if (buffer.AsSpan(0, count).Contains(Mark)) socket.Send(buffer.AsSpan(0, MessageBytes));
        }
    }
}
