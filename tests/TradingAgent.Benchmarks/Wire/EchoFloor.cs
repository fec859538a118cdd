using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using HdrHistogram;

namespace TradingAgent.Benchmarks.Wire;

/// <summary>
/// What no agent can be quicker than on this machine: another process that polls a socket and answers marked messages
/// at once, with nothing in between. Measured as the agent is: from right before the message goes to the kernel until
/// the kernel has the answer, which is why the asker's own call counts and its waking up does not.
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
        using Process echo = Process.Start(
            Environment.ProcessPath!, ["floor-echo", port.ToString(CultureInfo.InvariantCulture)]);
        using Socket socket = listener.AcceptSocket();
        socket.NoDelay = true;
        LinuxSocket.StampArrivals(socket);
        var answers = new LongHistogram(Longest, 3);
        long sentAt = 0;
        var reader = new Thread(() =>
        {
            byte[] buffer = new byte[4096];
            while (LinuxSocket.Receive(socket, buffer, out long arrivedAt) > 0)
                answers.RecordValue(Math.Clamp(arrivedAt - Volatile.Read(ref sentAt), 1, Longest));
        });
        reader.Start();
        byte[] message = new byte[MessageBytes];
        long start = LinuxSocket.Now;
        for (int i = 0; i < Seconds * MessagesPerSecond; i++)
        {
            LinuxSocket.SleepUntil(start + (i * (1_000_000_000L / MessagesPerSecond)));
            message[0] = i % MarkEvery == 0 ? Mark : (byte)'.';
            if (message[0] == Mark) Volatile.Write(ref sentAt, LinuxSocket.WallNow);
            socket.Send(message);
        }
        socket.Shutdown(SocketShutdown.Send);
        reader.Join();
        echo.WaitForExit(5000);
        WireHarness.Row(output, "asked to kernel having the answer of a bare echo", answers);
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
