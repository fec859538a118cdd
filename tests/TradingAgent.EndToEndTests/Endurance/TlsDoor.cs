using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace TradingAgent.EndToEndTests.Endurance;

/// <summary>
/// An encrypted door in front of a local exchange, with a certificate that only its own file vouches for.
/// </summary>
internal sealed class TlsDoor : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _life = new();
    private readonly X509Certificate2 _certificate;
    private readonly Uri _behind;

    private TlsDoor(Uri behind, X509Certificate2 certificate)
    {
        (_behind, _certificate) = (behind, certificate);
        _listener.Start();
        Address = new Uri($"https://localhost:{((IPEndPoint)_listener.LocalEndpoint).Port}");
    }

    public Uri Address { get; }

    /// <summary>Opens it.</summary>
    /// <param name="behind">Where what comes in goes to.</param>
    /// <param name="certificateFile">Receives the certificate, for whoever is to trust it.</param>
    public static TlsDoor Open(Uri behind, string certificateFile)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        DateTimeOffset now = DateTimeOffset.UtcNow;
        X509Certificate2 certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        File.WriteAllText(certificateFile, certificate.ExportCertificatePem());
        var door = new TlsDoor(behind, certificate);
        _ = door.AcceptAsync();
        return door;
    }

    public void Dispose()
    {
        _life.Cancel();
        _listener.Dispose();
        _certificate.Dispose();
        _life.Dispose();
    }

    private async Task AcceptAsync()
    {
        CancellationToken ct = _life.Token;
        while (!ct.IsCancellationRequested) _ = PassAsync(await _listener.AcceptTcpClientAsync(ct), ct);
    }

    private async Task PassAsync(TcpClient client, CancellationToken ct)
    {
        using (client)
        using (var server = new TcpClient { NoDelay = true })
        await using (var outside = new SslStream(client.GetStream()))
        {
            await outside.AuthenticateAsServerAsync(_certificate);
            await server.ConnectAsync(_behind.Host, _behind.Port, ct);
            NetworkStream inside = server.GetStream();
            await Task.WhenAny(outside.CopyToAsync(inside, ct), inside.CopyToAsync(outside, ct));
        }
    }
}
